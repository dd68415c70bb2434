// Package app puts the program together: from configuration to what runs.
package app

import (
	"context"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
)

// Main runs a command line and returns its exit code. Whatever happens, what
// is said is a sentence, never a stack trace.
func Main(ctx context.Context, args []string, in, out, errs *os.File) int {
	p := &program{in: in, out: out, errs: errs, args: args, terminal: term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())}
	p.colour = p.terminal && !cli.NoColour(args, os.Getenv)
	found, _ := term.GetState(in.Fd()) // nil where it is no terminal
	ctx, over, stop := p.heed(ctx)
	defer stop()
	p.root = p.tree()
	if p.colour {
		p.root.SetHelpFunc(p.colouredHelp)
	}
	done := make(chan int, 1)
	go func() { done <- run(ctx, p.root) }() // ends by itself, or with the process
	select {
	case code := <-done:
		return code
	case by := <-over:
		if found != nil {
			_ = term.Restore(in.Fd(), found) // there is nobody to tell
		}
		return by.code()
	}
}

// run runs a tree of commands and reports what came of it.
func run(ctx context.Context, root *cobra.Command) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = cli.Report(root, cli.Mistake(r))
		}
	}()
	err := root.ExecuteContext(ctx)
	if code, ended := signalled(ctx); ended {
		return code
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
	root := cli.Commands(cli.Surface{
		Open: p.open, Screens: p.screens, In: p.in, Out: p.out, Err: p.errs, Args: p.args,
		Env: os.Getenv, Terminal: p.terminal, Local: true, OpenFile: cli.OpenFile,
		Extra: func(c *cli.Program) []*cobra.Command {
			return []*cobra.Command{
				p.init(c), p.demo(c), p.workspaces(c), p.backup(c), p.restore(c), p.recoverOwner(c), versionCommand(c), p.man(),
			}
		},
	})
	root.Version = version().Version
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}
