package demo

import (
	"context"
	"maps"
	"slices"
	"time"

	"gatehouse/domain"
	"gatehouse/storage"
)

// lookIn notes what leaves no event: when keys were used, and when those whom
// the history is about were last here.
func (s *story) lookIn(ctx context.Context, store *storage.Store) error {
	keys, err := s.used(ctx, store)
	if err != nil {
		return err
	}
	return store.Commit(ctx, s.info.ID, func(tx domain.Tx) error {
		for _, k := range keys {
			if _, err := tx.Keys().Put(k); err != nil {
				return err
			}
		}
		for i, p := range s.joiners {
			at := s.Now.Add(-time.Duration(1+i*i*97) * time.Minute)
			if err := s.seen(tx, p.Email, func(m domain.Member) time.Time { return later(m.JoinedAt, at) }); err != nil {
				return err
			}
		}
		for _, who := range slices.Sorted(maps.Keys(s.taken)) {
			if err := s.seen(tx, who, lastLook); err != nil {
				return err
			}
		}
		return nil
	})
}

// used are the keys made in the course of the history, with their last use.
func (s *story) used(ctx context.Context, store *storage.Store) (keys []domain.Key, err error) {
	last := map[string]time.Time{}
	for _, u := range ServiceUsers() {
		for _, k := range u.Keys {
			last[u.Name+"/"+k.Name] = s.lastUse(k)
		}
	}
	err = store.View(ctx, s.info.ID, func(v domain.View) error {
		rows, _, err := v.KeyPages().Page(domain.Query{Index: domain.ByTime, Limit: few})
		for _, r := range rows {
			service, err := v.Members().Get(r.Item.ServiceUser)
			if err != nil {
				return err
			}
			k := r.Item
			if at := last[service.Name+"/"+k.Name]; k.LastUsedAt.IsZero() && at.After(k.CreatedAt) {
				k.LastUsedAt = at
				keys = append(keys, k)
			}
		}
		return err
	})
	return keys, err
}

// seen sets when someone was last here.
func (s *story) seen(tx domain.Tx, who string, at func(domain.Member) time.Time) error {
	id, err := tx.Find(domain.UniqueAddress, who)
	if err != nil || id == "" {
		return err
	}
	m, err := tx.Members().Get(id)
	if err != nil {
		return err
	}
	m.SeenAt = at(m)
	_, err = tx.Members().Put(m)
	return err
}

// lastLook is no later than someone was suspended or removed.
func lastLook(m domain.Member) time.Time {
	at := m.SeenAt
	for _, end := range []time.Time{m.SuspendedAt, m.RemovedAt} {
		if !end.IsZero() {
			at = earlier(at, end.Add(-time.Hour))
		}
	}
	return at
}
