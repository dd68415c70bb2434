// Package app puts the program together: from configuration to what runs.
package app

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/socket"
	"gatehouse/domain"
)

// Main runs a command line and returns its exit code. Whatever happens, what
// is said is a sentence, never a stack trace.
func Main(ctx context.Context, args []string, in, out, errs *os.File) int {
	p := &program{
		in: in, out: out, errs: errs, args: args, env: os.Getenv, openFile: cli.OpenFile,
		terminal: term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd()),
	}
	if p.terminal {
		p.ask = p.asks
	}
	p.root = p.tree()
	if p.colour() {
		p.root.SetHelpFunc(p.colouredHelp)
	}
	found, _ := term.GetState(in.Fd()) // nil where it is no terminal
	ctx, over, stop := p.heed(ctx)
	defer stop()
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
	if errors.Is(err, errServed) {
		return cli.Report(root, nil)
	}
	if code, ended := signalled(ctx); ended {
		return code
	}
	if why, is := errors.AsType[*domain.Error](context.Cause(ctx)); is && err != nil {
		err = why // and not that the context has ended
	}
	return cli.Report(root, err)
}

// program is the local command line: that of the process, or one that another
// process has handed over.
type program struct {
	in        io.Reader
	out, errs io.Writer
	args      []string
	env       func(string) string
	terminal  bool // someone sits at in and out
	openFile  func(name string) (io.ReadCloser, error)
	ask       func(prompt string, secret bool) (string, error) // nil without a terminal
	winding   winding
	root      *cobra.Command
	holder    string // who has run a command line that was handed over
	elsewhere error  // what came of the command line where it was handed over; nil if it wasn't

	// Of a command line that was handed over: the database that this process
	// holds, and who asks.
	held *Opened
	call *socket.Call
}

// colour tells whether there may be colours.
func (p *program) colour() bool { return p.terminal && !cli.NoColour(p.args, p.env) }

// tree is the one tree of commands with what is local only.
func (p *program) tree() *cobra.Command {
	root := cli.Commands(cli.Surface{
		Open: p.open, Screens: p.screens, In: p.in, Out: p.out, Err: p.errs, Args: p.args,
		Env: p.env, Terminal: p.terminal, Ask: p.ask, Local: true, OpenFile: p.openFile,
		Extra: func(c *cli.Program) []*cobra.Command {
			return []*cobra.Command{
				p.init(c), p.demo(c), p.serve(c), p.workspaces(c), p.backup(c), p.restore(c), p.recoverOwner(c), versionCommand(c), p.man(),
			}
		},
	})
	root.Version = version().Version
	root.CompletionOptions.HiddenDefaultCmd = false
	return root
}
