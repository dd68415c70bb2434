package domain_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// asks who may, and gives handle: through, a line each.
func (w *world) asksWho(right, on string) string {
	w.t.Helper()
	page, err := w.boss().Who(bg, domain.WhoQuestion{Right: right, On: on}, "", 0)
	must(w.t, err)
	is(w.t, "rows and total", len(page.Rows), page.Total)
	var lines []string
	for _, r := range page.Rows {
		lines = append(lines, r.Item.Handle+": "+r.Item.Through)
	}
	return strings.Join(lines, "\n")
}

// Each way to a right has its words.
func TestWhoSaysThroughWhat(t *testing.T) {
	w := open(t, "timeneye", "")
	atlas, err := w.boss().AddProject(bg, domain.AddProject{Name: "Atlas"})
	must(t, err)
	apps, err := w.boss().AddGroup(bg, domain.AddGroup{Name: "Apps"})
	must(t, err)
	borealis, err := w.boss().AddProject(bg, domain.AddProject{Name: "Borealis", Group: "Apps"})
	must(t, err)
	named := func(name string, set func(*domain.Member)) domain.Member {
		return w.person("member", func(m *domain.Member) {
			m.Name, m.Email = name, strings.ToLower(name)+"@acme.test"
			set(m)
		})
	}
	named("Bo", func(m *domain.Member) { m.ManagesProjects, m.Projects = []domain.ID{atlas.ID}, []domain.ID{atlas.ID} })
	named("Cy", func(m *domain.Member) { m.ManagesGroups, m.Groups = []domain.ID{apps.ID}, []domain.ID{apps.ID} })
	named("Dee", func(m *domain.Member) { m.Projects = []domain.ID{atlas.ID, borealis.ID} })
	named("Eva", func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", w.clock.Add(time.Hour) })
	robot := w.person("verifier", service, func(m *domain.Member) { m.Name, m.Role = "Robot", "member" })
	for _, c := range []struct{ right, on, want string }{
		{"projects.view", "project/Atlas", "ada@acme.test: owner\nbo@acme.test: Project Manager of Atlas, staffed on Atlas\ndee@acme.test: staffed on Atlas\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC"},
		{"projects.view", "project/Borealis", "ada@acme.test: owner\ncy@acme.test: Group Manager of Apps\ndee@acme.test: staffed on Borealis\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC"},
		{"projects.view", "any", "ada@acme.test: owner\nbo@acme.test: Project Manager of Atlas, staffed on a project\ncy@acme.test: Group Manager of Apps\ndee@acme.test: staffed on a project\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC"},
		{"members.view", "member/dee@acme.test", "ada@acme.test: owner\nbo@acme.test: Project Manager of Atlas\ncy@acme.test: Group Manager of Apps\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC"},
		{"time.track", "member/dee@acme.test", "dee@acme.test: about oneself"},
		{"members.logins", "member/dee@acme.test", "ada@acme.test: owner\ndee@acme.test: about oneself\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC"},
		{"api.use", "", "ada@acme.test: owner\neva@acme.test: temporary admin until 2 Mar 2026 10:00 UTC\n" + robot.Name + ": is a service user"},
	} {
		if have := w.asksWho(c.right, c.on); have != c.want {
			t.Errorf("%s on %q:\n%s\nwant\n%s", c.right, c.on, have, c.want)
		}
	}
	w.clock.pass(time.Hour)
	is(t, "after the temporary role", w.asksWho("members.suspend", ""), "ada@acme.test: owner")
	must(t, got(w.boss().ArchiveProject(bg, domain.ArchiveProject{Project: "Atlas"})))
	is(t, "once it is archived", w.asksWho("projects.manage", "any"), "ada@acme.test: owner\ncy@acme.test: Group Manager of Apps")
}

// mTime's managers reach through units, and below them.
func TestWhoThroughUnits(t *testing.T) {
	w := open(t, "mtime", "")
	engineering, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Engineering"})
	must(t, err)
	tools, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Tools", Parent: "Engineering"})
	must(t, err)
	m := w.person("manager", func(m *domain.Member) { m.ManagesUnits = []domain.ID{engineering.ID} })
	e := w.person("employee")
	w.employed(tools.ID, e)
	is(t, "who approves", w.asksWho("timeoff.approve", "member/"+e.Email), "ada@acme.test: owner\n"+m.Email+": manager of Engineering")
	is(t, "who sees their own record", w.asksWho("employees.view", "member/"+e.Email),
		"ada@acme.test: owner\n"+m.Email+": manager of Engineering\n"+e.Email+": about oneself")

	p, err := w.boss().AddProject(bg, domain.AddProject{Name: "Forge", Unit: "Engineering"})
	must(t, err)
	other := w.person("employee", func(m *domain.Member) { m.Projects = []domain.ID{p.ID} })
	g, err := w.boss().AddGroup(bg, domain.AddGroup{Name: "Guild"})
	must(t, err)
	both := w.person("manager", func(m *domain.Member) {
		m.ManagesUnits, m.ManagesGroups = []domain.ID{engineering.ID}, []domain.ID{g.ID}
	})
	is(t, "the unit of a project doesn't reach who works on it", w.asksWho("members.view", "member/"+other.Email), "ada@acme.test: owner")
	answer, err := w.boss().Check(bg, domain.Question{Subject: ref(both), Right: "members.view", On: "member/" + other.Email})
	must(t, err)
	is(t, "nor for one who manages a group too", answer.Allowed, false)
}

// Asking takes both rights, over everyone, and unknown words have their
// nearest ones.
func TestWhoMayAskWho(t *testing.T) {
	w := open(t, "mtime", "")
	w.write(func(tx domain.Tx) error {
		_, err := tx.Roles().Put(domain.CustomRole{ID: domain.NewID(w.rand), Name: "half", From: "manager", Rank: 5, Rights: []string{"access.ask:w", "members.view:s"}})
		return err
	})
	who := func(s *domain.Session, q domain.WhoQuestion, after domain.Cursor) error {
		return got(s.Who(bg, q, after, 10))
	}
	view := domain.WhoQuestion{Right: "data.read"}
	for _, role := range []string{"manager", "employee", "developer", "half"} {
		wants(t, who(w.as(w.person(role)), view, ""), domain.Denied, "")
	}
	must(t, who(w.as(w.person("admin")), view, ""))
	e := wants(t, who(w.boss(), domain.WhoQuestion{Right: "members.vew"}, ""), domain.Invalid, "unknown_right")
	if !strings.Contains(e.Message, "members.view") {
		t.Errorf("%s", e.Message)
	}
	wants(t, who(w.boss(), domain.WhoQuestion{Right: "data.read", Channel: "wap"}, ""), domain.Invalid, "unknown_channel")
	wants(t, who(w.boss(), domain.WhoQuestion{Right: "data.read", On: "member/nobody@acme.test"}, ""), domain.NotFound, "no_member")
	wants(t, who(w.boss(), domain.WhoQuestion{Right: "data.read", On: "planet/Mars"}, ""), domain.Invalid, "")
	for _, cursor := range []domain.Cursor{"x", "-1", "1.nobody0000000"} {
		wants(t, who(w.boss(), view, cursor), domain.Invalid, "bad_cursor")
	}
	suspended := w.person("admin", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	wants(t, who(w.as(suspended), view, ""), domain.Denied, "")
}

// A cursor goes on after its member, whoever came or went before it.
func TestWhoGoesOn(t *testing.T) {
	w := open(t, "mtime", "")
	people := w.people(6, "admin")
	q := domain.WhoQuestion{Right: "data.export"}
	page, err := w.boss().Who(bg, q, "", 3)
	must(t, err)
	is(t, "the third", page.Rows[2].Item.ID, people[1].ID)
	after := page.Rows[2].Cursor
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(people[0])})))
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(people[1])})))
	page, err = w.boss().Who(bg, q, after, 2)
	must(t, err)
	is(t, "the next", page.Rows[0].Item.ID, people[2].ID)
	is(t, "there are more", page.More, true)
	page, err = w.boss().Who(bg, q, "3", 9)
	must(t, err)
	is(t, "skipping three", page.Rows[0].Item.ID, people[4].ID)
	is(t, "there are more", page.More, false)
	q.Text = "0004"
	page, err = w.boss().Who(bg, q, "", 9)
	must(t, err)
	is(t, "found", page.Rows[0].Item.ID, people[3].ID)
	q.Right = "workspace.transfer"
	page, err = w.boss().Who(bg, q, "", 9)
	must(t, err)
	is(t, "found who may", len(page.Rows), 0)
}

