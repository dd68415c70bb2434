package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// pickMember searches the members for a person; what was typed may start with
// a guess. Then says what happens to the one that is picked.
func (d *deeds) pickMember(title, does, guess string, then func(domain.Listed) tea.Cmd) tea.Cmd {
	p := &picker[domain.Listed]{title: title, rows: 12}
	p.list = newList(d.app, listing[domain.Listed]{
		columns: []column[domain.Listed]{
			{title: "name", min: 16, max: 32, cell: func(l domain.Listed) cell { return p.found(l, l.Label()) }},
			{title: "e-mail", min: 14, max: 34, drop: 1, cell: func(l domain.Listed) cell { return p.found(l, l.Email) }},
			{title: "role", min: 10, max: 12, cell: func(l domain.Listed) cell { return p.found(l, l.RoleName) }},
			{title: "employee", min: 8, max: 10, drop: 2, cell: func(l domain.Listed) cell {
				if l.Employee == nil {
					return cell{text: "–", tone: faint}
				}
				return cell{text: domain.Clean(l.Employee.Number), tone: faint}
			}},
		},
		id:    func(l domain.Listed) string { return string(l.ID) },
		name:  func(l domain.Listed) string { return domain.Clean(l.Label()) },
		empty: "There is nobody yet.",
		picks: true, opens: does,
		source: func(q query) source[domain.Listed] {
			ask := domain.MemberQuery{Text: q.text, Kind: "person"}
			if q.text != "" {
				return best{d.session, ask}
			}
			return ordered{d.session, ask, -1}
		},
		open: func(l domain.Listed) tea.Cmd {
			d.app.close(p)
			return then(l)
		},
	})
	p.field.set(guess)
	p.query.text = guess
	return d.app.over(p)
}
