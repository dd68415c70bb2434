package tui_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"gatehouse/tui/terminal"
)

// prompt is what a shell left on the screen before.
const prompt = "$ ssh acme@gate"

// connected shows what runs on a terminal with a prompt above it, until what
// runs ends.
func connected(t *testing.T, width, height int, run func(context.Context, []tea.ProgramOption) error) *terminal.Terminal {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	keys := keyboard{make(chan []byte, 1024), ctx}
	term := terminal.Connect(t, width, height, keys, nil)
	if _, err := term.Write([]byte("\x1b[20h" + prompt + "\n")); err != nil { // a line feed returns the carriage
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { // ends with the context at the latest; the cleanup waits for it
		defer close(ended)
		term.End(run(ctx, []tea.ProgramOption{
			tea.WithInput(keys), tea.WithOutput(term), tea.WithWindowSize(width, height), tea.WithoutSignalHandler(),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor),
		}))
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return term
}

// keyboard keeps what is typed until it is read: a terminal goes on answering
// when the program reads no more.
type keyboard struct {
	typed chan []byte
	ctx   context.Context
}

func (k keyboard) Write(p []byte) (int, error) {
	select {
	case k.typed <- bytes.Clone(p):
		return len(p), nil
	case <-k.ctx.Done():
		return 0, io.ErrClosedPipe
	}
}

func (k keyboard) Read(p []byte) (int, error) {
	select {
	case typed := <-k.typed:
		if len(typed) > len(p) {
			return 0, io.ErrShortBuffer
		}
		return copy(p, typed), nil
	case <-k.ctx.Done():
		return 0, io.EOF
	}
}
