package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// reshaping are the flags of what a role is made of.
type reshaping struct {
	add, remove []string
	rankBelow   string
	dry         bool
}

func (f *reshaping) flags(p *Program, c *cobra.Command) {
	c.Flags().StringSliceVar(&f.add, "add", nil, "a `right` to add, or RIGHT:SCOPE with w, s or o; w if none is said")
	c.Flags().StringSliceVar(&f.remove, "remove", nil, "a `right` to take")
	c.Flags().StringVar(&f.rankBelow, "rank-below", "", "rank it just below this `role`")
	dryRun(c, &f.dry)
	for _, flag := range []string{"add", "remove"} {
		p.completeFlag(c, flag, completeRights)
	}
	p.completeFlag(c, "rank-below", p.completeRoles)
}

func completeRights(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return offers(rights.Catalogue(), func(e rights.Entry) (string, string) { return e.Name, e.Does }), cobra.ShellCompDirectiveNoFileComp
}

// changeRole changes a role and prints it, or only says what that would do.
func (r *run) changeRole(change domain.RoleChange, dry bool, do func() (domain.ListedRole, error)) error {
	if dry {
		impact, err := r.PreviewRole(r, change)
		if err != nil {
			return err
		}
		return printConsequences(r.Program, impact.Consequences())
	}
	return one(r, roleColumns, func() (roleRow, error) {
		l, err := do()
		if err != nil {
			return roleRow{}, err
		}
		return rowOfRole(l), nil
	})
}

func (p *Program) rolesCreate() *cobra.Command {
	var f reshaping
	var from string
	c := &cobra.Command{
		Use: "create NAME", Short: "Make a role of the workspace's own, as a copy of another", Args: exactArgs(1), ValidArgsFunction: words(),
		Long:    "The copy starts with the rights and the rank of the role that it is made from. Nobody makes a role that is\nmore than their own, and the rights of the owner alone never enter one.",
		Example: "  gatehouse roles create Helpdesk --from employee --add members.view --add audit.view --dry-run",
		RunE: p.run(func(r *run) error {
			if from == "" {
				return usage("say which role to copy, with --from")
			}
			d := domain.RoleDraft{Name: r.args[0], From: from, Add: f.add, Remove: f.remove, RankBelow: f.rankBelow}
			return r.changeRole(d, f.dry, func() (domain.ListedRole, error) { return r.CreateRole(r, d) })
		}),
	}
	f.flags(p, c)
	c.Flags().StringVar(&from, "from", "", "the `role` to copy")
	p.completeFlag(c, "from", p.completeRoles)
	return c
}

func (p *Program) rolesEdit() *cobra.Command {
	var f reshaping
	c := &cobra.Command{
		Use: "edit NAME", Short: "Add and take rights of a role; it reaches its holders at once", Args: exactArgs(1), ValidArgsFunction: p.completeRoles,
		Example: "  gatehouse roles edit Helpdesk --add employees.view:s --remove audit.view --dry-run",
		RunE: p.run(func(r *run) error {
			if len(f.add)+len(f.remove) == 0 && f.rankBelow == "" {
				return usage("say what to change, with --add, --remove or --rank-below")
			}
			e := domain.EditRole{Role: r.args[0], Add: f.add, Remove: f.remove, RankBelow: f.rankBelow}
			return r.changeRole(e, f.dry, func() (domain.ListedRole, error) { return r.EditRole(r, e) })
		}),
	}
	f.flags(p, c)
	return c
}

func (p *Program) rolesDelete() *cobra.Command {
	var replacement string
	var dry bool
	c := &cobra.Command{
		Use: "delete NAME", Short: "Delete a role; whoever has it gets another", Args: exactArgs(1), ValidArgsFunction: p.completeRoles,
		Long: "Everyone who has the role, for good or for a time, and whoever is invited to it gets the replacement.\nOne that broke off goes on when it is run again.",
		RunE: p.run(func(r *run) error {
			d := domain.DeleteRole{Role: r.args[0], ReplaceWith: replacement}
			if !dry {
				if err := r.confirmDelete(d); err != nil {
					return err
				}
			}
			return r.changeRole(d, dry, func() (domain.ListedRole, error) { return r.DeleteRole(r, d, r.progress()) })
		}),
	}
	c.Flags().StringVar(&replacement, "replace-with", "", "the `role` that its holders get")
	p.completeFlag(c, "replace-with", p.completeRoles)
	dryRun(c, &dry)
	return c
}

// confirmDelete asks with the consequences. What would be refused isn't asked.
func (r *run) confirmDelete(d domain.DeleteRole) error {
	impact, err := r.PreviewRole(r, d)
	if err != nil || !impact.Allowed {
		return nil // the use case says why
	}
	return r.Confirm("Delete the role "+impact.Name+"?", append(impact.Consequences().Changes, "this can't be undone")...)
}

// progress shows how far work over many records is, to someone at a terminal.
func (r *run) progress() func(done, of int) {
	if !r.Terminal || r.flags.Plain {
		return nil
	}
	return func(done, of int) {
		fmt.Fprintf(r.Program.Err, "%d of %d\r", done, of) // what comes next goes over it
		if done == of {
			fmt.Fprint(r.Program.Err, "\x1b[K")
		}
	}
}
