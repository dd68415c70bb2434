package app

import (
	"runtime"
	"runtime/debug"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
)

// build is what is known of the program itself.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Time     string `json:"committed_at,omitempty"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// version is the module's version and the commit, as far as the build knows.
func version() build {
	b := build{Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value[:min(12, len(s.Value))]
		case "vcs.time":
			b.Time = s.Value
		}
	}
	return b
}

func versionCommand(c *cli.Program) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "The version of this program", Args: cli.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			b := version()
			line := "gatehouse " + b.Version
			if b.Commit != "" {
				line += ", commit " + b.Commit
			}
			return c.Print(b, line+", "+b.Go+" "+b.Platform)
		},
	}
}

// man prints the manual page of the whole tree.
func (p *program) man() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: "Print the manual page", Args: cli.NoArgs,
		Long: "Prints the manual page, with all commands. To read it:  gatehouse man | man -l -",
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := mango.NewManPage(1, cmd.Root())
			if err != nil {
				return err
			}
			_, err = p.out.WriteString(page.Build(roff.NewDocument()))
			return err
		},
	}
}
