package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func members(p *Program) *cobra.Command {
	return group("members", "People and service users of the workspace",
		p.membersList(), p.membersShow(), p.membersRole(), p.membersOptions(),
		p.membersStanding("suspend", "Revoke access without deleting anything", func(r domain.Ref, reason string) standing {
			return standing{domain.Suspend{Member: r, Reason: reason}, func(x *run) (domain.Member, error) {
				return x.Suspend(x, domain.Suspend{Member: r, Reason: reason})
			}}
		}),
		p.membersStanding("reactivate", "Give access back, with the same role and settings", func(r domain.Ref, _ string) standing {
			return standing{domain.Reactivate{Member: r}, func(x *run) (domain.Member, error) { return x.Reactivate(x, domain.Reactivate{Member: r}) }}
		}),
		p.membersStanding("remove", "Take members out; for 30 days they can be restored", func(r domain.Ref, _ string) standing {
			return standing{domain.Remove{Member: r}, func(x *run) (domain.Member, error) { return x.Remove(x, domain.Remove{Member: r}) }}
		}),
		p.membersStanding("restore", "Take a removal back", func(r domain.Ref, _ string) standing {
			return standing{domain.Restore{Member: r}, func(x *run) (domain.Member, error) { return x.Restore(x, domain.Restore{Member: r}) }}
		}),
		p.membersLink(), p.membersUnlink(), p.membersRename(), p.membersLeave(),
	)
}

var memberColumns = []column[member]{
	{"name", func(m member) string { return m.Name }},
	{"e-mail", func(m member) string { return orDash(m.Email) }},
	{"role", memberRole},
	{"status", func(m member) string { return m.Status }},
	{"unit", func(m member) string { return orDash(m.Unit) }},
	{"employee", func(m member) string { return orDash(m.Employee) }},
}

func memberRole(m member) string {
	if m.RoleUntil != "" {
		return m.Role + " until " + m.RoleUntil
	}
	return m.Role
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
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
	c.Flags().StringVar(&q.Role, "role", "", "only those with this `role`")
	c.Flags().StringVar(&q.Status, "status", "", "only those who are active, suspended or removed")
	c.Flags().StringVar(&q.Kind, "kind", "", "only person or service")
	p.completeFlag(c, "role", p.completeRoles)
	l.flags(c)
	return c
}

// allMembers reads page by page. A limit without an order of its own stops
// reading early.
func (r *run) allMembers(q domain.MemberQuery, l listing) ([]member, error) {
	all := []member{}
	for q.Limit = 500; ; {
		page, err := r.Members(r, q)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			all = append(all, memberObject(row.Listed))
			q.After = row.Cursor
		}
		if !page.More || l.sort == "" && l.limit > 0 && len(all) >= l.limit {
			return all, nil
		}
	}
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
			return printItem(r.Program, memberObject(card.Listed), append(memberColumns,
				column[member]{"kind", func(m member) string { return m.Kind }},
				column[member]{"channel", func(m member) string { return m.Channel }},
				column[member]{"joined", func(m member) string { return m.JoinedAt }},
				column[member]{"last seen", func(m member) string { return m.LastSeenAt }},
				column[member]{"ends", func(m member) string { return m.ExpiresAt }},
				column[member]{"reason", func(m member) string { return m.Reason }},
				column[member]{"manages", func(m member) string { return scopedWords(m.Scoped) }},
				column[member]{"may", func(member) string { return grantedWords(card.May) }},
				column[member]{"id", func(m member) string { return m.ID }},
			))
		}),
	}
}

func scopedWords(list []scopedRole) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Role+" of "+s.On)
	}
	return strings.Join(out, ", ")
}

func grantedWords(list []rights.Granted) string {
	var out []string
	for _, g := range list {
		out = append(out, g.Right.String()+":"+g.Scope.String())
	}
	return strings.Join(out, " ")
}

// standing is one change of one member: to preview it, and to make it.
type standing struct {
	change domain.Change
	do     func(*run) (domain.Member, error)
}

