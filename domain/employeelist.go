package domain

import (
	"context"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// ListedEmployee is an employee record with its unit and account.
type ListedEmployee struct {
	Employee
	UnitName string
	LinkedTo string // handle
	Can      bool   // the asker may change the record
}

// Employees lists the records that the asker reaches, by number.
func (s *Session) Employees(ctx context.Context, text string) ([]ListedEmployee, error) {
	return look(ctx, s, func(v *view) ([]ListedEmployee, error) {
		all, err := v.seenEmployees()
		if err != nil {
			return nil, err
		}
		units, err := v.unitNames()
		if err != nil {
			return nil, err
		}
		var out []ListedEmployee
		for _, e := range all {
			if text != "" && !found(text, e.Number, e.Name, e.Email, units[e.Unit]) {
				continue
			}
			l, err := v.listEmployee(e, units)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// Employee is one of the records that the asker reaches.
func (s *Session) Employee(ctx context.Context, ref Ref) (ListedEmployee, error) {
	return look(ctx, s, func(v *view) (ListedEmployee, error) {
		e, _, err := v.employee(rights.EmployeesView, ref, taking)
		if err != nil {
			return ListedEmployee{}, v.orUnseen(rights.EmployeesView, "employee", ref, err)
		}
		unit, err := v.unitName(e.Unit)
		if err != nil {
			return ListedEmployee{}, err
		}
		return v.listEmployee(e, map[ID]string{e.Unit: unit})
	})
}

// seenEmployees are the records that the actor may see: all, those of the
// units in the actor's charge, or one's own.
func (v *view) seenEmployees() ([]Employee, error) {
	if err := v.may(ask{right: rights.EmployeesView, target: anyTarget(), takesAway: true}); err != nil {
		return nil, err
	}
	if v.reachesAll(rights.EmployeesView) {
		return everything(v.EmployeePages(), Query{Index: ByNumber})
	}
	var out []Employee
	units, err := v.unitsBelow(v.actor.ManagesUnits)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		in, err := everything(v.EmployeePages(), Query{Index: ByUnit, Value: string(u)})
		if err != nil {
			return nil, err
		}
		out = append(out, in...)
	}
	if v.actor.Employee != "" {
		own, err := v.Employees().Get(v.actor.Employee)
		if err != nil {
			return nil, err
		}
		out = append(out, own)
	}
	slices.SortFunc(out, func(a, b Employee) int { return strings.Compare(a.Number, b.Number) })
	out = slices.CompactFunc(out, func(a, b Employee) bool { return a.ID == b.ID })
	kept := out[:0]
	for _, e := range out {
		on, err := v.onEmployee(e)
		if err != nil {
			return nil, err
		}
		if v.may(ask{right: rights.EmployeesView, target: on, takesAway: true}) == nil {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

func (v *view) unitNames() (map[ID]string, error) {
	units, err := everything(v.UnitPages(), Query{Index: ByName})
	names := make(map[ID]string, len(units))
	for _, u := range units {
		names[u.ID] = u.Name
	}
	return names, err
}

// found tells whether every word of a search is in one of the texts.
func found(text string, in ...string) bool {
	all := FoldSearch(strings.Join(in, "\x00"))
	for _, word := range strings.Fields(FoldSearch(CleanMax(text, 80))) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
