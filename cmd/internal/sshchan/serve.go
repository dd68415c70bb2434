// Package sshchan is one session channel of SSH (RFC 4254, 6): what the client
// asked for within limits, its streams, its window, its exit status. The
// network's server and the local socket both run on it. It trusts no client:
// whatever is asked is bounded, and one that stops reading holds nobody.
package sshchan

import (
	"context"
	"errors"
	"time"

	"golang.org/x/crypto/ssh"
)

// ErrGone is why the context of a session ends when its client has left.
var ErrGone = errors.New("the client has left")

// Signalled is why the context of a session ends when its client sent a signal.
type Signalled struct{ Name string } // INT, TERM, HUP

func (s Signalled) Error() string { return "the client sent " + s.Name }

// Grace is how long the client of a session that ended may take for one write:
// the terminal is restored, and it is told why. Then all writes fail.
const Grace = 500 * time.Millisecond

const (
	farewell  = 2 * time.Second  // for all of these writes
	toBegin   = 10 * time.Second // for a client to say what to run
	toConfirm = 5 * time.Second  // for a client to confirm that the channel is closed
)

// Door is where channels come in.
type Door struct {
	Limits Limits
	HangUp func()     // closes the connection, when a client doesn't take part any more
	Full   func(bool) // is told when what the client sent waits for whoever reads it, and when it doesn't any more; may be nil
	// Fit makes a window of a terminal smaller where there is no room for it. It is
	// called by one goroutine for each session; nil: all fit that are within the limits.
	Fit func(Window) Window
}

// Serve accepts a channel, waits for what to run, runs it once, and answers
// with its exit status. It returns when nothing of the session is left. What
// run panics with, Serve panics with.
func (d Door) Serve(ctx context.Context, offered ssh.NewChannel, run func(context.Context, *Session) int) error {
	ch, requests, err := offered.Accept()
	if err != nil {
		return err
	}
	ctx, end := context.WithCancelCause(ctx)
	full := d.Full
	if full == nil {
		full = func(bool) {}
	}
	s := newSession(ctx, ch, full)
	defer s.leave(d, end)
	p := &protocol{limits: d.Limits, fit: d.Fit, session: s, end: end, begun: make(chan struct{})}
	go p.answer(requests) // ends when the channel is closed; leave waits for it

	waiting := time.NewTimer(toBegin)
	defer waiting.Stop()
	select {
	case <-p.begun:
		s.code = run(ctx, s)
	case <-ctx.Done():
	case <-waiting.C:
	}
	return nil
}

// leave tells the exit status, closes the channel and waits until the client
// has confirmed it. One that doesn't is hung up on.
func (s *Session) leave(d Door, end context.CancelCauseFunc) {
	end(nil)
	told := make(chan struct{})
	go func() { // ends at the latest when the connection is closed
		defer close(told)
		_, _ = s.ch.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{uint32(s.code)})) // a client that left isn't told
		_ = s.ch.Close()
	}()
	late := time.AfterFunc(toConfirm, d.HangUp)
	defer late.Stop()
	<-told
	<-s.closed
	s.input.close()
	s.streams.Wait()
}
