package tui

import (
	"slices"

	"gatehouse/domain"
)

// marks are the rows that were marked, in the order of marking.
type marks struct {
	ids  []string
	rows map[string]any // as last seen
	task task[[]any]    // looks up all that match
}

func (m *marks) some() bool         { return len(m.ids) > 0 }
func (m *marks) has(id string) bool { _, ok := m.rows[id]; return ok }
func (m *marks) none()              { m.task.drop(); m.ids, m.rows = nil, nil }

func (m *marks) toggle(id string, row any) {
	if m.has(id) {
		delete(m.rows, id)
		m.ids = slices.DeleteFunc(m.ids, func(other string) bool { return other == id })
		return
	}
	m.add(id, row)
}

func (m *marks) add(id string, row any) {
	if m.rows == nil {
		m.rows = map[string]any{}
	}
	if !m.has(id) {
		m.ids = append(m.ids, id)
	}
	m.rows[id] = row
}

func (m *marks) all(rows []any, id func(any) string) {
	for _, r := range rows {
		m.add(id(r), r)
	}
}

// renew replaces what was seen of marked rows by what is there now.
func (m *marks) renew(rows []domain.Row[any], id func(any) string) {
	if !m.some() {
		return
	}
	for _, r := range rows {
		if key := id(r.Item); m.has(key) {
			m.rows[key] = r.Item
		}
	}
}

// list gives the marked rows in the order of marking.
func (m *marks) list() []any {
	out := make([]any, 0, len(m.ids))
	for _, id := range m.ids {
		out = append(out, m.rows[id])
	}
	return out
}

// note says how many are marked, and names the first few.
func (m *marks) note(name func(any) string) string {
	if !m.some() {
		return ""
	}
	const few = 8
	var names []string
	for _, id := range m.ids[:min(len(m.ids), few)] {
		names = append(names, name(m.rows[id]))
	}
	return number(len(m.ids)) + " marked: " + andMore(names, len(m.ids))
}
