package sshchan

import (
	"context"
	"io"
	"sync"
)

// maxWaiting bounds what a client has sent and nobody has read yet, in bytes.
const maxWaiting = 32 << 10

// input is what the client sent, between the goroutine that takes it from the
// channel and whoever reads.
type input struct {
	mu      sync.Mutex
	waiting []byte
	lossy   bool
	err     error         // set once, after the last byte
	full    func(bool)    // is told when nothing more is taken for now, and when it is again
	changed chan struct{} // closed and made anew at each change
}

func newInput(full func(bool)) *input { return &input{full: full, changed: make(chan struct{})} }

// fill takes what the client sends until its end.
func (i *input) fill(from io.Reader) {
	chunk := make([]byte, 4<<10)
	for {
		n, err := from.Read(chunk)
		i.put(chunk[:n])
		if err != nil {
			i.end(err)
			return
		}
	}
}

func (i *input) put(p []byte) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for len(p) > 0 && i.err == nil {
		room := min(len(p), maxWaiting-len(i.waiting))
		if i.waiting = append(i.waiting, p[:room]...); room > 0 {
			i.signal()
		}
		if p = p[room:]; i.lossy {
			return
		}
		if len(p) > 0 {
			i.full(true)
			i.wait()
			i.full(false)
		}
	}
}

// wait lets go of the lock until something changes.
func (i *input) wait() {
	changed := i.changed
	i.mu.Unlock()
	<-changed
	i.mu.Lock()
}

func (i *input) signal() {
	close(i.changed)
	i.changed = make(chan struct{})
}

func (i *input) lose() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.lossy = true
	i.signal()
}

func (i *input) end(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.err == nil {
		i.err = err
		i.signal()
	}
}

// close drops what nobody read, so that fill ends.
func (i *input) close() { i.end(io.EOF) }

// reader reads input until its context ends.
type reader struct {
	ctx   context.Context
	input *input
}

// Read ends with io.EOF when the client has sent everything or ctx has ended.
func (r *reader) Read(p []byte) (int, error) {
	i := r.input
	i.mu.Lock()
	for {
		if r.ctx.Err() != nil {
			i.mu.Unlock()
			return 0, io.EOF
		}
		if n := copy(p, i.waiting); n > 0 {
			i.waiting = i.waiting[:copy(i.waiting, i.waiting[n:])]
			i.signal()
			i.mu.Unlock()
			return n, nil
		}
		if i.err != nil {
			err := i.err
			i.mu.Unlock()
			return 0, err
		}
		changed := i.changed
		i.mu.Unlock()
		select {
		case <-changed:
		case <-r.ctx.Done():
		}
		i.mu.Lock()
	}
}
