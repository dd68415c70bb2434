package storagetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
)

// counting counts the commits of an engine.
type counting struct {
	storage.Engine
	commits int
}

func (c *counting) Commit(ctx context.Context, decide func(storage.Getter) ([]storage.Change, error)) error {
	c.commits++
	return c.Engine.Commit(ctx, decide)
}

// loadWorkspace makes a workspace of n members, with some of all that leaves
// keys behind.
func loadWorkspace(t *testing.T, s *storage.Store, workspace domain.ID, n int) {
	t.Helper()
	var all []storage.Record
	for i := range n {
		all = append(all, domain.Member{ID: domain.ID(fmt.Sprint("m", i)), Name: fmt.Sprint("Name ", i), Email: fmt.Sprint(i, "@x.example"), Role: "user"})
	}
	all = append(all, domain.TimeEntry{ID: "t", Project: "p", Member: "m1", Date: "2026-03-14", Minutes: 90})
	err := s.Load(t.Context(), workspace, each(all, nil), func(tx domain.Tx) error {
		_, errPut := tx.Workspaces().Put(domain.WorkspaceInfo{ID: workspace, Slug: "slug of " + string(workspace), Name: "W", DeletedAt: day})
		_, errAppend := tx.Append(domain.Event{Target: domain.Mention{ID: "m1"}})
		_, errRefused := tx.Refused("m1", day)
		return errors.Join(errPut, errAppend, errRefused)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

// eraseByAndBy: an erasure that is stopped again and again deletes everything
// of its workspace, the workspace's own record last, and nothing of others.
func eraseByAndBy(t *testing.T, e storage.Engine) {
	c := &counting{Engine: e}
	s := storage.New(c)
	for _, w := range apart[:4] { // the last is of no workspace
		loadWorkspace(t, s, w, 3)
	}
	others := dump(t, e)
	loadWorkspace(t, s, "erased", 4000)
	before := len(dump(t, e))

	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := s.Erase(ended, "erased", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context ended: %v", err)
	}
	rounds := 0
	for more := true; more; rounds++ {
		wantHeld(t, s, "erased")
		c.commits = 0
		var err error
		if more, err = s.Erase(t.Context(), "erased", 2); err != nil {
			t.Fatal(err)
		}
		now := len(dump(t, e))
		if c.commits > 2 || now >= before {
			t.Fatalf("%d commits, %d keys where %d were", c.commits, now, before)
		}
		before = now
	}
	if rounds < 2 {
		t.Errorf("all in %d round: nothing was stopped half way", rounds)
	}
	if got := dump(t, e); !reflect.DeepEqual(got, others) {
		t.Errorf("%d keys are left, %d were there without it", len(got), len(others))
	}
	if more, err := s.Erase(t.Context(), "erased", 2); more || err != nil {
		t.Errorf("once more: %v, %v", more, err)
	}
	if more, err := s.Erase(t.Context(), "w", 0); !more || err != nil || len(dump(t, e)) != len(others) {
		t.Errorf("in no commit: %v, %v", more, err)
	}
	loadWorkspace(t, s, "erased", 1) // the id and the slug are free
}

// wantHeld wants a workspace's own record, and its slug.
func wantHeld(t *testing.T, s *storage.Store, workspace domain.ID) {
	t.Helper()
	err := s.View(t.Context(), workspace, func(v domain.View) error {
		w, err := v.Workspaces().Get(workspace)
		if err != nil {
			return err
		}
		holder, err := v.Find(domain.UniqueSlug, w.Slug)
		wantSame(t, holder, workspace)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
