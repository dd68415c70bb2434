//go:build unix

package bolt

import (
	"os"
	"syscall"
)

// unlock lets go of the lock on a file whose mapping stays: closing it isn't
// enough then.
func unlock(handle *os.File) { _ = syscall.Flock(int(handle.Fd()), syscall.LOCK_UN) }

// syncDirectory makes a new name in the directory last.
func syncDirectory(name string) error {
	directory, err := os.Open(name)
	if err != nil {
		return system(name, "open", err)
	}
	defer directory.Close()
	if err := directory.Sync(); err != nil {
		return system(name, "write", err)
	}
	return nil
}
