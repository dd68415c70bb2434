package bolt

import (
	"context"
	"fmt"

	"gatehouse/storage"
)

// Commit applies what decide returns together with the commits that wait at the
// same time, in one write to the disk. decide sees what those before it in the
// group change. A key may be in the changes once. If the disk fails, the error
// is unavailable (outcome_unknown): the change may be there all the same.
// A panic of decide comes out of Commit, and changes nothing.
func (e *Engine) Commit(ctx context.Context, decide func(storage.Getter) ([]storage.Change, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{ctx: ctx, decide: decide, done: make(chan struct{})}
	if !e.queue.add(r) {
		return closed(e.path)
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		if r.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
	case <-e.failure.happened:
		if r.taken.CompareAndSwap(false, true) {
			return e.failure.err()
		}
	}
	return e.decided(r)
}

// decided waits for the answer to a request that was taken; it is on its way,
// unless the committer hangs.
func (e *Engine) decided(r *request) error {
	select {
	case <-r.done:
		return r.outcome()
	case <-e.failure.happened:
	}
	select {
	case <-r.done: // answered before the failure
		return r.outcome()
	default:
		return unknown(e.path, e.failure.err())
	}
}

func (r *request) outcome() error {
	if r.panicked != nil {
		panic(r.panicked)
	}
	return r.err
}

// decidePanic carries a panic of decide to the goroutine that called Commit.
type decidePanic struct {
	value any
	stack []byte
}

func (p *decidePanic) Error() string {
	return fmt.Sprintf("%v\n\nwhile deciding a commit:\n%s", p.value, p.stack)
}

// commitAll is the committer: one goroutine, from Open until the queue is
// closed and empty. Close waits for it.
func (e *Engine) commitAll() {
	defer close(e.ended)
	defer faultsPanic()()
	for {
		group := e.queue.take()
		if group == nil {
			return
		}
		for len(group) > 0 {
			group = e.commitSome(group)
		}
	}
}
