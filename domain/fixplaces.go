package domain

import (
	"gatehouse/domain/rights"
)

// stepPlace gives a scoped role, or opens an archived project again.
func (v *view) stepPlace(s rights.Step, a asked) (step, error) {
	m := a.subject
	handle, label, ref := m.Handle(), Clean(m.Label()), Ref(m.ID)
	switch s.Kind {
	case rights.AssignUnit:
		u, err := v.Units().Get(a.target.unit)
		on := func(who Member) (target, error) { return v.unitFor(who, u) }
		return step{[]string{"units", "manager", u.Name, handle}, "let " + label + " manage " + Clean(u.Name), rights.UnitsManage, nil, on,
			func(t *txn) error { _, err := t.manageUnit(ManageUnit{Unit: Ref(u.ID), Member: ref}); return err }}, err
	case rights.AssignGroup:
		g, err := v.Groups().Get(a.target.group)
		role, _ := rights.ScopedRole("group-manager")
		on := func(who Member) (target, error) { return v.groupFor(who, g), nil }
		return step{[]string{"groups", "manager", g.Name, handle}, "make " + label + " Group Manager of " + Clean(g.Name), rights.RolesAssign, role, on,
			func(t *txn) error {
				_, err := t.staffGroup(StaffGroup{Group: Ref(g.ID), Member: ref, Manager: true})
				return err
			}}, err
	}
	p, err := v.Projects().Get(a.target.project)
	on := func(who Member) (target, error) { return v.projectFor(who, p) }
	switch s.Kind {
	case rights.AssignProject:
		role, _ := rights.ScopedRole("project-manager")
		return step{[]string{"projects", "manager", p.Name, handle}, "make " + label + " Project Manager of " + Clean(p.Name), rights.RolesAssign, role, on,
			func(t *txn) error {
				_, err := t.staffProject(StaffProject{Project: Ref(p.ID), Member: ref, Manager: true})
				return err
			}}, err
	case rights.Staff:
		return step{[]string{"projects", "member", p.Name, handle}, "let " + label + " work on " + Clean(p.Name), rights.ProjectsManage, nil, on,
			func(t *txn) error {
				_, err := t.staffProject(StaffProject{Project: Ref(p.ID), Member: ref})
				return err
			}}, err
	default:
		return step{[]string{"projects", "unarchive", p.Name}, "open " + Clean(p.Name) + " again", rights.ProjectsManage, nil, on,
			func(t *txn) error {
				_, err := t.archiveProject(ArchiveProject{Project: Ref(p.ID), Not: true})
				return err
			}}, err
	}
}
