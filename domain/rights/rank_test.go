package rights_test

import (
	"testing"

	"gatehouse/domain/rights"
)

// Acts on the owner, on someone above, on equals, and on oneself.
func TestRank(t *testing.T) {
	m := in(t, "mtime")
	ada := on(rights.OnMember, owner)
	me := on(rights.OnMember, self, ranked(m.role("admin")))
	equal := on(rights.OnMember, ranked(m.role("admin")))
	maker := func(t *rights.Target) { t.Maker = true }
	helper := custom(m, "employee", rights.MembersSuspend, rights.MembersLink, rights.RolesManage)
	cases := []struct {
		q    rights.Question
		says string // "" is yes
	}{
		{about(ada, ask(m.a("admin"), rights.MembersRole)), "Eva is the owner; ownership only moves by transfer"},
		{about(ada, ask(m.a("admin"), rights.MembersSuspend)), "Eva is the owner; ownership only moves by transfer"},
		{about(ada, ask(m.a("admin"), rights.MembersOptions)), "Eva is the owner, whose options are always on"},
		{about(ada, ask(m.a("admin"), rights.MembersLogins)), "Eva is the owner, whose logins are nobody else's matter"},
		{about(ada, ask(m.a("admin"), rights.MembersLink)), ""}, // an unlinked owner can be linked by an Admin
		{about(ada, ask(m.a("admin"), rights.MembersRate)), ""},
		{about(equal, ask(m.a("admin"), rights.MembersRole)), ""}, // Timeneye: Admins edit team members' roles
		{about(equal, ask(able(m.Model, helper), rights.MembersSuspend)), "Eva ranks above Bo"},
		{about(equal, ask(able(m.Model, helper), rights.MembersLink)), ""},
		{about(me, ask(m.a("admin"), rights.MembersRole)), "nobody changes their own role"},
		{about(me, ask(m.a("owner"), rights.MembersRole)), "nobody changes their own role"},
		{about(me, ask(m.a("admin"), rights.MembersSuspend)), "nobody suspends themselves or sets their own end date"},
		{about(me, ask(m.a("admin"), rights.MembersRemove)), "nobody removes themselves; leaving is another way"},
		{about(me, ask(m.a("admin"), rights.MembersOptions)), "nobody sets their own options"},
		{about(me, ask(m.a("owner"), rights.MembersOptions)), "nobody sets their own options"},
		{about(me, ask(m.a("owner", unlinked), rights.MembersLink)), ""},
		{about(me, ask(m.a("admin"), rights.MembersLogins)), ""},
		{about(on(rights.OnMember, self), ask(m.a("employee"), rights.MembersLogins)), ""}, // one's own need no right
		{about(me, ask(m.a("admin"), rights.TimeoffApprove)), "nobody but the owner decides on their own time off"},
		{about(on(rights.OnEmployee, self), ask(m.a("admin"), rights.TimeoffApprove)), "nobody but the owner decides on their own time off"},
		{about(me, ask(m.a("owner"), rights.TimeoffApprove)), ""},

		{about(on(rights.OnMember, maker), machine(m, "admin", rights.MembersSuspend)), "Eva made Bo, and a service user never acts on who made it"},
		{about(on(rights.OnMember, self), machine(m, "developer", rights.APIKeysManage)), "a service user never acts on itself, except to rotate its own key"},
		{about(on(rights.OnMember, self), rotating(machine(m, "developer", rights.APIKeysManage))), ""},
		{about(on(rights.OnMember, self), rotating(machine(m, "developer", rights.ServiceUsersManage))), "a service user never acts on itself, except to rotate its own key"},

		{about(on(rights.OnRole, maker), machine(m, "admin", rights.RolesManage)), "who made Bo holds Eva, and a service user never acts on who made it"},
		{about(on(rights.OnRole, maker), ask(m.a("admin"), rights.RolesManage)), ""},
		{about(on(rights.OnRole, self), ask(able(m.Model, helper), rights.RolesManage)), "Bo holds Eva, and nobody changes their own role"},
		{about(on(rights.OnRole, ranked(m.role("manager"))), ask(able(m.Model, helper), rights.RolesManage)), "someone above Bo holds Eva"},
		{about(on(rights.OnRole, ranked(m.role("employee"))), ask(able(m.Model, helper), rights.RolesManage)), ""},
	}
	for _, c := range cases {
		gate := "rank"
		if c.says == "" {
			gate = ""
		}
		check(t, m, c.q, gate, c.says)
	}
}

func machine(h house, role string, r rights.Right) rights.Question {
	return via(rights.API, ask(h.a(role, service), r))
}

func rotating(q rights.Question) rights.Question { q.Rotates = true; return q }

