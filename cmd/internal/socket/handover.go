package socket

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"golang.org/x/crypto/ssh"
)

// Handed is a command line that another process runs for this one.
type Handed struct {
	Request
	conn    *ssh.Client
	session *ssh.Session
	in      *framer
	keys    io.WriteCloser
	out     io.Reader
	opens   <-chan ssh.NewChannel
}

// HandOver hands a command line to the process that listens at path, until ctx
// ends. An error means that nothing of it is run, nor will be.
func HandOver(ctx context.Context, path string, r Request) (*Handed, error) {
	conn, err := dial(ctx, path, os.Geteuid())
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // which fails whatever waits below
	h := &Handed{Request: r}
	if err := h.begin(ctx, conn); err != nil {
		_ = conn.Close() // what is handed over isn't begun any more
		return nil, err
	}
	return h, nil
}

// dial connects to a process of a user, and to no other: someone who
// may write into the directory could listen there.
func dial(ctx context.Context, path string, user int) (*net.UnixConn, error) {
	var conn *net.UnixConn
	err := within(path, func(short string) error {
		var d net.Dialer
		made, err := d.DialContext(ctx, "unix", short)
		if err == nil {
			conn = made.(*net.UnixConn)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	uid, err := peer(conn)
	if err == nil && uid != user {
		err = errors.New("another user's process listens there")
	}
	if err != nil {
		_ = conn.Close() // nothing was written to it
		return nil, err
	}
	return conn, nil
}

func (h *Handed) begin(ctx context.Context, raw net.Conn) error {
	conn, channels, requests, err := ssh.NewClientConn(raw, "", &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}) // dial asked the kernel who it is
	if err != nil {
		return err
	}
	h.conn = ssh.NewClient(conn, channels, requests)
	h.opens = h.conn.HandleChannelOpen(askOpen)
	if h.session, err = h.conn.NewSession(); err != nil {
		return err
	}
	if h.keys, err = h.session.StdinPipe(); err != nil {
		return err
	}
	if h.out, err = h.session.StdoutPipe(); err != nil {
		return err
	}
	if h.Screens() {
		if err := h.session.RequestPty(h.Term, h.Window.Height, h.Window.Width, nil); err != nil {
			return err
		}
	}
	if err := h.session.Start(askCommand); err != nil {
		return err
	}
	body, err := json.Marshal(h.Request)
	if err != nil {
		return err
	}
	h.in = &framer{to: h.keys}
	if err := h.in.frame(request, body); err != nil {
		return err
	}
	switch kind, _, err := readFrame(h.out, maxFrame); {
	case err != nil:
		return err
	case kind != ready:
		return errFrame
	case ctx.Err() != nil:
		return ctx.Err()
	}
	_ = h.in.frame(begin, nil) // from here on it may be run, whether this was written or not
	return nil
}

// Streams are what the command is given of this process.
type Streams struct {
	In       io.Reader // a terminal, where screens are wanted
	Out, Err io.Writer
	Open     func(name string) (io.ReadCloser, error)
	Ask      func(prompt string, secret bool) (string, error)
}

// Run passes on what is printed, and asked for, until the command has ended,
// and returns its exit code. The error is ErrLeft, or why a stream can't be
// written. Where ctx ends, the command is told to end too.
func (h *Handed) Run(ctx context.Context, s Streams) (int, error) {
	over := make(chan struct{})
	defer close(over)
	defer h.conn.Close()
	defer context.AfterFunc(ctx, h.interrupt)()
	go h.open(s)                               // ends with the connection
	go h.stayAwake(over, aliveEvery, aliveFor) // ends when it is over
	restore := h.draws(s, over)                // where screens are wanted
	defer restore()
	if err := h.deliver(s, restore); err != nil {
		return 0, err
	}
	err := h.session.Wait()
	if code, is := errors.AsType[*ssh.ExitError](err); is {
		return code.ExitStatus(), nil
	}
	if err != nil {
		if h.Screens() {
			_, _ = io.WriteString(s.Out, leaveScreen) // there is nobody else to do it
		}
		return 0, ErrLeft
	}
	return 0, nil
}

// interrupt ends the command; one that doesn't end is left alone.
func (h *Handed) interrupt() {
	time.AfterFunc(2*time.Second, func() { _ = h.conn.Close() })
	_ = h.session.Signal(ssh.SIGTERM) // or it has ended already
}

// deliver passes frames on in the order in which they were written.
func (h *Handed) deliver(s Streams, restore func()) error {
	for {
		kind, body, err := readFrame(h.out, maxFrame)
		if err != nil {
			return nil // the exit code says whether that was the end
		}
		switch kind {
		case output:
			_, err = s.Out.Write(body)
		case errput:
			restore() // screens print nothing there before they have ended
			_, err = s.Err.Write(body)
		case question, secret:
			go h.ask(s, string(body), kind == secret) // ends when somebody answers, or with the process
		}
		if err != nil {
			return err
		}
	}
}

func (h *Handed) ask(s Streams, prompt string, hidden bool) {
	text, err := s.Ask(prompt, hidden)
	kind := answer
	if err != nil || len(text) > maxFrame {
		kind, text = silence, ""
	}
	_ = h.in.frame(kind, []byte(text)) // whoever asked may be gone
}

// open opens what the command asks for.
func (h *Handed) open(s Streams) {
	for asked := range h.opens {
		name := string(asked.ExtraData())
		var file io.ReadCloser
		var err error
		if name == "-" {
			file = io.NopCloser(s.In)
		} else {
			file, err = s.Open(name)
		}
		if err != nil {
			_ = asked.Reject(ssh.ConnectionFailed, err.Error()) // or it is gone
			continue
		}
		channel, requests, err := asked.Accept()
		if err != nil {
			_ = file.Close() // it was only to be read
			continue
		}
		go ssh.DiscardRequests(requests) // ends with the channel
		go send(channel, file)           // ends with the file, the channel, or the process
	}
}

// send sends a file. Where that breaks off, the end isn't sent.
func send(to ssh.Channel, file io.ReadCloser) {
	defer to.Close()
	defer file.Close()
	frames := &framer{to: to}
	if _, err := io.Copy(stream{frames, content}, file); err == nil {
		_ = frames.frame(end, nil) // whoever reads may have had enough
	}
}

// stayAwake asks again and again whether the holder is still there. One that
// was stopped keeps its side of the connection open, and never answers.
func (h *Handed) stayAwake(over <-chan struct{}, every, patience time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-over:
			return
		case <-tick.C:
		}
		late := time.AfterFunc(patience, func() { _ = h.conn.Close() })
		_, _, err := h.conn.SendRequest(askStillHere, true, nil)
		late.Stop()
		if err != nil {
			return
		}
	}
}
