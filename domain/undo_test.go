package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Every action that can be undone goes back to what was, within 10 minutes.
func TestUndo(t *testing.T) {
	w := open(t, "mtime", "")
	boss := w.boss()
	unit, err := boss.AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	group, err := boss.AddGroup(bg, domain.AddGroup{Name: "Guild"})
	must(t, err)
	project, err := boss.AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	record, err := boss.AddEmployee(bg, domain.AddEmployee{Number: "1", Name: "Bo", Email: "bo@acme.test", Unit: "Design"})
	must(t, err)
	bo := w.person("employee")
	at, then := func() domain.Ref { return ref(bo) }, w.clock.AddDate(0, 0, 1)
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"members.role", func() error { return got(boss.ChangeRole(bg, domain.ChangeRole{Member: at(), Role: "developer"})) }},
		{"members.role until", func() error {
			return got(boss.ChangeRole(bg, domain.ChangeRole{Member: at(), Role: "admin", Until: then}))
		}},
		{"members.suspend", func() error { return got(boss.Suspend(bg, domain.Suspend{Member: at(), Reason: "why"})) }},
		{"members.remove", func() error { return got(boss.Remove(bg, domain.Remove{Member: at()})) }},
		{"members.rename", func() error {
			return got(boss.Rename(bg, domain.Rename{Member: at(), Name: to("Else"), Email: to("else@acme.test")}))
		}},
		{"members.expire", func() error { return got(boss.Expire(bg, domain.Expire{Member: at(), At: then})) }},
		{"members.options", func() error {
			return got(boss.SetOptions(bg, domain.SetOptions{Member: at(), MembersList: to(false), Ways: to(rights.OnlyMobile)}))
		}},
		{"members.link", func() error { return got(boss.Link(bg, domain.Link{Member: at(), Employee: "1"})) }},
		{"units.manager", func() error {
			return got(boss.ManageUnit(bg, domain.ManageUnit{Unit: domain.Ref(unit.ID), Member: at()}))
		}},
		{"groups.member", func() error {
			return got(boss.StaffGroup(bg, domain.StaffGroup{Group: domain.Ref(group.ID), Member: at()}))
		}},
		{"groups.manager", func() error {
			return got(boss.StaffGroup(bg, domain.StaffGroup{Group: domain.Ref(group.ID), Member: at(), Manager: true}))
		}},
		{"projects.member", func() error {
			return got(boss.StaffProject(bg, domain.StaffProject{Project: domain.Ref(project.ID), Member: at()}))
		}},
		{"projects.manager", func() error {
			return got(boss.StaffProject(bg, domain.StaffProject{Project: domain.Ref(project.ID), Member: at(), Manager: true}))
		}},
		{"projects.archive", func() error {
			return got(boss.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(project.ID)}))
		}},
		{"groups.archive", func() error {
			return got(boss.ArchiveGroup(bg, domain.ArchiveGroup{Group: domain.Ref(group.ID)}))
		}},
		{"employees.edit", func() error {
			return got(boss.EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(record.ID), Number: to("2"), Email: to(""), Unit: to(domain.Ref(""))}))
		}},
	} {
		before := w.state(bo.ID, group.ID, project.ID, record.ID)
		must(t, c.do())
		changed := w.state(bo.ID, group.ID, project.ID, record.ID)
		if changed == before {
			t.Fatalf("%s changed nothing", c.name)
		}
		// Back, forth again by undoing what undid, and back.
		for i, want := range []picture{before, changed, before} {
			undone, err := boss.Undo(bg, w.events(0)[len(w.events(0))-1].Seq)
			if err != nil {
				t.Fatalf("%s, undone %d times: %v", c.name, i+1, err)
			}
			events := w.events(undone.Event.Seq)
			if len(events) == 0 || events[0].Undoes != undone.Event.Seq {
				t.Errorf("%s: undoing recorded %+v", c.name, events)
			}
			if have := w.state(bo.ID, group.ID, project.ID, record.ID); have != want {
				t.Fatalf("%s, undone %d times:\nhave %+v\nwant %+v", c.name, i+1, have, want)
			}
		}
	}
	for name, do := range map[string]func() error{ // what has no way forth again
		"invitations.send": func() error {
			return got(boss.Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"}))
		},
		"service-users.create": func() error {
			return got(boss.CreateServiceUser(bg, domain.CreateServiceUser{Name: "robot", Role: "employee"}))
		},
		"employees.add": func() error { return got(boss.AddEmployee(bg, domain.AddEmployee{Number: "9", Name: "Nine"})) },
		"units.add":     func() error { return got(boss.AddUnit(bg, domain.AddUnit{Name: "Brief"})) },
	} {
		must(t, do())
		if _, err := boss.Undo(bg, 0); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// picture is what the undo of a test may have changed.
type picture struct {
	role, temp, name, email, reason string
	suspended, removed              bool
	until, expires                  string
	options                         rights.Option
	ways                            rights.Channels
	lists                           string
	group, project                  bool
	record                          domain.Employee
}

func (w *world) state(member, group, project, record domain.ID) (p picture) {
	m := w.member(member)
	p = picture{role: m.Role, temp: m.TempRole, name: m.Name, email: m.Email, reason: m.Reason, suspended: !m.SuspendedAt.IsZero(),
		removed: !m.RemovedAt.IsZero(), until: m.RoleUntil.String(), expires: m.ExpiresAt.String(), options: m.Options, ways: m.Ways}
	for _, list := range [][]domain.ID{m.ManagesUnits, m.ManagesProjects, m.ManagesGroups, m.Projects, m.Groups, {m.Employee}} {
		for _, id := range list {
			p.lists += string(id) + " "
		}
		p.lists += "|"
	}
	w.read(func(v domain.View) error {
		g, err := v.Groups().Get(group)
		must(w.t, err)
		pr, err := v.Projects().Get(project)
		must(w.t, err)
		p.group, p.project = g.Archived, pr.Archived
		p.record, err = v.Employees().Get(record)
		p.record.Version = 0
		return err
	})
	return p
}

func TestUndoRefuses(t *testing.T) {
	w := open(t, "mtime", "")
	admin, bo, dev := w.person("admin"), w.person("employee"), w.person("developer")
	change := func(s *domain.Session) uint64 {
		must(t, got(s.ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "employee"})))
		must(t, got(s.ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "developer"})))
		return w.last()
	}
	wants(t, got(w.as(dev).Undo(bg, 0)), domain.NotFound, "nothing_to_undo")
	seq := change(w.as(admin))
	wants(t, got(w.boss().Undo(bg, seq)), domain.NotFound, "no_event") // another's change
	w.clock.pass(domain.UndoLasts)
	must(t, got(w.as(admin).Undo(bg, seq)))
	e := wants(t, got(w.as(admin).Undo(bg, seq)), domain.Conflict, "changed_meanwhile")
	if len(e.Changed) == 0 {
		t.Error("the conflict doesn't say what changed")
	}
	seq = change(w.as(admin))
	w.clock.pass(domain.UndoLasts + time.Second)
	wants(t, got(w.as(admin).Undo(bg, seq)), domain.Expired, "too_late")
	wants(t, got(w.as(admin).Undo(bg, 0)), domain.NotFound, "nothing_to_undo")

	// Rights lost since, and what can't be undone.
	seq = change(w.as(admin))
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "employee"})))
	wants(t, got(w.as(admin).Undo(bg, seq)), domain.Denied, "")
	must(t, got(w.boss().RenameWorkspace(bg, domain.RenameWorkspace{Name: to("Other")})))
	wants(t, got(w.boss().Undo(bg, 0)), domain.Invalid, "cannot_undo")
}

