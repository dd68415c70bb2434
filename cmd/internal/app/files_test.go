package app

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// TestDefaultPlace: in the user's data directory, for the user alone.
func TestDefaultPlace(t *testing.T) {
	h := newHome(t)
	db := h.init()
	for name, mode := range map[string]os.FileMode{filepath.Dir(db): 0o700, db: 0o600, db + ".pepper": 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v; want %o", name, info.Mode().Perm(), err, mode)
		}
	}
	h.run("members", "list").exits(0, "ada@acme.test")
	h.env = append(h.env, "XDG_DATA_HOME="+h.path("elsewhere"))
	h.run("members", "list").exits(6, "there is no database at "+h.path("elsewhere/gatehouse/gatehouse.db"), "fix: gatehouse init")
}

// TestNamedPlaces: the flags win over the environment.
func TestNamedPlaces(t *testing.T) {
	h := newHome(t)
	h.env = append(h.env, "GATEHOUSE_DB="+h.path("a.db"), "GATEHOUSE_PEPPER="+h.path("a.salt"))
	make := []string{"init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test"}
	h.run(make...).exits(0)
	h.run(append(make, "--db", h.path("b.db"), "--pepper", h.path("b.salt"))...).exits(0)
	h.run("members", "list").exits(0)
	h.run("members", "list", "--db", h.path("b.db"), "--pepper", h.path("b.salt")).exits(0)
	h.run("members", "list", "--db", h.path("b.db")).exits(3, "isn't the pepper of this database")
	gone(t, h.path("a.db.pepper"), h.path("b.db.pepper"))
}

// TestPepper: one that is lost, wrong or damaged is an error, never made anew.
func TestPepper(t *testing.T) {
	h := newHome(t)
	db := h.init()
	right := read(t, db+".pepper")
	for _, c := range []struct{ text, says string }{
		{strings.Repeat("ab", 32), "isn't the pepper of this database"},
		{"hello", "is damaged: it should hold 64 hexadecimal digits"},
		{"", "is damaged"},
	} {
		write(t, db+".pepper", c.text)
		h.run("members", "list").exits(3, db+".pepper", c.says)
		if read(t, db+".pepper") != c.text {
			t.Error("the pepper was changed")
		}
	}
	if err := os.Remove(db + ".pepper"); err != nil {
		t.Fatal(err)
	}
	h.run("members", "list").exits(3, db+".pepper", "is missing")
	gone(t, db+".pepper")
	write(t, db+".pepper", right)
	h.run("members", "list").exits(0)
}

// TestInitOverwritesNothing, and what fails leaves nothing behind.
func TestInitOverwritesNothing(t *testing.T) {
	h := newHome(t)
	db := h.init()
	before := read(t, db) + read(t, db+".pepper")
	make := []string{"init", "--name", "Other", "--slug", "other", "--owner", "eve@acme.test"}
	h.run(make...).exits(5, "exists already")
	if read(t, db)+read(t, db+".pepper") != before {
		t.Error("a database that was there was changed")
	}
	write(t, h.path("lone.db.pepper"), "no pepper at all")
	h.run(append(make, "--db", h.path("lone.db"))...).exits(3, "the pepper", "is damaged")
	gone(t, h.path("lone.db"))
	write(t, h.path("lone.db.pepper"), read(t, db+".pepper")) // left by a start that was killed
	h.run(append(make, "--db", h.path("lone.db"))...).exits(0)
	if read(t, h.path("lone.db.pepper")) != read(t, db+".pepper") {
		t.Error("a pepper that lay there was overwritten")
	}
	h.run("init", "--name", "Other", "--slug", "UPPER", "--owner", "eve@acme.test", "--db", h.path("none.db")).exits(2)
	h.run("init", "--name", "Other", "--slug", "ok", "--owner", "eve", "--db", h.path("none.db")).exits(2)
	h.run("init", "--name", "Other", "--slug", "ok", "--owner", "eve@acme.test", "--owner-key", h.path("no.pub"), "--db", h.path("none.db")).exits(2)
	gone(t, h.path("none.db"), h.path("none.db.pepper"))
}

// TestExposedFiles are used, with a warning.
func TestExposedFiles(t *testing.T) {
	h := newHome(t)
	db := h.init()
	if r := h.run("members", "list"); r.err != "" {
		t.Errorf("said without reason: %s", r.err)
	}
	if err := os.Chmod(db+".pepper", 0o644); err != nil {
		t.Fatal(err)
	}
	r := h.run("members", "list").exits(0)
	if want := "gatehouse: other users can get at " + db + ".pepper: chmod 600 it\n"; r.err != want {
		t.Errorf("said %q, want %q", r.err, want)
	}
}

// TestHeldByAnother: a command waits for the process that has the database,
// and names it when that doesn't end.
func TestHeldByAnother(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	db := h.init()
	for _, letsGo := range []bool{true, false} {
		holder := h.command(db)
		holder.Env = append(holder.Env, "GATEHOUSE_TEST_AS=holder")
		in, err := holder.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := holder.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := holder.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
			t.Fatal(line, err)
		}
		if letsGo {
			waiting := make(chan ran)
			go func() { waiting <- h.run("members", "list") }()
			in.Close()
			(<-waiting).exits(0, "ada@acme.test")
		} else {
			h.run("members", "list").exits(3, fmt.Sprintf("the holder (process %d)", holder.Process.Pid))
			in.Close()
		}
		if err := holder.Wait(); err != nil {
			t.Error(err)
		}
	}
}

// TestDamagedFiles end in a sentence, soon.
func TestDamagedFiles(t *testing.T) {
	h := newHome(t)
	db := h.init()
	whole := read(t, db)
	newer := func(name string) {
		b, err := bbolt.Open(name, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = b.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("gatehouse")).Put([]byte("format"), []byte("99")) })
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, damage := range map[string]func(string){
		"empty":     func(n string) { write(t, n, "") },
		"text":      func(n string) { write(t, n, strings.Repeat("not a database\n", 5000)) },
		"truncated": func(n string) { write(t, n, whole[:8192+100]) },
		"zeroed":    func(n string) { write(t, n, whole[:8192]+strings.Repeat("\x00", len(whole)-8192)) },
		"newer":     newer,
	} {
		write(t, db, whole)
		damage(db)
		start := time.Now()
		r := h.run("members", "list").exits(3, "gatehouse: "+db)
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		if lines := strings.Split(strings.TrimSpace(r.err), "\n"); strings.Contains(lines[0], "panic") || r.out != "" {
			t.Errorf("%s: %s%s", name, r.out, r.err)
		}
	}
}
