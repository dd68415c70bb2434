package app

import (
	"context"
	"errors"

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
	f.StringVar(&c.keyFile, "owner-key", "", "the owner's SSH public key, a `file` or -")
	f.StringVar(&c.Model, "model", "", "the role `model`: mtime, timetonic or timeneye (default mtime)")
	f.StringVar(&c.Plan, "plan", "", "the `plan` (default the model's largest)")
	for _, name := range []string{"name", "slug", "owner"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag's name is misspelt: a mistake in this program
		}
	}
}

// command reads the key file into the command, and checks it.
func (c *create) command(p *cli.Program) (domain.CreateWorkspace, error) {
	var err error
	if c.OwnerKey, err = readKey(p, c.keyFile); err != nil {
		return c.CreateWorkspace, err
	}
	return c.CreateWorkspace, c.Check()
}

// readKey reads a public key from a file, or standard input for "-"; without a
// name there is none.
func readKey(c *cli.Program, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	return c.Text(name)
}

// init makes the database with its first workspace.
func (p *program) init(c *cli.Program) *cobra.Command {
	var flags create
	cmd := &cobra.Command{
		Use: "init", Short: "Make the database and its first workspace", Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			make, err := flags.command(c)
			if err != nil {
				return err
			}
			o, err := FirstStart(cmd.Context(), files(c.Flags(), "gatehouse init"), make)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, o.Close()) }()
			sum, err := summary(cmd.Context(), o, make.Slug)
			if err != nil {
				return err
			}
			if p.terminal {
				c.Note("the database is "+o.Files.DB, "its pepper is "+o.Files.Pepper+": keep a copy elsewhere, backups don't hold it")
			}
			return c.PrintWorkspace(sum)
		},
	}
	flags.flags(cmd)
	return cmd
}

// FirstStart makes a database with its first workspace. Nothing is left behind
// where that fails.
func FirstStart(ctx context.Context, f Files, c domain.CreateWorkspace) (*Opened, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	return Create(ctx, f, func(o *Opened) error {
		_, err := o.CreateWorkspace(ctx, c)
		return err
	})
}

// makeWorkspace makes a workspace and prints it.
func makeWorkspace(ctx context.Context, out *cli.Program, o *Opened, c domain.CreateWorkspace) error {
	info, err := o.CreateWorkspace(ctx, c)
	if err != nil {
		return err
	}
	sum, err := summary(ctx, o, info.Slug)
	if err != nil {
		return err
	}
	return out.PrintWorkspace(sum)
}
