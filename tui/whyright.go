package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// pickRight searches the catalogue: what one can see or do finds the right.
func (a *App) pickRight(title string, then func(right string) tea.Cmd) tea.Cmd {
	p := &picker[rights.Entry]{title: title, rows: 14}
	p.list = newList(a, listing[rights.Entry]{
		columns: []column[rights.Entry]{
			{min: 14, max: 22, cell: func(e rights.Entry) cell { return p.found(e, e.Name) }},
			{min: 14, drop: 1, cell: func(e rights.Entry) cell { c := p.found(e, e.Does); c.tone = faint; return c }},
		},
		id:    func(e rights.Entry) string { return e.Name },
		name:  func(e rights.Entry) string { return e.Name },
		empty: "No such right.",
		picks: true, opens: "ask",
		source: func(q query) source[rights.Entry] {
			return slice[rights.Entry]{domain.FindRights(q.text), func(e rights.Entry) string { return e.Name }}
		},
		open: func(e rights.Entry) tea.Cmd {
			a.close(p)
			return then(e.Name)
		},
	})
	return a.overAtOnce(p)
}
