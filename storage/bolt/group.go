package bolt

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"go.etcd.io/bbolt"

	"gatehouse/storage"
)

// commitSome commits requests of the group, in their order, until the changes
// reach the bound, answers them, and returns the rest. No answer is given
// before the disk has everything that it may rest on.
func (e *Engine) commitSome(group []*request) (rest []*request) {
	e.inUse.RLock()
	tx, err := e.beginCommit()
	if err != nil {
		e.inUse.RUnlock()
		answer(group, err)
		return nil
	}
	changes, n := 0, 0
	for ; n < len(group) && changes < bound && err == nil; n++ {
		r := group[n]
		if !r.taken.CompareAndSwap(false, true) {
			continue
		}
		e.decide(r, tx)
		err = e.apply(tx, r.changes)
		changes += len(r.changes)
	}
	if err == nil && changes > 0 {
		err = e.write(tx)
	}
	hangs := e.abort(tx)
	e.inUse.RUnlock()

	group, rest = group[:n], group[n:]
	switch {
	case err != nil || hangs != nil:
		e.reopen(group, cmp.Or(err, hangs), hangs)
	default:
		e.watchers.signal(group)
		for _, r := range group {
			close(r.done)
		}
	}
	return rest
}

func answer(group []*request, err error) {
	for _, r := range group {
		r.err, r.panicked = err, nil
		close(r.done)
	}
}

func (e *Engine) beginCommit() (*bbolt.Tx, error) {
	if err := e.usable(); err != nil {
		return nil, err
	}
	return e.begin(true)
}

// decide runs the request's own function. What goes wrong in it, a panic and a
// damaged page too, is the answer to this request alone.
func (e *Engine) decide(r *request, tx *bbolt.Tx) {
	if r.err = r.ctx.Err(); r.err != nil {
		return
	}
	s := &snapshot{ctx: r.ctx}
	defer func() {
		switch p := recover(); {
		case p == nil:
		case s.inside || isFault(p):
			r.err = unreadable(e.path, p)
		default:
			r.panicked = &decidePanic{value: p, stack: debug.Stack()}
		}
	}()
	s.inside = true
	s.records = tx.Bucket([]byte(recordsBucket))
	s.inside = false
	changes, err := r.decide(s)
	if err == nil {
		changes, err = ordered(changes)
	}
	if r.err = err; err == nil {
		r.changes = changes
	}
}

// ordered refuses what an engine can't take, and sorts the rest by key: pages
// are then touched once each.
func ordered(changes []storage.Change) ([]storage.Change, error) {
	if len(changes) > bound {
		return nil, fmt.Errorf("storage: %d changes in one commit, the bound is %d", len(changes), bound)
	}
	byKey := func(a, b storage.Change) int { return bytes.Compare(a.Key, b.Key) }
	if !slices.IsSortedFunc(changes, byKey) {
		changes = slices.SortedFunc(slices.Values(changes), byKey)
	}
	for i, c := range changes {
		switch {
		case len(c.Key) == 0:
			return nil, errors.New("storage: a change without a key")
		case len(c.Key) > bbolt.MaxKeySize:
			return nil, fmt.Errorf("storage: a key of %d bytes, %d are allowed", len(c.Key), bbolt.MaxKeySize)
		case len(c.Value) > bbolt.MaxValueSize:
			return nil, fmt.Errorf("storage: a value of %d bytes, %d are allowed", len(c.Value), bbolt.MaxValueSize)
		case i > 0 && bytes.Equal(c.Key, changes[i-1].Key):
			return nil, fmt.Errorf("storage: the key %q twice in one commit", c.Key)
		}
	}
	return changes, nil
}

// apply puts a request's changes into the transaction.
func (e *Engine) apply(tx *bbolt.Tx, changes []storage.Change) error {
	return guarded(e.path, func() error {
		records := tx.Bucket([]byte(recordsBucket))
		for _, c := range changes {
			if err := change(records, c); err != nil {
				return damaged(e.path, "a page can't be changed", err)
			}
		}
		return nil
	})
}

func change(records *bbolt.Bucket, c storage.Change) error {
	if c.Value == nil {
		return records.Delete(c.Key)
	}
	return records.Put(c.Key, c.Value)
}

// write brings the transaction to the disk.
func (e *Engine) write(tx *bbolt.Tx) error {
	return guarded(e.path, func() error {
		if err := tx.Commit(); err != nil {
			return unknown(e.path, err)
		}
		return nil
	})
}

// abort ends a transaction that wasn't committed; one that was is left as it
// is. After an error bbolt's locks may stay taken.
func (e *Engine) abort(tx *bbolt.Tx) error {
	return guarded(e.path, func() error { e.end(tx); return nil })
}

// reopen opens the file afresh after a failed commit: what bbolt has in memory
// may no longer be what is on the disk. All of the group get the error, for
// what one of them was told may rest on another's change. If the file can't be
// opened, the engine stops.
func (e *Engine) reopen(group []*request, err, hangs error) {
	if hangs != nil {
		answer(group, err)
		e.failure.set(hangs)
		return
	}
	e.inUse.Lock()
	defer e.inUse.Unlock()
	_ = e.file.close() // its handle may be the reason
	f, openErr := openFile(e.path, e.wait)
	if openErr == nil {
		e.file = f
	}
	answer(group, err)
	if openErr != nil {
		e.failure.set(openErr)
	}
}
