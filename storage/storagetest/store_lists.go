package storagetest

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
)

// five puts five members, m1 to m5.
func five(t *testing.T, s *storage.Store) {
	for i := 1; i <= 5; i++ {
		putMember(t, s, domain.Member{ID: domain.ID(fmt.Sprint("m", i)), Name: fmt.Sprint("Name ", i), Email: fmt.Sprint(i, "@x.example"), Role: "user"})
	}
}

func cursorsOfOtherLists(t *testing.T, s *storage.Store) {
	five(t, s)
	look(t, s, func(v domain.View) error {
		rows, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByName, Limit: 1})
		if err != nil {
			return err
		}
		for _, q := range []domain.Query{
			{Index: domain.ByName, After: "!"},
			{Index: domain.ByName, After: "AAAA"},
			{Index: domain.ByName, After: rows[0].Cursor + "="},
			{Index: domain.ByEmail, After: rows[0].Cursor},
			{Index: domain.ByRole, Value: "user", After: rows[0].Cursor},
			{Index: domain.ByRole, After: rows[0].Cursor},
		} {
			q.Limit = 1
			_, _, err := v.MemberPages().Page(q)
			wantCode(t, err, domain.Invalid, "bad_cursor")
		}
		return nil
	})
}

func cursorOutlivesItsRow(t *testing.T, s *storage.Store) {
	five(t, s)
	q := domain.Query{Index: domain.ByName, Limit: 3}
	look(t, s, func(v domain.View) error {
		rows, _, err := v.MemberPages().Page(q)
		q.After = rows[2].Cursor
		return err
	})
	in(t, s, func(tx domain.Tx) error { return tx.Members().Delete("m3") })
	for _, want := range []struct {
		reverse bool
		ids     string
	}{{false, "m4 m5"}, {true, "m2 m1"}} {
		q.Reverse = want.reverse
		look(t, s, func(v domain.View) error {
			rows, more, err := v.MemberPages().Page(q)
			var ids []string
			for _, r := range rows {
				ids = append(ids, string(r.Item.ID))
			}
			wantSame(t, strings.Join(ids, " "), want.ids)
			wantSame(t, more, false)
			return err
		})
	}
}

func placesAreThoseOfPages(t *testing.T, s *storage.Store) {
	five(t, s)
	putMember(t, s, domain.Member{ID: "m6", Name: "Name 0", Role: "admin", TempRole: "user"})
	look(t, s, func(v domain.View) error {
		for _, q := range []domain.Query{{Index: domain.ByName}, {Index: domain.ByEmail}, {Index: domain.ByRole}, {Index: domain.ByRole, Value: "user"}} {
			q.Limit = 10
			rows, _, err := v.MemberPages().Page(q)
			if err != nil {
				return err
			}
			for _, r := range rows {
				place, err := v.MemberPages().Place(q, r.Item.ID)
				if err != nil {
					return err
				}
				wantSame(t, place, r.Cursor)
			}
		}
		place, err := v.MemberPages().Place(domain.Query{Index: domain.ByRole, Value: "owner"}, "m1")
		wantSame(t, place, domain.Cursor(""))
		return err
	})
}

func queriesMustMakeSense(t *testing.T, s *storage.Store) {
	look(t, s, func(v domain.View) error {
		_, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByParent, Limit: 1})
		wantCode(t, err, domain.Invalid, "no_such_index")
		_, _, err = v.MemberPages().Page(domain.Query{Index: domain.ByName, Value: "x", Limit: 1})
		wantCode(t, err, domain.Invalid, "no_such_index")
		_, _, err = v.MemberPages().Page(domain.Query{Index: domain.ByName, From: "2026-03-14", Limit: 1})
		wantCode(t, err, domain.Invalid, "no_such_index")
		_, _, err = v.MemberPages().Page(domain.Query{Index: domain.ByName})
		wantCode(t, err, domain.Invalid, "bad_limit")
		_, err = v.Count("unheard of", "")
		wantCode(t, err, domain.Invalid, "not_counted")
		_, err = v.Find("unheard of", "")
		wantCode(t, err, domain.Invalid, "no_such_unique")
		return nil
	})
}

// namesByLook: without case and accents; and sorted by role, a member with two
// of them stands once, by its own.
func namesByLook(t *testing.T, s *storage.Store) {
	for i, name := range []string{"zoe", "Émile", "eva", "Ångström", "Anna", "EDA"} {
		m := domain.Member{ID: domain.ID(fmt.Sprint("m", i)), Name: name, Role: "user"}
		if name == "EDA" {
			m.Role, m.TempRole = "admin", "user"
		}
		putMember(t, s, m)
	}
	for _, want := range []struct {
		q     domain.Query
		names string
	}{
		{domain.Query{Index: domain.ByName}, "Ångström Anna EDA Émile eva zoe"},
		{domain.Query{Index: domain.ByRole}, "EDA Ångström Anna Émile eva zoe"},
		{domain.Query{Index: domain.ByRole, Value: "user"}, "Ångström Anna EDA Émile eva zoe"},
		{domain.Query{Index: domain.ByRole, Value: "admin"}, "EDA"},
	} {
		look(t, s, func(v domain.View) error {
			var names []string
			for want.q.Limit = 2; ; {
				rows, more, err := v.MemberPages().Page(want.q)
				if err != nil {
					return err
				}
				for _, r := range rows {
					names, want.q.After = append(names, r.Item.Name), r.Cursor
				}
				if !more {
					break
				}
			}
			wantSame(t, strings.Join(names, " "), want.names)
			return nil
		})
	}
}

// longValuesApart: values that begin alike don't fall together, however long.
func longValuesApart(t *testing.T, s *storage.Store) {
	long := strings.Repeat("a", 5000)
	in(t, s, func(tx domain.Tx) error {
		for i, number := range []string{long, long + "b", long[:64]} {
			e := domain.Employee{ID: domain.ID(fmt.Sprint("e", i)), Number: number, Email: number}
			if _, err := tx.Employees().Put(e); err != nil {
				return err
			}
		}
		return nil
	})
	look(t, s, func(v domain.View) error {
		for i, number := range []string{long, long + "b", long[:64]} {
			id, err := v.Find(domain.UniqueNumber, number)
			if err != nil {
				return err
			}
			rows, _, err := v.EmployeePages().Page(domain.Query{Index: domain.ByEmail, Value: number, Limit: 9})
			wantSame(t, id, domain.ID(fmt.Sprint("e", i)))
			wantSame(t, len(rows), 1)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
