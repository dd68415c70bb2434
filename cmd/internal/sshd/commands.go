package sshd

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"

	"github.com/anmitsu/go-shlex"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
)

// command runs the tree of commands, the same as everywhere: without a command
// it is the screens.
func (v *visit) command(ctx context.Context) (int, error) {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	args, err := shlex.Split(v.ch.Command, true)
	if err != nil {
		err = domain.Errorf(domain.Invalid, "bad_quotes", "the command has a quote that doesn't end; what the other side's shell takes away has to be quoted twice")
		return v.refuse(err), err
	}
	here := &presence{visit: v, end: end}
	surface := cli.Surface{
		Open: here.enter, Args: append([]string{}, args...),
		In: here.reads(v.ch.Input(ctx)), Out: v.ch, Err: v.ch.Stderr(),
	}
	if v.ch.Terminal {
		t := newTypist(ctx, end, here, v.ch)
		defer t.stop()
		surface.In, surface.Out, surface.Err, surface.Ask = t, t, t, t.ask
		surface.Terminal = true
		surface.Screens = func(ctx context.Context, _ cli.Flags) error {
			t.stop()
			return v.screens(ctx)
		}
	}
	root := cli.Commands(surface)
	v.what = named(root, args)
	err = root.ExecuteContext(ctx)
	if why := ended(ctx, nil); why != nil {
		err = why
	}
	if gone(ctx) {
		return 255, context.Cause(ctx)
	}
	return cli.Report(root, err), err
}

// presence is someone being there for as long as a command runs.
type presence struct {
	visit   *visit
	end     context.CancelCauseFunc
	entered atomic.Pointer[domain.Presence]
}

// enter gives a command its session.
func (p *presence) enter(ctx context.Context, _ cli.Flags) (*domain.Session, func() error, error) {
	entered, err := p.visit.session.Enter(ctx, domain.Stay{Idle: p.visit.limits.Idle, End: p.end})
	if err != nil {
		return nil, nil, err
	}
	p.entered.Store(entered)
	return p.visit.session, func() error { entered.Leave(); return nil }, nil
}

// touch notes that something came from the client.
func (p *presence) touch() {
	if entered := p.entered.Load(); entered != nil {
		entered.Touch()
	}
}

// reads notes each time that something is read.
func (p *presence) reads(from io.Reader) io.Reader { return touching{from, p} }

type touching struct {
	io.Reader
	*presence
}

func (t touching) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	t.touch()
	return n, err
}

// named is what the log says of a command: its nouns, and nothing that was
// given to them.
func named(root *cobra.Command, args []string) string {
	if len(args) == 0 {
		return "screens"
	}
	found, _, err := root.Find(args)
	if err != nil || found == root {
		return "unknown"
	}
	return strings.TrimPrefix(found.CommandPath(), root.Name()+" ")
}

// gone tells whether the client has left, or interrupted what it ran.
func gone(ctx context.Context) bool {
	_, signalled := errors.AsType[sshchan.Signalled](context.Cause(ctx))
	return signalled || errors.Is(context.Cause(ctx), sshchan.ErrGone)
}

// refuse says why nothing is run, and is the exit code.
func (v *visit) refuse(err error) int {
	root := &cobra.Command{}
	root.SetErr(v.stderr())
	return cli.Report(root, err)
}

// stderr ends its lines as the client's side needs it.
func (v *visit) stderr() io.Writer {
	if v.ch.Terminal {
		return sshchan.Lines(v.ch)
	}
	return v.ch.Stderr()
}
