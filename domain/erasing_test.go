package domain_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"gatehouse/domain"
)

const day = 24 * time.Hour

// left counts what is left of a workspace: its members, events and places.
func (w *world) left(id domain.ID) (n int) {
	w.t.Helper()
	must(w.t, w.store.View(bg, id, func(v domain.View) error {
		var err error
		n, err = v.Count(domain.CountMembers, "")
		records, _, failed := v.EmployeePages().Page(domain.Query{Index: domain.ByNumber, Limit: 500})
		n, err = n+len(records), errors.Join(err, failed)
		rows, _, failed := v.EventPages().Page(domain.Query{Index: domain.ByTime, Limit: 500})
		n += len(rows)
		if _, found := v.Workspaces().Get(id); found == nil {
			n++
		}
		return errors.Join(err, failed)
	}))
	return n
}

// A deleted workspace can be restored for 30 days. After that it goes for
// good, a few commits at a time, and leaves the others alone.
func TestEraseDeleted(t *testing.T) {
	w := open(t, "mtime", "")
	kept := w.ws
	w.person("employee")
	keptIs := w.left(kept.ID)
	w.workspace("gone", "mtime", "")
	gone := w.ws
	for range 4 { // more than one commit erases
		w.employed("", w.people(300, "employee")...)
	}
	erase := func(commits int) { t.Helper(); must(t, w.db.EraseDeleted(bg, commits)) }
	remove := func() { t.Helper(); must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "gone"}))) }

	remove()
	full := w.left(gone.ID)
	w.clock.pass(29 * day)
	erase(100)
	is(t, "left after 29 days", w.left(gone.ID), full)
	must(t, got(w.db.RestoreWorkspace(bg, "gone")))
	w.clock.pass(29 * day)
	erase(100)
	is(t, "left of what was restored", w.left(gone.ID), full+1)

	remove()
	w.clock.pass(30 * day)
	erase(100)
	wants(t, got(w.db.CreateWorkspace(bg, domain.CreateWorkspace{Slug: "gone", Name: "Next", Owner: "bo@acme.test"})), domain.Conflict, "slug_taken")
	w.clock.pass(time.Second)
	wants(t, got(w.db.RestoreWorkspace(bg, "gone")), domain.Expired, "too_late")
	erase(1)
	if n := w.left(gone.ID); n < full {
		t.Errorf("the first commit erased: %d of %d are left", n, full)
	}

	// Begun: nobody finds it any more, whatever a clock says, and its slug is free.
	w.clock.pass(-20 * day)
	wants(t, got(w.db.RestoreWorkspace(bg, "gone")), domain.NotFound, "no_workspace")
	w.clock.pass(20 * day)
	list, err := w.db.Workspaces(bg)
	must(t, err)
	is(t, "listed", len(list), 1)
	wants(t, got(w.boss().Summary(bg)), domain.NotFound, "no_workspace")
	next, err := w.db.CreateWorkspace(bg, domain.CreateWorkspace{Slug: "gone", Name: "Next", Owner: "bo@acme.test"})
	must(t, err)

	// Broken off half way, by a context that ended; the next one goes on.
	ended, cancel := context.WithCancel(bg)
	cancel()
	if err := w.db.EraseDeleted(ended, 1); err == nil {
		t.Error("erased, though the context had ended")
	}
	erase(1)
	if w.left(gone.ID) == 0 {
		t.Error("nothing is left after two of the commits")
	}
	for range 10 {
		erase(1)
	}
	is(t, "left at last", w.left(gone.ID), 0)
	is(t, "left of the other", w.left(kept.ID), keptIs)
	is(t, "left of the one with the same slug", w.left(next.ID), 2+1)
	for _, slug := range []string{"acme", "gone"} {
		_, err := w.db.Workspace(bg, slug)
		must(t, err)
	}
}
