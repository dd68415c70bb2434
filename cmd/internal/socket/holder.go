package socket

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshchan"
)

// Holder listens for command lines of other processes of the same user.
type Holder struct {
	place  *place
	config *ssh.ServerConfig
	uid    int
	run    func(context.Context, *Call) int

	leaving context.Context // ended first: screens end, and nothing new begins
	leave   context.CancelCauseFunc
	lasting context.Context // ended when commands have had their time
	end     context.CancelCauseFunc
	served  sync.WaitGroup // the goroutine that accepts, and one for each connection
}

// Listen listens at path until Close, and runs what is handed over, each on a
// goroutine of its own; run must not panic. Where the system can't tell whose
// process it is that connects, the error is errors.ErrUnsupported.
func Listen(path string, run func(context.Context, *Call) int) (*Holder, error) {
	return listen(path, os.Geteuid(), run)
}

// listen lets processes of one user in.
func listen(path string, uid int, run func(context.Context, *Call) int) (*Holder, error) {
	if longestPath == 0 {
		return nil, errors.ErrUnsupported
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	signer, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		return nil, err
	}
	at, err := put(path)
	if err != nil {
		return nil, err
	}
	h := &Holder{place: at, config: &ssh.ServerConfig{NoClientAuth: true}, uid: uid, run: run}
	h.config.AddHostKey(signer)
	h.leaving, h.leave = context.WithCancelCause(context.Background())
	h.lasting, h.end = context.WithCancelCause(context.Background())
	h.served.Go(h.accept)
	return h, nil
}

// Close stops listening, and ends what runs: screens at once, commands when
// they have had a second to finish. Each finds the reason as the cause in its
// context. It returns when all of them are gone.
func (h *Holder) Close(screens, commands error) {
	h.leave(screens)
	h.place.remove()
	gone := make(chan struct{})
	go func() { h.served.Wait(); close(gone) }()
	finish := time.AfterFunc(toFinish, func() { h.end(commands) })
	defer finish.Stop()
	<-gone
	h.end(commands)
}

// accept takes connections until the listener is closed.
func (h *Holder) accept() {
	free := make(chan struct{}, atOnce)
	for {
		conn, err := h.place.AcceptUnix()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // no file descriptor is free, say
			if !h.pause() {
				return
			}
			continue
		}
		free <- struct{}{}
		h.served.Go(func() {
			defer func() { <-free }()
			h.serve(conn)
		})
	}
}

// pause waits a moment, and tells whether to go on.
func (h *Holder) pause() bool {
	select {
	case <-h.leaving.Done():
		return false
	case <-time.After(50 * time.Millisecond):
		return true
	}
}

// serve runs the one command of a connection.
func (h *Holder) serve(conn *net.UnixConn) {
	defer conn.Close()
	if uid, err := peer(conn); err != nil || uid != h.uid {
		return
	}
	hangUp := func() { _ = conn.Close() } // twice does no harm
	defer context.AfterFunc(h.lasting, func() { time.AfterFunc(toLeave, hangUp) })()
	late := time.AfterFunc(toBegin, hangUp)
	defer late.Stop()
	server, offers, requests, err := ssh.NewServerConn(conn, h.config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests) // says no, which is a sign of life; ends with the connection
	offered, open := <-offers
	if !open {
		return
	}
	if offered.ChannelType() != "session" {
		_ = offered.Reject(ssh.UnknownChannelType, "") // and that was it
		return
	}
	door := sshchan.Door{Limits: limits(), HangUp: hangUp}
	_ = door.Serve(h.lasting, offered, func(ctx context.Context, s *sshchan.Session) int { // one that left isn't told
		ctx, end := context.WithCancelCause(ctx)
		defer end(nil)
		call := newCall(ctx, server, s)
		if !call.receive() {
			return 1
		}
		if call.Screens() {
			defer context.AfterFunc(h.leaving, func() { end(context.Cause(h.leaving)) })()
		}
		if h.leaving.Err() != nil || !call.begins() {
			return 1
		}
		late.Stop()
		return h.run(ctx, call)
	})
}
