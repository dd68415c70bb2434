package app

import (
	"encoding/json"
	"os"
	"testing"

	"gatehouse/cmd/internal/demo"
)

// TestDemoIsThrownAway, and touches no database of one's own.
func TestDemoIsThrownAway(t *testing.T) {
	h := newHome(t)
	db := h.init()
	before := read(t, db)
	h.env = append(h.env, "GATEHOUSE_DB="+db, "GATEHOUSE_PEPPER="+db+".pepper")
	h.run("demo", "--seed-only").exits(0, "people", "It is gone again")
	if read(t, db) != before {
		t.Error("a demo changed the database that the environment names")
	}
	if left, err := os.ReadDir(h.dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	h.run("demo").exits(2, "without a terminal", "--seed-only")
}

// TestDemoStays with --db, where nothing was.
func TestDemoStays(t *testing.T) {
	h := newHome(t)
	db := h.path("demo.db")
	r := h.run("demo", "--seed-only", "--members", "60", "--model", "timetonic", "--db", db, "--json").exits(0)
	var made seeded
	if err := json.Unmarshal([]byte(r.out), &made); err != nil {
		t.Fatal(err)
	}
	if made.Workspace != demo.Slug || made.Model != "timetonic" || made.Database != db || made.People+made.Removed != 60 {
		t.Errorf("made %+v", made)
	}
	before := read(t, db)
	h.run("demo", "--seed-only", "--db", db).exits(5, "exists already")
	if read(t, db) != before {
		t.Error("a database that was there was changed")
	}
	h.run("members", "list", "--query", "love", "--db", db).exits(0, demo.Owner)
	h.run("demo", "--seed-only", "--members", "0", "--db", h.path("none.db")).exits(2)
	h.run("demo", "--seed-only", "--model", "mtim", "--db", h.path("none.db")).exits(2, "mtime")
	gone(t, h.path("none.db"), h.path("none.db.pepper"))
}
