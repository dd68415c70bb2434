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
					q.Value = value
					if err := m.pageOfDays(rt, v, q, all); err != nil {
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

// pageOfDays walks the part of a list between two days, from its end or from a
// row anywhere in the list on, and wants what is between them of all.
func (m *model[T]) pageOfDays(rt *rapid.T, v domain.View, q domain.Query, all []domain.ID) (err error) {
	if q.Reverse {
		slices.Reverse(all)
	}
	start := rapid.IntRange(-1, len(all)-1).Draw(rt, "after")
	if start >= 0 {
		if q.After, err = m.pages(v).Place(q, all[start]); err != nil {
			return err
		}
	}
	return m.page(v, q, slices.DeleteFunc(all[start+1:], func(id domain.ID) bool {
		date := m.orders[0].by(m.all[id])
		return date < string(q.From) || q.To != "" && date > string(q.To)
	}))
}
