//go:build unix

package bolt

import "os"

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
