package bolt

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"go.etcd.io/bbolt"
)

// Create makes a new, empty database at path and opens it. What is at path
// already stays: conflict (database_exists). A process that is killed on the
// way leaves no half database there.
func Create(path string, o Options) (*Engine, error) {
	if err := place(path, format); err != nil {
		return nil, err
	}
	return Open(path, o)
}

// Restore makes a database at path from a backup. What is at path already
// stays; a backup that is damaged or incomplete is refused, and leaves nothing.
func Restore(ctx context.Context, path string, backup io.Reader) error {
	return place(path, func(name string) error {
		handle, err := os.OpenFile(name, os.O_WRONLY, 0o600)
		if err != nil {
			return system(name, "open", err)
		}
		defer handle.Close()
		if _, err := io.Copy(handle, &contextReader{ctx, backup}); err != nil {
			return err
		}
		if err := handle.Sync(); err != nil {
			return system(name, "write", err)
		}
		f, err := openFile(name, defaultWait)
		if err != nil {
			return err
		}
		return f.close()
	})
}

// place fills a new file under another name, and gives it its own when it is
// complete.
func place(path string, fill func(name string) error) error {
	if _, err := os.Lstat(path); err == nil {
		return exists(path)
	}
	handle, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return uncreated(path, err)
	}
	name := handle.Name()
	defer os.Remove(name)
	if err := handle.Close(); err != nil {
		return uncreated(path, err)
	}
	if err := fill(name); err != nil {
		return err
	}
	switch err := os.Link(name, path); { // a rename would replace what came meanwhile
	case errors.Is(err, fs.ErrExist):
		return exists(path)
	case err != nil:
		return uncreated(path, err)
	}
	return syncDirectory(filepath.Dir(path))
}

// format makes the empty file at name a database without records.
func format(name string) error {
	db, err := bbolt.Open(name, 0o600, options(defaultWait, nil))
	if err != nil {
		return uncreated(name, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		format, err := tx.CreateBucket([]byte(formatBucket))
		if err != nil {
			return err
		}
		if err := format.Put([]byte(formatKey), []byte(strconv.Itoa(formatVersion))); err != nil {
			return err
		}
		_, err = tx.CreateBucket([]byte(recordsBucket))
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return uncreated(name, err)
	}
	return nil
}

// contextReader ends when its context does.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (r *contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
