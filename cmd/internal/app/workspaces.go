package app

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// workspaces are the commands over all workspaces of a database.
func (p *program) workspaces(c *cli.Program) *cobra.Command {
	list := c.ListWorkspaces(func(ctx context.Context) (all []domain.Summary, err error) {
		err = p.with(ctx, c, func(o *Opened) error {
			all, err = summaries(ctx, o)
			return err
		})
		return all, err
	})
	return cli.Group("workspaces", "The workspaces of the database", list, p.createWorkspace(c), p.restoreWorkspace(c))
}

// with runs something on the open database.
func (p *program) with(ctx context.Context, c *cli.Program, do func(*Opened) error) (err error) {
	o, err := p.database(ctx, c.Flags(), "gatehouse")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return do(o)
}

func summaries(ctx context.Context, o *Opened) (all []domain.Summary, err error) {
	infos, err := o.Workspaces(ctx)
	for _, info := range infos {
		sum := domain.Summary{WorkspaceInfo: info} // all there is to know of a deleted one
		if info.DeletedAt.IsZero() {
			if sum, err = summary(ctx, o, info.Slug); err != nil {
				return nil, err
			}
		}
		all = append(all, sum)
	}
	return all, err
}

// summary is a workspace as its owner sees it.
func summary(ctx context.Context, o *Opened, slug string) (domain.Summary, error) {
	w, err := ready(ctx, o, slug)
	if err != nil {
		return domain.Summary{}, err
	}
	s, err := w.Local(ctx, "")
	if err != nil {
		return domain.Summary{}, err
	}
	return s.Summary(ctx)
}

func (p *program) createWorkspace(c *cli.Program) *cobra.Command {
	var flags create
	cmd := &cobra.Command{
		Use: "create", Short: "Make another workspace in the database", Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), c, func(o *Opened) error {
				make, err := flags.command(c)
				if err != nil {
					return err
				}
				return makeWorkspace(cmd.Context(), c, o, make)
			})
		},
	}
	flags.flags(cmd)
	return cmd
}

func (p *program) restoreWorkspace(c *cli.Program) *cobra.Command {
	return &cobra.Command{
		Use: "restore SLUG", Short: "Bring a deleted workspace back, within 30 days", Args: cli.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), c, func(o *Opened) error {
				info, err := o.RestoreWorkspace(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				sum, err := summary(cmd.Context(), o, info.Slug)
				if err != nil {
					return err
				}
				return c.PrintWorkspace(sum)
			})
		},
	}
}
