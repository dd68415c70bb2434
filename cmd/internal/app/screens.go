package app

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
	"gatehouse/tui"
)

// screens opens the database and shows it.
func (p *program) screens(ctx context.Context, f cli.Flags) (err error) {
	if !p.terminal {
		return p.noScreens()
	}
	o, err := p.database(ctx, f, "gatehouse's screens")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return p.show(ctx, o, f)
}

// noScreens is gatehouse alone in a script: the help, where it isn't taken
// for a result.
func (p *program) noScreens() error {
	p.root.SetOut(p.errs)
	if err := p.root.Help(); err != nil {
		return err
	}
	return domain.Errorf(domain.Invalid, "no_terminal", "there is no terminal to open the screens on; say what to do")
}

// show runs the screens on an open database until they are left.
func (p *program) show(ctx context.Context, o *Opened, f cli.Flags) error {
	s, err := session(ctx, o, f)
	if err != nil {
		return err
	}
	p.winding.Store(true)
	return tui.Run(ctx, tui.Options{
		Session: s, Local: true, NoColor: !p.colour,
		Program: []tea.ProgramOption{tea.WithInput(p.in), tea.WithOutput(p.out), tea.WithoutSignalHandler()},
	})
}
