package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// linkName is what L does: it links an account, or takes the link away.
func (d *deeds) linkName(c domain.Card) string {
	if c.Employee != nil {
		return "unlink"
	}
	return "link to employee"
}

// link picks the record that belongs to an account, or takes the link away.
func (d *deeds) link(l domain.Listed) tea.Cmd {
	name := domain.Clean(l.Label())
	if l.Employee != nil {
		return d.app.confirm(confirm{
			title: "Unlink " + name + "?",
			lines: []string{"The account of " + name + " is then no longer that of employee " + domain.Clean(l.Employee.Number) + ".",
				"What needs an employee record, such as a timesheet, stops working. The record stays."},
			no: "Keep it", yes: "Unlink", meanwhile: d.unchanged(l),
			do: func(string) tea.Cmd {
				return d.change("Unlinked "+name+".", func(ctx context.Context, s *domain.Session) error {
					return only(s.Unlink(ctx, domain.Unlink{Member: domain.Ref(l.ID), Version: l.Version}))
				})
			},
		})
	}
	return d.pickEmployee(l)
}

// pickEmployee searches the employee records for the one that is a member's.
func (d *deeds) pickEmployee(l domain.Listed) tea.Cmd {
	p := &picker[domain.ListedEmployee]{title: "Which employee is " + domain.Clean(l.Label()) + "?", rows: 12}
	p.list = newList(d.app, listing[domain.ListedEmployee]{
		columns: []column[domain.ListedEmployee]{
			{title: "no.", min: 5, max: 10, cell: func(e domain.ListedEmployee) cell { return p.found(e, e.Number) }},
			{title: "name", min: 14, max: 28, cell: func(e domain.ListedEmployee) cell { return p.found(e, e.Name) }},
			{title: "e-mail", min: 12, max: 28, drop: 2, cell: func(e domain.ListedEmployee) cell { return p.found(e, e.Email) }},
			{title: "account", min: 10, drop: 1, cell: linkedTo},
		},
		id:    func(e domain.ListedEmployee) string { return string(e.ID) },
		name:  func(e domain.ListedEmployee) string { return domain.Clean(e.Name) },
		empty: "There is no employee record yet. The screen Employees makes one.",
		picks: true, opens: "link",
		source: func(q query) source[domain.ListedEmployee] { return d.employees(q.text) },
		open: func(e domain.ListedEmployee) tea.Cmd {
			d.app.close(p)
			return d.change("Linked "+domain.Clean(l.Label())+" to employee "+domain.Clean(e.Number)+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.Link(ctx, domain.Link{Member: domain.Ref(l.ID), Version: l.Version, Employee: domain.Ref(e.ID)}))
			})
		},
	})
	return d.app.overAtOnce(p)
}

// employees are the records that a text finds, read once for a list's life.
func (d *deeds) employees(text string) source[domain.ListedEmployee] {
	return sourced[domain.ListedEmployee](func(ctx context.Context, s span) (window[domain.ListedEmployee], error) {
		all, err := d.session.Employees(ctx, text)
		if err != nil {
			return window[domain.ListedEmployee]{}, err
		}
		return slice[domain.ListedEmployee]{all, func(e domain.ListedEmployee) string { return string(e.ID) }}.window(ctx, s)
	})
}

func linkedTo(e domain.ListedEmployee) cell {
	if e.LinkedTo == "" {
		return cell{text: "free", tone: good}
	}
	return cell{text: domain.Clean(e.LinkedTo), tone: faint}
}

// found is a text of a row with the letters that were typed.
func (p *picker[R]) found(_ R, text string) cell {
	c := cell{text: domain.Clean(text)}
	c.found, _, _ = match(c.text, p.query.text)
	return c
}
