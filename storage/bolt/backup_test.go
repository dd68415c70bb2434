package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"sync"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage/bolt"
)

// TestBackupWhileInUse: a copy taken among commits is of one moment, and
// becomes a database again.
func TestBackupWhileInUse(t *testing.T) {
	e, _ := create(t)
	commitMany(t, e, 1000)
	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	writing.Go(func() {
		for ctx.Err() == nil {
			if err := e.Commit(t.Context(), many(1000)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 5 {
		var copied bytes.Buffer
		if err := e.Backup(t.Context(), &copied); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "restored.db")
		if err := bolt.Restore(t.Context(), path, &copied); err != nil {
			t.Fatal(err)
		}
		wantFiles(t, filepath.Dir(path), "restored.db")
		restored := open(t, path)
		if n, err := count(t, restored); err != nil || n != 1000 {
			t.Errorf("the copy has %d records, %v", n, err)
		}
		closeEngine(t, restored)
		checkPages(t, path)
	}
	stop()
	writing.Wait()
}

func TestRestoreRefuses(t *testing.T) {
	e, path := create(t)
	commitMany(t, e, 1000)
	var copied bytes.Buffer
	if err := e.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	if size, err := e.Size(t.Context()); err != nil || size != int64(copied.Len()) {
		t.Errorf("the size is %d, %v, a backup has %d bytes", size, err, copied.Len())
	}
	err := bolt.Restore(t.Context(), path, bytes.NewReader(copied.Bytes()))
	wantError(t, err, domain.Conflict, "database_exists")

	elsewhere := filepath.Join(t.TempDir(), "restored.db")
	for _, content := range [][]byte{nil, copied.Bytes()[:copied.Len()-1], []byte("no backup")} {
		err := bolt.Restore(t.Context(), elsewhere, bytes.NewReader(content))
		wantError(t, err, domain.Damaged, "damaged")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := bolt.Restore(ended, elsewhere, bytes.NewReader(copied.Bytes())); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context gave %v", err)
	}
	wantFiles(t, filepath.Dir(elsewhere))
}

func TestBackupReturnsTheWritersError(t *testing.T) {
	e, _ := create(t)
	r, w := io.Pipe()
	mine := errors.New("mine")
	_ = r.CloseWithError(mine)
	if err := e.Backup(t.Context(), w); !errors.Is(err, mine) {
		t.Errorf("got %v", err)
	}
}
