package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// byTransfer tells whether a role is given to nobody: the owner's moves by transfer.
func byTransfer(role string) bool { return role == "owner" }

// pickRoleOf picks a role for several members; the plan then says what it
// would do to them, and who is left out.
func (d *deeds) pickRoleOf(who []domain.Listed) tea.Cmd {
	return d.withRoles(func(roles []domain.ListedRole) tea.Cmd {
		persons := !slices.ContainsFunc(who, func(l domain.Listed) bool { return l.Kind == rights.ServiceUser })
		roles = slices.DeleteFunc(slices.Clone(roles), func(r domain.ListedRole) bool { return byTransfer(r.Name) || r.ServiceOnly && persons })
		p := &picker[domain.ListedRole]{title: "Role of " + whom(who), rows: len(roles)}
		p.list = newList(d.app, listing[domain.ListedRole]{
			columns: []column[domain.ListedRole]{
				{min: 10, max: 18, cell: func(r domain.ListedRole) cell { return p.found(r, r.Name) }},
				{min: 14, drop: 1, cell: func(r domain.ListedRole) cell { return cell{text: domain.Clean(r.Line), tone: faint} }},
			},
			id:    func(r domain.ListedRole) string { return r.Name },
			name:  func(r domain.ListedRole) string { return r.Name },
			empty: "No such role.",
			picks: true, opens: "see what it would do",
			source: func(q query) source[domain.ListedRole] {
				name := func(r domain.ListedRole) string { return r.Name }
				return slice[domain.ListedRole]{rank(roles, name, q.text), name}
			},
			open: func(r domain.ListedRole) tea.Cmd {
				d.app.close(p)
				return d.plan(giving(r.Name), who...)
			},
		})
		return d.app.overAtOnce(p)
	})
}
