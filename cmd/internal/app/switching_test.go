package app

import (
	"context"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// Whichever command comes first after a switch of the model that broke off
// finishes it.
func TestCommandsFinishASwitch(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.run("import", write(t, h.path("people.csv"), "email,role\nmia@acme.test,manager\n")).exits(0)
	model := "mtime"
	for _, args := range [][]string{
		{"members", "list"}, {"workspaces", "list"}, {"recover-owner", "ada@acme.test", "--yes"},
	} {
		model = map[string]string{"mtime": "timetonic", "timetonic": "mtime"}[model]
		breakOff(t, db, model)
		h.run(args...).exits(0)
		h.run("workspace", "show", "--json").exits(0, `"model": "`+model+`"`)
		h.run("members", "show", "mia@acme.test").exits(0, map[string]string{"mtime": "employee", "timetonic": "user"}[model])
	}
}

// breakOff leaves a switch that has just begun.
func breakOff(t *testing.T, db, model string) {
	t.Helper()
	engine, err := bolt.Open(db, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store := storage.New(engine)
	all, err := domain.NewDatabase(store, domain.World{}).Workspaces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	info := all[0]
	info.Switch = domain.ModelSwitch{
		Model: model, Plan: map[string]string{"mtime": "full", "timetonic": "pro"}[model], Phase: "members",
		Roles: map[string][]string{"mtime": {"user=employee"}, "timetonic": {"manager=user", "employee=user"}}[model],
	}
	err = store.Commit(context.Background(), info.ID, func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(info)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Close(); err != nil {
		t.Fatal(err)
	}
}