// Many ask and change at once.
func TestWhoAtOnce(t *testing.T) {
	w := open(t, "mtime", "")
	people := w.people(20, "employee")
	var all sync.WaitGroup
	for i, m := range people {
		all.Go(func() {
			if i%2 == 0 {
				must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(m), Role: "admin"})))
			}
			must(t, got(w.boss().Who(bg, domain.WhoQuestion{Right: rights.DataExport.String(), Text: "person"}, "", 5)))
			must(t, got(w.boss().Who(bg, domain.WhoQuestion{Right: rights.DataExport.String()}, "", 5)))
		})
	}
	all.Wait()
	page, err := w.boss().Who(bg, domain.WhoQuestion{Right: "data.export"}, "", 5)
	must(t, err)
	is(t, "who may export", page.Total, 11)
}

// Of many ways the first few are named.
func TestWhoThroughManyPlaces(t *testing.T) {
	w := open(t, "mtime", "")
	m := w.person("manager", func(m *domain.Member) {
		for _, name := range []string{"A", "B", "C", "D", "E"} {
			u, err := w.boss().AddUnit(bg, domain.AddUnit{Name: name})
			must(t, err)
			m.ManagesUnits = append(m.ManagesUnits, u.ID)
		}
	})
	is(t, "through", w.asksWho("timeoff.approve", "any"), "ada@acme.test: owner\n"+m.Email+": manager of A, manager of B, manager of C and 2 more")
}
