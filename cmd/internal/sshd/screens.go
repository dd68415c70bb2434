package sshd

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshchan"
	"gatehouse/tui"
)

// screens runs the screens for whoever signed in.
func (v *visit) screens(ctx context.Context) error {
	following := follower{ch: v.ch}
	defer following.wait()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	err := tui.Run(ctx, tui.Options{
		Session: v.session, NoColor: v.noColour(), Idle: v.limits.Idle, Claim: v.claim(), Join: "ssh " + Address("join", v.server.inForce().Host), Page: v.server.inForce().Page,
		Program: onChannel(ctx, end, v.ch), Started: func(p *tea.Program) { following.follow(ctx, p) },
	})
	if errors.Is(context.Cause(ctx), sshchan.ErrGone) {
		return nil // they have left; nobody is there to be told of it
	}
	return err
}

// onChannel draws on the client's terminal. The environment is the client's,
// as far as it was kept, and never the server's.
func onChannel(ctx context.Context, end context.CancelCauseFunc, ch *sshchan.Session) []tea.ProgramOption {
	env := append([]string{"TERM=" + ch.Term}, ch.Env...)
	return []tea.ProgramOption{
		tea.WithInput(untilEnd{ch.Typed(ctx), end}), tea.WithOutput(sshchan.Lines(ch)), tea.WithEnvironment(env), tea.WithColorProfile(colorprofile.Env(env)),
		tea.WithWindowSize(ch.Window.Width, ch.Window.Height), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
	}
}

// untilEnd ends what runs when its input does: nobody can press a key any more.
type untilEnd struct {
	io.Reader
	end context.CancelCauseFunc
}

func (u untilEnd) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if err != nil {
		u.end(sshchan.ErrGone)
	}
	return n, err
}

// framesPerSecond is how often a screen may be drawn.
const framesPerSecond = 120

// follower passes changes of the window on to a program. It has a goroutine of
// its own, since a program whose client has stalled takes nothing.
type follower struct {
	ch      *sshchan.Session
	running sync.WaitGroup
}

// follow ends with ctx.
func (f *follower) follow(ctx context.Context, p *tea.Program) {
	f.running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case w := <-f.ch.Windows():
				p.Send(tea.WindowSizeMsg{Width: w.Width, Height: w.Height})
			}
		}
	})
}

func (f *follower) wait() { f.running.Wait() }

// noColour tells whether the client wants none, by a flag or by what it sent of
// its environment.
func (v *visit) noColour() bool {
	return cli.NoColour(v.args, func(name string) string {
		if name == "TERM" {
			return v.ch.Term
		}
		for _, e := range v.ch.Env {
			if value, is := strings.CutPrefix(e, name+"="); is {
				return value
			}
		}
		return ""
	})
}

// claim is how a ticket is claimed from one's own machine.
func (v *visit) claim() string { return "ssh " + Address(v.id.slug, v.server.inForce().Host) }

// Address is what stands after ssh: a user at a host, with its port before it
// where it isn't 22.
func Address(user, host string) string {
	name, port, err := net.SplitHostPort(host)
	switch {
	case err != nil:
		return user + "@" + host
	case port == "22" || port == "":
		return user + "@" + name
	}
	return "-p " + port + " " + user + "@" + name
}
