// Package app puts the program together: from configuration to what runs.
package app

import (
	"context"
	"io"
	"os"
	"slices"

	"charm.land/fang/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
)

// Main runs a command line and returns its exit code. Whatever happens, what
// is said is a sentence, never a stack trace.
func Main(ctx context.Context, args []string, in, out, errs *os.File) (code int) {
	p := &program{in: in, out: out, errs: errs, args: args, terminal: term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())}
	p.colour = p.terminal && !noColour(args)
	var stop func()
	ctx, stop = p.heed(ctx)
	defer stop()
	root := p.tree()
	defer func() {
		if r := recover(); r != nil {
			code = cli.Report(root, panicked(r))
		}
	}()
	err := fang.Execute(ctx, root,
		fang.WithVersion(version().Version),
		fang.WithoutManpage(), // ours is to be seen
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}),
	)
	if s, ended := signalled(ctx); ended {
		return s
	}
	return cli.Report(root, err)
}

// program is the local command line.
type program struct {
	in, out, errs *os.File
	args          []string
	terminal      bool // someone sits at in and out
	colour        bool
	winding       winding
	root          *cobra.Command
}

// tree is the one tree of commands with what is local only.
func (p *program) tree() *cobra.Command {
	p.root = cli.Commands(cli.Surface{
		Open: p.open, Screens: p.screens, In: p.in, Out: p.out, Err: p.errs, Args: p.args,
		Terminal: p.terminal, Colour: p.colour, Files: true,
		Extra: func(c *cli.Program) []*cobra.Command {
			return []*cobra.Command{
				p.init(c), p.demo(c), p.workspaces(c), p.backup(c), p.restore(c), p.recoverOwner(c), versionCommand(c), p.man(),
			}
		},
	})
	p.root.CompletionOptions.HiddenDefaultCmd = false
	if !p.colour { // help goes where the tree writes: not a terminal, so in no colours
		p.root.SetOut(colourless{p.out})
		p.root.SetErr(colourless{p.errs})
	}
	return p.root
}

// colourless hides from a writer's users that it is a terminal.
type colourless struct{ io.Writer }

// noColour tells whether colours are off, before flags are parsed: help is
// printed without parsing them.
func noColour(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return os.Getenv("NO_COLOR") != "" || slices.Contains(args, "--no-color") || slices.Contains(args, "--no-color=true")
}
