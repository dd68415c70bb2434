package domain

import (
	"cmp"
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Recognise tells whose login an SSH key is, before its possession is proved:
// nothing is written. It reads as much for a workspace that isn't there as for
// one that is. What doesn't sign in is NotFound (no_login), whatever the
// reason; a suspended member's login is told apart only by [Workspace.SignIn].
func (d *Database) Recognise(ctx context.Context, slug, fingerprint string) (Principal, error) {
	return d.recognise(ctx, slug, func(t *txn) (Principal, error) {
		login, err := t.Logins().Get(ID(fingerprint))
		return Principal{Member: login.Member, Key: login.ID, Login: true}, err
	})
}

// RecogniseAddress tells which active person a certificate is for: the first of
// its principals that is somebody's address.
func (d *Database) RecogniseAddress(ctx context.Context, slug string, principals []string) (Principal, error) {
	return d.recognise(ctx, slug, func(t *txn) (Principal, error) {
		for _, p := range principals[:min(len(principals), maxPrincipals)] {
			email, err := ParseEmail(p)
			if err != nil {
				continue
			}
			id, err := t.Find(UniqueAddress, email)
			if err != nil || id != "" {
				return Principal{Member: id}, err
			}
		}
		return Principal{}, Errorf(NotFound, "no_login", "no principal is a member's address")
	})
}

// maxPrincipals bounds how many principals of a certificate are looked up.
const maxPrincipals = 16

// recognise finds a principal by what a client shows.
func (d *Database) recognise(ctx context.Context, slug string, find func(*txn) (Principal, error)) (Principal, error) {
	none := Errorf(NotFound, "no_login", "this doesn't sign in here")
	in := ID("none")
	err := d.store.View(ctx, "", func(v View) error {
		id, err := v.Find(UniqueSlug, slug)
		in = cmp.Or(id, in)
		return err
	})
	if err != nil {
		return Principal{}, err
	}
	var p Principal
	err = d.store.View(ctx, in, func(v View) error {
		t := &txn{Tx: v, now: d.now()}
		info, err := v.Workspaces().Get(in)
		if err == nil && !info.DeletedAt.IsZero() {
			err = none
		}
		if err != nil && !isNotFound(err) {
			return err
		}
		found, missing := find(t)
		m, gone := v.Members().Get(found.Member)
		if missing != nil || gone != nil || err != nil || m.Kind != rights.Person || !m.RemovedAt.IsZero() {
			for _, e := range []error{missing, gone} {
				if e != nil && !isNotFound(e) {
					return e
				}
			}
			return none
		}
		p = found
		return nil
	})
	p.Via, p.Channel = ViaSSH, rights.Console
	return p, err
}

// seenEvery is how precisely the last use of a login is kept.
const seenEvery = 10 * time.Minute

// Admits tells whether p may come in now; Denied says why not. Nothing is
// written.
func (w *Workspace) Admits(ctx context.Context, p Principal) error {
	_, err := look(ctx, w.As(p), func(v *view) (struct{}, error) { return struct{}{}, v.present() })
	return err
}

// SignIn begins a session of who has proved to be p. It is asked anew for each
// session: the connection may be older than a suspension. Denied says why not.
// The last use is noted now and then, without an event.
func (w *Workspace) SignIn(ctx context.Context, p Principal) (*Session, error) {
	s := w.As(p)
	stale, err := look(ctx, s, func(v *view) (bool, error) {
		if err := v.present(); err != nil {
			return false, err
		}
		s.called = v.actor.Handle()
		if v.now.Sub(v.actor.SeenAt) >= seenEvery || !p.Login {
			return v.now.Sub(v.actor.SeenAt) >= seenEvery, nil
		}
		login, err := v.Logins().Get(p.Key)
		return v.now.Sub(login.LastUsedAt) >= seenEvery, err
	})
	if err != nil || !stale {
		return s, err
	}
	return s, w.db.store.Commit(ctx, w.ID, func(tx Tx) error { return s.seen(tx) })
}

// seen notes the moment in the member and the login.
func (s *Session) seen(tx Tx) error {
	t, err := s.begin(tx)
	if err != nil {
		return err
	}
	m := t.actor
	m.SeenAt = t.now
	if _, err := t.Members().Put(m); err != nil || !s.who.Login {
		return err
	}
	login, err := t.Logins().Get(s.who.Key)
	if err != nil {
		return err
	}
	login.LastUsedAt = t.now
	_, err = t.Logins().Put(login)
	return err
}
