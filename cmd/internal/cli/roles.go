package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// role is a role in JSON.
type role struct {
	Name    string    `json:"name"`
	Rank    int       `json:"rank"`
	Rights  []granted `json:"rights"`
	Holders int       `json:"holders"`
	Custom  bool      `json:"custom"`
	From    string    `json:"from,omitempty"`
	line    string
}

var roleColumns = []column[role]{
	{"role", func(r role) string { return r.Name }},
	{"for", func(r role) string { return r.line }},
	{"rank", func(r role) string { return strconv.Itoa(r.Rank) }},
	{"rights", func(r role) string { return strconv.Itoa(len(r.Rights)) }},
	{"holders", func(r role) string { return strconv.Itoa(r.Holders) }},
}

func roleObject(l domain.ListedRole) role {
	return role{
		Name: l.Name, Rank: l.Rank, Rights: grantedObjects(l.Granted()), Holders: l.Holders, Custom: l.Custom, From: l.From, line: l.Line,
	}
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
			return printList(r.Program, l, objects(all, roleObject), roleColumns)
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
			return printItem(r.Program, roleObject(l), append(roleColumns[:3:3],
				column[role]{"holders", func(r role) string { return strconv.Itoa(r.Holders) }},
				column[role]{"from", func(r role) string { return r.From }},
				column[role]{"rights", func(role) string { return grantedWords(l.Granted()) }},
			))
		}),
	}
}
