package domain

import (
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// Groups and projects: what they are, who is in charge, who works there.
type (
	AddGroup struct {
		Name   string
		Parent Ref
	}
	AddProject struct {
		Name  string
		Group Ref
		Unit  Ref
	}
	ArchiveProject struct {
		Project Ref
		Not     bool
	}
	ArchiveGroup struct {
		Group Ref
		Not   bool
	}
	StaffProject struct {
		Project Ref
		Member  Ref
		Manager bool // in charge of it, rather than working on it
		Not     bool
	}
	StaffGroup struct {
		Group   Ref
		Member  Ref
		Manager bool
		Not     bool
	}
)

// findProject and findGroup look one up by name or id.
func findProject(tx Tx, ref Ref) (Project, error) {
	id, err := findNamed(tx, UniqueProject, ref)
	if err != nil {
		return Project{}, err
	}
	p, err := tx.Projects().Get(id)
	if id == "" || isNotFound(err) {
		return p, Errorf(NotFound, "no_project", "there is no project %s", CleanMax(string(ref), 80))
	}
	return p, err
}

func findGroup(tx Tx, ref Ref) (Group, error) {
	id, err := findNamed(tx, UniqueGroup, ref)
	if err != nil {
		return Group{}, err
	}
	g, err := tx.Groups().Get(id)
	if id == "" || isNotFound(err) {
		return g, Errorf(NotFound, "no_group", "there is no group %s", CleanMax(string(ref), 80))
	}
	return g, err
}

// AddGroup makes a group, below another if one is named.
func (s *Session) AddGroup(ctx context.Context, c AddGroup) (Group, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, "groups.add", func(t *txn) (Group, error) {
		on := target{mention: Mention{"group", id, CleanMax(c.Name, 80)}}
		if err := t.may(ask{right: rights.GroupsManage, target: on}); err != nil {
			return Group{}, err
		}
		return t.addGroup(c, id)
	})
}

// addGroup is AddGroup once it is authorised.
func (t *txn) addGroup(c AddGroup, id ID) (Group, error) {
	g := Group{ID: id}
	var err error
	if g.Name, err = ParseName(c.Name); err != nil {
		return g, err
	}
	if err := t.free(UniqueGroup, FoldName(g.Name), "", "group", g.Name); err != nil {
		return g, err
	}
	if c.Parent != "" {
		parent, err := findGroup(t, c.Parent)
		if err != nil {
			return g, err
		}
		g.Parent = parent.ID
	}
	if g, err = t.Groups().Put(g); err != nil {
		return g, err
	}
	return g, t.record("groups.add", mentionGroup(g), "")
}

