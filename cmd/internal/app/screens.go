package app

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"gatehouse/cmd/internal/cli"
	"gatehouse/tui"
)

// screens opens the database and shows it; where there is none yet, it asks
// what to make.
func (p *program) screens(ctx context.Context, f cli.Flags) (err error) {
	o, err := p.database(ctx, f, screensName)
	if isMissing(err) {
		o, err = p.firstStart(ctx, f)
	}
	if o == nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if err != nil {
		return err
	}
	return p.show(ctx, o, f)
}

// screensName is what others read who find the database in use.
const screensName = "gatehouse's screens"

// show runs the screens on an open database until they are left.
func (p *program) show(ctx context.Context, o *Opened, f cli.Flags) error {
	w, err := workspace(ctx, o, f.Workspace)
	if err != nil {
		return err
	}
	s, err := w.Local(ctx, f.As)
	if err != nil {
		return err
	}
	p.winding.Store(true)
	beat := func(ctx context.Context) { o.erase(ctx); note(ctx, w) }
	return tui.Run(ctx, tui.Options{Session: s, Local: true, NoColor: !p.colour, Program: p.onTerminal(), Beat: beat})
}

// onTerminal runs a screen on the process's terminal. Signals are heeded in
// one place, and end its context.
func (p *program) onTerminal() []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithInput(p.in), tea.WithOutput(p.out), tea.WithoutSignalHandler()}
}
