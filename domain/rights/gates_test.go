package rights_test

import (
	"slices"
	"testing"

	"gatehouse/domain/rights"
)

// model and roles by name, for tests.
type house struct {
	t *testing.T
	*rights.Model
}

func in(t *testing.T, model string) house {
	m, ok := rights.FindModel(model)
	if !ok {
		t.Fatal(model)
	}
	return house{t, m}
}

func (m house) role(name string) *rights.Role {
	m.t.Helper()
	r, ok := m.Role(name)
	if !ok {
		if r, ok = rights.ScopedRole(name); !ok {
			m.t.Fatalf("no role %s", name)
		}
	}
	return r
}

// a is someone with a role whom nothing else stops, changed as told.
func (m house) a(role string, changes ...func(*rights.Subject)) rights.Subject {
	return able(m.Model, m.role(role), changes...)
}

func (m house) on(plan string) func(*rights.Subject) {
	return func(s *rights.Subject) { s.Plan, _ = m.Plan(plan) }
}

func service(s *rights.Subject)  { s.Kind, s.Options = rights.ServiceUser, 0 }
func unlinked(s *rights.Subject) { s.Linked = false }

func temporarily(below *rights.Role) func(*rights.Subject) {
	return func(s *rights.Subject) { s.Below = below }
}

func holds(r rights.Reach) func(*rights.Subject) {
	return func(s *rights.Subject) { s.Holds = r }
}

func on(kind rights.TargetKind, changes ...func(*rights.Target)) rights.Target {
	target := rights.Target{Kind: kind}
	for _, change := range changes {
		change(&target)
	}
	return target
}

func self(t *rights.Target)  { t.Self = true }
func owner(t *rights.Target) { t.Owner, t.Rank = true, 500 }

func ranked(r *rights.Role) func(*rights.Target) {
	return func(t *rights.Target) { t.Rank = r.Rank }
}

func reached(r rights.Reach) func(*rights.Target) {
	return func(t *rights.Target) { t.Reach = r }
}

var bo = rights.Names{Subject: "Bo", Target: "Eva", Since: "12 Nov", Manages: "Design", Within: "Sales"}

