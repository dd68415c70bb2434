package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gatehouse/domain"
)

// InUse is the cause of an error with the code in_use: who holds the file. PID
// is 0 if that isn't known.
type InUse struct {
	PID     int
	Program string
}

func (e *InUse) Error() string {
	if e.PID == 0 {
		return "in use by another program"
	}
	return fmt.Sprintf("in use by %s (process %d)", e.Program, e.PID)
}

func inUse(path string) error {
	holder := readHolder(path)
	err := domain.Errorf(domain.Unavailable, "in_use", "%s is %s: end it, or wait until it is done", path, holder)
	err.Err = holder
	return err
}

func missing(path string, cause error) error {
	err := domain.Errorf(domain.NotFound, "no_database", "there is no database at %s", path)
	err.Fix = []domain.Step{{Command: "gatehouse init --name NAME --slug SLUG --owner EMAIL", Message: "make a new database"}}
	err.Err = cause
	return err
}

func exists(path string) error {
	return domain.Errorf(domain.Conflict, "database_exists", "%s exists already: it stays as it is", path)
}

func newer(path string, found int) error {
	return domain.Errorf(domain.Damaged, "newer_version",
		"%s was written by a newer gatehouse (format %d, this one reads up to %d): update gatehouse", path, found, formatVersion)
}

func foreign(path string) error {
	return domain.Errorf(domain.Damaged, "not_a_database", "%s is not a gatehouse database", path)
}

// damaged says what is wrong with the file; cause may be nil.
func damaged(path, what string, cause error) error {
	err := domain.Errorf(domain.Damaged, "damaged", "%s is damaged: %s", path, what)
	err.Fix = []domain.Step{{Command: "gatehouse restore FILE", Message: "go back to a backup, under another name"}}
	err.Err = cause
	return err
}

// system turns an error of the operating system into one of ours.
func system(path, doing string, cause error) error {
	if errors.Is(cause, fs.ErrNotExist) {
		return missing(path, cause)
	}
	code := "no_access"
	if !errors.Is(cause, fs.ErrPermission) {
		code = "system"
	}
	err := domain.Errorf(domain.Unavailable, code, "can't %s %s: %s", doing, path, plain(cause))
	err.Err = cause
	return err
}

// plain is the reason alone, without the call and the path that os adds.
func plain(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	if l, ok := errors.AsType[*os.LinkError](err); ok {
		return l.Err.Error()
	}
	return err.Error()
}

// uncreated says why there is no new database at path.
func uncreated(path string, cause error) error {
	err := domain.Errorf(domain.Unavailable, "not_created", "can't make a database at %s: %s", path, plain(cause))
	err.Err = cause
	return err
}

// unknown is for those whose commit failed on its way to the disk: it may be
// there all the same.
func unknown(path string, cause error) error {
	err := domain.Errorf(domain.Unavailable, "outcome_unknown",
		"%s couldn't be written (%s): the change may or may not have been kept; look before you try again", path, plain(cause))
	err.Err = cause
	return err
}

func closed(path string) error {
	return domain.Errorf(domain.Unavailable, "closed", "%s is closed: gatehouse is ending", path)
}
