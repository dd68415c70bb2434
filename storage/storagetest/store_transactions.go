package storagetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
)

func versionsMustFit(t *testing.T, s *storage.Store) {
	m := putMember(t, s, domain.Member{ID: "m", Name: "Anna", Email: "anna@x.example"})
	wantSame(t, m.Version, uint64(1))
	in(t, s, func(tx domain.Tx) error {
		again := m
		again.Version = 0
		_, err := tx.Members().Put(again)
		wantCode(t, err, domain.Conflict, "exists")
		again.Version, again.Name = 2, "Berta"
		_, err = tx.Members().Put(again)
		wantCode(t, err, domain.Conflict, "changed_meanwhile")
		again.ID = "nobody"
		_, err = tx.Members().Put(again)
		wantCode(t, err, domain.Conflict, "changed_meanwhile")
		_, err = tx.Members().Put(domain.Member{ID: "n", Email: "anna@x.example"})
		wantCode(t, err, domain.Conflict, "exists")
		_, err = tx.Members().Put(domain.Member{})
		wantCode(t, err, domain.Invalid, "no_id")
		_, err = tx.Members().Get("nobody")
		wantCode(t, err, domain.NotFound, "not_found")
		wantCode(t, tx.Members().Delete("nobody"), domain.NotFound, "not_found")
		return nil
	})
	wantMember(t, s, m)
}

func noChangeNoWrite(t *testing.T, s *storage.Store) {
	m := putMember(t, s, domain.Member{ID: "m", Name: "Anna"})
	in(t, s, func(tx domain.Tx) error {
		same, err := tx.Members().Put(m)
		wantSame(t, same, m)
		wantSame(t, tx.Changed(), []domain.Diff(nil))
		return err
	})
}

func errorDiscards(t *testing.T, s *storage.Store) {
	broken := errors.New("broken")
	err := s.Commit(t.Context(), "w", func(tx domain.Tx) error {
		if _, err := tx.Members().Put(domain.Member{ID: "m"}); err != nil {
			return err
		}
		return broken
	})
	if err != broken {
		t.Errorf("got %v", err)
	}
	look(t, s, func(v domain.View) error {
		_, err := v.Members().Get("m")
		wantCode(t, err, domain.NotFound, "not_found")
		return nil
	})
}

func discardForgets(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		if _, err := tx.Members().Put(domain.Member{ID: "m", Email: "a@x.example"}); err != nil {
			return err
		}
		if _, err := tx.Append(domain.Event{Action: "kept by nobody"}); err != nil {
			return err
		}
		tx.Discard()
		wantSame(t, tx.Changed(), []domain.Diff(nil))
		seq, err := tx.Append(domain.Event{Action: "refused"})
		wantSame(t, seq, uint64(1))
		return err
	})
	look(t, s, func(v domain.View) error {
		e, err := v.Event(1)
		wantSame(t, e.Action, "refused")
		n, _ := v.Count(domain.CountMembers, "")
		id, _ := v.Find(domain.UniqueAddress, "a@x.example")
		wantSame(t, []any{n, id}, []any{0, domain.ID("")})
		return err
	})
}

func changedTellsWhat(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		m, err := tx.Members().Put(domain.Member{ID: "m", Kind: rights.ServiceUser, Name: "Robot", Options: rights.APIOn, Projects: []domain.ID{"p", "q"}})
		if err != nil {
			return err
		}
		wantSame(t, tx.Changed(), []domain.Diff{{
			Touch: domain.Touch{Kind: "member", ID: "m", Version: 1, Created: true},
			Fields: []domain.FieldDiff{
				{Name: "kind", After: "service"}, {Name: "name", After: "Robot"}, {Name: "options", After: "api"}, {Name: "projects", After: "p,q"},
			},
		}})
		_, err = tx.Append(domain.Event{})
		if m.SuspendedAt, m.Ways = day, rights.OnlyWeb; err == nil {
			m, err = tx.Members().Put(m)
		}
		if m.Name = "Robota"; err == nil {
			_, err = tx.Members().Put(m)
		}
		wantSame(t, tx.Changed(), []domain.Diff{{
			Touch: domain.Touch{Kind: "member", ID: "m", Version: 3},
			Fields: []domain.FieldDiff{
				{Name: "name", Before: "Robot", After: "Robota"},
				{Name: "suspended_at", After: "2026-03-14T09:26:53Z"},
				{Name: "channels", Before: "web+mobile", After: "web"},
			},
		}})
		return err
	})
}

func changedSinceAppend(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		if _, err := tx.Units().Put(domain.Unit{ID: "u", Name: "North"}); err != nil {
			return err
		}
		if _, err := tx.Append(domain.Event{}); err != nil {
			return err
		}
		wantSame(t, tx.Changed(), []domain.Diff(nil))
		if err := tx.Units().Delete("u"); err != nil {
			return err
		}
		wantSame(t, tx.Changed(), []domain.Diff{{
			Touch: domain.Touch{Kind: "unit", ID: "u"}, Deleted: true, Fields: []domain.FieldDiff{{Name: "name", Before: "North"}},
		}})
		return nil
	})
}

func secretsStayOut(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		k, err := tx.Keys().Put(domain.Key{ID: "k", MAC: []byte("hidden one")})
		if err != nil {
			return err
		}
		if _, err := tx.Invitations().Put(domain.Invitation{ID: "i", MAC: []byte("hidden two")}); err != nil {
			return err
		}
		if _, err := tx.Enrolments().Put(domain.Enrolment{ID: "e", Token: "t", MAC: []byte("hidden four")}); err != nil {
			return err
		}
		k.MAC = []byte("hidden three")
		_, err = tx.Keys().Put(k)
		diffs := tx.Changed()
		wantSame(t, len(diffs), 3)
		for _, d := range diffs {
			for _, f := range d.Fields {
				if f.Name == "mac" || strings.Contains(f.Before+f.After, "hidden") {
					t.Errorf("%+v is in the diff", f)
				}
			}
		}
		return err
	})
}

func viewShowsAndForgets(t *testing.T, s *storage.Store) {
	m := putMember(t, s, domain.Member{ID: "m", Name: "Anna", Email: "anna@x.example"})
	look(t, s, func(v domain.View) error {
		changed := m
		changed.Email = "berta@x.example"
		changed, err := v.Members().Put(changed)
		if err != nil {
			return err
		}
		got, err := v.Members().Get("m")
		wantSame(t, got, changed)
		holder, _ := v.Find(domain.UniqueAddress, "berta@x.example")
		wantSame(t, holder, domain.ID("m"))
		return err
	})
	wantMember(t, s, m)
}

// lastUseMakesNoVersion: who looked at a record before it was used may still
// change it.
func lastUseMakesNoVersion(t *testing.T, s *storage.Store) {
	when := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	m := putMember(t, s, domain.Member{ID: "m", Name: "Anna", Email: "anna@x.example"})
	in(t, s, func(tx domain.Tx) error {
		seen := m
		seen.SeenAt = when
		seen, err := tx.Members().Put(seen)
		wantSame(t, seen.Version, m.Version)
		return err
	})
	in(t, s, func(tx domain.Tx) error {
		seen, err := tx.Members().Get("m")
		wantSame(t, seen.SeenAt, when)
		seen.Name, seen.SeenAt = "Berta", when.Add(time.Hour)
		seen, putErr := tx.Members().Put(seen)
		wantSame(t, seen.Version, m.Version+1)
		return errors.Join(err, putErr)
	})
}