// Each gate that says no, and what it says; "" is yes.
func TestGates(t *testing.T) {
	m, tt, te := in(t, "mtime"), in(t, "timetonic"), in(t, "timeneye")
	status := func(st rights.Status) func(*rights.Subject) {
		return func(s *rights.Subject) { s.Status = st }
	}
	ways := func(w rights.Channels) func(*rights.Subject) {
		return func(s *rights.Subject) { s.Ways = w }
	}
	options := func(o rights.Option) func(*rights.Subject) {
		return func(s *rights.Subject) { s.Options = o }
	}
	eva := on(rights.OnMember, ranked(m.role("employee")))
	copied := tt.role("limited").Copy("front desk")
	desk := &copied
	desk.Grant(rights.DataExport, rights.Whole)
	half := m.role("employee").Copy("front desk")
	caller := &half
	caller.Grant(rights.APIUse, rights.Own)
	cases := []struct {
		h    house
		q    rights.Question
		gate string
		says string
	}{
		{m, ask(m.a("admin", status(rights.Suspended)), rights.MembersView), "status", "Bo is suspended since 12 Nov"},
		{m, ask(m.a("admin", status(rights.Removed)), rights.MembersView), "status", "Bo was removed on 12 Nov"},
		{m, ask(m.a("admin", status(rights.Ended)), rights.MembersView), "status", "Bo's account ended on 12 Nov"},

		{m, ask(m.a("admin", ways(rights.OnlyMobile)), rights.MembersView), "channel", "Bo may use the mobile app only"},
		{m, via(rights.Console, ask(m.a("admin", ways(rights.OnlyMobile)), rights.MembersView)), "channel", "Bo may use the mobile app only"},
		{m, via(rights.Mobile, ask(m.a("admin", ways(rights.OnlyMobile)), rights.MembersView)), "", ""},
		{m, via(rights.Mobile, ask(m.a("admin", ways(rights.OnlyWeb)), rights.MembersView)), "channel", "Bo may use the web only"},
		{m, via(rights.API, ask(m.a("admin", ways(rights.OnlyMobile)), rights.MembersView)), "", ""},
		{m, ask(m.a("owner", ways(rights.OnlyMobile)), rights.MembersView), "", ""},
		{m, ask(m.a("verifier", service), rights.WorkspaceView), "channel", "Bo is a service user and comes in by the API only"},
		{m, via(rights.API, ask(m.a("verifier", service), rights.WorkspaceView)), "", ""},
		{m, via(rights.API, ask(m.a("employee"), rights.WorkspaceView)), "channel", "Employee can't call the API"},
		{m, via(rights.API, ask(m.a("employee"), rights.APIUse)), "role", "Employee can't call the API"},
		{m, via(rights.API, ask(m.a("employee", service), rights.WorkspaceView)), "", ""},
		{m, via(rights.API, ask(m.a("developer", options(0)), rights.WorkspaceView)), "channel", "API access is off for Bo"},
		{m, via(rights.API, ask(able(m.Model, caller), rights.WorkspaceView)), "channel", "front desk can't call the API"}, // api.use for one's own isn't enough
		{tt, via(rights.API, ask(tt.a("admin", tt.on("free"), service), rights.WorkspaceView)), "channel", "API access starts with the Pro plan; this workspace is on Free"},
		{tt, via(rights.API, ask(tt.a("admin", tt.on("free")), rights.APIUse)), "plan", "API access starts with the Pro plan; this workspace is on Free"},

		{m, ask(m.a("employee"), rights.MembersRole), "role", "Employee can't change roles"},
		{tt, ask(tt.a("limited"), rights.DataDelete), "role", "Limited can't delete data"},
		{te, about(on(rights.OnProject, reached(rights.ByProject)), ask(te.a("member"), rights.ProjectsManage)), "", ""},

		// "An Admin on a Free plan will not be able to use the API even if their
		// role would allow it on a higher plan" (TimeTonic, A role is not always enough).
		{tt, ask(tt.a("admin", tt.on("free")), rights.APIUse), "plan", "API access starts with the Pro plan; this workspace is on Free"},
		{tt, ask(tt.a("admin", tt.on("pro")), rights.APIUse), "", ""},
		{tt, ask(tt.a("owner", tt.on("free")), rights.APIUse), "plan", "API access starts with the Pro plan; this workspace is on Free"},
		{tt, ask(tt.a("admin", tt.on("pro")), rights.AutomationsAdvanced), "plan", "Advanced automations start with the Business plan; this workspace is on Pro"},
		{tt, ask(tt.a("admin", tt.on("free")), rights.APIKeysManage), "plan", "API access starts with the Pro plan; this workspace is on Free"},
		{tt, takingAway(ask(tt.a("admin", tt.on("free")), rights.APIKeysManage)), "", ""},

		// After a downgrade custom roles work on and can be deleted, but not be given or edited.
		{tt, ask(able(tt.Model, desk, tt.on("start")), rights.DataExport), "", ""},
		{tt, giving(desk, ask(tt.a("admin", tt.on("start")), rights.MembersInvite)), "plan", "Custom roles start with the Pro plan; this workspace is on Start"},
		{tt, giving(desk, ask(tt.a("owner", tt.on("free")), rights.MembersRole)), "plan", "Custom roles start with the Pro plan; this workspace is on Free"},
		{tt, giving(desk, ask(tt.a("admin", tt.on("pro")), rights.MembersInvite)), "", ""},
		{tt, giving(tt.role("user"), ask(tt.a("admin", tt.on("start")), rights.MembersInvite)), "", ""},
		{tt, andBelow(desk, giving(tt.role("user"), ask(tt.a("admin", tt.on("start")), rights.MembersRemove))), "plan", "Custom roles start with the Pro plan; this workspace is on Start"},
		{tt, about(on(rights.OnRole), giving(desk, ask(tt.a("admin", tt.on("start")), rights.RolesManage))), "plan", "Custom roles start with the Pro plan; this workspace is on Start"},
		{tt, about(on(rights.OnRole), takingAway(ask(tt.a("admin", tt.on("start")), rights.RolesManage))), "", ""},
		{tt, about(on(rights.OnRole), giving(tt.role("limited"), takingAway(ask(tt.a("admin", tt.on("start")), rights.RolesManage)))), "", ""},
		{tt, about(on(rights.OnRole), giving(desk, takingAway(ask(tt.a("admin", tt.on("start")), rights.RolesManage)))), "plan", "Custom roles start with the Pro plan; this workspace is on Start"},
		{tt, ask(able(tt.Model, desk), rights.MembersRole), "role", "front desk can't change roles"},
		{tt, ask(able(tt.Model, desk), rights.APIUse), "role", "front desk can't call the API"},

		{tt, ask(tt.a("user", options(0)), rights.MembersView), "option", "the Members List is off for Bo"},
		{tt, ask(tt.a("user", options(0)), rights.MessagesUse), "option", "messaging is off for Bo"},
		{tt, ask(tt.a("user", options(0)), rights.APIUse), "option", "API access is off for Bo"},
		{tt, ask(tt.a("owner", options(0)), rights.MembersView), "", ""},

		// "Why can't I see the Timesheet menu?" (mTime, Users & permissions)
		{m, ask(m.a("admin", unlinked), rights.TimesheetView), "link", "Bo's account isn't linked to an employee record"},
		{m, ask(m.a("owner", unlinked), rights.TimesheetView), "link", "Bo's account isn't linked to an employee record"},
		{te, ask(te.a("admin", unlinked), rights.TimesheetView), "", ""},
		{m, via(rights.API, ask(m.a("admin", service, unlinked), rights.TimesheetView)), "", ""},

		{m, about(on(rights.OnEmployee, reached(rights.ByUnit)), ask(m.a("manager"), rights.EmployeesManage)), "", ""},
		{m, about(on(rights.OnEmployee), ask(m.a("manager", holds(rights.ByUnit)), rights.EmployeesManage)), "scope", "Bo manages Design; Eva is in Sales"},
		{m, about(on(rights.OnEmployee, reached(rights.ByUnit)), ask(m.a("employee"), rights.EmployeesManage)), "role", "Employee can't create and change employee records"},
		{m, about(on(rights.AnyTarget), ask(m.a("manager"), rights.EmployeesManage)), "scope", "Bo manages nothing yet"},
		{m, about(on(rights.AnyTarget), ask(m.a("manager", holds(rights.ByUnit)), rights.EmployeesManage)), "", ""},
		{m, ask(m.a("manager", holds(rights.ByUnit)), rights.EmployeesView), "scope", "employees.view reaches what Bo manages, not the whole workspace"},
		{m, ask(m.a("employee"), rights.EmployeesView), "scope", "employees.view reaches what is Bo's own, not the whole workspace"},
		{m, about(on(rights.AnyTarget), ask(m.a("employee", unlinked), rights.EmployeesView)), "scope", "Bo has no employee record"},
		{m, about(on(rights.OnEmployee, self), ask(m.a("manager"), rights.EmployeesManage)), "scope", "Bo manages Design; Eva is in Sales"},
		{m, about(on(rights.OnEmployee, self), ask(m.a("manager"), rights.EmployeesView)), "", ""},
		{m, about(eva, ask(m.a("owner"), rights.TimesheetView)), "scope", "timesheet.view is about oneself, and Eva is someone else's matter"},
		{te, about(on(rights.OnProject, reached(rights.ByArchivedProject)), ask(te.a("member"), rights.ProjectsManage)), "scope", "Eva is archived, and a Project Manager acts for active projects only"},
		{te, about(on(rights.OnProject, reached(rights.ByArchivedProject)), ask(te.a("member"), rights.ProjectsView)), "", ""},
		{te, about(on(rights.OnProject, reached(rights.ByGroup)), ask(te.a("member"), rights.ProjectsManage)), "", ""},
		{te, about(on(rights.OnGroup, reached(rights.ByGroup)), ask(te.a("member"), rights.ProjectsCreate)), "", ""},
		{te, about(on(rights.OnProject, self), ask(te.a("member"), rights.ProjectsView)), "", ""},
		{te, about(on(rights.OnProject), ask(te.a("member"), rights.ProjectsView)), "scope", "projects.view reaches what is Bo's own; Eva isn't"},
		{te, about(on(rights.AnyTarget), ask(te.a("member"), rights.ProjectsView)), "scope", "Bo works on no project"},
	}
	for _, c := range cases {
		check(t, c.h, c.q, c.gate, c.says)
	}
}

