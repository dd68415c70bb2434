package sshd

import (
	"bytes"
	"context"
	"io"

	"golang.org/x/term"

	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
)

// typist is who sits at a terminal while a command runs. There is no tty
// driver, so echo, backspace and ctrl+c are ours.
type typist struct {
	io.Writer
	terminal *term.Terminal
	line     []byte // of what was typed, not read yet
	stop     func() // stops listening, and waits until nobody does; what is typed later is for others
}

// newTypist listens to the keys until stop; end is called at ctrl+c.
func newTypist(ctx context.Context, end context.CancelCauseFunc, here *domain.Presence, ch *sshchan.Session) *typist {
	ctx, cancel := context.WithCancel(ctx)
	keys, stopped := make(chan []byte, 16), make(chan struct{})
	go func() {
		defer close(stopped)
		listen(touching{ch.Typed(ctx), here}, keys, end)
	}()
	return &typist{
		Writer: sshchan.Lines(ch), stop: func() { cancel(); <-stopped },
		terminal: term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{&pressed{keys: keys}, ch}, ""),
	}
}

// listen passes on what is typed. What is typed far ahead of anyone who reads
// is lost.
func listen(in io.Reader, keys chan<- []byte, end context.CancelCauseFunc) {
	defer close(keys)
	for {
		chunk := make([]byte, 1<<10)
		n, err := in.Read(chunk)
		if err != nil {
			return
		}
		if bytes.IndexByte(chunk[:n], interrupt) >= 0 {
			end(sshchan.Signalled{Name: "INT"})
			return
		}
		select {
		case keys <- chunk[:n]:
		default:
		}
	}
}

const interrupt = 3 // ctrl+c

// pressed reads keys from where they gather.
type pressed struct {
	keys <-chan []byte
	rest []byte
}

func (k *pressed) Read(p []byte) (int, error) {
	if len(k.rest) == 0 {
		chunk, open := <-k.keys
		if !open {
			return 0, io.EOF
		}
		k.rest = chunk
	}
	n := copy(p, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

// Read gives what is typed, line by line.
func (t *typist) Read(p []byte) (int, error) {
	if len(t.line) == 0 {
		line, err := t.terminal.ReadLine()
		if err != nil {
			return 0, err
		}
		t.line = []byte(line + "\n")
	}
	n := copy(p, t.line)
	t.line = t.line[n:]
	return n, nil
}

// ask asks a question; the answer to a secret one isn't shown.
func (t *typist) ask(prompt string, secret bool) (string, error) {
	if secret {
		return t.terminal.ReadPassword(prompt)
	}
	t.terminal.SetPrompt(prompt)
	defer t.terminal.SetPrompt("")
	return t.terminal.ReadLine()
}
