package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func members(p *Program) *cobra.Command {
	c := group("members", "People and service users of the workspace",
		p.membersList(), p.membersShow(), p.membersRole(), p.membersOptions(), p.membersLink(), p.membersUnlink(),
		p.membersRate(), p.membersExpire(), p.membersRename(), p.membersLeave())
	c.AddCommand(p.standingCommands("EMAIL…", p.completeMembers, nil)...)
	return c
}

var memberColumns = []column[object.Member]{
	{"name", func(m object.Member) string { return m.Name }},
	{"e-mail", func(m object.Member) string { return orDash(m.Email) }},
	{"role", memberRole},
	{"status", func(m object.Member) string { return m.Status }},
	{"unit", func(m object.Member) string { return orDash(m.Unit) }},
	{"employee", func(m object.Member) string { return orDash(m.Employee) }},
}

func memberRole(m object.Member) string {
	if m.RoleUntil != "" {
		return m.Role + " until " + m.RoleUntil
	}
	return m.Role
}

func (p *Program) membersList() *cobra.Command {
	var q domain.MemberQuery
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List members; the removed ones only with --status removed", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.allMembers(q, l)
			if err != nil {
				return err
			}
			return printList(r.Program, l, all, memberColumns)
		}),
	}
	c.Flags().StringVar(&q.Text, "query", "", "only those that match this `text`, best first")
	optional(c, "query")
	c.Flags().StringVar(&q.Role, "role", "", "only those with this `role`")
	c.Flags().StringVar(&q.Status, "status", "", "only those who are active, suspended or removed")
	c.Flags().StringVar(&q.Kind, "kind", "", "only person or service")
	p.completeFlag(c, "role", p.completeRoles)
	l.flags(c)
	return c
}

func (r *run) allMembers(q domain.MemberQuery, l listing) ([]object.Member, error) {
	return collect(l, func(size int) (all []object.Member, more bool, err error) {
		q.Limit = size
		page, err := r.Members(r, q)
		for _, row := range page.Rows {
			all, q.After = append(all, object.OfMember(row.Listed)), row.Cursor
		}
		return all, page.More, err
	})
}

func (p *Program) membersShow() *cobra.Command {
	return &cobra.Command{
		Use: "show EMAIL", Short: "Show a member", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			ref, err := r.asked(r.args[0])
			if err != nil {
				return err
			}
			card, err := r.Member(r, ref)
			if err != nil {
				return err
			}
			shown, columns := object.OfCard(card), append(slices.Clone(memberColumns),
				column[object.Member]{"kind", func(m object.Member) string { return m.Kind }},
				column[object.Member]{"channel", func(m object.Member) string { return m.Channel }})
			for _, s := range card.Switches {
				columns = append(columns, column[object.Member]{s.Option.String(), func(object.Member) string { return switchWords(s) }})
			}
			return printItem(r.Program, shown, append(columns,
				column[object.Member]{"joined", func(m object.Member) string { return m.JoinedAt }},
				column[object.Member]{"last seen", func(m object.Member) string { return m.LastSeenAt }},
				column[object.Member]{"ends", func(m object.Member) string { return m.ExpiresAt }},
				column[object.Member]{"reason", func(m object.Member) string { return m.Reason }},
				column[object.Member]{"manages", func(m object.Member) string { return scopedWords(m.Scoped) }},
				column[object.Member]{"may", func(object.Member) string { return grantedWords(card.May) }},
				column[object.Member]{"id", func(m object.Member) string { return m.ID }},
			))
		}),
	}
}

// switchWords say of an option that is of no use what there is against it.
func switchWords(s domain.Switch) string {
	word := map[bool]string{true: "on", false: "off"}[s.On]
	switch {
	case s.Useful:
		return word
	case s.On:
		return word + ", but of no use: " + s.Why
	}
	return word + ": " + s.Why
}

func scopedWords(list []object.ScopedRole) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Role+" of "+s.On)
	}
	return strings.Join(out, ", ")
}

func grantedWords(list []rights.Granted) string {
	var out []string
	for _, g := range list {
		out = append(out, g.String())
	}
	return strings.Join(out, " ")
}
