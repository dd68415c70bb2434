package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// The search index follows every kind of change.
func TestSearchFollows(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("admin", func(m *domain.Member) { m.Name = "Bo Berg" })
	dev := w.person("employee", func(m *domain.Member) { m.Name = "Dev Dahl" })
	finds := func(text string, want ...domain.Member) {
		t.Helper()
		page, err := w.as(bo).Members(bg, domain.MemberQuery{Text: text})
		must(t, err)
		have := map[domain.ID]bool{}
		for _, r := range page.Rows {
			have[r.ID] = true
		}
		for _, m := range want {
			if !have[m.ID] {
				t.Errorf("%q doesn't find %s: %s", text, m.Name, names(page.Rows))
			}
		}
		if len(have) != len(want) {
			t.Errorf("%q finds %s, want %d", text, names(page.Rows), len(want))
		}
	}
	finds("owner", w.owner)
	finds("admin", bo)
	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
	must(t, got(w.as(bo).AcceptTransfer(bg)))
	finds("owner", bo)
	finds("admin", w.owner)
	must(t, got(w.as(bo).Rename(bg, domain.Rename{Member: ref(dev), Name: to("Zoë Zorn")})))
	finds("dahl")
	finds("zoe", dev)
	must(t, got(w.as(bo).AddEmployee(bg, domain.AddEmployee{Number: "Q771", Name: "Z"})))
	must(t, got(w.as(bo).Link(bg, domain.Link{Member: ref(dev), Employee: "Q771"})))
	finds("q771", dev)
	must(t, got(w.as(bo).EditEmployee(bg, domain.EditEmployee{Employee: "Q771", Number: to("Q882")})))
	finds("q771")
	finds("q882", dev)
	must(t, got(w.as(bo).RemoveEmployee(bg, domain.RemoveEmployee{Employee: "Q882"})))
	finds("q882")
	must(t, got(w.as(bo).ChangeRole(bg, domain.ChangeRole{Member: ref(dev), Role: "developer", Until: w.clock.Add(time.Hour)})))
	finds("developer", dev)
	w.clock.pass(time.Hour)
	finds("developer")
	finds("employee", dev)
	must(t, got(w.as(bo).Remove(bg, domain.Remove{Member: ref(dev)})))
	finds("zoe")
	page, err := w.as(bo).Members(bg, domain.MemberQuery{Text: "zoe", Status: "removed"})
	must(t, err)
	is(t, "removed and found", len(page.Rows), 1)
	must(t, got(w.as(bo).Restore(bg, domain.Restore{Member: ref(dev)})))
	finds("zoe", dev)
	must(t, got(w.as(bo).Import(bg, domain.Import{Roster: people(domain.RosterPerson{Email: "una@acme.test", Name: "Una Ulm"})})))
	finds("ulm", w.find("una@acme.test"))
	for _, cursor := range []domain.Cursor{"9223372036854775807", "-5", "x"} {
		must(t, got(w.as(bo).Members(bg, domain.MemberQuery{Text: "u", After: cursor, Limit: 1 << 62})))
	}
}

// Filters find whom they say, by every index.
func TestFilters(t *testing.T) {
	w := open(t, "mtime", "")
	w.people(3, "employee")
	w.people(2, "employee", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	w.people(4, "employee", func(m *domain.Member) { m.ExpiresAt = w.clock.Time }) // reads suspended
	w.people(5, "developer", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	w.people(6, "developer", service)
	w.people(2, "employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "manager", w.clock.Add(time.Second) })
	w.people(2, "manager", func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", w.clock.Time }) // over
	for name, c := range map[string]struct {
		q    domain.MemberQuery
		want int
	}{
		"all":                 {domain.MemberQuery{}, 20},
		"removed":             {domain.MemberQuery{Status: "removed"}, 5},
		"suspended":           {domain.MemberQuery{Status: "suspended"}, 6},
		"active":              {domain.MemberQuery{Status: "active"}, 14},
		"service":             {domain.MemberQuery{Kind: "service"}, 6},
		"persons":             {domain.MemberQuery{Kind: "person"}, 14},
		"owner":               {domain.MemberQuery{Role: "owner"}, 1},
		"managers":            {domain.MemberQuery{Role: "manager"}, 4},
		"admins":              {domain.MemberQuery{Role: "admin"}, 0},
		"employees":           {domain.MemberQuery{Role: "employee"}, 9},
		"removed developers":  {domain.MemberQuery{Role: "developer", Status: "removed"}, 5},
		"developers by email": {domain.MemberQuery{Role: "developer", Sort: domain.ByJoined, Desc: true}, 6},
	} {
		for _, limit := range []int{1000, 3} {
			q, n := c.q, 0
			for q.Limit = limit; ; {
				page, err := w.boss().Members(bg, q)
				must(t, err)
				for _, r := range page.Rows {
					n, q.After = n+1, r.Cursor
				}
				if !page.More {
					break
				}
			}
			if n != c.want {
				t.Errorf("%s, %d a page: %d members, want %d", name, limit, n, c.want)
			}
		}
	}
	roles, err := w.boss().Roles(bg)
	must(t, err)
	for _, r := range roles {
		page, err := w.boss().Members(bg, domain.MemberQuery{Role: r.Name, Limit: 100})
		must(t, err)
		is(t, "holders of "+r.Name, r.Holders, len(page.Rows))
	}
	sum, err := w.boss().Summary(bg)
	must(t, err)
	is(t, "active, suspended, removed", [3]int{sum.Active, sum.Suspended, sum.Removed}, [3]int{14, 6, 5})
}
