package domain

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// uses are the last uses of API keys, to the minute, that aren't written yet: a
// request costs no write.
type uses struct {
	mu sync.Mutex
	of map[ID]map[ID]time.Time // by workspace and key
}

// note keeps that a key was used.
func (u *uses) note(workspace, key ID, at time.Time) {
	at = at.Truncate(time.Minute)
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.of == nil {
		u.of = map[ID]map[ID]time.Time{}
	}
	if u.of[workspace] == nil {
		u.of[workspace] = map[ID]time.Time{}
	}
	if u.of[workspace][key].Before(at) {
		u.of[workspace][key] = at
	}
}

// last is when a key was last used, as far as it isn't written; zero: not since.
func (u *uses) last(workspace, key ID) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.of[workspace][key]
}

// take empties it.
func (u *uses) take() map[ID]map[ID]time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	all := u.of
	u.of = nil
	return all
}

// Introspect is VerifyKey for an application that was shown the key, which is a use
// of it.
func (s *Session) Introspect(ctx context.Context, text string) (Verified, error) {
	v, err := s.VerifyKey(ctx, text)
	if err == nil && v.Valid {
		s.ws.db.uses.note(s.ws.ID, v.Key.ID, s.Now())
	}
	return v, err
}

// notedUses is how many keys one commit of NoteUses writes.
const notedUses = 30

// NoteUses writes the last uses of API keys, and that their service users were
// seen: in bounded commits, without an event and without a new version. What
// can't be written now is kept for the next time.
func (d *Database) NoteUses(ctx context.Context) error {
	var failed []error
	for workspace, used := range d.uses.take() {
		for some := range slices.Chunk(slices.Collect(maps.Keys(used)), notedUses) {
			err := d.store.Commit(ctx, workspace, func(tx Tx) error { return noteUses(tx, some, used) })
			if err == nil || isNotFound(err) {
				continue
			}
			failed = append(failed, err)
			for _, key := range some {
				d.uses.note(workspace, key, used[key])
			}
		}
	}
	return errors.Join(failed...)
}

func noteUses(tx Tx, keys []ID, at map[ID]time.Time) error {
	for _, id := range keys {
		k, err := tx.Keys().Get(id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if !k.LastUsedAt.Before(at[id]) {
			continue
		}
		k.LastUsedAt = laterOf(at[id], k.CreatedAt) // the minute began before the key was made
		if _, err := tx.Keys().Put(k); err != nil {
			return err
		}
		service, err := tx.Members().Get(k.ServiceUser)
		if err != nil {
			return err
		}
		if service.SeenAt.Before(at[id]) {
			service.SeenAt = laterOf(at[id], service.JoinedAt)
			if _, err := tx.Members().Put(service); err != nil {
				return err
			}
		}
	}
	return nil
}
