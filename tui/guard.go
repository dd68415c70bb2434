package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// guard looks whether what a dialog is about still is as it was shown, each
// time that something changed. A sentence says what isn't; the dialog then
// doesn't go ahead.
type guard struct {
	look  func(context.Context) (string, error) // nil looks at nothing
	task  task[string]
	stale string
}

func (g *guard) ask(ctx context.Context) tea.Cmd {
	if g.look == nil {
		return nil
	}
	return g.task.ask(ctx, g.look)
}

// answer takes the answer out of a message.
func (g *guard) answer(msg tea.Msg) bool {
	a, ok := g.task.answer(msg)
	switch {
	case !ok:
	case a.err != nil:
		g.stale = a.err.Error()
	case a.value != "":
		g.stale = a.value
	}
	return ok
}
