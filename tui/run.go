package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// Options say for whom the screens are, and on what terminal.
type Options struct {
	Session *domain.Session
	Local   bool // the terminal's own shell is below, so ctrl+z suspends
	NoColor bool // not a single colour is drawn
	NoMouse bool // leaves the mouse to the terminal's own selection

	Idle  time.Duration // without a key or a press of the mouse the screens end; zero: never
	Claim string        // how commands are typed on one's own machine: "ssh acme@host", "gatehouse"; empty: not at all
	Join  string        // what joins with a token: "ssh join@host"; empty: not known here
	Page  string        // the URL below which the page of invitations is; empty: there is none, or not known here

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
	defer cancel(nil)
	here, err := o.Session.Enter(ctx, domain.Stay{Idle: o.Idle, End: cancel})
	if err != nil {
		return err
	}
	defer here.Leave()
	a, d, err := open(ctx, o, cancel)
	if err != nil {
		return err
	}
	p := program(ctx, cancel, a, append(o.Program[:len(o.Program):len(o.Program)], tea.WithFilter(touching(here.Touch))))
	if o.Started != nil {
		o.Started(p)
	}
	_, err = p.Run()
	a.drop()
	over := context.Cause(ctx)
	cancel(nil)
	<-d.ended
	return reasonOf(over, err)
}

// reasonOf is why a program ended that has run: what its context was ended over,
// where that is a sentence, else the program's own error. It panics with what
// panicked in the program.
func reasonOf(over, err error) error {
	raise(over)
	if e, ok := errors.AsType[*domain.Error](over); ok {
		return e
	}
	return err
}

// touching calls touch each time that the person does something.
func touching(touch func()) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		switch msg.(type) {
		case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
			touch()
		}
		return msg
	}
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
		Changed: d.changed, Now: o.Session.Now, Local: o.Local, NoColor: o.NoColor, NoMouse: o.NoMouse, Claim: o.Claim, Join: o.Join, Page: o.Page,
	}
}
