package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// pickHandle picks one of a few people by what commands call them.
func (a *App) pickHandle(title, does string, from []string, then func(string) tea.Cmd) tea.Cmd {
	p := &picker[string]{title: title, rows: min(len(from)+1, 12)}
	handle := func(h string) string { return h }
	p.list = newList(a, listing[string]{
		columns: []column[string]{{min: 20, cell: func(h string) cell { return p.found(h, h) }}},
		id:      handle, name: handle, picks: true, opens: does,
		source: func(q query) source[string] { return slice[string]{rank(from, handle, q.text), handle} },
		open: func(h string) tea.Cmd {
			a.close(p)
			return then(h)
		},
	})
	return a.over(p)
}

// handles names a few people and counts the rest.
func handles(who []string) string {
	if len(who) == 0 {
		return "nobody"
	}
	return domain.Clean(some(who, 6))
}

// namesIn names as many people as n cells and some lines have room for, and
// counts the rest.
func namesIn(who []string, n, lines int) []string {
	if len(who) == 0 {
		return []string{"nobody"}
	}
	for few := min(len(who), n*lines/4+1); ; few-- {
		if named := wrap(domain.Clean(some(who, few)), n); len(named) <= lines || few == 1 {
			return named
		}
	}
}
