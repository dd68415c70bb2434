package bolt

import (
	"context"
	"sync"
	"sync/atomic"

	"gatehouse/storage"
)

// request is a commit on its way through the queue.
type request struct {
	ctx    context.Context
	decide func(storage.Getter) ([]storage.Change, error)
	taken  atomic.Bool // by the committer, to be decided, or by the caller, to be withdrawn

	changes []storage.Change // what decide returned, in the order of their keys

	err      error
	panicked *decidePanic
	done     chan struct{} // closed when err and panicked are there
}

// queue is what waits to be committed.
type queue struct {
	mu      sync.Mutex
	arrived sync.Cond
	waiting []*request
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.arrived.L = &q.mu
	return q
}

// add says whether the queue took r.
func (q *queue) add(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.waiting = append(q.waiting, r)
	q.arrived.Signal()
	return true
}

// take waits for requests and takes all that have gathered; none means that
// the queue is closed and empty.
func (q *queue) take() []*request {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && !q.closed {
		q.arrived.Wait()
	}
	group := q.waiting
	q.waiting = nil
	return group
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.arrived.Signal()
}
