package bolt_test

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"gatehouse/storage"
	"gatehouse/storage/bolt"
	"gatehouse/storage/storagetest"
)

func TestEngine(t *testing.T) {
	paths := map[storage.Engine]string{}
	storagetest.Engine(t,
		func(t *testing.T) storage.Engine {
			e, path := create(t)
			paths[e] = path
			return e
		},
		func(t *testing.T, e storage.Engine) storage.Engine {
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			again := open(t, paths[e])
			paths[again] = paths[e]
			return again
		})
}

// create makes a database in a directory of its own. When the test ends, it is
// closed, and bbolt checks every page.
func create(t testing.TB) (*bolt.Engine, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gatehouse.db")
	e, err := bolt.Create(path, bolt.Options{Program: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { checkPages(t, path) })
	t.Cleanup(func() { closeEngine(t, e) })
	return e, path
}

func open(t testing.TB, path string) *bolt.Engine {
	t.Helper()
	e, err := bolt.Open(path, bolt.Options{Program: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeEngine(t, e) })
	return e
}

func closeEngine(t testing.TB, e *bolt.Engine) {
	t.Helper()
	if err := e.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// checkPages has bbolt look for pages that are lost, used twice or out of order.
func checkPages(t testing.TB, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Errorf("open for a check: %v", err)
		return
	}
	defer db.Close()
	_ = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("the file is inconsistent: %v", err)
		}
		return nil
	})
}