// AddProject asks for projects.create in the group, or on the whole.
func (s *Session) AddProject(ctx context.Context, c AddProject) (Project, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, "projects.add", func(t *txn) (Project, error) {
		p := Project{ID: id}
		a := ask{right: rights.ProjectsCreate, target: target{mention: Mention{"project", id, CleanMax(c.Name, 80)}}}
		if c.Group != "" {
			g, err := findGroup(t, c.Group)
			if err != nil {
				return p, t.orRefuse(a, c.Group, err)
			}
			p.Group, a.target.rights = g.ID, t.groupFor(t.actor, g).rights
		}
		if err := t.may(a); err != nil {
			return p, err
		}
		if c.Unit != "" {
			u, err := findUnit(t, c.Unit)
			if err != nil {
				return p, err
			}
			p.Unit = u.ID
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
	return p, t.record("projects.add", mentionProject(p), "")
}

// ArchiveProject takes a project out of use, or with Not back into it.
func (s *Session) ArchiveProject(ctx context.Context, c ArchiveProject) (Project, error) {
	return commit(ctx, s, "projects.archive", func(t *txn) (Project, error) { return t.archiveProject(c) })
}

func (t *txn) archiveProject(c ArchiveProject) (Project, error) {
	p, on, err := t.project(rights.ProjectsManage, c.Project)
	if err != nil {
		return p, err
	}
	p.Archived = !c.Not
	if p, err = t.Projects().Put(p); err != nil {
		return p, err
	}
	action := "projects.archive"
	if c.Not {
		action = "projects.unarchive"
	}
	return p, t.record(action, on.mention, "")
}

// ArchiveGroup does the same to a group.
func (s *Session) ArchiveGroup(ctx context.Context, c ArchiveGroup) (Group, error) {
	return commit(ctx, s, "groups.archive", func(t *txn) (Group, error) {
		g, on, err := t.group(rights.GroupsManage, c.Group)
		if err != nil {
			return g, err
		}
		g.Archived = !c.Not
		if g, err = t.Groups().Put(g); err != nil {
			return g, err
		}
		action := "groups.archive"
		if c.Not {
			action = "groups.unarchive"
		}
		return g, t.record(action, on.mention, "")
	})
}

// project and group find one and authorise an act on it.
func (t *txn) project(r rights.Right, ref Ref, more ...func(*ask)) (Project, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	p, err := findProject(t, ref)
	if err != nil {
		return p, target{}, t.orRefuse(a, ref, err)
	}
	if a.target, err = t.onProject(p); err != nil {
		return p, a.target, err
	}
	return p, a.target, t.may(a)
}

func (t *txn) group(r rights.Right, ref Ref, more ...func(*ask)) (Group, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	g, err := findGroup(t, ref)
	if err != nil {
		return g, target{}, t.orRefuse(a, ref, err)
	}
	a.target = t.groupFor(t.actor, g)
	return g, a.target, t.may(a)
}

// StaffProject puts someone to work on a project or in charge of it.
func (s *Session) StaffProject(ctx context.Context, c StaffProject) (Project, error) {
	return commit(ctx, s, staffAction("projects", c.Manager), func(t *txn) (Project, error) { return t.staffProject(c) })
}

func staffAction(noun string, manager bool) string {
	if manager {
		return noun + ".manager"
	}
	return noun + ".member"
}

func (t *txn) staffProject(c StaffProject) (Project, error) {
	right, give := assigning(c.Manager, c.Not, "project-manager", rights.ProjectsManage)
	p, _, err := t.project(right, c.Project, give)
	if err != nil {
		return p, err
	}
	m, err := t.staffable(c.Member, c.Not)
	if err != nil {
		return p, err
	}
	list := &m.Projects
	if c.Manager {
		list = &m.ManagesProjects
	}
	return p, t.assign(&m, list, p.ID, c.Not, staffAction("projects", c.Manager), p.Name)
}

// StaffGroup puts someone into a group or in charge of it.
func (s *Session) StaffGroup(ctx context.Context, c StaffGroup) (Group, error) {
	return commit(ctx, s, staffAction("groups", c.Manager), func(t *txn) (Group, error) { return t.staffGroup(c) })
}

func (t *txn) staffGroup(c StaffGroup) (Group, error) {
	right, give := assigning(c.Manager, c.Not, "group-manager", rights.GroupsManage)
	g, _, err := t.group(right, c.Group, give)
	if err != nil {
		return g, err
	}
	m, err := t.staffable(c.Member, c.Not)
	if err != nil {
		return g, err
	}
	list := &m.Groups
	if c.Manager {
		list = &m.ManagesGroups
	}
	return g, t.assign(&m, list, g.ID, c.Not, staffAction("groups", c.Manager), g.Name)
}

// assigning is what putting someone in charge, or only to work, asks for.
func assigning(manager, not bool, role string, otherwise rights.Right) (rights.Right, func(*ask)) {
	if !manager {
		return otherwise, func(*ask) {}
	}
	return rights.RolesAssign, func(a *ask) {
		if !not {
			a.giving, _ = rights.ScopedRole(role)
		}
		a.takesAway = not
	}
}

// staffable finds the member that a place is given to.
func (t *txn) staffable(ref Ref, not bool) (Member, error) {
	m, err := findMember(t, ref)
	if err == nil && !not && !m.RemovedAt.IsZero() {
		err = isRemoved(m)
	}
	return m, err
}

// assign puts a place on one of the member's own lists, or takes it off.
func (t *txn) assign(m *Member, list *[]ID, place ID, not bool, action, name string) error {
	word := name
	if not {
		*list, word = without(*list, place), "no longer "+name
	} else if !slices.Contains(*list, place) {
		*list = with(*list, place)
	}
	if _, err := t.Members().Put(*m); err != nil {
		return err
	}
	return t.record(action, mentionMember(*m), "%s", word)
}
