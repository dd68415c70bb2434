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

// Units lists the units as a tree, each below its parent.
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
		names := map[ID]string{}
		for _, u := range all {
			children[u.Parent] = append(children[u.Parent], u)
			names[u.ID] = u.Name
		}
		var out []ListedUnit
		var walk func(parent ID, depth int) error
		walk = func(parent ID, depth int) error {
			for _, u := range children[parent] {
				l, err := v.listUnit(u, names[u.Parent], depth)
				if err != nil {
					return err
				}
				out = append(out, l)
				if depth < deepest {
					if err := walk(u.ID, depth+1); err != nil {
						return err
					}
				}
			}
			return nil
		}
		return out, walk("", 0)
	})
}
