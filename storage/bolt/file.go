package bolt

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// What a file holds at its top: the version of its format, and the records.
const (
	formatVersion = 1
	formatBucket  = "gatehouse"
	formatKey     = "format"
	recordsBucket = "records"
)

// growth is what the file grows by at a time. bbolt's own 16 MiB would make
// every small database that large.
const growth = 1 << 20

// file is an open, locked bbolt file and the handle under it.
type file struct {
	path   string
	db     *bbolt.DB
	handle *os.File
}

// openFile opens an existing file, waits for its lock, and looks whether it is
// whole: bbolt itself notices a short file only when it touches what is missing.
func openFile(path string, wait time.Duration) (*file, error) {
	f := &file{path: path}
	if err := f.open(wait); err != nil {
		_ = f.abandon() // what failed first is what counts
		return nil, err
	}
	if err := f.examine(); err != nil {
		_ = f.abandon() // what failed first is what counts
		return nil, err
	}
	return f, nil
}

func (f *file) open(wait time.Duration) error {
	err := guarded(f.path, func() (err error) {
		f.db, err = bbolt.Open(f.path, 0o600, options(wait, f.openExisting))
		return err
	})
	switch _, system := errors.AsType[*fs.PathError](err); {
	case err == nil:
		f.db.AllocSize = growth
		return nil
	case errors.Is(err, berrors.ErrTimeout):
		return inUse(f.path)
	case system:
		return f.refused(err)
	case isDomain(err):
		return err
	default:
		return damaged(f.path, "its first pages make no sense", err)
	}
}

// openExisting stands in for os.OpenFile in bbolt, which would make a file
// where there is none, and a database of an empty one.
func (f *file) openExisting(name string, flag int, mode os.FileMode) (*os.File, error) {
	handle, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	f.handle = handle
	switch info, err := handle.Stat(); {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, foreign(f.path)
	case info.Size() == 0:
		return nil, damaged(f.path, "it is empty", nil)
	}
	return handle, nil
}

// refused says why the system didn't open the file.
func (f *file) refused(err error) error {
	if info, statErr := os.Stat(f.path); statErr == nil && !info.Mode().IsRegular() {
		return foreign(f.path)
	}
	return system(f.path, "open", err)
}

// examine reads the version, and compares the size of the file with the pages
// that it should have.
func (f *file) examine() error {
	return guarded(f.path, func() error {
		return f.db.View(func(tx *bbolt.Tx) error {
			info, err := f.handle.Stat()
			if err != nil {
				return system(f.path, "look at", err)
			}
			if info.Size() < tx.Size() {
				return damaged(f.path, "it was cut short, "+strconv.FormatInt(tx.Size()-info.Size(), 10)+" bytes are missing", nil)
			}
			format := tx.Bucket([]byte(formatBucket))
			if format == nil || tx.Bucket([]byte(recordsBucket)) == nil {
				return foreign(f.path)
			}
			switch version, err := strconv.Atoi(string(format.Get([]byte(formatKey)))); {
			case err != nil:
				return damaged(f.path, "the version of its format can't be read", err)
			case version > formatVersion:
				return newer(f.path, version)
			}
			return nil
		})
	})
}

func (f *file) close() error {
	if err := f.db.Close(); err != nil {
		return system(f.path, "close", err)
	}
	return nil
}

// abandon closes the handle without bbolt, which may hang or panic after what
// happened. The mapping of the file stays.
func (f *file) abandon() error {
	if f.handle == nil {
		return nil
	}
	unlock(f.handle)
	if err := f.handle.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return system(f.path, "close", err)
	}
	return nil
}

// options are what every opening uses. The freelist is kept in the file at
// every commit: without, opening after a crash reads the whole file, in a
// goroutine of bbolt's in which a damaged page can't be caught.
func options(wait time.Duration, open func(string, int, os.FileMode) (*os.File, error)) *bbolt.Options {
	return &bbolt.Options{
		Timeout:         wait,
		FreelistType:    bbolt.FreelistMapType,
		NoStatistics:    true,
		InitialMmapSize: mapping(),
		OpenFile:        open,
	}
}

// mapping is the address space set aside for the file. A commit that outgrows
// it waits for every open view, a backup over a slow line too. Windows makes
// the file as large, and 32 bits have no room.
func mapping() int {
	if runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return 1 << 30
}
