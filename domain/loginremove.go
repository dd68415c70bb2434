package domain

import (
	"context"
	"strings"
)

// RemoveLogin takes a login away; whoever signed in by it is out at once.
type RemoveLogin struct {
	Member      Ref
	Fingerprint string // SHA256:…, or from 8 of its characters on what begins it
	Last        bool   // also the owner's last one
}

// RemoveLogin takes effect with its commit. A token that the member has made to
// enrol a login falls with it: it may be of whoever the login was taken from.
func (s *Session) RemoveLogin(ctx context.Context, c RemoveLogin) (Login, error) {
	meant, err := s.loginsLike(ctx, c)
	if err != nil {
		return Login{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Login, error) { return t.removeLogin(c, meant) })
}

func (t *txn) removeLogin(c RemoveLogin, meant []ID) (Login, error) {
	m, on, err := t.signsIn(c.Member, taking)
	if err != nil {
		return Login{}, err
	}
	if len(meant) > 1 {
		return Login{}, Errorf(Conflict, "ambiguous", "%d logins of %s begin with %s; give more of the fingerprint", len(meant), Clean(m.Label()), said(c.Fingerprint))
	}
	var login Login
	if len(meant) == 1 {
		if login, err = t.Logins().Get(meant[0]); err != nil && !isNotFound(err) {
			return Login{}, err
		}
	}
	if login.ID == "" || login.Member != m.ID {
		return Login{}, Errorf(NotFound, "no_login", "%s has no login %s", Clean(m.Label()), said(c.Fingerprint))
	}
	left, err := t.Count(CountLogins, string(m.ID))
	if err != nil {
		return Login{}, err
	}
	if m.ID == t.info.Owner && left == 1 && !c.Last {
		return Login{}, Errorf(Conflict, "last_login", "this is the owner's last login: without it the owner comes in locally only")
	}
	if err := t.dropToken(m, madeByOneself); err != nil {
		return Login{}, err
	}
	if err := t.Logins().Delete(login.ID); err != nil {
		return Login{}, err
	}
	return login, t.record(c.action(), on.mention, "%s", login.ID)
}

// fingerprintHash begins every fingerprint, and may be left out.
const fingerprintHash = "SHA256:"

// shortestPrefix is how much of a fingerprint has to be given, in characters.
const shortestPrefix = 8

// loginsLike finds which logins of the member are meant. Whether the actor may
// know is asked by whoever uses it.
func (s *Session) loginsLike(ctx context.Context, c RemoveLogin) ([]ID, error) {
	prefix := strings.TrimPrefix(strings.TrimSpace(c.Fingerprint), fingerprintHash)
	return look(ctx, s, func(v *view) ([]ID, error) {
		m, err := findMember(v, c.Member)
		if err != nil || len(prefix) < shortestPrefix {
			return nil, nil // removeLogin says what that means
		}
		all, err := everything(v.LoginPages(), Query{Index: ByMember, Value: string(m.ID)})
		var meant []ID
		for _, l := range all {
			if strings.HasPrefix(string(l.ID), fingerprintHash+prefix) {
				meant = append(meant, l.ID)
			}
		}
		return meant, err
	})
}

// undoAddLogin takes the login away again.
func undoAddLogin(t *txn, e Event, _ undoing) error {
	var added []ID
	for _, touch := range e.Touched {
		if touch.Kind == "login" {
			added = append(added, touch.ID)
		}
	}
	_, err := t.removeLogin(RemoveLogin{Member: Ref(e.Target.ID), Fingerprint: e.Detail}, added)
	return err
}

// undoRemoveLogin adds the key again, which nobody does for another.
func undoRemoveLogin(t *txn, e Event, _ undoing) error {
	was := map[string]string{}
	for _, c := range e.Changes {
		if c.Record.Kind == "login" {
			was[c.Field] = c.Before
		}
	}
	_, err := t.addLogin(AddLogin{Member: Ref(e.Target.ID), Key: was["public_key"] + " " + was["comment"]})
	return err
}
