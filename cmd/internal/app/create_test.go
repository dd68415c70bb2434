package app

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

var makeAcme = []string{"init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test"}

// TestKilledInit: killed at any moment, init leaves a whole database or none,
// and nothing that keeps the next one from making it.
func TestKilledInit(t *testing.T) {
	t.Parallel()
	whole := newHome(t)
	began := time.Now()
	whole.init()
	takes := time.Since(began)
	none := 0
	for range 20 {
		h := newHome(t)
		cmd := h.command(makeAcme...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		death := time.AfterFunc(rand.N(takes), func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait() // however it ended
		death.Stop()
		db := h.path(".local/share/gatehouse/gatehouse.db")
		if _, err := os.Lstat(db); err != nil {
			none++
			h.run(makeAcme...).exits(0)
		}
		h.run("members", "list").exits(0, "ada@acme.test")
	}
	t.Logf("%d of 20 were killed before there was a database", none)
}

// TestInitMakesNothingOfItsNameFirst: where a start was killed, what it left
// has other names, and the database is there only when it is complete.
func TestInitMakesNothingOfItsNameFirst(t *testing.T) {
	h := newHome(t)
	f := Files{DB: h.path("a.db")}
	o, err := Create(t.Context(), f, func(o *Opened) error {
		gone(t, f.DB, f.DB+".holder")
		left, err := filepath.Glob(h.path(".a.db.new-*"))
		if err != nil || len(left) != 1 {
			t.Errorf("made in %v, %v", left, err)
		}
		return os.WriteFile(f.DB, []byte("came meanwhile"), 0o600)
	})
	if err == nil {
		_ = o.Close()
		t.Fatal("a file that came meanwhile was replaced")
	}
	if got := read(t, f.DB); got != "came meanwhile" {
		t.Errorf("it holds %q", got)
	}
	if left, _ := filepath.Glob(h.path(".a.db.new-*")); len(left) > 0 {
		t.Errorf("%v was left", left)
	}
	gone(t, f.DB+".pepper")
}

// TestInitsAtOnce: one makes the database, the others say so, and what it made can
// be opened.
func TestInitsAtOnce(t *testing.T) {
	for range 40 {
		h := newHome(t)
		f := Files{DB: h.path("a.db")}
		outcomes := make(chan error)
		for range 3 {
			go func() {
				o, err := Create(t.Context(), f, func(*Opened) error { return nil })
				if err == nil {
					err = o.Close()
				}
				outcomes <- err
			}()
		}
		made := 0
		for range 3 {
			switch err := <-outcomes; {
			case err == nil:
				made++
			case domain.KindOf(err) != domain.Conflict:
				t.Error(err)
			}
		}
		o, err := Open(t.Context(), f)
		if err != nil || made != 1 {
			t.Fatalf("%d made it; then %v", made, err)
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestPepperOfTheDatabasesNames: it would be overwritten, or overwrite.
func TestPepperOfTheDatabasesNames(t *testing.T) {
	h := newHome(t)
	db := h.path("a.db")
	for _, pepper := range []string{db, db + ".holder", db + ".sock", filepath.Dir(db) + "/./a.db"} {
		h.run(append(makeAcme, "--db", db, "--pepper", pepper)...).exits(2, "which the database uses itself")
		gone(t, db, pepper)
	}
}

// TestHugePepper: what is no pepper isn't read whole.
func TestHugePepper(t *testing.T) {
	h := newHome(t)
	db := h.init()
	if err := os.Truncate(db+".pepper", 64<<20); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list").exits(3, "is damaged: it should hold 64 hexadecimal digits")
	text, err := readUpTo(db+".pepper", maxPepper)
	if err != nil || len(text) != maxPepper || !bytes.Equal(text[66:70], []byte{0, 0, 0, 0}) {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

// TestRestoreOfADirectory is refused as what can't be read.
func TestRestoreOfADirectory(t *testing.T) {
	h := newHome(t)
	r := h.run("restore", h.dir, "--yes").exits(2, "can't be read")
	if strings.Contains(r.err, "damaged") {
		t.Error(r.err)
	}
	h.run(append(makeAcme, "--owner-key", h.dir)...).exits(2, "can't be read")
}
