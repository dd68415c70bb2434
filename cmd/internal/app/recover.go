package app

import (
	"context"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// recoverOwner is for whoever has the file, when the owner is out of reach.
func (p *program) recoverOwner(c *cli.Program) *cobra.Command {
	var keyFile string
	cmd := &cobra.Command{
		Use: "recover-owner EMAIL", Short: "Make a member the owner, when the owner is out of reach", Args: cli.ExactArgs(1),
		Long: "Makes an active person the owner, without the consent that a transfer takes; the owner until\n" +
			"now becomes Admin. It is there for whoever has the database's file, and stands in the audit trail.",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.with(ctx, c, func(o *Opened) error {
				key, err := readKey(c, keyFile)
				if err != nil {
					return err
				}
				w, err := workspace(ctx, o, c.Flags().Workspace)
				if err != nil {
					return err
				}
				before, err := summary(ctx, o, w.Slug)
				if err != nil {
					return err
				}
				who, err := p.meant(ctx, w, args[0])
				if err != nil {
					return err
				}
				consequences := []string{before.OwnerName + " is the owner of " + w.Slug + " and becomes Admin"}
				if before.OwnerName == who {
					consequences = nil
				}
				if err := c.Confirm("Make "+who+" the owner of "+w.Slug+"?", consequences...); err != nil {
					return err
				}
				if _, err := w.RecoverOwner(ctx, domain.Ref(who), key); err != nil {
					return err
				}
				after, err := summary(ctx, o, w.Slug)
				if err != nil {
					return err
				}
				return c.PrintWorkspace(after)
			})
		},
	}
	cmd.Flags().StringVar(&keyFile, "key", "", "an SSH public key for the new owner to sign in with, a `file` or -")
	return cmd
}

// meant resolves a member: someone at a terminal may write a unique beginning,
// and reads whom it means before saying yes.
func (p *program) meant(ctx context.Context, w *domain.Workspace, text string) (string, error) {
	if !p.terminal {
		return text, nil
	}
	s, err := w.Local(ctx, "")
	if err != nil {
		return "", err
	}
	ref, err := s.Resolve(ctx, text)
	if err != nil {
		return "", err
	}
	card, err := s.Member(ctx, ref)
	return card.Handle(), err
}
