package demo

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// ownRoles are the roles of the workspace's own: the model's ordinary role, and
// what it takes to look into everything, or to receive people.
var ownRoles = []struct {
	name string
	more []rights.Right
}{
	{"Auditor", []rights.Right{rights.MembersView, rights.EmployeesView, rights.ProjectsView, rights.ProfitabilityView, rights.AuditView, rights.AccessAsk}},
	{"Front desk", []rights.Right{rights.MembersView, rights.MembersInvite, rights.EmployeesView}},
}

// customRoles are their records.
func (s *seed) customRoles() (all []domain.CustomRole) {
	model, _ := rights.FindModel(s.info.Model) // there is one: it was checked
	base, _ := model.Role(model.Ordinary)
	for _, own := range ownRoles {
		role := base.Copy(own.name)
		for _, right := range own.more {
			role.Grant(right, rights.Whole)
		}
		r := domain.CustomRole{ID: s.id(), Name: own.name, From: base.Name, Rank: base.Rank}
		for _, g := range role.Granted() {
			r.Rights = append(r.Rights, g.String())
		}
		all = append(all, r)
	}
	return all
}

// ownRole gives a few of the cast one of them, and leaves alone whom the
// history is about.
func ownRole(m *domain.Member, p Person, i int) {
	if i < len(known())+partsAtMost || i >= castSize || p.RoleHint != "employee" || p.Suspended {
		return
	}
	switch i % 41 {
	case 7:
		m.Role = ownRoles[0].name
	case 3, 17:
		m.Role = ownRoles[1].name
	}
}
