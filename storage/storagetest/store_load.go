package storagetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/storage"
)

// loadIsPutting: a loaded workspace is the same, key by key, as one whose
// records were put, whatever their kinds.
func loadIsPutting(t *testing.T, e storage.Engine) {
	s, runs := storage.New(e), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		loaded, put := domain.ID(fmt.Sprint("l", runs)), domain.ID(fmt.Sprint("p", runs))
		var all []storage.Record
		err := s.Commit(t.Context(), put, func(tx domain.Tx) error {
			all = nil
			for _, n := range nouns() {
				some, err := n.putSome(rt, tx)
				if err != nil {
					return err
				}
				all = append(all, some...)
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		if err := s.Load(t.Context(), loaded, each(all, nil), func(domain.Tx) error { return nil }, nil); err != nil {
			rt.Fatal(err)
		}
		if got, want := held(t, e, loaded), held(t, e, put); !reflect.DeepEqual(got, want) {
			rt.Fatalf("loaded\n%q, put\n%q", got, want)
		}
	})
}

// putSome puts records that don't get in each other's way, and returns them as
// they can be loaded. Workspaces can't.
func (n noun[T]) putSome(rt *rapid.T, tx domain.Tx) (some []storage.Record, err error) {
	if n.title == workspaceNoun.title {
		return nil, nil
	}
	m := model[T]{noun: n, all: map[domain.ID]T{}}
	for _, of := range ids[:rapid.IntRange(0, len(ids)).Draw(rt, "records")] {
		item := draw[T](rt)
		id, version := n.key(&item)
		*id, *version = of, 0
		if m.taken(item, m.all) {
			continue
		}
		if m.all[of], err = n.records(tx).Put(item); err != nil {
			return nil, err
		}
		some = append(some, any(item).(storage.Record))
	}
	return some, nil
}

// held is what the engine holds for a workspace, without what differs between
// two: the beginning of the keys, and the checksums over them.
func held(t *testing.T, e storage.Engine, workspace domain.ID) map[string]string {
	t.Helper()
	all := map[string]string{}
	for key, value := range dump(t, e) {
		if rest, ok := strings.CutPrefix(key, "W"+string(workspace)+"\x00"); ok {
			all[rest] = value[:max(0, len(value)-4)]
		}
	}
	return all
}

// dump is everything that the engine holds.
func dump(t *testing.T, e storage.Engine) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := e.View(t.Context(), func(r storage.Reader) error {
		for key, value := range r.Scan(nil, nil, false) {
			all[string(key)] = string(value)
		}
		return r.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func each(all []storage.Record, end error) iter.Seq2[storage.Record, error] {
	return func(yield func(storage.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
		if end != nil {
			yield(nil, end)
		}
	}
}

// loadOfMany is more than one worker and one commit take at a time.
func loadOfMany(t *testing.T, s *storage.Store) {
	const n = 5003
	var all []storage.Record
	for i := range n {
		all = append(all, domain.Member{ID: domain.ID(fmt.Sprintf("m%04d", i*7919%n)), Name: fmt.Sprintf("Name %04d", i), Email: fmt.Sprintf("%04d@x.example", n-i), Role: "user"})
	}
	told := 0
	create := func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(domain.WorkspaceInfo{ID: "w", Slug: "w", Name: "W"})
		return err
	}
	if err := s.Load(t.Context(), "w", each(all, nil), create, func(written int) { told = written }); err != nil {
		t.Fatal(err)
	}
	wantSame(t, told, n)
	look(t, s, func(v domain.View) error {
		rows, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByRole, Value: "user", Limit: n + 1})
		wantSame(t, len(rows), n)
		for i, r := range rows {
			id, err := v.Find(domain.UniqueAddress, r.Item.Email)
			if r.Item.Name != fmt.Sprintf("Name %04d", i) || id != r.Item.ID || err != nil {
				t.Fatalf("row %d is %+v, %q has its address (%v)", i, r.Item, id, err)
			}
		}
		count, _ := v.Count(domain.CountMembers, "")
		wantSame(t, count, n)
		return err
	})
}

// loadLeavesNothing: a load that fails, wherever it does, leaves no workspace
// and nothing in the way of the next.
func loadLeavesNothing(t *testing.T, s *storage.Store) {
	m := domain.Member{ID: "m", Name: "Anna", Email: "anna@x.example", Role: "user"}
	twin, double := m, m
	twin.ID = "n"
	double.Email = "other@x.example"
	broken := errors.New("broken")
	create := func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(domain.WorkspaceInfo{ID: "w", Slug: "w", Name: "W"})
		return err
	}
	load := func(ctx context.Context, records iter.Seq2[storage.Record, error], finish func(domain.Tx) error) error {
		return s.Load(ctx, "w", records, finish, nil)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	wantCode(t, load(t.Context(), each([]storage.Record{m, twin}, nil), create), domain.Conflict, "exists")
	wantCode(t, load(t.Context(), each([]storage.Record{m, double}, nil), create), domain.Conflict, "exists")
	wantSame(t, load(t.Context(), each([]storage.Record{m}, broken), create), broken)
	wantSame(t, load(t.Context(), each([]storage.Record{m}, nil), func(domain.Tx) error { return broken }), broken)
	wantSame(t, load(ended, each([]storage.Record{m}, nil), create), context.Canceled)
	look(t, s, func(v domain.View) error {
		n, err := v.Count(domain.CountMembers, "")
		id, _ := v.Find(domain.UniqueAddress, m.Email)
		wantSame(t, []any{n, id}, []any{0, domain.ID("")})
		return err
	})
	if err := load(t.Context(), each([]storage.Record{m}, nil), create); err != nil {
		t.Fatal(err)
	}
	m.Version = 1
	wantMember(t, s, m)
	wantCode(t, load(t.Context(), each(nil, nil), create), domain.Conflict, "exists")
}
