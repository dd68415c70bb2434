package storagetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/storage"
)

func refusedOnceAMinute(t *testing.T, s *storage.Store) {
	ask := func(key string, after time.Duration) (first bool) {
		in(t, s, func(tx domain.Tx) (err error) {
			first, err = tx.Refused(key, day.Truncate(time.Minute).Add(after))
			return err
		})
		return first
	}
	var got []bool
	for _, c := range []struct {
		key   string
		after time.Duration
	}{{"a", 0}, {"a", 59 * time.Second}, {"b", 59 * time.Second}, {"a", time.Minute}, {"a", 90 * time.Second}, {"b", time.Hour}} {
		got = append(got, ask(c.key, c.after))
	}
	wantSame(t, got, []bool{true, false, true, true, false, true})
}

// refusalsStayFew: however many are noted, the database doesn't grow with them.
func refusalsStayFew(t *testing.T, e storage.Engine) {
	s := storage.New(e)
	for round := range 10 {
		in(t, s, func(tx domain.Tx) error {
			for i := range 900 {
				key := fmt.Sprint("refusal ", round, " ", i)
				if first, err := tx.Refused(key, day); err != nil || !first {
					return fmt.Errorf("%s: %v, %w", key, first, err)
				}
				if first, err := tx.Refused(key, day); err != nil || first {
					return fmt.Errorf("%s again: %v, %w", key, first, err)
				}
			}
			return nil
		})
	}
	if n := len(dump(t, e)); n > 4096 {
		t.Errorf("%d keys for 9000 refusals", n)
	}
}

func eventsInARow(t *testing.T, s *storage.Store) {
	n := uint64(0)
	rapid.Check(t, func(rt *rapid.T) {
		e := draw[domain.Event](rt)
		err := s.Commit(t.Context(), "w", func(tx domain.Tx) error {
			seq, err := tx.Append(e)
			if seq != n+1 {
				return fmt.Errorf("event %d after %d", seq, n)
			}
			return err
		})
		if err != nil {
			rt.Fatal(err)
		}
		n++
		e.Seq = n
		look(t, s, func(v domain.View) error {
			got, err := v.Event(n)
			wantSame(t, got, e)
			rows, _, _ := v.EventPages().Page(domain.Query{Index: domain.ByTime, Reverse: true, Limit: 1})
			wantSame(t, rows[0].Item, e)
			return err
		})
	})
	look(t, s, func(v domain.View) error {
		rows, more, err := v.EventPages().Page(domain.Query{Index: domain.ByTime, Limit: int(n) + 1})
		wantSame(t, more, false)
		for i, r := range rows {
			wantSame(t, r.Item.Seq, uint64(i+1))
		}
		_, missing := v.Event(n + 1)
		wantCode(t, missing, domain.NotFound, "not_found")
		return err
	})
}

func eventsByTarget(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		for _, e := range []domain.Event{
			{Target: domain.Mention{ID: "a"}},
			{Target: domain.Mention{ID: "b"}, Touched: []domain.Touch{{ID: "b"}, {ID: "a"}}},
			{},
			{Target: domain.Mention{ID: "a"}, Touched: []domain.Touch{{ID: "a"}}},
		} {
			if _, err := tx.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
	for target, want := range map[string][]uint64{"a": {4, 2, 1}, "b": {2}, "": nil} {
		look(t, s, func(v domain.View) error {
			rows, _, err := v.EventPages().Page(domain.Query{Index: domain.ByTarget, Value: target, Reverse: true, Limit: 9})
			var got []uint64
			for _, r := range rows {
				got = append(got, r.Item.Seq)
			}
			wantSame(t, got, want)
			return err
		})
	}
}

func eventsAtOnce(t *testing.T, s *storage.Store) {
	const writers, each = 8, 25
	var mu sync.Mutex
	var all []uint64
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				var seq uint64
				err := s.Commit(t.Context(), "w", func(tx domain.Tx) (err error) {
					seq, err = tx.Append(domain.Event{})
					return err
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				all = append(all, seq)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(all)
	for i, seq := range all {
		if seq != uint64(i+1) {
			t.Fatalf("number %d where %d belongs", seq, i+1)
		}
	}
}
