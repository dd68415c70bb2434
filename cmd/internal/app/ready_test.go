package app

import (
	"context"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// aged changes a workspace's records past the use cases, so that time seems to
// have gone by while no process ran.
func aged(t *testing.T, db, slug string, change func(domain.Tx, domain.WorkspaceInfo) error) {
	t.Helper()
	o, err := Open(t.Context(), Files{DB: db})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	w, err := o.Workspace(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Store.Commit(t.Context(), w.ID, func(tx domain.Tx) error {
		info, err := tx.Workspaces().Get(w.ID)
		if err != nil {
			return err
		}
		return change(tx, info)
	}); err != nil {
		t.Fatal(err)
	}
}

// What ended while nothing ran is ended, and the next command writes it down.
func TestCommandsNoteWhatEnded(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.fed("email,role\nbo@acme.test,developer\n", "import", "-").exits(0)
	h.run("members", "role", "bo@acme.test", "manager", "--until", "8h").exits(0)
	h.run("audit", "list", "--actor", "gatehouse").exits(0, "")
	aged(t, db, "acme", func(tx domain.Tx, _ domain.WorkspaceInfo) error {
		id, err := tx.Find(domain.UniqueAddress, "bo@acme.test")
		if err != nil {
			return err
		}
		m, err := tx.Members().Get(id)
		if err != nil {
			return err
		}
		m.RoleUntil = time.Now().UTC().Truncate(time.Second).Add(-time.Hour)
		_, err = tx.Members().Put(m)
		return err
	})
	h.run("members", "show", "bo@acme.test", "--json").exits(0, `"role": "developer"`)
	list := h.run("audit", "list", "--actor", "gatehouse").exits(0, "\tgatehouse\ttime\tmembers.role.end\tmember/bo@acme.test\tdone\tmanager ended at ", ", developer is back")
	if n := strings.Count(list.out, "\n"); n != 1 {
		t.Errorf("noted %d times:\n%s", n, list.out)
	}
}

// A workspace deleted 30 days ago goes with the commands that follow, whatever
// they are; its slug is free at once.
func TestCommandsEraseWhatWasDeleted(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.run("workspaces", "create", "--name", "Old", "--slug", "old", "--owner", "ada@acme.test").exits(0)
	h.run("workspace", "delete", "--workspace", "old", "--yes").exits(0)
	h.run("workspaces", "restore", "old").exits(0)
	h.run("workspace", "delete", "--workspace", "old", "--yes").exits(0)
	aged(t, db, "old", func(tx domain.Tx, info domain.WorkspaceInfo) error {
		info.DeletedAt = info.DeletedAt.Add(-domain.RemovalHolds - time.Minute)
		_, err := tx.Workspaces().Put(info)
		return err
	})
	h.run("members", "list").exits(0)
	h.run("workspaces", "restore", "old").exits(6, "there is no workspace old")
	h.run("workspaces", "create", "--name", "New", "--slug", "old", "--owner", "ada@acme.test").exits(0)
	if all := h.run("workspaces", "list").exits(0, "old\tNew"); strings.Contains(all.out, "old\tOld") {
		t.Errorf("still listed:\n%s", all.out)
	}
	o, err := Open(context.Background(), Files{DB: db})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := o.Store.View(t.Context(), "", func(v domain.View) error {
		rows, _, err := v.WorkspacePages().Page(domain.Query{Index: domain.ByName, Limit: 10})
		if len(rows) != 2 {
			t.Errorf("%d workspaces are left", len(rows))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
