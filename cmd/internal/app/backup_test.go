package app

import (
	"os"
	"strings"
	"testing"
)

// TestBackupAndRestore: what comes back is what there was.
func TestBackupAndRestore(t *testing.T) {
	h := newHome(t)
	db := h.path("demo.db")
	h.run("demo", "--seed-only", "--members", "30", "--db", db).exits(0)
	at := func(db string) string {
		return h.run("members", "list", "--json", "--db", db).exits(0).out + h.run("audit", "list", "--json", "--db", db).exits(0).out
	}
	before := at(db)
	r := h.run("backup", h.path("copy"), "--db", db).exits(0, "backed up to", db+".pepper", db+".hostkey")
	if !strings.Contains(r.err, ".pepper") {
		t.Error("that the pepper isn't in it is said on standard output")
	}
	if info, err := os.Stat(h.path("copy")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info.Mode().Perm(), err)
	}
	if strings.Contains(read(t, h.path("copy")), strings.TrimSpace(read(t, db+".pepper"))) {
		t.Error("the pepper is in the backup")
	}
	streamed := h.run("backup", "-", "--db", db).exits(0)

	other := h.path("new/other.db")
	h.run("restore", h.path("copy"), "--yes", "--db", other).exits(0, "suspended, removed or revoked since", "restored "+other, other+".pepper is missing")
	h.run("members", "list", "--db", other).exits(3, "is missing")
	write(t, other+".pepper", read(t, db+".pepper"))
	if at(other) != before {
		t.Error("what was restored differs")
	}
	third := h.path("third.db")
	h.fed(streamed.out, "restore", "-", "--yes", "--db", third, "--pepper", db+".pepper", "--json").exits(0, `"acme"`)
	write(t, third+".pepper", read(t, db+".pepper"))
	if at(third) != before {
		t.Error("what was streamed differs")
	}
}

// TestBackupKeepsWhatIsThere, and so does restore.
func TestBackupKeepsWhatIsThere(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.run("backup", h.path("copy")).exits(0)
	write(t, h.path("mine"), "mine")
	h.run("backup", h.path("mine")).exits(5, "exists already")
	h.run("backup", db).exits(5, "exists already")
	h.run("backup", h.path("no/where")).exits(3, "can't be written")
	h.run("restore", h.path("copy"), "--yes").exits(5, "exists already")
	h.run("restore", h.path("copy"), "--yes", "--db", h.path("mine")).exits(5, "exists already")
	if read(t, h.path("mine")) != "mine" {
		t.Error("a file that was there was changed")
	}
	h.run("members", "list").exits(0)
}

// TestRestoreAsksFirst, and refuses what is no whole backup.
func TestRestoreAsksFirst(t *testing.T) {
	h := newHome(t)
	h.init()
	h.run("backup", h.path("copy")).exits(0)
	h.run("restore", h.path("copy"), "--db", h.path("x.db")).exits(2, "--yes")
	h.run("restore", h.path("none"), "--db", h.path("x.db"), "--yes").exits(2, "can't be read")
	write(t, h.path("text"), "hello")
	write(t, h.path("half"), read(t, h.path("copy"))[:20_000])
	for _, name := range []string{"text", "half"} {
		r := h.run("restore", h.path(name), "--db", h.path("x.db"), "--yes").exits(3, h.path(name))
		if strings.Contains(r.err, ".new-") || strings.Contains(r.err, "gets in again") {
			t.Errorf("%s: %s", name, r.err)
		}
	}
	h.fed("nonsense", "restore", "-", "--db", h.path("x.db"), "--yes").exits(3, "what came in")
	left, err := os.ReadDir(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if strings.Contains(f.Name(), "x.db") {
			t.Errorf("%s was left behind", f.Name())
		}
	}
}
