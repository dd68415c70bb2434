package app

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// create are the flags of init and of workspaces create.
type create struct {
	domain.CreateWorkspace
	keyFile string
}

func (c *create) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.Name, "name", "", "the workspace's `name`")
	f.StringVar(&c.Slug, "slug", "", "its `slug`: lower-case letters, digits and hyphens")
	f.StringVar(&c.Owner, "owner", "", "the owner's e-mail `address`")
	f.StringVar(&c.OwnerName, "owner-name", "", "the owner's `name`")
	f.StringVar(&c.keyFile, "owner-key", "", "the owner's SSH public key, a `file`")
	f.StringVar(&c.Model, "model", "", "the role model: mtime, timetonic or timeneye (default mtime)")
	f.StringVar(&c.Plan, "plan", "", "the `plan` (default the model's largest)")
	for _, name := range []string{"name", "slug", "owner"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag's name is misspelt: a mistake in this program
		}
	}
}

// command reads the key file into the command.
func (c *create) command() (domain.CreateWorkspace, error) {
	if c.keyFile != "" {
		text, err := os.ReadFile(c.keyFile)
		if err != nil {
			return c.CreateWorkspace, domain.Errorf(domain.Invalid, "no_file", "the file %s can't be read", domain.CleanMax(c.keyFile, 200))
		}
		c.OwnerKey = string(text)
	}
	return c.CreateWorkspace, nil
}

// init makes the database with its first workspace. Nothing is left behind
// where that fails.
func (p *program) init(c *cli.Program) *cobra.Command {
	var flags create
	cmd := &cobra.Command{
		Use: "init", Short: "Make the database and its first workspace", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			f := c.Flags()
			make, err := flags.command()
			if err != nil {
				return err
			}
			if err := make.Check(); err != nil {
				return err
			}
			o, err := Create(cmd.Context(), Files{DB: f.DB, Pepper: f.Pepper})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, o.Close()) }()
			return makeWorkspace(cmd.Context(), c, o, make)
		},
	}
	flags.flags(cmd)
	return cmd
}

// makeWorkspace makes a workspace and prints it.
func makeWorkspace(ctx context.Context, out *cli.Program, o *Opened, c domain.CreateWorkspace) error {
	info, err := o.CreateWorkspace(ctx, c)
	if err != nil {
		return err
	}
	w, err := o.Workspace(ctx, info.Slug)
	if err != nil {
		return err
	}
	s, err := w.Local(ctx, "")
	if err != nil {
		return err
	}
	sum, err := s.Summary(ctx)
	if err != nil {
		return err
	}
	return out.PrintWorkspace(sum)
}
