package tui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// faulty is a program with a mistake somewhere.
type faulty struct{ in string }

type later struct{}

func (f faulty) fail(in string) {
	if f.in == in {
		panic("the mistake in " + in)
	}
}

func (f faulty) Init() tea.Cmd {
	f.fail("Init")
	return tea.Batch(func() tea.Msg { return later{} }, func() tea.Msg { f.fail("the background"); return nil })
}

func (f faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, is := msg.(later); is {
		f.fail("Update")
		return f, func() tea.Msg { f.fail("a command"); return nil }
	}
	return f, nil
}

func (f faulty) View() tea.View {
	f.fail("View")
	v := tea.NewView("all is well")
	v.AltScreen = true
	return v
}

// A mistake anywhere ends the program, gives the terminal back, and is raised
// where the program was run: nothing but that says what it was.
func TestMistakesAreRaisedWhenTheTerminalIsBack(t *testing.T) {
	for _, in := range []string{"Init", "Update", "View", "a command", "the background"} {
		t.Run(in, func(t *testing.T) {
			var out bytes.Buffer
			defer func() {
				if reason := recover(); reason != "the mistake in "+in {
					t.Errorf("panicked with %v", reason)
				}
				const away, back = "\x1b[?1049h", "\x1b[?1049l"
				if strings.Contains(out.String(), "mistake") || strings.Contains(out.String(), away) && !strings.Contains(out.String(), back) {
					t.Errorf("the terminal shows %q", out.String())
				}
			}()
			ctx, cancel := context.WithCancelCause(t.Context())
			keys, typing := io.Pipe()
			defer typing.Close()
			_, _ = program(ctx, cancel, faulty{in}, []tea.ProgramOption{
				tea.WithInput(keys), tea.WithOutput(&out), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler(),
			}).Run()
			raise(context.Cause(ctx))
		})
	}
}
