package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// members is the list of members.
type members struct {
	*list[domain.Listed]
	app     *App
	session *domain.Session
}

func newMembers(a *App, s *domain.Session) *members {
	m := &members{app: a, session: s}
	m.list = newList(a, listing[domain.Listed]{
		columns: memberColumns(),
		id:      func(l domain.Listed) string { return string(l.ID) },
		name:    func(l domain.Listed) string { return domain.Clean(l.Label()) },
		search:  true, marks: true,
		source: m.rows,
		open:   func(domain.Listed) tea.Cmd { return nil },
	})
	return m
}

// Title is its part of the path.
func (m *members) Title() string { return "Members" }
