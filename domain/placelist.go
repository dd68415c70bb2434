package domain

import (
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// ListedPlace is a group or a project with who belongs to it.
type ListedPlace struct {
	ID       ID
	Version  uint64
	Name     string
	Parent   string // of a group; empty also where the asker can't see it
	Projects int    // in a group
	Group    string // of a project
	GroupID  ID
	Unit     string // of a project
	Archived bool
	Managers []string
	Members  []string
}

// Groups lists the groups by name.
func (s *Session) Groups(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		if err := v.may(ask{right: rights.ProjectsView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.GroupPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(g Group) bool {
			return v.may(ask{right: rights.ProjectsView, target: v.groupFor(v.actor, g), takesAway: true}) != nil
		})
		names := map[ID]string{}
		for _, g := range all {
			names[g.ID] = g.Name
		}
		var out []ListedPlace
		for _, g := range all {
			l, err := v.listGroup(g, names[g.Parent])
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// Projects lists the projects that the asker reaches, by name.
func (s *Session) Projects(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		if err := v.may(ask{right: rights.ProjectsView, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.ProjectPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		units, err := v.unitNames()
		if err != nil {
			return nil, err
		}
		var out []ListedPlace
		for _, p := range all {
			l, seen, err := v.listProject(p, units)
			if err != nil {
				return nil, err
			}
			if seen {
				out = append(out, l)
			}
		}
		return out, nil
	})
}

func (v *view) listProject(p Project, units map[ID]string) (ListedPlace, bool, error) {
	on, err := v.onProject(p)
	if err != nil || v.may(ask{right: rights.ProjectsView, target: on, takesAway: true}) != nil {
		return ListedPlace{}, false, err
	}
	l, err := v.placeOfProject(p, units[p.Unit])
	return l, true, err
}

// Group is one of the groups that the asker reaches.
func (s *Session) Group(ctx context.Context, ref Ref) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) {
		g, _, err := v.group(rights.ProjectsView, ref, taking)
		if err != nil {
			return ListedPlace{}, err
		}
		parent, err := v.seenGroup(g.Parent)
		if err != nil {
			return ListedPlace{}, err
		}
		return v.listGroup(g, parent)
	})
}

// Project is one of the projects that the asker reaches.
func (s *Session) Project(ctx context.Context, ref Ref) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) {
		p, _, err := v.project(rights.ProjectsView, ref, taking)
		if err != nil {
			return ListedPlace{}, err
		}
		unit, err := v.unitName(p.Unit)
		if err != nil {
			return ListedPlace{}, err
		}
		return v.placeOfProject(p, unit)
	})
}

// seenGroup is the name of a group, or "" for none and for one that the actor
// can't see.
func (t *txn) seenGroup(id ID) (string, error) {
	if id == "" {
		return "", nil
	}
	g, err := t.Groups().Get(id)
	if err != nil || !t.sees(t.groupFor(t.actor, g)) {
		return "", err
	}
	return g.Name, nil
}
