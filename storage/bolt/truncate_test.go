//go:build unix

package bolt_test

import (
	"os"
	"syscall"
	"testing"

	"path/filepath"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// TestCutShortWhileOpen: what is missing then is a fault in mapped memory,
// wherever it is touched: as a transaction begins, in a get, in a value.
func TestCutShortWhileOpen(t *testing.T) {
	content := healthy(t)
	for _, size := range []int64{0, page, 2 * page, 5 * page, int64(len(content)) / 2} {
		path := filepath.Join(t.TempDir(), "gatehouse.db")
		write(t, path, content)
		e := open(t, path)
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			_, err := count(t, e)
			wantError(t, err, domain.Damaged, "damaged")
			err = e.Commit(t.Context(), many(records))
			if kind := domain.KindOf(err); kind != domain.Damaged {
				t.Errorf("cut to %d, a commit gave %v", size, err)
			}
		}
		closeEngine(t, e)
	}
}

// TestFaultInAValue: values are read from mapped memory after Get has returned.
func TestFaultInAValue(t *testing.T) {
	e, path := create(t)
	large := storage.Change{Key: []byte("large"), Value: make([]byte, 100*page)}
	if err := e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) { return []storage.Change{large}, nil }); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	err = e.View(t.Context(), func(r storage.Reader) error {
		v, err := r.Get([]byte("large"))
		if err != nil {
			return err
		}
		if err := os.Truncate(path, 10*page); err != nil {
			return err
		}
		for _, b := range v {
			if b != 0 {
				return os.ErrInvalid
			}
		}
		return nil
	})
	wantError(t, err, domain.Damaged, "damaged")
	write(t, path, content)
}

// TestPanicOfTheReader is no damage, and comes through.
func TestPanicOfTheReader(t *testing.T) {
	e, _ := create(t)
	defer func() {
		if p := recover(); p != "mine" {
			t.Errorf("recovered %v", p)
		}
		commitMany(t, e, 10)
	}()
	_ = e.View(t.Context(), func(storage.Reader) error { panic("mine") })
}

func TestPipeIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bolt.Open(path, bolt.Options{})
	wantError(t, err, domain.Damaged, "not_a_database")
}
