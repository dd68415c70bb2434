package app

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime/debug"

	"charm.land/fang/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// Main runs a command line and returns its exit code.
func Main(ctx context.Context, args []string, in, out, errs *os.File) int {
	p := &program{in: in, out: out, errs: errs, terminal: term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())}
	root := p.tree()
	root.SetArgs(args)
	code := 0
	err := fang.Execute(ctx, root,
		fang.WithVersion(version()),
		fang.WithoutManpage(),
		fang.WithoutCompletions(),
		fang.WithErrorHandler(func(_ io.Writer, _ fang.Styles, err error) { code = cli.Report(root, err) }),
	)
	if err != nil && code == 0 {
		code = cli.Report(root, err)
	}
	return code
}

// program is the local command line.
type program struct {
	in, out, errs *os.File
	terminal      bool
}

// tree is the one tree of commands with what is local only.
func (p *program) tree() *cobra.Command {
	return cli.Commands(cli.Surface{
		Open: p.open, In: p.in, Out: p.out, Err: p.errs, Terminal: p.terminal, Files: true,
		Extra: func(c *cli.Program) []*cobra.Command { return []*cobra.Command{p.init(c)} },
	})
}

// open opens the database and a session in the workspace that is meant.
func (p *program) open(ctx context.Context, f cli.Flags) (*domain.Session, func() error, error) {
	o, err := Open(ctx, Files{DB: f.DB, Pepper: f.Pepper})
	if err != nil {
		return nil, nil, err
	}
	s, err := session(ctx, o, f)
	if err != nil {
		return nil, nil, errors.Join(err, o.Close())
	}
	return s, o.Close, nil
}

func session(ctx context.Context, o *Opened, f cli.Flags) (*domain.Session, error) {
	w, err := workspace(ctx, o, f.Workspace)
	if err != nil {
		return nil, err
	}
	return w.Local(ctx, f.As)
}

// workspace opens the one that is named, or the only one there is.
func workspace(ctx context.Context, o *Opened, slug string) (*domain.Workspace, error) {
	if slug != "" {
		return o.Workspace(ctx, slug)
	}
	all, err := o.Workspaces(ctx)
	if err != nil {
		return nil, err
	}
	var here []string
	for _, w := range all {
		if w.DeletedAt.IsZero() {
			here = append(here, w.Slug)
		}
	}
	switch len(here) {
	case 0:
		e := domain.Errorf(domain.NotFound, "no_workspace", "there is no workspace yet")
		e.Fix = []domain.Step{{Command: "gatehouse workspaces create --name NAME --slug SLUG --owner EMAIL", Message: "make one"}}
		return nil, e
	case 1:
		return o.Workspace(ctx, here[0])
	}
	return nil, domain.Errorf(domain.Invalid, "which_workspace", "there are several workspaces; name one with --workspace: %s", domain.OrList(here))
}

// version is the module's version, or what the build knows instead.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "devel"
	}
	return info.Main.Version
}
