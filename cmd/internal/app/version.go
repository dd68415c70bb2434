package app

import (
	"runtime"
	"runtime/debug"

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
