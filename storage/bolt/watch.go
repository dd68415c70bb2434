package bolt

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"gatehouse/storage"
)

// Watch signals when a commit changed a key under prefix, after it is on the
// disk. The channel holds one signal; it is closed when ctx or the engine ends.
func (e *Engine) Watch(ctx context.Context, prefix []byte) <-chan struct{} {
	w := &watcher{prefix: bytes.Clone(prefix), changed: make(chan struct{}, 1)}
	e.watchers.add(ctx, w)
	return w.changed
}

type watcher struct {
	prefix  []byte
	changed chan struct{}
	forget  func() bool // stops waiting for the end of its context
}

// watchers are those who want to know of changes.
type watchers struct {
	mu     sync.Mutex
	all    map[*watcher]struct{}
	closed bool
}

func (ws *watchers) add(ctx context.Context, w *watcher) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.closed {
		close(w.changed)
		return
	}
	if ws.all == nil {
		ws.all = make(map[*watcher]struct{})
	}
	ws.all[w] = struct{}{}
	w.forget = context.AfterFunc(ctx, func() { ws.remove(w) })
}

func (ws *watchers) remove(w *watcher) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if _, ok := ws.all[w]; ok {
		delete(ws.all, w)
		close(w.changed)
	}
}

// signal tells those whose prefix is among the changes of the group.
func (ws *watchers) signal(group []*request) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		if !slices.ContainsFunc(group, func(r *request) bool { return touches(r.changes, w.prefix) }) {
			continue
		}
		select {
		case w.changed <- struct{}{}:
		default: // it has one waiting
		}
	}
}

// touches says whether a key among the sorted changes has the prefix.
func touches(changes []storage.Change, prefix []byte) bool {
	i, _ := slices.BinarySearchFunc(changes, prefix, func(c storage.Change, prefix []byte) int {
		return bytes.Compare(c.Key, prefix)
	})
	return i < len(changes) && bytes.HasPrefix(changes[i].Key, prefix)
}

func (ws *watchers) close() {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.closed = true
	for w := range ws.all {
		w.forget()
		close(w.changed)
	}
	ws.all = nil
}
