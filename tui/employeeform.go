package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// nowhere is the choice of no unit, or no group.
const nowhere = "–"

// withUnits asks for the units, and then opens a form that offers them.
func (v *employees) withUnits(then func([]string) tea.Cmd) tea.Cmd {
	v.then = then
	return v.units.ask(v.app.ctx, func(ctx context.Context) ([]string, error) {
		all, err := v.session.Units(ctx)
		names := []string{nowhere}
		for _, u := range all {
			names = append(names, domain.Clean(u.Name))
		}
		return names, err
	})
}

// employeeInputs are the lines of the form.
func employeeInputs(e domain.ListedEmployee, units []string) []input {
	unit := nowhere
	if e.UnitName != "" {
		unit = domain.Clean(e.UnitName)
	}
	return []input{
		{label: "Number", value: domain.Clean(e.Number), hint: "as on the payroll"},
		{label: "Name", value: domain.Clean(e.Name)},
		{label: "E-mail", value: domain.Clean(e.Email), hint: "may be empty"},
		{label: "Unit", value: unit, choices: units, hint: "type to find it"},
	}
}

func (v *employees) add() tea.Cmd {
	return v.withUnits(func(units []string) tea.Cmd {
		return v.app.fill(form{
			title: "New employee record", yes: "add", inputs: employeeInputs(domain.ListedEmployee{}, units),
			try: func(values []string) func(context.Context) (Outcome, error) {
				c := domain.AddEmployee{Number: values[0], Name: values[1], Email: values[2], Unit: unitRef(values[3])}
				return v.deeds.adding("Added employee "+domain.Clean(values[0]+" "+values[1])+".", func(ctx context.Context, s *domain.Session) (domain.ID, error) {
					made, err := s.AddEmployee(ctx, c)
					return made.ID, err
				})
			},
		})
	})
}

func unitRef(choice string) domain.Ref {
	if choice == nowhere {
		return ""
	}
	return domain.Ref(choice)
}

// edit changes only what was typed over.
func (v *employees) edit(e domain.ListedEmployee) tea.Cmd {
	return v.withUnits(func(units []string) tea.Cmd {
		before := employeeInputs(e, units)
		return v.app.fill(form{
			title: "Employee " + domain.Clean(e.Number), yes: "save", inputs: before,
			meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, e) },
			try: func(values []string) func(context.Context) (Outcome, error) {
				c := domain.EditEmployee{Employee: domain.Ref(e.ID), Version: e.Version}
				for i, into := range []**string{&c.Number, &c.Name, &c.Email} {
					if values[i] != before[i].value {
						*into = &values[i]
					}
				}
				if unit := unitRef(values[3]); values[3] != before[3].value {
					c.Unit = &unit
				}
				return v.deeds.changing("Changed employee "+domain.Clean(values[0]+" "+values[1])+".", func(ctx context.Context, s *domain.Session) error {
					return only(s.EditEmployee(ctx, c))
				})
			},
		})
	})
}

// link picks the account of a record.
func (v *employees) link(e domain.ListedEmployee) tea.Cmd {
	name := domain.Clean(e.Number + " " + e.Name)
	return v.deeds.pickPerson("Whose record is "+name+"?", "link", domain.MemberQuery{Kind: "person", Text: e.Name}, func(l domain.Listed) tea.Cmd {
		return v.deeds.change("Linked "+domain.Clean(l.Label())+" to employee "+name+".", func(ctx context.Context, s *domain.Session) error {
			return only(s.Link(ctx, domain.Link{Member: domain.Ref(l.ID), Version: l.Version, Employee: domain.Ref(e.ID)}))
		})
	})
}

func (v *employees) unlink(e domain.ListedEmployee) tea.Cmd {
	who := domain.Clean(e.LinkedTo)
	return v.app.confirm(confirm{
		title: "Unlink " + who + " from employee " + domain.Clean(e.Number) + "?",
		lines: []string{"The record and the account both stay.", "What needs an employee record, such as a timesheet, stops working for " + who + "."},
		no:    "Keep it", yes: "Unlink",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, e) },
		do: func(string) tea.Cmd {
			return v.deeds.change("Unlinked "+who+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.Unlink(ctx, domain.Unlink{Member: domain.Ref(e.LinkedTo)}))
			})
		},
	})
}
