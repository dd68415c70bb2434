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

// Groups lists the groups that the asker reaches, by name.
func (s *Session) Groups(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		all, err := v.groupsReached()
		for i := range all {
			if err == nil {
				err = v.staffGroupPlace(&all[i])
			}
		}
		return all, err
	})
}

// GroupNames is Groups without who belongs to them and how many projects they
// hold, for what asks again with every letter: it reads no members.
func (s *Session) GroupNames(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, (*view).groupsReached)
}

// Projects lists the projects that the asker reaches, by name.
func (s *Session) Projects(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, func(v *view) ([]ListedPlace, error) {
		all, err := v.projectsReached()
		for i := range all {
			if err == nil {
				err = v.staffProjectPlace(&all[i])
			}
		}
		return all, err
	})
}

// ProjectNames is Projects without who belongs to them, as GroupNames.
func (s *Session) ProjectNames(ctx context.Context) ([]ListedPlace, error) {
	return look(ctx, s, (*view).projectsReached)
}

// Group is one of the groups that the asker reaches.
func (s *Session) Group(ctx context.Context, ref Ref) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) {
		g, _, err := v.group(rights.ProjectsView, ref, taking)
		if err != nil {
			return ListedPlace{}, v.orUnseen(rights.ProjectsView, "group", ref, err)
		}
		return v.shownGroup(g)
	})
}

// Project is one of the projects that the asker reaches.
func (s *Session) Project(ctx context.Context, ref Ref) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) {
		p, _, err := v.project(rights.ProjectsView, ref, taking)
		if err != nil {
			return ListedPlace{}, v.orUnseen(rights.ProjectsView, "project", ref, err)
		}
		return v.shownProject(p)
	})
}

func (v *view) groupsReached() ([]ListedPlace, error) {
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
		out = append(out, placeOfGroup(g, names[g.Parent]))
	}
	return out, nil
}

func (v *view) projectsReached() ([]ListedPlace, error) {
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
		on, err := v.onProject(p)
		if err != nil {
			return nil, err
		}
		if v.may(ask{right: rights.ProjectsView, target: on, takesAway: true}) != nil {
			continue
		}
		l, err := v.placeOfProject(p, units[p.Unit])
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}
