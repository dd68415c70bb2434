package rights_test

import (
	"strings"

	"gatehouse/domain/rights"
)

// doer is a row of the tables of acts and of giving.
type doer struct {
	name string
	asks rights.Subject
}

// persons are the rows for the roles that persons have, on the largest plan.
func (m house) persons() []doer {
	var list []doer
	for _, r := range m.Roles {
		if !r.ServiceOnly {
			list = append(list, doer{r.Name, m.usual(r, m.Plans[len(m.Plans)-1]).Subject})
		}
	}
	return list
}

// helper is the ordinary role with a few rights more.
func (m house) helper(with ...rights.Right) doer {
	return doer{"helper", able(m.Model, custom(m, m.Ordinary, with...))}
}

// theActs is who may do what to whom.
func theActs(m house) string {
	actors := append(m.persons(), m.helper(rights.MembersRole, rights.MembersSuspend, rights.MembersLink))
	head := []string{""}
	for _, d := range m.persons() {
		head = append(head, d.name)
	}
	lines := []string{"ACTS ON OTHERS",
		"Who (down) may do what to whom (across):",
		"  r  change the role    s  suspend    x  remove    o  set options",
		"  l  logins    e  link to an employee record    c  see and set the cost    t  decide on time off",
		"The helper is made from " + m.role(m.Ordinary).Title + ", with members.role, members.suspend and members.link.",
		"", line(append(head, "oneself"), 12, 11)}
	for _, a := range actors {
		row := []string{a.name}
		for _, d := range m.persons() {
			if a.asks.Owner && d.asks.Owner {
				row = append(row, "-")
				continue
			}
			row = append(row, m.acts(a, rights.Target{Kind: rights.OnMember, Reach: rights.ByUnit, Rank: d.asks.Role.Rank, Owner: d.asks.Owner}))
		}
		lines = append(lines, line(append(row, m.acts(a, oneself(rights.Question{Subject: a.asks}))), 12, 11))
	}
	return strings.Join(lines, "\n")
}

// acts is a cell of that table.
func (m house) acts(a doer, on rights.Target) string {
	cell := ""
	for i, r := range []rights.Right{
		rights.MembersRole, rights.MembersSuspend, rights.MembersRemove, rights.MembersOptions,
		rights.MembersLogins, rights.MembersLink, rights.MembersCost, rights.TimeoffApprove,
	} {
		if m.may(ask(a.asks, r), r, on) {
			cell += "rsxolect"[i : i+1]
		}
	}
	if cell == "" {
		return "."
	}
	return cell
}

// theGiving is who may give which role.
func theGiving(m house) string {
	givers := append(m.persons(), m.helper(rights.MembersInvite, rights.MembersRole, rights.ServiceUsersManage, rights.RolesAssign))
	for _, below := range m.Roles[2:] {
		if !below.ServiceOnly {
			givers = append(givers, doer{"admin for a day, then " + below.Name, m.a("admin", temporarily(below))})
		}
	}
	for _, who := range []string{"owner", "admin"} {
		for _, p := range m.Plans[:len(m.Plans)-1] {
			givers = append(givers, doer{who + " on " + p.Title, m.a(who, m.on(p.Name))})
		}
	}
	roles := append(append([]*rights.Role{}, m.Roles...), m.frontDesk())
	widths := []int{33}
	for range m.Roles {
		widths = append(widths, 11)
	}
	widths = append(widths, 12, 17, 13)
	lines := []string{"GIVING",
		"Who (down) may give which role (across): nobody more than they have, and Owner nobody.",
		"  i  by an invitation    r  by changing a role    v  to a service user    a  for a project or group",
		"The helper is made from " + m.role(m.Ordinary).Title + ", with members.invite, members.role, service_users.manage and roles.assign.",
		"", line(cells("", append(names(roles), names(rights.ScopedRoles())...)...), widths...)}
	for _, g := range givers {
		row := []string{g.name}
		for _, r := range roles {
			row = append(row, m.gives(g, r, "irv", rights.MembersInvite, rights.MembersRole, rights.ServiceUsersManage))
		}
		for _, r := range rights.ScopedRoles() {
			row = append(row, m.gives(g, r, "a", rights.RolesAssign))
		}
		lines = append(lines, line(row, widths...))
	}
	return strings.Join(lines, "\n")
}

// gives is a cell of that table.
func (m house) gives(g doer, r *rights.Role, letters string, by ...rights.Right) string {
	cell := ""
	for i, right := range by {
		q := giving(r, ask(g.asks, right))
		if m.Decide(&q).Allowed {
			cell += letters[i : i+1]
		}
	}
	if cell == "" {
		return "."
	}
	return cell
}
