package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ListedUnit is a unit with what belongs to it.
type ListedUnit struct {
	Unit
	ParentName string
	Depth      int
	People     int      // employee records and projects in it
	Managers   []string // handles
}

// Units lists the units that the asker reaches as a tree, each below its
// nearest one above.
func (s *Session) Units(ctx context.Context) ([]ListedUnit, error) {
	return look(ctx, s, func(v *view) ([]ListedUnit, error) {
		if err := v.may(ask{right: rights.EmployeesView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.UnitPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		children := map[ID][]Unit{}
		for _, u := range all {
			children[u.Parent] = append(children[u.Parent], u)
		}
		var out []ListedUnit
		var walk func(parent ID, above string, depth, levels int) error
		walk = func(parent ID, above string, depth, levels int) error {
			for _, u := range children[parent] {
				on, err := v.onUnit(u)
				if err != nil {
					return err
				}
				name, below := above, depth
				if v.may(ask{right: rights.EmployeesView, target: on, takesAway: true}) == nil {
					l, err := v.listUnit(u, above, depth)
					if err != nil {
						return err
					}
					out = append(out, l)
					name, below = u.Name, depth+1
				}
				if levels < deepest {
					if err := walk(u.ID, name, below, levels+1); err != nil {
						return err
					}
				}
			}
			return nil
		}
		return out, walk("", "", 0, 0)
	})
}

// Unit is one of the units that the asker reaches, as Units lists it.
func (s *Session) Unit(ctx context.Context, ref Ref) (ListedUnit, error) {
	return look(ctx, s, func(v *view) (ListedUnit, error) {
		u, _, err := v.unit(rights.EmployeesView, ref, taking)
		if err != nil {
			return ListedUnit{}, v.orUnseen(rights.EmployeesView, "unit", ref, err)
		}
		above, depth, err := v.above(u)
		if err != nil {
			return ListedUnit{}, err
		}
		return v.listUnit(u, above, depth)
	})
}

// above is the nearest unit above that the asker reaches, and how many they reach.
func (v *view) above(u Unit) (name string, depth int, err error) {
	for levels := 0; u.Parent != "" && levels < deepest; levels++ {
		if u, err = v.Units().Get(u.Parent); err != nil {
			return "", 0, err
		}
		on, err := v.onUnit(u)
		if err != nil {
			return "", 0, err
		}
		if v.may(ask{right: rights.EmployeesView, target: on, takesAway: true}) == nil {
			if depth++; depth == 1 {
				name = u.Name
			}
		}
	}
	return name, depth, nil
}
