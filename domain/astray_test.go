package domain_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// A name that passes for an address would be found in place of its holder.
func TestServiceUserNameIsNoAddress(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	wants(t, got(w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: bo.Email, Role: "employee"})), domain.Invalid, "bad_name")
	robot, err := w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: "robot", Role: "employee"})
	must(t, err)
	wants(t, got(w.boss().Rename(bg, domain.Rename{Member: ref(robot), Name: &bo.Email})), domain.Invalid, "bad_name")
	is(t, "name", w.member(robot.ID).Name, "robot")
}

// What is called like the id of another record leads nobody astray: an id is
// looked up first.
func TestNameLikeAnID(t *testing.T) {
	w := open(t, "mtime", "")
	boss, bo := w.boss(), w.person("employee")
	w.employed("", bo)
	bo = w.member(bo.ID)
	must(t, got(boss.Unlink(bg, domain.Unlink{Member: ref(bo)})))
	unlinked := w.last()
	must(t, got(boss.AddEmployee(bg, domain.AddEmployee{Number: string(bo.Employee), Name: "Decoy"})))
	must(t, got(boss.Undo(bg, unlinked)))
	is(t, "linked again to", w.member(bo.ID).Employee, bo.Employee)

	unit, err := boss.AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	must(t, got(boss.AddUnit(bg, domain.AddUnit{Name: string(unit.ID)})))
	below, err := boss.AddUnit(bg, domain.AddUnit{Name: "Type", Parent: domain.Ref(unit.ID)})
	must(t, err)
	is(t, "the unit above", below.Parent, unit.ID)

	group, err := boss.AddGroup(bg, domain.AddGroup{Name: "Guild"})
	must(t, err)
	must(t, got(boss.AddGroup(bg, domain.AddGroup{Name: string(group.ID)})))
	archived, err := boss.ArchiveGroup(bg, domain.ArchiveGroup{Group: domain.Ref(group.ID)})
	must(t, err)
	is(t, "group", archived.ID, group.ID)

	project, err := boss.AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: string(project.ID)})))
	closed, err := boss.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(project.ID)})
	must(t, err)
	is(t, "project", closed.ID, project.ID)
}

// A key or token that was pasted where a text belongs is nowhere in the file.
func TestPastedSecretIsNotKept(t *testing.T) {
	w := open(t, "mtime", "")
	boss, bo := w.boss(), w.person("employee")
	for _, kind := range []string{"gh8_sk_", "gh8_inv_"} {
		tail := "PastedByMistake" + strings.Repeat("0", 24)
		text := "see " + kind + tail
		m, err := boss.Suspend(bg, domain.Suspend{Member: ref(bo), Reason: text})
		must(t, err)
		is(t, "reason", m.Reason, "see "+kind+"…")
		must(t, got(boss.Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
		for what, err := range map[string]error{
			"member":       got(boss.Rename(bg, domain.Rename{Member: ref(bo), Name: &text})),
			"service user": got(boss.CreateServiceUser(bg, domain.CreateServiceUser{Name: text, Role: "employee"})),
			"unit":         got(boss.AddUnit(bg, domain.AddUnit{Name: text})),
			"group":        got(boss.AddGroup(bg, domain.AddGroup{Name: text})),
			"project":      got(boss.AddProject(bg, domain.AddProject{Name: text})),
			"number":       got(boss.AddEmployee(bg, domain.AddEmployee{Number: text, Name: "X"})),
			"employee":     got(boss.AddEmployee(bg, domain.AddEmployee{Number: "1", Name: text})),
			"workspace":    got(boss.RenameWorkspace(bg, domain.RenameWorkspace{Name: &text})),
		} {
			if domain.KindOf(err) != domain.Invalid {
				t.Errorf("%s: %v", what, err)
			}
		}
		low := w.as(w.person("employee"))
		wants(t, got(low.AddUnit(bg, domain.AddUnit{Name: text})), domain.Denied, "")
		file, err := os.ReadFile(w.path)
		must(t, err)
		if !bytes.Contains(file, []byte("see "+kind)) {
			t.Error("the reason isn't in the file, so nothing was searched")
		}
		if bytes.Contains(file, []byte(tail)) {
			t.Errorf("the file holds what follows %s", kind)
		}
	}
}

// A unit that one can't see is refused in the same words as one that isn't
// there.
func TestUnseenUnitIsUnknown(t *testing.T) {
	w := open(t, "mtime", "")
	design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	must(t, got(w.boss().AddUnit(bg, domain.AddUnit{Name: "Sales"})))
	bo := w.as(w.person("manager", func(m *domain.Member) { m.ManagesUnits = []domain.ID{design.ID} }))
	record, err := bo.AddEmployee(bg, domain.AddEmployee{Number: "1", Name: "New", Unit: "Design"})
	must(t, err)
	row := func(number, unit string) string {
		report, err := bo.ImportEmployees(bg, domain.ImportEmployees{Rows: []domain.EmployeeRow{{Line: 1, Number: number, Name: "New", Unit: unit}}})
		must(t, err)
		is(t, "rejected rows", len(report.Rejected), 1)
		return report.Rejected[0].Reason
	}
	for name, refuse := range map[string]func(unit string) string{
		"add": func(unit string) string {
			return said(got(bo.AddEmployee(bg, domain.AddEmployee{Number: "2", Name: "New", Unit: domain.Ref(unit)})))
		},
		"edit": func(unit string) string {
			return said(got(bo.EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(record.ID), Unit: to(domain.Ref(unit))})))
		},
		"import": func(unit string) string { return row("2", unit) },
		"move":   func(unit string) string { return row("1", unit) },
	} {
		there, missing := refuse("Sales"), refuse("Nails")
		if strings.ReplaceAll(missing, "Nails", "Sales") != there {
			t.Errorf("%s tells apart a unit that is there from one that isn't:\n%s\n%s", name, there, missing)
		}
	}
}

// Whoever reads a mailbox may become its member, so another address asks what
// giving the member's role asks.
func TestAddressAsksGiving(t *testing.T) {
	w := open(t, "mtime", "")
	admin := w.person("admin")
	brief := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", w.clock.Add(time.Hour) })
	other := to("other@acme.test")
	wants(t, got(w.as(brief).Rename(bg, domain.Rename{Member: ref(admin), Email: other})), domain.Denied, "")
	is(t, "address", w.member(admin.ID).Email, admin.Email)
	must(t, got(w.as(brief).Rename(bg, domain.Rename{Member: ref(admin), Name: to("Other")})))
	must(t, got(w.as(w.person("admin")).Rename(bg, domain.Rename{Member: ref(admin), Email: other})))
}

// A Project Manager may staff anyone, and learns nothing of who was removed.
func TestStaffingSomeoneRemoved(t *testing.T) {
	w := open(t, "timeneye", "")
	project, err := w.boss().AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	bo := w.as(w.person("member", func(m *domain.Member) { m.ManagesProjects = []domain.ID{project.ID} }))
	staff := func(s *domain.Session, who domain.Ref) error {
		return got(s.StaffProject(bg, domain.StaffProject{Project: "Site", Member: who}))
	}
	gone := w.person("member", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	must(t, staff(bo, ref(w.person("member"))))
	e := wants(t, staff(bo, domain.Ref(gone.Email)), domain.NotFound, "no_member")
	unknown := strings.ReplaceAll(said(staff(bo, "nobody@acme.test")), "nobody@acme.test", gone.Email)
	is(t, "answer", said(e), unknown)
	wants(t, staff(w.boss(), domain.Ref(gone.Email)), domain.Conflict, "removed")
}
