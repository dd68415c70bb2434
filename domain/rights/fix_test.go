package rights_test

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

// said writes a fix as a person would say it.
func said(way []rights.Step) string {
	var words []string
	for _, s := range way {
		kind := map[rights.StepKind]string{
			rights.ChangePlan: "plan", rights.Restore: "restore", rights.Reactivate: "reactivate", rights.Extend: "extend",
			rights.ChangeRole: "role", rights.AddEmployee: "add employee", rights.Link: "link", rights.AssignUnit: "manager of the unit",
			rights.Staff: "on the project", rights.AssignProject: "manager of the project", rights.AssignGroup: "manager of the group",
			rights.UnarchiveProject: "unarchive", rights.SetOption: "option", rights.SetChannels: "channel",
		}[s.Kind]
		switch {
		case s.Role != nil:
			kind += " " + s.Role.Name
		case s.Plan != nil:
			kind += " " + s.Plan.Name
		case s.Option != 0:
			kind += " " + s.Option.String()
		case s.Kind == rights.SetChannels:
			kind += " " + s.Ways.String()
		}
		words = append(words, kind)
	}
	return strings.Join(words, ", ")
}

func TestFix(t *testing.T) {
	m, tt, te := in(t, "mtime"), in(t, "timetonic"), in(t, "timeneye")
	could := func(r rights.Reach) func(*rights.Target) {
		return func(t *rights.Target) { t.CouldReach = r }
	}
	out := func(st rights.Status) func(*rights.Subject) {
		return func(s *rights.Subject) { s.Status, s.Options, s.Ways = st, 0, rights.OnlyMobile }
	}
	off := func(s *rights.Subject) { s.Options = 0 }
	none := rights.Circumstances{}
	shaper := custom(m, "employee", rights.RolesManage)
	held := func(t *rights.Target) { t.Self, t.Role, t.Rank = true, shaper, shaper.Rank }
	exporter := tt.role("limited").Copy("exporter")
	exporter.Grant(rights.DataExport, rights.Whole)
	own := house{t, tt.With([]rights.Role{exporter})}
	assigner := custom(m, "employee")
	assigner.Grant(rights.RolesAssign, rights.Scoped)
	assigning := func(project ...func(*rights.Target)) rights.Question {
		return about(on(rights.OnProject, project...), giving(m.role("project-manager"), ask(able(m.Model, assigner), rights.RolesAssign)))
	}
	cases := []struct {
		h    house
		q    rights.Question
		c    rights.Circumstances
		want string
	}{
		// mTime, Why can't I see the Timesheet menu or time registration widgets?
		{m, ask(m.a("admin", unlinked), rights.TimesheetView), rights.Circumstances{Employee: true}, "link"},
		{m, ask(m.a("owner", unlinked), rights.TimesheetView), none, "add employee, link"},

		{m, about(on(rights.AnyTarget), ask(m.a("employee", unlinked), rights.EmployeesView)), none, "add employee, link"},

		{m, ask(m.a("employee"), rights.APIUse), none, "role developer"},
		{m, ask(m.a("employee", off), rights.APIUse), none, "role developer, option api"},
		{m, ask(m.a("employee"), rights.WorkspaceBilling), none, "nothing"},
		{m, about(on(rights.OnEmployee, could(rights.ByUnit)), ask(m.a("manager"), rights.EmployeesManage)), none, "manager of the unit"},
		{m, about(on(rights.OnEmployee, could(rights.ByUnit)), ask(m.a("employee"), rights.EmployeesManage)), none, "role manager, manager of the unit"},
		{m, about(on(rights.OnEmployee), ask(m.a("employee"), rights.EmployeesManage)), none, "role admin"},
		{m, about(on(rights.OnMember, owner), ask(m.a("admin"), rights.MembersRole)), none, "nothing"},
		{m, about(on(rights.OnMember, self), ask(m.a("admin"), rights.MembersRole)), none, "nothing"},
		{m, ask(m.a("verifier", service), rights.AccessAsk), none, "nothing"}, // by web
		{m, giving(m.role("developer"), ask(m.a("admin", temporarily(m.role("employee"))), rights.MembersInvite)), none, "role admin"},

		{m, about(on(rights.OnRole, held), ask(able(m.Model, shaper), rights.RolesManage)), none, "role admin"}, // then it is no longer one's own

		{tt, ask(tt.a("admin", tt.on("free")), rights.APIUse), none, "plan pro"},
		{tt, ask(tt.a("limited", tt.on("free"), off), rights.APIUse), none, "plan pro, role user, option api"},
		{tt, ask(tt.a("admin", tt.on("start")), rights.APIUse), rights.Circumstances{SeatsUsed: 140}, "plan business"},
		{tt, ask(tt.a("user", out(rights.Suspended)), rights.MembersView), none, "reactivate, option members-list, channel web+mobile"},
		{tt, ask(tt.a("user", out(rights.Suspended)), rights.WorkspaceView), rights.Circumstances{Past: true}, "reactivate, extend, channel web+mobile"},
		{tt, ask(tt.a("user", tt.on("free"), out(rights.Removed)), rights.WorkspaceView), rights.Circumstances{SeatsUsed: 3}, "plan start, restore, channel web+mobile"},
		{tt, ask(tt.a("user", out(rights.Removed)), rights.WorkspaceView), rights.Circumstances{Gone: true}, "nothing"},

		// A custom role is given on a plan that has them.
		{own, ask(own.a("limited", own.on("pro")), rights.DataExport), none, "role exporter"},
		{own, ask(own.a("limited", own.on("start")), rights.DataExport), none, "plan pro, role exporter"},
		{own, giving(own.role("exporter"), ask(own.a("admin", own.on("start")), rights.MembersInvite)), none, "plan pro"},

		// A unit for the scope, and what lets one give a Project Manager.
		{m, assigning(could(rights.ByUnit | rights.ByProject)), none, "manager of the unit, manager of the project"},
		{m, assigning(could(rights.ByUnit | rights.ByArchivedProject)), none, "manager of the unit, manager of the project, unarchive"},
		{m, assigning(could(rights.ByUnit), reached(rights.ByArchivedProject)), none, "manager of the unit, unarchive"},
		{m, assigning(could(rights.ByUnit | rights.ByGroup)), none, "manager of the unit, manager of the group"},

		{te, about(on(rights.OnProject, could(rights.ByProject|rights.ByGroup|rights.Staffed)), ask(te.a("member"), rights.ProjectsView)), none, "on the project"},
		{te, about(on(rights.OnProject, could(rights.ByProject|rights.ByGroup)), ask(te.a("member"), rights.ProjectsManage)), none, "manager of the project"},
		{te, about(on(rights.OnProject, could(rights.ByArchivedProject)), ask(te.a("member"), rights.ProjectsManage)), none, "manager of the project, unarchive"},
		{te, about(on(rights.OnProject, reached(rights.ByArchivedProject)), ask(te.a("member", holds(rights.ByArchivedProject)), rights.ProjectsManage)), none, "unarchive"},
		{te, about(on(rights.OnGroup, could(rights.ByGroup)), ask(te.a("member"), rights.ProjectsCreate)), none, "manager of the group"},
	}
	for _, c := range cases {
		way, ok := c.h.Fix(&c.q, c.c)
		got := said(way)
		if !ok {
			got = "nothing"
		}
		if got != c.want {
			t.Errorf("%s %s: %s: fix %q, want %q", c.h.Name, c.q.Subject.Role.Name, c.q.Right, got, c.want)
		}
	}
}

