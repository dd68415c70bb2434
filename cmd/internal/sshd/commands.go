package sshd

import (
	"context"
	"errors"
	"io"
	"strings"

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
	code, err := v.tree(ctx, end)
	if errors.Is(err, errScreens) { // the tree is let go: screens stay for long
		if err = ended(ctx, v.screens(ctx)); err != nil && !gone(ctx) {
			return v.refuse(err), err
		}
		code = 0
	}
	if gone(ctx) {
		return 255, context.Cause(ctx)
	}
	return code, err
}

// errScreens is what a tree ends with in which the screens are asked for.
var errScreens = errors.New("screens")

// tree runs the tree, in which someone is present until it ends.
func (v *visit) tree(ctx context.Context, end context.CancelCauseFunc) (int, error) {
	here, err := v.session.Enter(ctx, domain.Stay{Idle: v.limits.Idle, End: end})
	if err != nil {
		return v.refuse(err), err
	}
	defer here.Leave()
	surface := cli.Surface{
		Open: v.opened, Args: v.args, In: touching{v.ch.Input(ctx), here}, Out: v.ch, Err: v.ch.Stderr(), Extra: v.server.config.Extra,
	}
	if v.ch.Terminal {
		t := newTypist(ctx, end, here, v.ch)
		defer t.stop()
		surface.In, surface.Out, surface.Err, surface.Ask = t, t, t, t.ask
		surface.Terminal = true
		if v.ch.Term != sshchan.Dumb {
			surface.Screens = func(context.Context, cli.Flags) error { return errScreens }
		}
	}
	root := cli.Commands(surface)
	v.what = named(root, v.args)
	err = root.ExecuteContext(ctx)
	if errors.Is(err, errScreens) {
		return 0, err
	}
	if err != nil { // what was done is done, though it was the end of whoever did it
		err = ended(ctx, err)
	}
	if gone(ctx) {
		return 255, err // nobody is there to be told
	}
	return cli.Report(root, err), err
}

// opened gives a command the session of whoever signed in.
func (v *visit) opened(context.Context, cli.Flags) (*domain.Session, func() error, error) {
	return v.session, func() error { return nil }, nil
}

// touching notes that they are there each time that something is read.
type touching struct {
	io.Reader
	here *domain.Presence
}

func (t touching) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	t.here.Touch()
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

// refuse says why nothing is run, and is the exit code. A client that reads
// nothing isn't waited for.
func (v *visit) refuse(err error) int {
	v.end(err)
	return cli.ReportTo(v.stderr(), v.args, err)
}

// stderr ends its lines as the client's side needs it.
func (v *visit) stderr() io.Writer {
	if v.ch.Terminal {
		return sshchan.Lines(v.ch)
	}
	return v.ch.Stderr()
}
