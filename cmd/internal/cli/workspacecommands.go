package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

func workspaceCommands(p *Program) *cobra.Command {
	return group("workspace", "The workspace: its name, plan, role model and owner",
		p.workspaceShow(), p.workspaceRename(), p.workspacePlan(), p.workspaceModel(), p.workspaceTransfer(),
		p.workspaceEnd("accept-transfer", "Take the ownership that was offered to you", func(r *run) error { _, err := r.AcceptTransfer(r); return err }),
		p.workspaceEnd("cancel-transfer", "End an open offer of the ownership, or decline it", func(r *run) error { _, err := r.CancelTransfer(r); return err }),
		p.workspaceDelete())
}

// printWorkspace prints the workspace as it is now.
func (r *run) printWorkspace() error {
	s, err := r.Summary(r)
	if err != nil {
		return err
	}
	offer, err := r.OwnershipOffer(r)
	if err != nil {
		return err
	}
	w := object.OfWorkspace(s)
	w.OfferedTo, w.OfferEnds = offer.To, object.Stamp(offer.Until)
	return printItem(r.Program, w, append(workspaceColumns[:len(workspaceColumns):len(workspaceColumns)],
		column[object.Workspace]{"offered to", func(w object.Workspace) string { return w.OfferedTo }},
		column[object.Workspace]{"offer ends", func(w object.Workspace) string { return w.OfferEnds }}))
}

func (p *Program) workspaceShow() *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "Show the workspace", Args: noArgs,
		RunE: p.run(func(r *run) error { return r.printWorkspace() }),
	}
}

func (p *Program) workspaceRename() *cobra.Command {
	var name, slug string
	c := &cobra.Command{
		Use: "rename", Short: "Change the name or the slug", Args: noArgs,
		RunE: p.run(func(r *run) error {
			rename := domain.RenameWorkspace{Name: given(r.cmd, "name", &name), Slug: given(r.cmd, "slug", &slug)}
			if rename.Name == nil && rename.Slug == nil {
				return usage("say what to change, with --name or --slug")
			}
			if _, err := r.RenameWorkspace(r, rename); err != nil {
				return err
			}
			return r.printWorkspace()
		}),
	}
	c.Flags().StringVar(&name, "name", "", "the new `name`")
	c.Flags().StringVar(&slug, "slug", "", "the new `slug`; people sign in with it over SSH")
	return c
}

func (p *Program) workspaceTransfer() *cobra.Command {
	return &cobra.Command{
		Use: "transfer EMAIL", Short: "Offer the ownership to a member, for 72 hours", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			to, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			if err := r.Confirm("Offer the ownership to "+domain.CleanMax(r.args[0], maxCell)+"?",
				"who accepts becomes the owner, and the owner becomes Admin", "the offer can be cancelled until then"); err != nil {
				return err
			}
			if _, err := r.Transfer(r, domain.Transfer{To: to}); err != nil {
				return err
			}
			return r.printWorkspace()
		}),
	}
}

// workspaceEnd makes the commands that end an offer.
func (p *Program) workspaceEnd(verb, short string, do func(*run) error) *cobra.Command {
	return &cobra.Command{
		Use: verb, Short: short, Args: noArgs,
		RunE: p.run(func(r *run) error {
			if err := do(r); err != nil {
				return err
			}
			return r.printWorkspace()
		}),
	}
}

func (p *Program) workspaceDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete", Short: "Delete the workspace; it can be restored for 30 days", Args: noArgs,
		RunE: p.run(func(r *run) error {
			s, err := r.Summary(r)
			if err != nil {
				return err
			}
			back := "gatehouse workspaces restore " + s.Slug + " brings it back, for 30 days"
			if !r.Local {
				back = "on the server " + back
			}
			if err := r.Confirm("Delete the workspace "+s.Slug+"?",
				fmt.Sprintf("nobody gets in any more, of %d", s.All),
				back); err != nil {
				return err
			}
			if s.WorkspaceInfo, err = r.DeleteWorkspace(r, domain.DeleteWorkspace{Slug: s.Slug, Version: s.Version}); err != nil {
				return err
			}
			if !r.flags.JSON {
				r.Note("the workspace is deleted; " + back)
			}
			return r.PrintWorkspace(s)
		}),
	}
}