// What was made in one commit is taken back in one, by whichever of its
// numbers, and only if nobody changed any of it since.
func TestUndoTakesBackAWholeCommit(t *testing.T) {
	w := open(t, "timetonic", "start")
	w.clock.pass(domain.UndoLasts + time.Second) // making the workspace isn't the last change any more
	admin := w.as(w.person("admin"))
	out := func(m *domain.Member) { m.SuspendedAt, m.Options = w.clock.Time, 0 }
	for _, c := range []struct {
		name  string
		who   domain.Member
		right string
		by    *domain.Session
	}{
		{"two changes of one record", w.person("user", out), "messages.use", admin},
		{"an end that has passed and a switch", w.person("user", func(m *domain.Member) { m.ExpiresAt, m.Options = w.clock.Time, 0 }), "messages.use", admin},
		{"a new record and a link to it", w.person("user"), "timeoff.view", admin},
		{"a plan and a switch", w.person("user", func(m *domain.Member) { m.Options = 0 }), "api.use", w.boss()},
	} {
		for _, of := range []int{0, 1, -1} { // the first event's number, the second's, none
			before, plan, records := w.settled(c.who), w.info().Plan, w.employees()
			var made domain.Made
			applied, err := c.by.Recording(&made).Apply(bg, domain.Question{Subject: ref(c.who), Right: c.right, Channel: channelOf(c.right)})
			must(t, err)
			if len(made.Events) != 2 || !applied.Answer.Allowed {
				t.Fatalf("%s: made %v, allowed %t", c.name, made.Events, applied.Answer.Allowed)
			}
			seq := uint64(0)
			if of >= 0 {
				seq = made.Events[of]
			}
			var undoing domain.Made
			undone, err := c.by.Recording(&undoing).Undo(bg, seq)
			if err != nil {
				t.Fatalf("%s, by number %d of %v: %v", c.name, seq, made.Events, err)
			}
			is(t, "events undone", len(undone.Events), 2)
			is(t, "the one that was asked for", undone.Event.Seq, made.Events[max(of, 0)])
			if w.settled(c.who) != before || w.info().Plan != plan || w.employees() != records {
				t.Errorf("%s: after the undo the member is %+v on %s, was %+v on %s", c.name, w.settled(c.who), w.info().Plan, before, plan)
			}
			events := w.events(undone.Events[1].Seq)
			if len(undoing.Events) != 2 || events[0].Undoes != made.Events[1] || events[1].Undoes != made.Events[0] || events[1].Part != events[0].Seq {
				t.Errorf("%s: undoing %v recorded %+v", c.name, made.Events, events)
			}
			wants(t, got(c.by.Undo(bg, 0)), domain.NotFound, "nothing_to_undo")
		}
	}

	// Somebody else was at one of the records meanwhile.
	bo := w.person("user", out)
	must(t, got(admin.Apply(bg, domain.Question{Subject: ref(bo), Right: "messages.use"})))
	must(t, got(w.boss().Rename(bg, domain.Rename{Member: ref(bo), Name: to("Bobby")})))
	wants(t, got(admin.Undo(bg, 0)), domain.Conflict, "changed_meanwhile")
	if m := w.member(bo.ID); !m.SuspendedAt.IsZero() || m.Options == 0 {
		t.Errorf("half of the fix was taken back: %+v", m)
	}
}

// settled is how a member's settings stand.
func (w *world) settled(m domain.Member) picture {
	m = w.member(m.ID)
	return picture{suspended: !m.SuspendedAt.IsZero(), expires: m.ExpiresAt.String(), options: m.Options, lists: string(m.Employee)}
}

// employees counts the employee records.
func (w *world) employees() (n int) {
	w.read(func(v domain.View) (err error) {
		rows, _, err := v.EmployeePages().Page(domain.Query{Index: domain.ByNumber, Limit: 1000})
		n = len(rows)
		return err
	})
	return n
}

func channelOf(right string) string {
	if right == "api.use" {
		return "api"
	}
	return ""
}
