package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

func serviceUsers(p *Program) *cobra.Command {
	c := group("service-users", "Accounts for applications and automations, which have API keys", p.serviceUsersList(), p.serviceUsersCreate())
	c.AddCommand(p.standingCommands("NAME…", p.completeServiceUsers, (*run).notPerson)...)
	return c
}

func (r *run) notPerson(name domain.Ref) error { return r.NotPerson(r, name) }

func (p *Program) serviceUsersList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List service users", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.ServiceUsers(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfMember), []column[object.Member]{
				{"name", func(m object.Member) string { return m.Name }},
				{"role", memberRole},
				{"status", func(m object.Member) string { return m.Status }},
				{"since", func(m object.Member) string { return m.JoinedAt }},
				{"id", func(m object.Member) string { return m.ID }},
			})
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) serviceUsersCreate() *cobra.Command {
	var role string
	c := &cobra.Command{
		Use: "create NAME --role ROLE", Short: "Make a service user", Args: exactArgs(1), ValidArgsFunction: words(),
		RunE: p.run(func(r *run) error {
			return one(r, memberColumns, func() (object.Member, error) {
				m, err := r.CreateServiceUser(r, domain.CreateServiceUser{Name: r.args[0], Role: role})
				if err != nil {
					return object.Member{}, err
				}
				return r.after(m)
			})
		}),
	}
	c.Flags().StringVar(&role, "role", "", "its `role`, such as verifier")
	required(c, "role")
	p.completeFlag(c, "role", p.completeRoles)
	return c
}