// A role, an invitation, a key: never more than one's own.
func TestGiving(t *testing.T) {
	m, tt := in(t, "mtime"), in(t, "timetonic")
	inviter := func(from string, add ...rights.Right) rights.Subject {
		return able(m.Model, custom(m, from, append(add, rights.MembersInvite)...))
	}
	billing := custom(m, "admin")
	billing.Whole = billing.Whole.With(rights.WorkspaceBilling)
	above := custom(m, "employee")
	above.Rank = m.role("manager").Rank
	noAPI := custom(tt, "read-only", rights.ServiceUsersManage, rights.AccessAsk, rights.MembersInvite)
	noAPI.Rank = tt.role("user").Rank
	user := custom(tt, "read-only", rights.APIUse)
	head := custom(m, "manager", rights.RolesAssign) // assigns anywhere, and manages projects in its units
	head.Grant(rights.ProjectsManage, rights.Scoped)
	keeper := custom(tt, "read-only", rights.TimeTrack) // personal, so one's own
	verifier, employee, manager := m.role("verifier"), m.role("employee"), m.role("manager")
	cases := []struct {
		h    house
		q    rights.Question
		says string // "" is yes
	}{
		{m, giving(m.role("owner"), ask(m.a("owner"), rights.MembersRole)), "nobody gives Owner; ownership only moves by transfer"},
		{m, giving(m.role("admin"), ask(m.a("admin"), rights.MembersInvite)), ""},
		{m, giving(billing, ask(m.a("owner"), rights.RolesManage)), "workspace.billing never enters a custom role"},
		{m, giving(verifier, ask(m.a("admin"), rights.MembersInvite)), "Verifier is for service users only"},
		{m, giving(verifier, ask(m.a("developer"), rights.ServiceUsersManage)), ""},
		{m, giving(m.role("admin"), ask(m.a("developer"), rights.ServiceUsersManage)), "Admin ranks above what Bo may give"},
		{m, giving(employee, ask(m.a("developer"), rights.ServiceUsersManage)), ""},
		{m, giving(employee, ask(inviter("employee"), rights.MembersInvite)), ""},
		{m, giving(above, ask(inviter("employee"), rights.MembersInvite)), "Helper ranks above what Bo may give"},
		{m, giving(m.role("developer"), ask(inviter("employee"), rights.MembersInvite)), "Developer has api.settings, which Bo can't give"},
		{m, giving(manager, ask(inviter("manager"), rights.MembersInvite)), ""},
		{m, giving(custom(m, "employee", rights.EmployeesView), ask(inviter("manager"), rights.MembersInvite)), "Helper has employees.view, which Bo can't give"}, // s isn't w

		// A temporary role counts only where the role below holds the right too.
		{m, giving(employee, ask(m.a("admin", temporarily(employee)), rights.MembersInvite)), ""},
		{m, giving(m.role("developer"), ask(m.a("admin", temporarily(employee)), rights.MembersInvite)), "Developer has api.settings, which Bo can't give"},
		{m, giving(manager, ask(m.a("admin", temporarily(employee)), rights.MembersInvite)), "Manager ranks above what Bo may give"},

		{m, giving(manager, ask(able(m.Model, custom(m, "manager", rights.MembersInvite), temporarily(m.role("admin"))), rights.MembersInvite)), ""},

		// Whoever enrols a login becomes that member, scoped roles and all.
		{m, giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins)), ""},
		{m, alsoScoped(rights.ByProject, giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins))), "Eva manages projects or groups, which is more than Bo may give"},
		{m, alsoScoped(rights.ByArchivedProject, giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins))), "Eva manages projects or groups, which is more than Bo may give"},
		{m, alsoScoped(rights.ByGroup, giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins))), "Eva manages projects or groups, which is more than Bo may give"},
		{m, andBelow(manager, giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins))), "Manager, which comes back after Employee, ranks above what Bo may give"},
		{m, andBelow(m.role("developer"), giving(employee, ask(inviter("employee", rights.MembersLogins), rights.MembersLogins))), "Developer, which comes back after Employee, has api.settings, which Bo can't give"},
		{m, alsoScoped(rights.ByProject, giving(employee, ask(m.a("admin"), rights.MembersLogins))), ""},

		{tt, giving(keeper, ask(able(tt.Model, custom(tt, "read-only", rights.MembersInvite)), rights.MembersInvite)), "Helper has time.track, which Bo can't give"},
		{tt, giving(keeper, ask(able(tt.Model, custom(tt, "limited", rights.MembersInvite)), rights.MembersInvite)), ""},

		// A service user's built-in api.use isn't counted.
		{tt, giving(user, ask(able(tt.Model, noAPI), rights.ServiceUsersManage)), ""},
		{tt, giving(user, ask(able(tt.Model, noAPI), rights.MembersInvite)), "Helper has api.use, which Bo can't give"},
		{tt, giving(tt.role("verifier"), ask(able(tt.Model, noAPI), rights.ServiceUsersManage)), ""},

		// Scoped roles have no rank; their rights are compared all the same.
		{m, about(on(rights.OnProject), giving(m.role("project-manager"), ask(m.a("admin"), rights.RolesAssign))), ""},
		{m, about(on(rights.OnProject), giving(m.role("project-manager"), ask(able(m.Model, custom(m, "employee", rights.RolesAssign)), rights.RolesAssign))), "Project Manager has members.view, which Bo can't give"},
		{m, about(on(rights.OnProject, reached(rights.ByUnit)), giving(m.role("project-manager"), ask(able(m.Model, head), rights.RolesAssign))), ""},
		{m, about(on(rights.OnProject), giving(m.role("project-manager"), ask(able(m.Model, head), rights.RolesAssign))), "Project Manager has members.view, which Bo can't give"},
		{m, about(on(rights.OnProject, reached(rights.ByGroup)), giving(m.role("project-manager"), ask(able(m.Model, custom(m, "employee", rights.RolesAssign)), rights.RolesAssign))), ""},
	}
	for _, c := range cases {
		gate := "rank"
		if c.says == "" {
			gate = ""
		}
		check(t, c.h, c.q, gate, c.says)
	}
}
