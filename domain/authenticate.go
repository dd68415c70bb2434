package domain

import (
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
	home, err := d.keyHome(ctx, ID(id))
	if err != nil {
		return nil, err
	}
	known := home.Workspace != ""
	if !known {
		home = d.decoy.Load()
	}
	w := &Workspace{db: d, ID: home.Workspace}
	s := w.As(Principal{Channel: rights.API, Via: ViaHTTP, From: from, Key: ID(id)})
	good := false
	err = d.store.View(ctx, w.ID, func(v View) error {
		good, err = s.unlock(v, home.ID, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !known || !good {
		return nil, unusableKey()
	}
	s.who.APIKey = true
	d.uses.note(w.ID, ID(id), d.now())
	return s, nil
}

// KeyHome tells which workspace has an API key: the key itself doesn't say. Its
// id is the key's.
type KeyHome struct {
	ID        ID
	Version   uint64
	Workspace ID
}

// keyHome is where a key is; nowhere, if it isn't known. The last one that was
// found stands in for those that aren't, so that they take as many reads.
func (d *Database) keyHome(ctx context.Context, id ID) (home *KeyHome, err error) {
	var found KeyHome
	err = d.store.View(ctx, "", func(v View) error {
		found, err = v.KeyHomes().Get(id)
		return orNone(err)
	})
	if err == nil && found.Workspace != "" {
		d.decoy.Store(&found)
	}
	return &found, err
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

// unlock makes the session that of a key's service user, and tells whether the key
// is good now. It reads and computes the same, whatever is wrong with it.
func (s *Session) unlock(v View, key ID, text string) (good bool, err error) {
	k, err := v.Keys().Get(key)
	if err != nil {
		return false, orNone(err)
	}
	fits := s.ws.db.world.Pepper.Matches(k.MAC, text)
	s.who.Member = k.ServiceUser
	t, err := s.begin(v)
	if err != nil {
		switch KindOf(err) {
		case NotFound, Denied:
			return false, nil
		}
		return false, err
	}
	s.ws.Slug, s.ws.owner, s.called = t.info.Slug, t.info.Owner, t.actor.Handle()
	may := t.model.Decide(&rights.Question{Right: rights.APIUse, Subject: t.asks, Channel: rights.API}).Allowed
	return fits && may && k.StatusAt(t.now) == KeyActive, nil
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
