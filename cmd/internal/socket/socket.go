// Package socket lets other processes of the same user act through the process
// that holds a database. They hand their command line over on a Unix socket
// beside the file; the holder runs it with the database that it has open, and
// answers with what was printed and the exit code. What only the other process
// can do, it does for the holder: it opens files, reads its standard input,
// asks whoever sits at its terminal, and draws on it.
//
// On the socket SSH is spoken, so that windows, signals and exit codes are
// those of package sshchan. Its encryption protects nothing here and its keys
// say nothing: who is at the other end, the system's kernel says.
package socket

import (
	"errors"
	"path/filepath"
	"time"

	"gatehouse/cmd/internal/sshchan"
)

// Path is where whoever holds the database listens. It is beside the file
// itself, by whatever name one came to it.
func Path(db string) string {
	if real, err := filepath.EvalSymlinks(db); err == nil {
		db = real
	}
	return db + ".sock"
}

// Request is a command line that is handed over.
type Request struct {
	Args     []string // without the program's name
	Env      []string // KEY=value, what counts of the environment
	Terminal bool     // somebody sits there and can be asked
	Term     string   // the kind of terminal that screens are wanted on; empty: none are
	// DB and Pepper are the files as they are called there, Fingerprint that of
	// the pepper.
	DB, Pepper, Fingerprint string

	Window sshchan.Window `json:"-"` // goes its own way, since it changes
}

// Screens tells whether screens are wanted.
func (r Request) Screens() bool { return r.Term != "" }

// ErrLeft is for a command whose holder has ended, or doesn't answer any more,
// while it ran: what of it was done isn't known.
var ErrLeft = errors.New("whoever held the database has left")

// The names of what both sides ask of each other. The number is that of the
// protocol: who speaks another one isn't understood.
const (
	askCommand   = "gatehouse 1"
	askOpen      = "open@gatehouse"
	askStillHere = "keepalive@gatehouse"
)

const (
	maxRequest = 8 << 20          // bytes; the longest command line that Linux takes has 6 MiB
	toBegin    = 10 * time.Second // for a process to hand its command line over
	toFinish   = time.Second      // for commands to come to their end by themselves when the holder ends
	toLeave    = sshchan.Grace + 200*time.Millisecond
	aliveEvery = 5 * time.Second
	aliveFor   = 15 * time.Second // without an answer, whoever holds the database counts as gone
	atOnce     = 256              // connections; the others wait
)

// limits are wide: on both sides is the same user.
func limits() sshchan.Limits {
	l := sshchan.DefaultLimits()
	l.Width, l.Height = 2000, 1000
	return l
}
