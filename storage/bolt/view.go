package bolt

import (
	"bytes"
	"context"
	"iter"

	"go.etcd.io/bbolt"

	"gatehouse/storage"
)

// View hands read a snapshot, for one goroutine. A damaged page ends read where
// it is, and View returns what is wrong. A view within a view may wait for ever.
func (e *Engine) View(ctx context.Context, read func(storage.Reader) error) error {
	return e.view(ctx, func(tx *bbolt.Tx, s *snapshot) error { return read(s) })
}

func (e *Engine) view(ctx context.Context, read func(*bbolt.Tx, *snapshot) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.inUse.RLock()
	defer e.inUse.RUnlock()
	if err := e.usable(); err != nil {
		return err
	}
	defer faultsPanic()()
	tx, err := e.begin(false)
	if err != nil {
		return err
	}
	s := &snapshot{ctx: ctx}
	defer func() {
		p := recover()
		e.end(tx)
		switch {
		case p == nil:
		case s.inside || isFault(p):
			err = unreadable(e.path, p)
		default:
			panic(p)
		}
	}()
	s.inside = true
	s.records = tx.Bucket([]byte(recordsBucket))
	s.inside = false
	return read(tx, s)
}

// usable says why the file can't be used, if it can't. inUse is held.
func (e *Engine) usable() error {
	if err := e.failure.err(); err != nil {
		return err
	}
	if e.file == nil {
		return closed(e.path)
	}
	return nil
}

// begin starts a transaction. A panic on the way leaves bbolt's locks taken,
// so it stops the engine.
func (e *Engine) begin(writable bool) (tx *bbolt.Tx, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = unreadable(e.path, p)
			e.failure.set(err)
		}
	}()
	tx, err = e.file.db.Begin(writable)
	if err != nil {
		err = damaged(e.path, "it can't be read", err)
	}
	return tx, err
}

// end closes a transaction that wasn't committed.
func (e *Engine) end(tx *bbolt.Tx) {
	if e.failure.err() == nil {
		_ = tx.Rollback() // only says that it has ended already
	}
}

// snapshot reads a transaction. inside is set while bbolt reads: a panic then
// is about the file, any other one is the caller's.
type snapshot struct {
	ctx     context.Context
	records *bbolt.Bucket
	inside  bool
	err     error
}

func (s *snapshot) Get(key []byte) ([]byte, error) {
	s.inside = true
	value := s.records.Get(key)
	s.inside = false
	return value, nil
}

func (s *snapshot) Err() error { return s.err }

// Scan walks [from, to); it ends early when the context of the view does.
func (s *snapshot) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		cursor := s.records.Cursor()
		within, step := func(key []byte) bool { return to == nil || bytes.Compare(key, to) < 0 }, cursor.Next
		first := func() ([]byte, []byte) { return cursor.Seek(from) }
		if reverse {
			within, step = func(key []byte) bool { return bytes.Compare(key, from) >= 0 }, cursor.Prev
			first = func() ([]byte, []byte) { return seekBefore(cursor, to) }
		}
		s.inside = true
		for key, value := first(); key != nil && within(key); key, value = step() {
			s.inside = false
			if s.err = s.ctx.Err(); s.err != nil || !yield(key, value) {
				return
			}
			s.inside = true
		}
		s.inside = false
	}
}

// seekBefore goes to the last key before to, or the last of all if to is nil.
func seekBefore(cursor *bbolt.Cursor, to []byte) (key, value []byte) {
	if to == nil {
		return cursor.Last()
	}
	if key, _ := cursor.Seek(to); key == nil {
		return cursor.Last()
	}
	return cursor.Prev()
}