// A custom role that gives less goes before a built-in one that gives more.
// Reactivating gives nothing new: what one had before isn't held against it.
func TestFixGivesLeast(t *testing.T) {
	base := in(t, "mtime")
	caller := base.role("employee").Copy("Caller")
	caller.Grant(rights.APIUse, rights.Whole)
	bare := rights.Role{Name: "Bare", Rank: 200, From: "employee", Whole: rights.SetOf(rights.APIUse)}
	h := house{t, base.With([]rights.Role{caller, bare})}
	q := ask(h.a("employee"), rights.APIUse)
	for status, want := range map[rights.Status]string{
		rights.Active:    "true role Caller",
		rights.Suspended: "true reactivate, role Caller",
	} {
		q.Subject.Status = status
		way, ok := h.Fix(&q, rights.Circumstances{})
		if got := fmt.Sprint(ok, " ", said(way)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Of two roles that give one right, the one in which it reaches less.
func TestFixGivesTheNarrowest(t *testing.T) {
	base := in(t, "timeneye")
	all, own := base.role("member").Copy("all"), base.role("member").Copy("own")
	all.Grant(rights.DataRead, rights.Whole)
	own.Grant(rights.DataRead, rights.Own)
	h := house{t, base.With([]rights.Role{all, own})}
	for target, want := range map[rights.Target]string{
		on(rights.OnMember, self): "role own",
		on(rights.OnMember):       "role all",
	} {
		q := about(target, ask(h.a("member"), rights.DataRead))
		if way, ok := h.Fix(&q, rights.Circumstances{}); !ok || said(way) != want {
			t.Errorf("%v %s, want %s", ok, said(way), want)
		}
	}
}
