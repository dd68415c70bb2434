package domain

import (
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// StaffProject and StaffGroup put someone into a project or a group or in
// charge of it, or with Not take that away.
type (
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

// StaffProject puts someone to work on a project or in charge of it.
func (s *Session) StaffProject(ctx context.Context, c StaffProject) (Project, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Project, error) { return t.staffProject(c) })
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
	return p, t.assign(&m, list, p.ID, c.Not, c.action(), p.Name)
}

// StaffGroup puts someone into a group or in charge of it.
func (s *Session) StaffGroup(ctx context.Context, c StaffGroup) (Group, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Group, error) { return t.staffGroup(c) })
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
	return g, t.assign(&m, list, g.ID, c.Not, c.action(), g.Name)
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

// staffable finds the member that a place is given to. Someone removed whom
// the actor can't see is unknown.
func (t *txn) staffable(ref Ref, not bool) (Member, error) {
	m, err := findMember(t, ref)
	if err != nil || not || m.RemovedAt.IsZero() {
		return m, err
	}
	on, err := t.onMember(m)
	switch {
	case err != nil:
		return Member{}, err
	case !t.sees(on):
		return Member{}, noMember(string(ref))
	}
	return Member{}, isRemoved(m)
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
