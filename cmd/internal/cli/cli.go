// Package cli is the tree of commands: a file per noun. The shell, an SSH
// session and the tests build the same tree over other streams. A command
// parses, calls a use case and prints. Who may do what is never decided here;
// what is computed is only what to ask before, such as what a lower plan takes
// away.
package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// Surface is where a tree of commands runs.
type Surface struct {
	// Open opens the session that a command acts in, after its flags are parsed.
	Open func(context.Context, Flags) (*domain.Session, func() error, error)
	// Screens runs the screens; nil where there are none.
	Screens  func(context.Context, Flags) error
	In       io.Reader
	Out, Err io.Writer
	Args     []string            // the command line; nil: on the local machine the process's
	Env      func(string) string // nil: there is no environment
	Terminal bool                // someone sits at In and Out, and can be asked
	// Ask asks whoever sits there; what is secret isn't shown as it is typed. At
	// the end of input it may answer io.EOF. nil: what isn't secret is asked by
	// In and Err.
	Ask   func(prompt string, secret bool) (string, error)
	Local bool // the database and its files are on this machine: --db, --pepper, --workspace and --as exist
	// OpenFile opens a file argument; nil: only "-" is taken.
	OpenFile func(name string) (io.ReadCloser, error)
	// Extra makes the commands that only this surface has.
	Extra func(*Program) []*cobra.Command
}

// Flags are what every command takes.
type Flags struct {
	DB, Pepper    string
	Workspace, As string
	JSON, Yes     bool
	Plain         bool
}

// Program is one tree of commands over one surface.
type Program struct {
	Surface
	flags Flags
}

// Commands builds the tree, fresh for each run.
func Commands(s Surface) *cobra.Command {
	p := &Program{Surface: s}
	root := &cobra.Command{
		Use:   "gatehouse",
		Short: "Users and permissions for a workspace",
		Long: "gatehouse decides who is in a workspace and what each of them may do.\n" +
			"Without a command it opens the screens; everything that they do, a command does.",
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	if s.Args != nil || !s.Local {
		root.SetArgs(append([]string{}, s.Args...))
		root.Annotations = map[string]string{asksJSON: strconv.FormatBool(saysJSON(s.Args)), served: strconv.FormatBool(!s.Local)}
	}
	root.SetFlagErrorFunc(wrongFlag)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return checkFlags(cmd) }
	root.CompletionOptions.HiddenDefaultCmd = true
	root.CompletionOptions.DisableDefaultCmd = !s.Local
	root.RunE = func(cmd *cobra.Command, _ []string) error { return p.screens(cmd) }
	root.SetHelpCommand(help())
	p.addFlags(root)
	for _, g := range p.nouns() {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	return root
}

// screens opens the screens; where there are none, the help stands where
// nobody takes it for a result.
func (p *Program) screens(root *cobra.Command) error {
	why := "there is no terminal to open the screens on; say what to do"
	switch {
	case p.flags.Plain:
		why = "with --plain there are no screens; say what to do"
	case p.Screens != nil && p.Terminal:
		return p.Screens(root.Context(), p.flags)
	}
	root.SetOut(p.Err)
	if err := root.Help(); err != nil {
		return err
	}
	return domain.Errorf(domain.Invalid, "no_terminal", "%s", why)
}

// chapter is a part of the help of the whole program.
type chapter struct {
	title    string
	commands []*cobra.Command
}

// nouns are the commands, a chapter of the help each.
func (p *Program) nouns() []chapter {
	all := []chapter{
		{"People", []*cobra.Command{members(p), logins(p), sessions(p), invitations(p), serviceUsers(p), keys(p)}},
		{"Rights", []*cobra.Command{rightsCommands(p), roles(p)}},
		{"Organisation", []*cobra.Command{employees(p), units(p), groups(p), projects(p), timeCommands(p)}},
		{"Workspace", []*cobra.Command{workspaceCommands(p), importFile(p), exportFile(p), audit(p), undo(p), mail(p), webhooks(p)}},
	}
	if p.Extra != nil {
		all = append(all, chapter{"This machine", p.Extra(p)})
	}
	return all
}

func (p *Program) addFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.BoolVar(&p.flags.JSON, "json", false, "print JSON")
	f.BoolVar(&p.flags.Yes, "yes", false, "don't ask")
	f.Bool("no-color", false, "no colours (NO_COLOR)") // NoColour reads it
	f.BoolVar(&p.flags.Plain, "plain", false, "no screen control at all")
	if p.Local {
		f.StringVar(&p.flags.Workspace, "workspace", variable(p.Env, "GATEHOUSE_WORKSPACE"), "the workspace's `slug` (GATEHOUSE_WORKSPACE; default: the only one)")
		f.StringVar(&p.flags.DB, "db", "", "the database `file` (GATEHOUSE_DB; default: in your data directory)")
		f.StringVar(&p.flags.Pepper, "pepper", "", "the pepper's `file` (GATEHOUSE_PEPPER; default: beside the database)")
		f.StringVar(&p.flags.As, "as", "", "act as this `member`; default: the owner")
	}
}

// Flags are those of the run, once they are parsed.
func (p *Program) Flags() Flags { return p.flags }
