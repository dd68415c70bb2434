package domain

import (
	"cmp"
	"context"

	"gatehouse/domain/rights"
)

// EditUnit, EditGroup and EditProject rename a place or move it. Nil fields
// stay as they are; an empty parent, group or unit takes it out of that.
type (
	EditUnit struct {
		Unit    Ref
		Version uint64
		Name    *string
		Parent  *Ref
	}
	EditGroup struct {
		Group   Ref
		Version uint64
		Name    *string
		Parent  *Ref
	}
	EditProject struct {
		Project Ref
		Version uint64
		Name    *string
		Group   *Ref
		Unit    *Ref
	}
)

// EditUnit asks for units.manage; moving it, as adding one does, for that on
// the whole workspace.
func (s *Session) EditUnit(ctx context.Context, c EditUnit) (Unit, error) {
	levels, err := look(ctx, s, func(v *view) (int, error) {
		u, err := findUnit(v, c.Unit)
		if err != nil {
			return 0, nil // the use case says what that means
		}
		return levels(u.ID, ByParent, v.UnitPages())
	})
	if err != nil {
		return Unit{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Unit, error) { return t.editUnit(c, levels) })
}

// editUnit is EditUnit of a unit with so many levels, itself included.
func (t *txn) editUnit(c EditUnit, levels int) (Unit, error) {
	u, on, err := t.unit(rights.UnitsManage, c.Unit)
	if err != nil {
		return u, err
	}
	if err := current(u.Version, c.Version, on.mention); err != nil {
		return u, err
	}
	before := u
	if c.Parent != nil {
		if err := t.may(ask{right: rights.UnitsManage, target: target{mention: on.mention}}); err != nil {
			return u, err
		}
		if u.Parent, err = t.parentUnit(u, *c.Parent, levels); err != nil {
			return u, err
		}
	}
	if u.Name, err = t.placeName(UniqueUnit, u.ID, "unit", c.Name, u.Name); err != nil {
		return u, err
	}
	if u, err = t.Units().Put(u); err != nil {
		return u, err
	}
	return u, t.record(c.action(), Mention{"unit", u.ID, u.Name}, "%s", was(before.Name, u.Name, before.Parent != u.Parent))
}

// parentUnit is the unit that u may be moved below.
func (t *txn) parentUnit(u Unit, ref Ref, levels int) (ID, error) {
	if ref == "" {
		return "", nil
	}
	parent, err := findUnit(t, ref)
	if err != nil {
		return "", err
	}
	return parent.ID, nest("unit", u.ID, u.Name, parent, levels, t.Units(), func(u Unit) (ID, ID, string) { return u.ID, u.Parent, u.Name })
}

// EditGroup asks for groups.manage; moving it, as adding one does, for that on
// the whole workspace.
func (s *Session) EditGroup(ctx context.Context, c EditGroup) (Group, error) {
	levels, err := look(ctx, s, func(v *view) (int, error) {
		g, err := findGroup(v, c.Group)
		if err != nil {
			return 0, nil // the use case says what that means
		}
		return levels(g.ID, ByParent, v.GroupPages())
	})
	if err != nil {
		return Group{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Group, error) { return t.editGroup(c, levels) })
}

// editGroup is EditGroup of a group with so many levels, itself included.
func (t *txn) editGroup(c EditGroup, levels int) (Group, error) {
	g, on, err := t.group(rights.GroupsManage, c.Group)
	if err != nil {
		return g, err
	}
	if err := current(g.Version, c.Version, on.mention); err != nil {
		return g, err
	}
	before := g
	if c.Parent != nil {
		if err := t.may(ask{right: rights.GroupsManage, target: target{mention: on.mention}}); err != nil {
			return g, err
		}
		if g.Parent, err = t.parentGroup(g, *c.Parent, levels); err != nil {
			return g, err
		}
	}
	if g.Name, err = t.placeName(UniqueGroup, g.ID, "group", c.Name, g.Name); err != nil {
		return g, err
	}
	if g, err = t.Groups().Put(g); err != nil {
		return g, err
	}
	return g, t.record(c.action(), mentionGroup(g), "%s", was(before.Name, g.Name, before.Parent != g.Parent))
}

// parentGroup is the group that g may be moved below.
func (t *txn) parentGroup(g Group, ref Ref, levels int) (ID, error) {
	if ref == "" {
		return "", nil
	}
	parent, err := findGroup(t, ref)
	if err != nil {
		return "", err
	}
	if parent.ID != g.Parent {
		if err := inUse(parent); err != nil {
			return "", err
		}
	}
	return parent.ID, nest("group", g.ID, g.Name, parent, levels, t.Groups(), func(g Group) (ID, ID, string) { return g.ID, g.Parent, g.Name })
}

// EditProject asks for projects.manage; moving it, for projects.create in the
// group that it is in afterwards, or without one on the whole workspace.
func (s *Session) EditProject(ctx context.Context, c EditProject) (Project, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Project, error) { return t.editProject(c) })
}

func (t *txn) editProject(c EditProject) (Project, error) {
	p, on, err := t.project(rights.ProjectsManage, c.Project)
	if err != nil {
		return p, err
	}
	if err := current(p.Version, c.Version, on.mention); err != nil {
		return p, err
	}
	before := p
	if c.Group != nil || c.Unit != nil {
		if p.Group, err = t.intoGroup(or(c.Group, Ref(p.Group)), p); err != nil {
			return p, err
		}
	}
	if c.Unit != nil {
		if p.Unit, err = t.intoUnit(*c.Unit); err != nil {
			return p, err
		}
	}
	if p.Name, err = t.placeName(UniqueProject, p.ID, "project", c.Name, p.Name); err != nil {
		return p, err
	}
	if p, err = t.Projects().Put(p); err != nil {
		return p, err
	}
	return p, t.record(c.action(), mentionProject(p), "%s", was(before.Name, p.Name, before.Group != p.Group || before.Unit != p.Unit))
}

// placeName is the new name of a place, or the one before where none is given.
func (t *txn) placeName(u Unique, own ID, kind string, given *string, before string) (string, error) {
	if given == nil {
		return before, nil
	}
	name, err := ParseName(*given)
	if err != nil {
		return before, err
	}
	return name, t.free(u, FoldName(name), own, kind, name)
}

// was says in a word or two what an edit did.
func was(before, after string, moved bool) string {
	renamed := ""
	if before != after {
		renamed = "was " + before
	}
	if !moved {
		return renamed
	}
	return cmp.Or(renamed, "moved")
}
