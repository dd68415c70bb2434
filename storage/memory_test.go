package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"gatehouse/domain"
	"gatehouse/storage"
)

// memory is an engine that keeps a sorted slice and replaces it at each commit,
// so that a view has its own. It runs every decide twice, as an engine may
// whose first try collided with another.
type memory struct {
	turn     chan struct{} // held by the commit that is under way
	mu       sync.Mutex
	now      state
	closed   bool
	bound    int
	watchers map[*watcher]bool
}

type state []storage.Change

type watcher struct {
	prefix  []byte
	changed chan struct{}
}

func newMemory(bound int) *memory {
	return &memory{bound: bound, watchers: map[*watcher]bool{}, turn: make(chan struct{}, 1)}
}

func (s state) find(key []byte) (int, bool) {
	return slices.BinarySearchFunc(s, key, func(c storage.Change, key []byte) int { return bytes.Compare(c.Key, key) })
}

func (s state) Err() error { return nil }

func (s state) Get(key []byte) ([]byte, error) {
	if i, ok := s.find(key); ok {
		return s[i].Value, nil
	}
	return nil, nil
}

func (s state) Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte] {
	i, _ := s.find(from)
	j := len(s)
	if to != nil {
		j, _ = s.find(to)
	}
	part := s[i:max(i, j)]
	return func(yield func([]byte, []byte) bool) {
		for n := range part {
			c := part[n]
			if reverse {
				c = part[len(part)-1-n]
			}
			if !yield(c.Key, c.Value) {
				return
			}
		}
	}
}

func (m *memory) View(ctx context.Context, read func(storage.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now, err := m.state()
	if err != nil {
		return err
	}
	return read(now)
}

func (m *memory) Commit(ctx context.Context, decide func(storage.Getter) ([]storage.Change, error)) error {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	now, err := m.state()
	if err != nil {
		return err
	}
	if _, err := decide(now); err != nil {
		return err
	}
	changes, err := decide(now)
	if err != nil {
		return err
	}
	next, err := now.with(changes, m.bound)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = next
	for w := range m.watchers {
		if slices.ContainsFunc(changes, func(c storage.Change) bool { return bytes.HasPrefix(c.Key, w.prefix) }) {
			select {
			case w.changed <- struct{}{}:
			default:
			}
		}
	}
	return nil
}

func (m *memory) state() (state, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, domain.Errorf(domain.Unavailable, "closed", "it is closed")
	}
	return m.now, nil
}

// with is the state after the changes.
func (s state) with(changes []storage.Change, bound int) (state, error) {
	if len(changes) > bound {
		return nil, fmt.Errorf("%d changes, the bound is %d", len(changes), bound)
	}
	next := slices.Clone(s)
	seen := map[string]bool{}
	for _, c := range changes {
		if seen[string(c.Key)] || len(c.Key) == 0 {
			return nil, fmt.Errorf("the key %q is empty or there twice", c.Key)
		}
		seen[string(c.Key)] = true
		c = storage.Change{Key: bytes.Clone(c.Key), Value: bytes.Clone(c.Value)}
		switch i, found := next.find(c.Key); {
		case c.Value == nil && found:
			next = slices.Delete(next, i, i+1)
		case c.Value != nil && found:
			next[i] = c
		case c.Value != nil:
			next = slices.Insert(next, i, c)
		}
	}
	return next, nil
}

func (m *memory) Watch(ctx context.Context, prefix []byte) <-chan struct{} {
	w := &watcher{bytes.Clone(prefix), make(chan struct{}, 1)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		close(w.changed)
		return w.changed
	}
	m.watchers[w] = true
	context.AfterFunc(ctx, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.forget(w)
	})
	return w.changed
}

func (m *memory) forget(w *watcher) {
	if m.watchers[w] {
		delete(m.watchers, w)
		close(w.changed)
	}
}

func (m *memory) Bound() int { return m.bound }

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	for w := range m.watchers {
		m.forget(w)
	}
	return nil
}
