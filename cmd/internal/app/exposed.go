package app

import (
	"fmt"
	"os"
	"runtime"
)

// exposed says which of a database's files other users of the machine can
// read or change. They are used all the same: a warning that stops work is
// soon switched off.
func (f Files) exposed() (lines []string) { return exposed(f.DB, f.Pepper) }

func exposed(names ...string) (lines []string) {
	if runtime.GOOS == "windows" { // modes say nothing there
		return nil
	}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && info.Mode().Perm()&0o077 != 0 {
			lines = append(lines, fmt.Sprintf("other users can get at %s: chmod 600 it", name))
		}
	}
	return lines
}
