// Package bolt is the storage engine on bbolt: one file, held by one process.
//
// Commits that wait together go to disk together: a committer takes what has
// gathered and writes it in one bbolt transaction, without waiting for more.
// A damaged file ends in an error of the kind Damaged, never in a crash: bbolt
// panics on pages that make no sense, and a file that was cut short is a fault
// in memory, so everything that touches the file does it under guard.
package bolt

import (
	"sync"
	"time"

	"gatehouse/storage"
)

var _ storage.Engine = (*Engine)(nil)

// bound is the number of changes that one commit takes. It keeps what a commit
// holds in memory to some hundred megabytes.
const bound = 200_000

// defaultWait is how long Open waits for the process that holds the file.
const defaultWait = 5 * time.Second

// Options say how a database is opened. The zero value will do.
type Options struct {
	// Wait is how long to wait for another process to let go of the file: 5
	// seconds if it is 0, not at all if it is negative.
	Wait time.Duration
	// Program is the name that others read who find the file in use, such as
	// "gatehouse serve".
	Program string
}

// Engine is a database file that this process holds.
type Engine struct {
	path     string
	wait     time.Duration // when the file is opened again, which is still ours
	queue    *queue
	watchers watchers
	ended    chan struct{} // closed by the committer when it ends; Close waits for it

	// inUse is held for reading while the file is used, and for writing while it
	// is opened again or closed.
	inUse sync.RWMutex
	file  *file

	failure failure
	closing sync.Once
}

// Open opens the database at path. Its errors: notfound (no_database),
// unavailable (in_use, with an *InUse; no_access), damaged (damaged,
// not_a_database, newer_version).
func Open(path string, o Options) (*Engine, error) {
	wait := o.wait()
	f, err := openFile(path, wait)
	if err != nil {
		return nil, err
	}
	if err := writeHolder(path, o.Program); err != nil {
		_ = f.close() // what failed first is what counts
		return nil, err
	}
	e := &Engine{
		path:    path,
		wait:    max(wait, defaultWait),
		queue:   newQueue(),
		ended:   make(chan struct{}),
		file:    f,
		failure: failure{happened: make(chan struct{})},
	}
	go e.commitAll()
	return e, nil
}

// Bound is the number of changes that one commit takes.
func (e *Engine) Bound() int { return bound }

// Close ends the watches, commits what is waiting, waits for the views that
// are open, and lets go of the file. What comes later is refused.
func (e *Engine) Close() error {
	var err error
	e.closing.Do(func() {
		e.queue.close()
		select {
		case <-e.ended:
		case <-e.failure.happened: // the committer may hang on a lock of bbolt's
		}
		e.watchers.close()
		removeHolder(e.path)
		err = e.release()
	})
	return err
}

// release lets go of the file. After a failure bbolt's own locks may be taken
// for ever: then the file alone is closed, which frees its lock.
func (e *Engine) release() error {
	if e.failure.err() != nil {
		return e.file.abandon()
	}
	e.inUse.Lock()
	defer e.inUse.Unlock()
	f := e.file
	e.file = nil
	return f.close()
}

func (o Options) wait() time.Duration {
	switch {
	case o.Wait == 0:
		return defaultWait
	case o.Wait < 0:
		return time.Nanosecond // bbolt takes 0 for ever
	default:
		return o.Wait
	}
}
