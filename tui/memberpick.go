package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// pickMember searches the active persons for one. Then says what happens to the
// one that is picked.
func (d *deeds) pickMember(title, does string, then func(domain.Listed) tea.Cmd) tea.Cmd {
	return d.pickPerson(title, does, domain.MemberQuery{Kind: "person", Status: domain.StatusActive}, then)
}

// pickPerson searches the persons of a query; what is typed starts with its text.
func (d *deeds) pickPerson(title, does string, among domain.MemberQuery, then func(domain.Listed) tea.Cmd) tea.Cmd {
	p := &picker[domain.Listed]{title: title, rows: 12}
	p.list = newList(d.app, listing[domain.Listed]{
		columns: []column[domain.Listed]{
			{title: "name", min: 16, max: 32, cell: func(l domain.Listed) cell { return p.found(l, l.Label()) }},
			{title: "e-mail", min: 14, max: 34, drop: 1, cell: func(l domain.Listed) cell { return p.found(l, l.Email) }},
			{title: "role", min: 10, max: 17, cell: func(l domain.Listed) cell { return p.found(l, roleBrief(l, d.session.Now())) }},
			{title: "employee", min: 8, max: 10, drop: 2, cell: func(l domain.Listed) cell {
				if l.Employee == nil {
					return cell{text: "–", tone: faint}
				}
				return cell{text: domain.Clean(l.Employee.Number), tone: faint}
			}},
		},
		id:    func(l domain.Listed) string { return string(l.ID) },
		name:  func(l domain.Listed) string { return domain.Clean(l.Label()) },
		under: func(l domain.Listed) string { return notable(l, d.session.Now()) },
		empty: "There is nobody yet.",
		picks: true, opens: does,
		skip: func(l domain.Listed) bool { return l.Owner },
		source: func(q query) source[domain.Listed] {
			ask := among
			if ask.Text = q.text; q.text != "" {
				return best{d.session, ask}
			}
			return ordered{d.session, ask, -1}
		},
		open: func(l domain.Listed) tea.Cmd {
			d.app.close(p)
			return then(l)
		},
	})
	p.field.set(among.Text)
	p.query.text = among.Text
	return d.app.over(p)
}
