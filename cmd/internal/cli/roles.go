package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// roleRow is a role in a list, with whom it is for.
type roleRow struct {
	object.Role
	line string
}

func rowOfRole(l domain.ListedRole) roleRow { return roleRow{object.OfRole(l), l.Line} }

var roleColumns = []column[roleRow]{
	{"role", func(r roleRow) string { return r.Name }},
	{"for", func(r roleRow) string { return r.line }},
	{"rank", func(r roleRow) string { return strconv.Itoa(r.Rank) }},
	{"rights", func(r roleRow) string { return strconv.Itoa(len(r.Rights)) }},
	{"holders", func(r roleRow) string { return strconv.Itoa(r.Holders) }},
}

func roles(p *Program) *cobra.Command {
	return group("roles", "Roles and the rights that they hold",
		p.rolesList(), p.rolesShow(), p.rolesMatrix(), p.rolesCreate(), p.rolesEdit(), p.rolesDelete())
}

func (p *Program) rolesList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List the roles of the workspace", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.Roles(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, rowOfRole), roleColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) rolesShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ROLE", Short: "Show a role with its rights", Args: exactArgs(1), ValidArgsFunction: p.completeRoles,
		RunE: p.run(func(r *run) error {
			l, err := r.Role(r, r.args[0])
			if err != nil {
				return err
			}
			return printItem(r.Program, rowOfRole(l), append(roleColumns[:3:3],
				column[roleRow]{"holders", func(r roleRow) string { return strconv.Itoa(r.Holders) }},
				column[roleRow]{"from", func(r roleRow) string { return r.From }},
				column[roleRow]{"rights", func(roleRow) string { return grantedWords(l.Granted()) }},
			))
		}),
	}
}
