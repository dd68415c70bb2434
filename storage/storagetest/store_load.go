package storagetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/storage"
)

// loadIsPutting: a loaded workspace is the same, key by key, as one whose
// records were put.
func loadIsPutting(t *testing.T, s *storage.Store) {
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		loaded, put := domain.ID(fmt.Sprint("l", runs)), domain.ID(fmt.Sprint("p", runs))
		var all []storage.Record
		err := s.Commit(t.Context(), put, func(tx domain.Tx) error {
			all = nil
			for i := range rapid.IntRange(1, 12).Draw(rt, "records") {
				m, e := draw[domain.Member](rt), draw[domain.Employee](rt)
				m.ID, e.ID = domain.ID(fmt.Sprint("m", i%7, i)), domain.ID(fmt.Sprint("e", i%5, i))
				m.Email, e.Number = m.Email+fmt.Sprint(i), e.Number+fmt.Sprint(i)
				m.Name += fmt.Sprint(i)
				all = append(all, m, e)
				if _, err := tx.Members().Put(m); err != nil {
					return err
				}
				if _, err := tx.Employees().Put(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		if err := s.Load(t.Context(), loaded, each(all, nil), func(domain.Tx) error { return nil }, nil); err != nil {
			rt.Fatal(err)
		}
		if got, want := everything(t, s, loaded), everything(t, s, put); !reflect.DeepEqual(got, want) {
			rt.Fatalf("loaded\n%v, put\n%v", got, want)
		}
	})
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

// everything is what all lists and counters of members and employees show.
func everything(t *testing.T, s *storage.Store, workspace domain.ID) (all []any) {
	t.Helper()
	err := s.View(t.Context(), workspace, func(v domain.View) error {
		for _, o := range memberNoun.orders {
			rows, _, err := v.MemberPages().Page(domain.Query{Index: o.index, Limit: 99})
			if err != nil {
				return err
			}
			for _, r := range rows {
				all = append(all, r.Item)
			}
			for _, value := range append(texts, "i1", "active", "person") {
				if o.under != nil {
					rows, _, err = v.MemberPages().Page(domain.Query{Index: o.index, Value: value, Limit: 99})
					for _, r := range rows {
						all = append(all, r.Item.ID)
					}
				}
			}
			if err != nil {
				return err
			}
		}
		for _, o := range employeeNoun.orders {
			rows, _, err := v.EmployeePages().Page(domain.Query{Index: o.index, Limit: 99})
			if err != nil {
				return err
			}
			for _, r := range rows {
				id, err := v.Find(domain.UniqueNumber, r.Item.Number)
				all = append(all, r.Item, id, err)
			}
		}
		for _, c := range []domain.Counted{domain.CountMembers, domain.CountByRole, domain.CountSeats, domain.CountEmployees, domain.CountUnitPeople} {
			for _, value := range []string{"", "a", "i1"} {
				n, err := v.Count(c, value)
				all = append(all, n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
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
