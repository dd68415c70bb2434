package bolt

import (
	"path/filepath"
	"sync"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
)

// TestFailedWrite takes the file handle away under bbolt, as a disk that fails
// would. All who were in the group learn that the outcome is unknown; then the
// engine goes on with what the disk has.
func TestFailedWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gatehouse.db")
	e, err := Create(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	change := func(key string) error {
		return e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
			return []storage.Change{{Key: []byte(key), Value: []byte("x")}}, nil
		})
	}
	if err := change("kept"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := e.file.handle.Close(); err != nil {
			t.Fatal(err)
		}
		failed := togetherFail(e, change)
		if failed == 0 {
			t.Fatal("no commit failed")
		}
		if err := change("after"); err != nil {
			t.Fatalf("after the failure: %v", err)
		}
	}
	err = e.View(t.Context(), func(r storage.Reader) error {
		for _, key := range []string{"kept", "after"} {
			if v, _ := r.Get([]byte(key)); v == nil {
				t.Errorf("%q is lost", key)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// togetherFail counts the commits that failed, and wants them to say so.
func togetherFail(e *Engine, change func(string) error) (failed int) {
	errs := make([]error, 20)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = change("doubtful") })
	}
	all.Wait()
	for _, err := range errs {
		found, ok := err.(*domain.Error)
		if ok && found.Kind == domain.Unavailable && found.Code == "outcome_unknown" {
			failed++
		}
	}
	return failed
}
