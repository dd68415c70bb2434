package domain_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestImportTwice(t *testing.T) {
	w := open(t, "mtime", "")
	suspended := w.person("employee", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	removed := w.person("employee", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	known := w.person("employee")
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "invited@acme.test", Role: "employee"})))
	c := domain.Import{Roster: people(
		domain.RosterPerson{Email: "Mia@Acme.test", Name: "Mia", Role: "manager", EmployeeNumber: "7", Unit: "Design"},
		domain.RosterPerson{Email: "jo@acme.test", EmployeeNumber: "8", Unit: "design"},
		domain.RosterPerson{Email: known.Email, Name: "Known Well", Role: "developer"},
		domain.RosterPerson{Email: w.owner.Email, Role: "admin"},
		domain.RosterPerson{Email: w.owner.Email, Role: "employee"}, // would touch the owner
		domain.RosterPerson{Email: "two@acme.test", Role: "owner"},  // would make a second one
		domain.RosterPerson{Email: suspended.Email},
		domain.RosterPerson{Email: removed.Email},
		domain.RosterPerson{Email: "gone@acme.test", Suspended: true},
		domain.RosterPerson{Email: "odd@acme.test", Role: "wizard"},
		domain.RosterPerson{Email: "robot@acme.test", Role: "verifier"},
		domain.RosterPerson{Email: "no address"},
		domain.RosterPerson{Email: "third@acme.test", EmployeeNumber: "7", Unit: "Left Alone"}, // Mia's record
		domain.RosterPerson{Email: "invited@acme.test"},
	)}
	c.Roster.Bad = []domain.Rejected{{Line: 99, Reason: "can't be read"}}
	c.Roster.Groups = []domain.RosterGroup{
		{Line: 20, Name: "Inner", Parent: "Outer", Managers: []string{"mia@acme.test"}, Members: []string{"JO@acme.test"}},
		{Line: 21, Name: "Outer", Members: []string{"nobody@acme.test", suspended.Email}, Lines: map[string]int{"nobody@acme.test": 22, suspended.Email: 23}},
		{Line: 24, Name: "A", Parent: "B"}, {Line: 25, Name: "B", Parent: "A"},
	}
	c.Roster.Projects = []domain.RosterProject{{Line: 30, Name: "Site"}, {Line: 31, Name: "Old", Archived: true}}

	before := w.versions()
	plan, err := w.boss().PlanImport(bg, c)
	must(t, err)
	is(t, "versions after a plan", w.versions(), before)
	report, err := w.boss().Import(bg, c)
	must(t, err)
	if !reflect.DeepEqual(plan, report) {
		t.Errorf("planned %+v\nmade %+v", plan, report)
	}
	is(t, "created", strings.Join(report.Created, " "), "mia@acme.test jo@acme.test")
	is(t, "updated", strings.Join(report.Updated, " "), known.Email)
	var lines []string
	for _, r := range report.Rejected {
		lines = append(lines, fmt.Sprint(r.Line))
	}
	is(t, "rejected", strings.Join(lines, " "), "6 7 8 9 10 11 12 13 14 15 22 24 25 99")
	is(t, "groups, projects, employees", fmt.Sprint(report.Groups, report.Projects, report.Employees), "2 2 2")
	is(t, "an existing role stays", w.member(known.ID).Role, "employee")

	mia := w.find("mia@acme.test")
	is(t, "groups that Mia manages", len(mia.ManagesGroups), 1)
	is(t, "groups that Jo is in", len(w.find("jo@acme.test").Groups), 1)
	units, err := w.boss().Units(bg)
	must(t, err)
	is(t, "units, those of rejected rows left out", len(units), 1)

	seq, before := w.last(), w.versions()
	again, err := w.boss().Import(bg, c)
	must(t, err)
	is(t, "events of a second run", w.last(), seq)
	is(t, "versions after a second run", w.versions(), before)
	is(t, "created and updated again", len(again.Created)+len(again.Updated), 0)

	c.UpdateRoles = true
	must(t, got(w.boss().Import(bg, c)))
	is(t, "a role, updated", w.member(known.ID).Role, "developer")
}

