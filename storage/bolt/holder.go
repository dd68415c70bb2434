package bolt

import (
	"fmt"
	"os"
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
	if err := os.WriteFile(name, fmt.Appendf(nil, "%d %s\n", os.Getpid(), program), 0o600); err != nil {
		return system(name, "write", err)
	}
	return nil
}

// removeHolder is called before the lock is let go, or it would take away what
// the next holder wrote. A file that stays does no harm.
func removeHolder(path string) { _ = os.Remove(holderPath(path)) }

func readHolder(path string) *InUse {
	text, err := os.ReadFile(holderPath(path))
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
