package app

import (
	"context"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
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
	p.listen(o)
	beat := func(ctx context.Context) { o.erase(ctx); note(ctx, w) }
	follow, wait := p.windows(ctx)
	defer wait()
	return tui.Run(ctx, tui.Options{
		Session: s, Local: p.call == nil, NoColor: !p.colour(), Program: p.onTerminal(ctx), Beat: beat, Started: follow,
		Claim: claim(f),
	})
}

// claim begins the command by which someone at another of this machine's
// terminals claims a fresh key: the same person, on the same database.
func claim(f cli.Flags) string {
	var args []string
	for _, flag := range []struct{ name, value string }{{"--db", f.DB}, {"--pepper", f.Pepper}, {"--workspace", f.Workspace}, {"--as", f.As}} {
		if flag.value != "" {
			args = append(args, flag.name, flag.value)
		}
	}
	return domain.Command(args...)
}

// onTerminal runs a screen on the terminal of whoever asked for it. Signals are
// heeded in one place, and end its context.
func (p *program) onTerminal(ctx context.Context) []tea.ProgramOption {
	if p.call == nil {
		return []tea.ProgramOption{tea.WithInput(p.in), tea.WithOutput(p.out), tea.WithoutSignalHandler()}
	}
	env := p.call.Env
	return []tea.ProgramOption{
		tea.WithInput(p.call.Keys(ctx)), tea.WithOutput(sshchan.Lines(p.out)), tea.WithEnvironment(env), tea.WithColorProfile(colorprofile.Env(env)),
		tea.WithWindowSize(p.call.Window.Width, p.call.Window.Height), tea.WithoutSignalHandler(),
	}
}

// windows passes the size of another process's terminal on to the screens that
// are drawn there, until wait.
func (p *program) windows(ctx context.Context) (follow func(*tea.Program), wait func()) {
	if p.call == nil {
		return nil, func() {} // the process's own terminal signals it
	}
	ctx, end := context.WithCancel(ctx)
	var following sync.WaitGroup
	follow = func(screens *tea.Program) {
		following.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case w := <-p.call.Windows():
					screens.Send(tea.WindowSizeMsg{Width: w.Width, Height: w.Height})
				}
			}
		})
	}
	return follow, func() { end(); following.Wait() }
}
