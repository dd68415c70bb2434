package storagetest

import (
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
)

// apart are workspaces whose ids are as alike as can be.
var apart = []domain.ID{"w", "w\x00", "w\x01", "ww", ""}

func workspacesApart(t *testing.T, s *storage.Store) {
	for _, w := range apart {
		err := s.Commit(t.Context(), w, func(tx domain.Tx) error {
			_, err := tx.Members().Put(domain.Member{ID: "m", Name: "of " + string(w), Email: "same@x.example", Role: "user"})
			if err != nil {
				return err
			}
			_, err = tx.Append(domain.Event{Target: domain.Mention{ID: "m"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range apart {
		err := s.View(t.Context(), w, func(v domain.View) error {
			rows, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByRole, Limit: 9})
			if err != nil {
				return err
			}
			n, _ := v.Count(domain.CountMembers, "")
			events, _, err := v.EventPages().Page(domain.Query{Index: domain.ByTarget, Value: "m", Limit: 9})
			wantSame(t, []int{len(rows), n, len(events)}, []int{1, 1, 1})
			wantSame(t, rows[0].Item.Name, "of "+string(w))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func slugsAreShared(t *testing.T, s *storage.Store) {
	in(t, s, func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(domain.WorkspaceInfo{ID: "w", Slug: "acme", Name: "Acme"})
		return err
	})
	err := s.Commit(t.Context(), "other", func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(domain.WorkspaceInfo{ID: "other", Slug: "acme"})
		wantCode(t, err, domain.Conflict, "exists")
		id, err := tx.Find(domain.UniqueSlug, "acme")
		wantSame(t, id, domain.ID("w"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), "", func(v domain.View) error {
		rows, _, err := v.WorkspacePages().Page(domain.Query{Index: domain.ByName, Limit: 9})
		wantSame(t, len(rows), 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func watchIsOfOneWorkspace(t *testing.T, s *storage.Store) {
	ours, others := s.Watch(t.Context(), "w"), s.Watch(t.Context(), "ww")
	putMember(t, s, domain.Member{ID: "m"})
	wantSignal(t, ours, "the workspace")
	select {
	case <-others:
		t.Error("another workspace was woken")
	default:
	}
}
