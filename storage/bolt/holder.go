package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// holderPath is the file in which the process that holds the database says who
// it is. It is read only by someone who found the database locked: what a
// killed process left behind is never believed, because the next holder writes
// its own.
func holderPath(path string) string { return path + ".holder" }

func writeHolder(path, program string) error {
	if program == "" {
		program = "gatehouse"
	}
	name := holderPath(path)
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".holder-*") // 0600
	if err != nil {
		return system(name, "write", err)
	}
	_, err = fmt.Fprintf(file, "%d %s\n", os.Getpid(), program)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name) // over whatever lies there, never through it
	}
	if err != nil {
		return system(name, "write", errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// removeHolder is called before the lock is let go, or it would take away what
// the next holder wrote. A file that stays does no harm.
func removeHolder(path string) { _ = os.Remove(holderPath(path)) }

// longestHolder bounds what is read of a holder, in bytes.
const longestHolder = 4096

func readHolder(path string) *InUse {
	name := holderPath(path)
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() || info.Size() > longestHolder {
		return &InUse{}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return &InUse{}
	}
	number, program, _ := strings.Cut(strings.TrimSuffix(string(text), "\n"), " ")
	pid, err := strconv.Atoi(number)
	if err != nil || program == "" {
		return &InUse{}
	}
	return &InUse{PID: pid, Program: program}
}
