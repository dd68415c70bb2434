package sshchan

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// Session is an open channel on which something runs. Writing to it writes to
// the client's standard output.
type Session struct {
	Request

	ch      ssh.Channel
	code    int // 1 until something ran to its end
	windows chan Window
	input   *input
	out     *stream
	errs    *stream
	streams sync.WaitGroup  // writes under way
	ended   <-chan struct{} // what runs is to restore the terminal and say why
	over    chan struct{}   // writes fail from now on
	giveUp  func()          // closes over
	closed  chan struct{}   // the client has closed the channel
}

func newSession(ctx context.Context, ch ssh.Channel, full func(bool)) *Session {
	s := &Session{ch: ch, code: 1, windows: make(chan Window, 1), input: newInput(full), ended: ctx.Done(), over: make(chan struct{}), closed: make(chan struct{})}
	s.out, s.errs = &stream{session: s, to: ch}, &stream{session: s, to: ch.Stderr()}
	s.giveUp = sync.OnceFunc(func() { close(s.over) })
	context.AfterFunc(ctx, func() { time.AfterFunc(farewell, s.giveUp) })
	s.streams.Go(func() { s.input.fill(ch) }) // ends when the client ends its input or the channel is closed
	s.streams.Go(func() { drop(ch.Stderr()) })
	return s
}

// drop reads what no client has a reason to send: what would be a program's
// standard error is kept for as long as nobody reads it.
func drop(from io.Reader) {
	nobody := make([]byte, 512)
	for {
		if _, err := from.Read(nobody); err != nil {
			return
		}
	}
}

// Input is what the client sends, until ctx ends. Another one goes on where it
// ended.
func (s *Session) Input(ctx context.Context) io.Reader { return &reader{ctx, s.input} }

// Typed is Input for keys: what is typed faster than it is read is lost instead
// of being kept.
func (s *Session) Typed(ctx context.Context) io.Reader {
	s.input.lose()
	return s.Input(ctx)
}

// Write writes to the client's standard output. A client that doesn't read
// holds it only until the session has ended.
func (s *Session) Write(p []byte) (int, error) { return s.out.Write(p) }

// Stderr is the client's standard error.
func (s *Session) Stderr() io.Writer { return s.errs }

// Windows gives the size of the client's terminal after each change, only the
// newest one.
func (s *Session) Windows() <-chan Window { return s.windows }

// resize is called by one goroutine.
func (s *Session) resize(w Window) {
	select {
	case <-s.windows:
	default:
	}
	s.windows <- w
}

// errOver is for what is written after the end.
var errOver = errors.New("the session is over")

// stream is one direction to the client.
type stream struct {
	session *Session
	to      io.Writer
	mu      sync.Mutex // held while something is written
	copy    []byte     // of what is being written: the caller's own may change once Write has returned
}

type written struct {
	n   int
	err error
}

// Write hands p over and waits until it is taken, or the session is over.
func (w *stream) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.session
	select {
	case <-s.over:
		return 0, errOver
	default:
	}
	w.copy = append(w.copy[:0], p...)
	done := make(chan written, 1)
	s.streams.Add(1)
	go func() { // ends with the channel; leave waits for it
		defer s.streams.Done()
		n, err := w.to.Write(w.copy)
		done <- written{n, err}
	}()
	select {
	case r := <-done:
		return r.n, r.err
	case <-s.ended:
	}
	stalled := time.AfterFunc(Grace, s.giveUp)
	defer stalled.Stop()
	select {
	case r := <-done:
		return r.n, r.err
	case <-s.over:
		return 0, errOver // and copy is left alone from here on: nothing is written any more
	}
}
