package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// AddProject makes a project, in a group and a unit if they are named;
// ArchiveProject takes one out of use, or with Not back into it.
type (
	AddProject struct {
		Name  string
		Group Ref
		Unit  Ref
	}
	ArchiveProject struct {
		Project Ref
		Version uint64 // the version that was looked at; 0: whichever it is
		Not     bool
	}
)

// findProject looks a project up by name or id.
func findProject(tx Tx, ref Ref) (Project, error) {
	return named(tx, tx.Projects(), UniqueProject, "project", ref)
}

// AddProject asks for projects.create in the group, or on the whole.
func (s *Session) AddProject(ctx context.Context, c AddProject) (Project, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (Project, error) {
		p := Project{ID: id}
		group, err := t.intoGroup(c.Group, Project{Name: said(c.Name)})
		if err != nil {
			return p, err
		}
		p.Group = group
		if p.Unit, err = t.intoUnit(c.Unit); err != nil {
			return p, err
		}
		return t.addProject(p, c.Name)
	})
}

// addProject writes a project once it is authorised.
func (t *txn) addProject(p Project, name string) (Project, error) {
	var err error
	if p.Name, err = ParseName(name); err != nil {
		return p, err
	}
	if err := t.free(UniqueProject, FoldName(p.Name), "", "project", p.Name); err != nil {
		return p, err
	}
	if p, err = t.Projects().Put(p); err != nil {
		return p, err
	}
	return p, t.record(AddProject{}.action(), mentionProject(p), "")
}

// ArchiveProject takes a project out of use, or with Not back into it.
func (s *Session) ArchiveProject(ctx context.Context, c ArchiveProject) (Project, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Project, error) { return t.archiveProject(c) })
}

func (t *txn) archiveProject(c ArchiveProject) (Project, error) {
	p, on, err := t.project(rights.ProjectsManage, c.Project)
	if err != nil {
		return p, err
	}
	if err := current(p.Version, c.Version, on.mention); err != nil {
		return p, err
	}
	p.Archived = !c.Not
	if p, err = t.Projects().Put(p); err != nil {
		return p, err
	}
	return p, t.record(c.action(), on.mention, "")
}

// project finds a project and authorises an act on it.
func (t *txn) project(r rights.Right, ref Ref, more ...func(*ask)) (Project, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	p, err := findProject(t, ref)
	if err != nil {
		return p, target{}, t.orRefuse(a, "project", ref, err)
	}
	if a.target, err = t.onProject(p); err != nil {
		return p, a.target, err
	}
	return p, a.target, t.allow(a, ref)
}
