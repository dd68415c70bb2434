package storagetest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gatehouse/domain"
)

// recount wants the counters to be what the model's records come to.
func (m *model[T]) recount(v domain.View) error {
	for c, counted := range m.tally(m.all) {
		for value, n := range counted {
			if got, err := v.Count(c, value); err != nil || got != n {
				return fmt.Errorf("%s under %q counts %d (%v), not %d", c, value, got, err, n)
			}
		}
	}
	return nil
}

// tally is what records count, by counter and value.
func (m *model[T]) tally(all map[domain.ID]T) map[domain.Counted]map[string]int {
	tally := map[domain.Counted]map[string]int{}
	for c, of := range m.counts {
		tally[c] = map[string]int{"": 0}
		for _, item := range all {
			weight := 1
			if weigh := m.weights[c]; weigh != nil {
				weight = weigh(item)
			}
			values := of(item)
			slices.Sort(values)
			for _, value := range slices.Compact(values) {
				tally[c][value] += weight
			}
		}
	}
	return tally
}

// empty deletes every record, and wants no counter to be left.
func (m *model[T]) empty(t *testing.T, rt *rapid.T) {
	err := m.store.Commit(t.Context(), m.workspace, func(tx domain.Tx) error {
		for id := range m.all {
			if err := m.records(tx).Delete(id); err != nil {
				return err
			}
		}
		for c, counted := range m.tally(m.all) {
			for value := range counted {
				if n, err := tx.Count(c, value); err != nil || n != 0 {
					return fmt.Errorf("%s under %q counts %d (%v) of nothing", c, value, n, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}
