package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"gatehouse/domain"
	"gatehouse/storage/bolt"
)

// wantError wants a domain error of a kind and a code, in one plain sentence.
func wantError(t *testing.T, err error, kind domain.Kind, code string) *domain.Error {
	t.Helper()
	found, ok := errors.AsType[*domain.Error](err)
	if !ok {
		t.Fatalf("got %v, want the kind %s", err, kind)
	}
	if found.Kind != kind || found.Code != code {
		t.Fatalf("got %s %s (%v), want %s %s", found.Kind, found.Code, err, kind, code)
	}
	if strings.ContainsAny(found.Message, "\n\t") || strings.Contains(found.Message, "goroutine") {
		t.Errorf("not a sentence: %q", found.Message)
	}
	return found
}

func TestOpenMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	_, err := bolt.Open(path, bolt.Options{})
	found := wantError(t, err, domain.NotFound, "no_database")
	if len(found.Fix) != 1 || !strings.HasPrefix(found.Fix[0].Command, "gatehouse init") {
		t.Errorf("the fix is %+v, want gatehouse init", found.Fix)
	}
	wantFiles(t, filepath.Dir(path))
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gatehouse.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Create(path, bolt.Options{})
	wantError(t, err, domain.Conflict, "database_exists")
	if kept, err := os.ReadFile(path); err != nil || string(kept) != "mine" {
		t.Errorf("the file holds %q, %v", kept, err)
	}
	wantFiles(t, filepath.Dir(path), "gatehouse.db")
}

func TestCreateInNoDirectory(t *testing.T) {
	_, err := bolt.Create(filepath.Join(t.TempDir(), "none", "gatehouse.db"), bolt.Options{})
	wantError(t, err, domain.Unavailable, "not_created")
}

func TestOpenThroughAFile(t *testing.T) {
	e, path := create(t)
	closeEngine(t, e)
	_, err := bolt.Open(filepath.Join(path, "below.db"), bolt.Options{})
	wantError(t, err, domain.Unavailable, "system")
}

// TestFilesBeside: everything is for its owner alone, and the holder's name
// goes when it closes.
func TestFilesBeside(t *testing.T) {
	e, path := create(t)
	wantFiles(t, filepath.Dir(path), "gatehouse.db", "gatehouse.db.holder")
	for _, name := range []string{path, path + ".holder"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has the mode %o", name, mode)
		}
	}
	closeEngine(t, e)
	wantFiles(t, filepath.Dir(path), "gatehouse.db")
}

func wantFiles(t *testing.T, directory string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(directory)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if strings.Join(names, " ") != strings.Join(want, " ") {
		t.Errorf("the directory holds %q, want %q", names, want)
	}
}

// TestInUse: who comes second is told who is there, and what an earlier
// process left behind isn't believed.
func TestInUse(t *testing.T) {
	first, path := create(t)
	closeEngine(t, first)
	if err := os.WriteFile(path+".holder", []byte("1 long gone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	holder := open(t, path)
	start := time.Now()
	_, err := bolt.Open(path, bolt.Options{Wait: 100 * time.Millisecond})
	if waited := time.Since(start); waited > 2*time.Second {
		t.Errorf("waited %s instead of 100 ms", waited)
	}
	found := wantError(t, err, domain.Unavailable, "in_use")
	who, ok := errors.AsType[*bolt.InUse](err)
	if !ok || who.PID != os.Getpid() || who.Program != "the test" {
		t.Errorf("held by %+v, want process %d, the test", who, os.Getpid())
	}
	if !strings.Contains(found.Message, "the test") {
		t.Errorf("the holder isn't named: %q", found.Message)
	}
	closeEngine(t, holder)
	closeEngine(t, open(t, path))
}

func TestInUseByANamelessProgram(t *testing.T) {
	_, path := create(t)
	for _, text := range []string{"", "x y\n", "12"} {
		if err := os.WriteFile(path+".holder", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := bolt.Open(path, bolt.Options{Wait: -1})
		found := wantError(t, err, domain.Unavailable, "in_use")
		if !strings.Contains(found.Message, "another program") {
			t.Errorf("%q gave %q", text, found.Message)
		}
	}
}

func TestOpenWaitsForTheHolder(t *testing.T) {
	holder, path := create(t)
	opened := make(chan error, 1)
	go func() {
		e, err := bolt.Open(path, bolt.Options{})
		if err == nil {
			err = e.Close()
		}
		opened <- err
	}()
	closeEngine(t, holder)
	if err := <-opened; err != nil {
		t.Error(err)
	}
}

func TestNewerFormat(t *testing.T) {
	e, path := create(t)
	closeEngine(t, e)
	inFile(t, path, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("gatehouse")).Put([]byte("format"), []byte("7"))
	})
	_, err := bolt.Open(path, bolt.Options{})
	found := wantError(t, err, domain.Damaged, "newer_version")
	if !strings.Contains(found.Message, "7") {
		t.Errorf("the version isn't named: %q", found.Message)
	}
}

func TestForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	inFile(t, path, func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("something else"))
		return err
	})
	_, err := bolt.Open(path, bolt.Options{})
	wantError(t, err, domain.Damaged, "not_a_database")
	_, err = bolt.Open(filepath.Dir(path), bolt.Options{})
	wantError(t, err, domain.Damaged, "not_a_database")
}

// inFile changes a file as another program would.
func inFile(t *testing.T, path string, change func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}