func (p *Program) membersStanding(verb, short string, make func(domain.Ref, string) standing) *cobra.Command {
	var reason string
	var dry bool
	c := &cobra.Command{
		Use: verb + " EMAIL…", Short: short, Args: minArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			var all []standing
			for _, arg := range r.args {
				ref, err := r.meant(arg)
				if err != nil {
					return err
				}
				all = append(all, make(ref, reason))
			}
			return r.changeAll(all, dry, verb == "remove" || verb == "suspend" && len(all) > 1, verb)
		}),
	}
	c.Flags().StringVar(&reason, "reason", "", "why, in a few `words`")
	c.Flags().BoolVar(&dry, "dry-run", false, "only say what would happen")
	return c
}

// changeAll previews, asks and makes changes. Several names give an array; one
// that is refused doesn't keep the others from being made.
func (r *run) changeAll(all []standing, dry, asks bool, verb string) error {
	if dry || asks && !r.flags.Yes {
		var changes []domain.Change
		for _, s := range all {
			changes = append(changes, s.change)
		}
		c, err := r.Preview(r, changes...)
		if err != nil {
			return err
		}
		if dry {
			return printConsequences(r.Program, c)
		}
		if len(c.Refused) < len(all) || !r.Terminal {
			if err := r.confirm(strings.ToUpper(verb[:1])+verb[1:]+"?", c); err != nil {
				return err
			}
		}
	}
	var done []member
	var failed error
	for _, s := range all {
		m, err := s.do(r)
		if err != nil {
			failed = r.firstError(failed, err, len(all))
			continue
		}
		l, err := r.after(m)
		if err != nil {
			return err
		}
		done = append(done, l)
	}
	if err := printChanged(r.Program, done, len(all) > 1); err != nil {
		return err
	}
	return failed
}

// firstError keeps the first error of several changes, and reports the others
// as they come.
func (r *run) firstError(first, err error, of int) error {
	if first == nil {
		return err
	}
	if of > 1 {
		Report(r.cmd.Root(), err)
	}
	return first
}

// after is a changed member as it is shown. Who may change someone but not see
// the list still sees what they changed.
func (r *run) after(m domain.Member) (member, error) {
	l, err := r.Shown(r, m)
	return memberObject(l), err
}

func printChanged(p *Program, done []member, several bool) error {
	if p.flags.JSON {
		if several {
			return printJSON(p.Out, append([]member{}, done...))
		}
		for _, m := range done {
			return printJSON(p.Out, m)
		}
		return nil
	}
	return printTable(p, done, memberColumns)
}

func printConsequences(p *Program, c domain.Consequences) error {
	if p.flags.JSON {
		return printJSON(p.Out, consequencesObject(c))
	}
	for _, line := range c.Changes {
		println(p.Out, line)
	}
	for _, r := range c.Refused {
		println(p.Out, r.Target+": refused: "+r.Message)
	}
	return nil
}

func (p *Program) membersRole() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use: "role EMAIL… ROLE", Short: "Change the role", Args: minArgs(2), ValidArgsFunction: p.completeMembersThenRole,
		RunE: p.run(func(r *run) error {
			role := r.args[len(r.args)-1]
			var all []standing
			for _, arg := range r.args[:len(r.args)-1] {
				ref, err := r.meant(arg)
				if err != nil {
					return err
				}
				change := domain.ChangeRole{Member: ref, Role: role}
				all = append(all, standing{change, func(x *run) (domain.Member, error) { return x.ChangeRole(x, change) }})
			}
			return r.changeAll(all, dry, false, "role")
		}),
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "only say what would happen")
	return c
}

