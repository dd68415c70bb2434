package domain

import (
	"cmp"
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// Authenticate begins a session by an API key. Whatever makes a key unusable, be
// it unknown, expired, revoked, its service user suspended or the plan without
// the API, the error is the same (Denied, unusable_key): to the outside they look
// alike. Each use case asks again in its own transaction. from is a network
// address. The last use is kept in memory until [Database.NoteUses].
func (d *Database) Authenticate(ctx context.Context, key, from string) (*Session, error) {
	text := strings.TrimSpace(key)
	id, err := ParseSecret(APIKey, text)
	if err != nil {
		return nil, unusableKey()
	}
	var home KeyHome
	err = d.store.View(ctx, "", func(v View) error {
		home, err = v.KeyHomes().Get(ID(id))
		return orNone(err)
	})
	if err != nil {
		return nil, err
	}
	w := &Workspace{db: d, ID: cmp.Or(home.Workspace, "none")}
	s := w.As(Principal{Channel: rights.API, Via: ViaHTTP, From: from, Key: ID(id), APIKey: true})
	err = d.store.View(ctx, w.ID, func(v View) error { return s.unlock(v, text) })
	if err != nil {
		return nil, err
	}
	d.uses.note(w.ID, ID(id), d.now())
	return s, nil
}

// unusableKey is the answer to every key that doesn't let in.
func unusableKey() error {
	return Errorf(Denied, "unusable_key", "the API key can't be used: it is unknown, has expired, was revoked, or its service user may not come in")
}

// orNone is an error of reading but for what isn't there.
func orNone(err error) error {
	if isNotFound(err) {
		return nil
	}
	return err
}

// unlock makes the session that of the key's service user, if the key is good
// now. It reads and computes as much for a key that isn't there.
func (s *Session) unlock(v View, text string) error {
	k, missing := v.Keys().Get(s.who.Key)
	fits := s.ws.db.world.Pepper.Matches(k.MAC, text)
	service, gone := v.Members().Get(k.ServiceUser)
	for _, err := range []error{missing, gone} {
		if orNone(err) != nil {
			return err
		}
	}
	if missing != nil || gone != nil || !fits {
		return unusableKey()
	}
	s.who.Member = service.ID
	t, err := s.begin(v)
	switch KindOf(err) {
	case NotFound, Denied:
		return unusableKey()
	}
	if err != nil {
		return err
	}
	s.ws.Slug, s.ws.owner, s.called = t.info.Slug, t.info.Owner, service.Handle()
	if !t.model.Decide(&rights.Question{Right: rights.APIUse, Subject: t.asks, Channel: rights.API}).Allowed {
		return unusableKey()
	}
	return nil
}

// keyStands refuses whoever came by an API key that can't be used any more.
func (t *txn) keyStands() error {
	k, err := t.Keys().Get(t.s.who.Key)
	if orNone(err) != nil {
		return err
	}
	if err != nil || k.ServiceUser != t.s.who.Member || k.StatusAt(t.now) != KeyActive {
		return unusableKey()
	}
	return nil
}

// AuthorizedKeys are the logins of a person who may come in now, for servers that
// ask who may log in (sshd's AuthorizedKeysCommand). It needs access.ask. Of
// anyone else there are none.
func (s *Session) AuthorizedKeys(ctx context.Context, user Ref) ([]Login, error) {
	return look(ctx, s, func(v *view) ([]Login, error) {
		if err := v.may(ask{right: rights.AccessAsk}); err != nil {
			return nil, err
		}
		m, err := findMember(v, user)
		if err != nil || m.Kind != rights.Person || !m.ActiveAt(v.now) {
			return nil, orNone(err)
		}
		return everything(v.LoginPages(), Query{Index: ByMember, Value: string(m.ID)})
	})
}

// Me is who acts, and what they may do.
type Me struct {
	Workspace struct{ Slug, Name string }
	Member    Listed
	Key       *ListedKey // the API key by which they came; nil: by none
	Rights    []rights.Granted
}

// Me is free for everyone who may come in.
func (s *Session) Me(ctx context.Context) (Me, error) {
	return look(ctx, s, func(v *view) (Me, error) {
		var me Me
		if err := v.present(); err != nil {
			return me, err
		}
		me.Workspace.Slug, me.Workspace.Name = v.info.Slug, v.info.Name
		me.Rights = v.model.Effective(&v.asks)
		var err error
		if me.Member, err = v.listed(v.actor); err != nil || !s.who.APIKey {
			return me, err
		}
		k, err := v.Keys().Get(s.who.Key)
		if err != nil {
			return me, err
		}
		l, err := v.listKey(k)
		me.Key = &l
		return me, err
	})
}
