package tui_test

import (
	"context"
	"io"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"gatehouse/tui/terminal"
)

// connected shows what runs on a terminal with something above it, as a shell
// leaves it there, until what runs ends.
func connected(t *testing.T, width, height int, run func(context.Context, []tea.ProgramOption) error) *terminal.Terminal {
	t.Helper()
	in, keys := io.Pipe()
	term := terminal.Connect(t, width, height, keys, nil)
	if _, err := term.Write([]byte("$ ssh acme@gate\n")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { // ends with the context at the latest; the cleanup waits for it
		defer close(ended)
		term.End(run(ctx, []tea.ProgramOption{
			tea.WithInput(in), tea.WithOutput(term), tea.WithWindowSize(width, height), tea.WithoutSignalHandler(),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor),
		}))
	}()
	t.Cleanup(func() {
		cancel()
		_ = in.Close()
		<-ended
	})
	return term
}
