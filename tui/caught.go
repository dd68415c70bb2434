package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"
)

// program makes a program whose mistakes don't write over the terminal: what
// panics in it, or in what it does in the background, ends the context. Once
// it has run and the terminal is as it was, raise panics again.
func program(ctx context.Context, end context.CancelCauseFunc, m tea.Model, options []tea.ProgramOption) *tea.Program {
	over := func(reason any) { end(mistake{reason}) }
	return tea.NewProgram(&caught{m, over}, append([]tea.ProgramOption{tea.WithContext(ctx)}, options...)...)
}

// mistake is the reason of a panic, on its way to where it is raised again.
type mistake struct{ reason any }

func (mistake) Error() string { return "a mistake in the screens" }

// raise panics with what panicked in a program, if that is why it ended.
func raise(cause error) {
	if m, is := errors.AsType[mistake](cause); is {
		panic(m.reason)
	}
}

// caught is a model that tells over what panics in it.
type caught struct {
	tea.Model
	over func(reason any)
}

func (c *caught) Init() (cmd tea.Cmd) {
	defer c.catch()
	return c.guard(c.Model.Init())
}

func (c *caught) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return c, c.update(msg) }

func (c *caught) update(msg tea.Msg) (cmd tea.Cmd) {
	defer c.catch()
	c.Model, cmd = c.Model.Update(msg)
	return c.guard(cmd)
}

func (c *caught) View() (v tea.View) {
	defer c.catch()
	return c.Model.View()
}

func (c *caught) catch() {
	if reason := recover(); reason != nil {
		c.over(reason)
	}
}

// guard catches in a command, and in those that it leads to.
func (c *caught) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer c.catch()
		msg = cmd()
		if batch, is := msg.(tea.BatchMsg); is {
			guarded := make(tea.BatchMsg, len(batch))
			for i := range batch {
				guarded[i] = c.guard(batch[i])
			}
			return guarded
		}
		return msg
	}
}
