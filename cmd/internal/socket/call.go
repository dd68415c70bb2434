package socket

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshchan"
)

// Call is a command line that another process has handed over.
type Call struct {
	Request
	In       io.Reader // its standard input, read there only once it is read here
	Out, Err io.Writer // its standard output and standard error

	ctx     context.Context
	conn    *ssh.ServerConn
	session *sshchan.Session
	frames  *framer
}

func newCall(ctx context.Context, conn *ssh.ServerConn, s *sshchan.Session) *Call {
	frames := &framer{to: s}
	c := &Call{Out: stream{frames, output}, Err: stream{frames, errput}, ctx: ctx, conn: conn, session: s, frames: frames}
	c.In = &lazy{open: func() (io.ReadCloser, error) { return c.Open("-") }}
	return c
}

// receive reads the request, and tells whether it is one.
func (c *Call) receive() bool {
	if c.session.Command != askCommand {
		return false
	}
	kind, body, err := readFrame(c.session.Input(c.ctx), maxRequest)
	if err != nil || kind != request || json.Unmarshal(body, &c.Request) != nil {
		return false
	}
	c.Window = c.session.Window
	return c.session.Terminal == c.Screens()
}

// begins tells whether the other process still wants its command run: it may
// have waited too long already.
func (c *Call) begins() bool {
	if c.frames.frame(ready, nil) != nil {
		return false
	}
	kind, _, err := readFrame(c.session.Input(c.ctx), maxFrame)
	return err == nil && kind == begin && c.ctx.Err() == nil
}

// Keys are what is typed on the terminal that screens are drawn on, until ctx
// ends.
func (c *Call) Keys(ctx context.Context) io.Reader { return c.session.Typed(ctx) }

// Windows gives the size of that terminal after each change.
func (c *Call) Windows() <-chan sshchan.Window { return c.session.Windows() }

// Refused is why a file wasn't opened.
type Refused struct{ Message string }

func (r *Refused) Error() string { return r.Message }

// Open has a file opened there, or the standard input for "-". The error is a
// *Refused, or sshchan.ErrGone.
func (c *Call) Open(name string) (io.ReadCloser, error) {
	file, requests, err := c.conn.OpenChannel(askOpen, []byte(name))
	if no, is := errors.AsType[*ssh.OpenChannelError](err); is {
		return nil, &Refused{no.Message}
	}
	if err != nil {
		return nil, sshchan.ErrGone // and no io.EOF, which would pass for the end of what there is to read
	}
	go ssh.DiscardRequests(requests) // ends with the channel
	return struct {
		io.Reader
		io.Closer
	}{&parts{from: file}, file}, nil
}

// errSilence is for a question that nobody could be asked.
var errSilence = errors.New("nobody answers")

// Ask asks whoever sits there, and waits for a line.
func (c *Call) Ask(prompt string, hidden bool) (string, error) {
	kind := question
	if hidden {
		kind = secret
	}
	if err := c.frames.frame(kind, []byte(prompt)); err != nil {
		return "", err
	}
	kind, body, err := readFrame(c.session.Input(c.ctx), maxFrame)
	if err == nil && kind != answer {
		err = errSilence
	}
	return string(body), err
}

// lazy opens what it reads when it is read first.
type lazy struct {
	open func() (io.ReadCloser, error)
	from io.Reader
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.from == nil {
		from, err := l.open()
		if err != nil {
			return 0, err
		}
		l.from = from // closed with the connection
	}
	return l.from.Read(p)
}