func (p *Program) membersOptions() *cobra.Command {
	var list, messages, api, channel string
	c := &cobra.Command{
		Use: "options EMAIL…", Short: "Switch the options of members", Args: minArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			var set domain.SetOptions
			var err error
			for _, f := range []struct {
				text string
				into **bool
			}{{list, &set.MembersList}, {messages, &set.Messages}, {api, &set.API}} {
				if *f.into, err = onOff(f.text); err != nil {
					return err
				}
			}
			if channel != "" {
				ways, ok := rights.ParseChannels(channel)
				if !ok {
					return domain.Errorf(domain.Invalid, "unknown_channel", "a channel option is mobile, web+mobile or web, not %s", domain.CleanMax(channel, 40))
				}
				set.Ways = &ways
			}
			return r.eachMember(func(ref domain.Ref) (domain.Member, error) {
				set.Member = ref
				return r.SetOptions(r, set)
			})
		}),
	}
	c.Flags().StringVar(&list, "members-list", "", "on or off")
	c.Flags().StringVar(&messages, "messages", "", "on or off")
	c.Flags().StringVar(&api, "api", "", "on or off")
	c.Flags().StringVar(&channel, "channel", "", "mobile, web+mobile or web")
	return c
}

func onOff(text string) (*bool, error) {
	on := text == "on"
	switch text {
	case "":
		return nil, nil
	case "on", "off":
		return &on, nil
	}
	return nil, domain.Errorf(domain.Invalid, "usage", "an option is on or off, not %s", domain.CleanMax(text, 40))
}

// eachMember makes a change to every member that the arguments name.
func (r *run) eachMember(do func(domain.Ref) (domain.Member, error)) error {
	var all []standing
	for _, arg := range r.args {
		ref, err := r.meant(arg)
		if err != nil {
			return err
		}
		all = append(all, standing{do: func(*run) (domain.Member, error) { return do(ref) }})
	}
	return r.changeAll(all, false, false, "")
}

// oneMember makes a change to the first argument alone.
func (r *run) oneMember(do func(domain.Ref) (domain.Member, error)) error {
	r.args = r.args[:1]
	return r.eachMember(do)
}

func (p *Program) membersLink() *cobra.Command {
	return &cobra.Command{
		Use: "link EMAIL EMPLOYEE-NUMBER", Short: "Link an account to an employee record", Args: exactArgs(2), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			number := domain.Ref(r.args[1])
			return r.oneMember(func(m domain.Ref) (domain.Member, error) {
				return r.Link(r, domain.Link{Member: m, Employee: number})
			})
		}),
	}
}

func (p *Program) membersUnlink() *cobra.Command {
	return &cobra.Command{
		Use: "unlink EMAIL", Short: "Take the link to the employee record away", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			return r.oneMember(func(m domain.Ref) (domain.Member, error) { return r.Unlink(r, domain.Unlink{Member: m}) })
		}),
	}
}

func (p *Program) membersRename() *cobra.Command {
	var name, email string
	c := &cobra.Command{
		Use: "rename EMAIL", Short: "Change the name or the address", Args: exactArgs(1), ValidArgsFunction: p.completeMembers,
		RunE: p.run(func(r *run) error {
			change := domain.Rename{Name: given(r.cmd, "name", &name), Email: given(r.cmd, "email", &email)}
			if change.Name == nil && change.Email == nil {
				return domain.Errorf(domain.Invalid, "usage", "say what to change, with --name or --email")
			}
			return r.oneMember(func(m domain.Ref) (domain.Member, error) {
				change.Member = m
				return r.Rename(r, change)
			})
		}),
	}
	c.Flags().StringVar(&name, "name", "", "the new `name`")
	c.Flags().StringVar(&email, "email", "", "the new `address`")
	return c
}

// given is a flag's value if the flag was written at all.
func given[T any](c *cobra.Command, flag string, value *T) *T {
	if c.Flags().Changed(flag) {
		return value
	}
	return nil
}

func (p *Program) membersLeave() *cobra.Command {
	return &cobra.Command{
		Use: "leave", Short: "Leave the workspace", Args: noArgs,
		RunE: p.run(func(r *run) error {
			if err := r.Program.confirm("Leave the workspace?", []string{"you are out at once; for 30 days an admin can restore the account"}); err != nil {
				return err
			}
			m, err := r.Leave(r)
			if err != nil {
				return err
			}
			l, err := r.after(m)
			if err != nil {
				return err
			}
			return printChanged(r.Program, []member{l}, false)
		}),
	}
}
