package storagetest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/storage"
)

// daysOfAList: a list by date is read from a day to a day, both included, in
// pages and in either direction.
func daysOfAList(t *testing.T, s *storage.Store) {
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		m := &model[domain.TimeEntry]{noun: timeNoun, store: s, workspace: domain.ID(fmt.Sprint("w", runs)), all: map[domain.ID]domain.TimeEntry{}}
		for range 3 {
			m.commit(t, rt)
		}
		bound := rapid.SampledFrom(append(dates, "", "2026-03"))
		q := domain.Query{From: bound.Draw(rt, "from"), To: bound.Draw(rt, "to"), Reverse: rapid.Bool().Draw(rt, "reverse"), Limit: rapid.IntRange(1, 4).Draw(rt, "limit")}
		err := s.View(t.Context(), m.workspace, func(v domain.View) error {
			for _, o := range m.orders {
				q.Index = o.index
				for value, all := range m.lists(o) {
					want := slices.DeleteFunc(all, func(id domain.ID) bool {
						date := m.all[id].Date
						return date < q.From || q.To != "" && date > q.To
					})
					if q.Reverse {
						slices.Reverse(want)
					}
					q.Value = value
					if err := m.page(v, q, want); err != nil {
						return fmt.Errorf("from %q to %q: %w", q.From, q.To, err)
					}
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}
