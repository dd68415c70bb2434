package app

import (
	"io"
	"strings"

	"charm.land/fang/v2"
	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gatehouse/cmd/internal/cli"
)

// colouredHelp is the help on a terminal with colours. Fang asks the terminal
// for its background, and would on every error too, so it gets a tree of its
// own and runs nothing else.
func (p *program) colouredHelp(c *cobra.Command, _ []string) {
	root := p.tree()
	plainUsage(root)
	root.SetArgs(append(strings.Fields(c.CommandPath())[1:], "--help"))
	_ = fang.Execute(c.Context(), root, fang.WithVersion(root.Version), fang.WithoutManpage(), // ours is to be seen
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}))
}

// plainUsage takes the marks around the names of flags' values away, which
// fang and mango would show as they are.
func plainUsage(c *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	c.PersistentFlags().VisitAll(plain)
	c.Flags().VisitAll(plain)
	for _, below := range c.Commands() {
		plainUsage(below)
	}
}

// man prints the manual page of the whole tree.
func (p *program) man() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: "Print the manual page", Args: cli.NoArgs,
		Long: "Prints the manual page, with all commands. To read it:  gatehouse man | man -l -",
		RunE: func(*cobra.Command, []string) error {
			root := p.tree()
			plainUsage(root)
			page, err := mango.NewManPage(1, root)
			if err != nil {
				return err
			}
			_, err = io.WriteString(p.out, page.Build(roff.NewDocument()))
			return err
		},
	}
}
