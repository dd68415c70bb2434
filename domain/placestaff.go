package domain

import "slices"

func placeOfGroup(g Group, parent string) ListedPlace {
	return ListedPlace{ID: g.ID, Version: g.Version, Name: g.Name, Parent: parent, Archived: g.Archived}
}

func (v *view) placeOfProject(p Project, unit string) (ListedPlace, error) {
	l := ListedPlace{ID: p.ID, Version: p.Version, Name: p.Name, Unit: unit, Archived: p.Archived}
	if p.Group == "" {
		return l, nil
	}
	g, err := v.Groups().Get(p.Group)
	l.Group, l.GroupID = g.Name, g.ID
	return l, err
}

// shownGroup is one group with who belongs to it.
func (v *view) shownGroup(g Group) (ListedPlace, error) {
	parent, err := v.seenGroup(g.Parent)
	if err != nil {
		return ListedPlace{}, err
	}
	l := placeOfGroup(g, parent)
	err = v.staffGroupPlace(&l)
	return l, err
}

// shownProject is one project with who belongs to it.
func (v *view) shownProject(p Project) (ListedPlace, error) {
	unit, err := v.unitName(p.Unit)
	if err != nil {
		return ListedPlace{}, err
	}
	l, err := v.placeOfProject(p, unit)
	if err == nil {
		err = v.staffProjectPlace(&l)
	}
	return l, err
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

func (v *view) staffGroupPlace(l *ListedPlace) (err error) {
	if l.Projects, err = v.Count(CountGroup, string(l.ID)); err != nil {
		return err
	}
	return v.staffPlace(l, ByGroup, func(m Member) (manages, within []ID) { return m.ManagesGroups, m.Groups })
}

func (v *view) staffProjectPlace(l *ListedPlace) error {
	return v.staffPlace(l, ByProject, func(m Member) (manages, within []ID) { return m.ManagesProjects, m.Projects })
}

// staffPlace adds who manages a place and who is in it, reading each of them
// once.
func (v *view) staffPlace(l *ListedPlace, by Index, of func(Member) (manages, within []ID)) error {
	return eachMember(v, Query{Index: by, Value: string(l.ID)}, func(m Member) error {
		if !m.RemovedAt.IsZero() {
			return nil
		}
		manages, within := of(m)
		if slices.Contains(manages, l.ID) {
			l.Managers = append(l.Managers, m.Handle())
		}
		if slices.Contains(within, l.ID) {
			l.Members = append(l.Members, m.Handle())
		}
		return nil
	})
}