// A rejected row leaves nothing behind: neither a released address, nor a
// record taken from who was removed, nor a unit.
func TestRejectedRowLeavesNothing(t *testing.T) {
	w := open(t, "mtime", "")
	gone := w.person("employee", func(m *domain.Member) { m.RemovedAt = w.clock.Add(-domain.RemovalHolds - 1e9) })
	w.employed("", gone)
	gone = w.member(gone.ID)
	var number string
	w.read(func(v domain.View) error {
		e, err := v.Employees().Get(gone.Employee)
		number = e.Number
		return err
	})
	before := w.versions()
	report, err := w.boss().Import(bg, domain.Import{Roster: people(
		domain.RosterPerson{Email: gone.Email, EmployeeNumber: strings.Repeat("9", 60)},
		domain.RosterPerson{Email: "new@acme.test", EmployeeNumber: number, Unit: strings.Repeat("x", 90)},
		domain.RosterPerson{Email: "other@acme.test", EmployeeNumber: "5", Name: strings.Repeat("y", 300), Unit: "Fine"},
	)})
	must(t, err)
	is(t, "rejected", len(report.Rejected), 3)
	is(t, "versions", w.versions(), before)
	is(t, "the record of the one who was removed", w.member(gone.ID).Employee, gone.Employee)

	must(t, got(w.boss().Import(bg, domain.Import{Roster: people(domain.RosterPerson{Email: "new@acme.test", EmployeeNumber: number})})))
	is(t, "the record, taken by a row that is good", w.find("new@acme.test").Employee, gone.Employee)
	is(t, "the record of the one who was removed", w.member(gone.ID).Employee, "")
}

// An import is no way round what commands ask.
func TestImportIsNoWayRound(t *testing.T) {
	w := open(t, "timetonic", "business")
	admin, user := w.person("admin"), w.person("user")
	wants(t, got(w.as(user).Import(bg, domain.Import{})), domain.Denied, "")
	r, err := w.as(admin).Import(bg, domain.Import{UpdateRoles: true, Roster: people(
		domain.RosterPerson{Email: admin.Email, Role: "limited"}, domain.RosterPerson{Email: w.owner.Email, Name: "Not Ada"},
	)})
	must(t, err)
	is(t, "rejected", len(r.Rejected), 2)
	wants(t, got(w.boss().Import(bg, domain.Import{Role: "verifier"})), domain.Invalid, "service_role")
}

// Seats are asked of the whole file first: all of it goes in, or nothing.
func TestImportAsksForSeats(t *testing.T) {
	w := open(t, "timetonic", "free")
	roster := people(domain.RosterPerson{Email: "a@acme.test"}, domain.RosterPerson{Email: "b@acme.test"}, domain.RosterPerson{Email: "c@acme.test"})
	before := w.versions()
	for _, err := range []error{got(w.boss().Import(bg, domain.Import{Roster: roster})), got(w.boss().PlanImport(bg, domain.Import{Roster: roster}))} {
		wants(t, err, domain.Limit, "seat_limit")
	}
	is(t, "versions", w.versions(), before)
	roster.People = roster.People[:2]
	r, err := w.boss().Import(bg, domain.Import{Roster: roster})
	must(t, err)
	is(t, "created", len(r.Created), 2)
	must(t, got(w.boss().Import(bg, domain.Import{Roster: roster}))) // the same people take no other seat
}

// A chain of groups in the wrong order is put right, however it is nested.
func TestGroupsNested(t *testing.T) {
	w := open(t, "timeneye", "")
	var groups []domain.RosterGroup
	for i := 40; i > 0; i-- {
		groups = append(groups, domain.RosterGroup{Line: i, Name: fmt.Sprint("g", i), Parent: fmt.Sprint("g", i-1)})
	}
	groups = append(groups, domain.RosterGroup{Line: 99, Name: "g0"})
	r, err := w.boss().Import(bg, domain.Import{Roster: domain.Roster{Groups: groups}})
	must(t, err)
	is(t, "groups", r.Groups, 32)
	is(t, "rejected as too deep", len(r.Rejected), 9)
}

func (w *world) find(handle string) domain.Member {
	w.t.Helper()
	var m domain.Member
	w.read(func(v domain.View) error {
		id, err := v.Find(domain.UniqueAddress, handle)
		must(w.t, err)
		m, err = v.Members().Get(id)
		return err
	})
	return m
}