func ask(s rights.Subject, r rights.Right) rights.Question {
	return rights.Question{Subject: s, Right: r}
}

func via(c rights.Channel, q rights.Question) rights.Question      { q.Channel = c; return q }
func about(t rights.Target, q rights.Question) rights.Question     { q.On = t; return q }
func takingAway(q rights.Question) rights.Question                 { q.TakesAway = true; return q }
func giving(r *rights.Role, q rights.Question) rights.Question     { q.Giving = r; return q }
func alsoScoped(r rights.Reach, q rights.Question) rights.Question { q.GivingHolds = r; return q }
func andBelow(r *rights.Role, q rights.Question) rights.Question   { q.GivingBelow = r; return q }
func custom(h house, from string, add ...rights.Right) *rights.Role {
	r := h.role(from).Copy("Helper")
	for _, right := range add {
		r.Grant(right, rights.Whole)
	}
	return &r
}

func check(t *testing.T, h house, q rights.Question, gate, says string) {
	t.Helper()
	d := h.Decide(&q)
	said := h.Explain(&q, d, bo)
	first := slices.IndexFunc(said, func(s rights.Sentence) bool { return !s.OK })
	switch {
	case gate == "" && first >= 0:
		t.Errorf("%s: %s: %+v", h.Name, q.Right, said[first])
	case gate != "" && first < 0:
		t.Errorf("%s: %s: allowed, want %s: %s", h.Name, q.Right, gate, says)
	case gate != "" && (said[first].Gate != gate || said[first].Message != says):
		t.Errorf("%s: %s: %+v, want %s: %q", h.Name, q.Right, said[first], gate, says)
	}
}
