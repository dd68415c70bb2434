package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// Options say for whom the screens are, and on what terminal.
type Options struct {
	Session *domain.Session
	Local   bool // the terminal's own shell is below, so ctrl+z suspends
	NoColor bool // not a single colour is drawn
	NoMouse bool // leaves the mouse to the terminal's own selection

	Program []tea.ProgramOption   // streams, size and environment of a terminal that isn't the process's own
	Beat    func(context.Context) // does what is to be done every few seconds; may be nil
	Started func(*tea.Program)    // is given the program before it runs, for window sizes; may be nil
}

// Run shows the screens until the person quits, the context ends, or the
// session may not go on: an account that is suspended meanwhile is out at
// once, and the error says why. It panics with what panicked in the screens,
// when the terminal is restored.
func Run(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancelCause(ctx)
	a, d, err := open(ctx, o, cancel)
	if err != nil {
		cancel(nil)
		return err
	}
	p := program(ctx, cancel, a, o.Program)
	if o.Started != nil {
		o.Started(p)
	}
	_, err = p.Run()
	over := context.Cause(ctx)
	cancel(nil)
	<-d.ended
	raise(over)
	if e, ok := errors.AsType[*domain.Error](over); ok {
		return e
	}
	return err
}

// open makes the program for a session; out ends it with a reason.
func open(ctx context.Context, o Options, out func(error)) (*App, *desk, error) {
	d, err := openDesk(ctx, o, out)
	if err != nil {
		return nil, nil, err
	}
	return New(ctx, d.config(o)), d, nil
}

// config is the frame around a workspace.
func (d *desk) config(o Options) Config {
	return Config{
		Header: d.header, Home: func(a *App) Screen { return places()[0].open(a, o.Session) }, Places: going(o.Session),
		Changed: d.changed, Now: o.Session.Now, Local: o.Local, NoColor: o.NoColor, NoMouse: o.NoMouse,
	}
}
