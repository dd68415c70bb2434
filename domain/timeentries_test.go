package domain_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"gatehouse/domain"
)

// timesheet is a workspace with two projects, one archived, and people who work.
type timesheet struct {
	*world
	atlas, old  domain.Project
	eva, bo, pm domain.Member
	outsider    domain.Member
}

func openTimesheet(t *testing.T) *timesheet {
	t.Helper()
	w := &timesheet{world: open(t, "timeneye", "")}
	var err error
	w.atlas, err = w.boss().AddProject(bg, domain.AddProject{Name: "Atlas"})
	must(t, err)
	w.old, err = w.boss().AddProject(bg, domain.AddProject{Name: "Old"})
	must(t, err)
	w.old, err = w.boss().ArchiveProject(bg, domain.ArchiveProject{Project: "Old"})
	must(t, err)
	on := func(m *domain.Member) { m.Projects = []domain.ID{w.atlas.ID} }
	w.eva, w.bo = w.person("member", on), w.person("member", on)
	w.pm = w.person("member", func(m *domain.Member) { m.ManagesProjects = []domain.ID{w.atlas.ID, w.old.ID} })
	w.outsider = w.person("member")
	return w
}

func hours(project domain.Ref, m domain.Member, day domain.Date, minutes int) domain.AddTime {
	return domain.AddTime{Project: project, Member: ref(m), Date: day, Minutes: minutes}
}

// One adds one's own time where one works; a Project Manager adds everyone's
// in the projects of theirs that are active.
func TestWhoAddsTime(t *testing.T) {
	w := openTimesheet(t)
	must(t, got(w.as(w.eva).AddTime(bg, domain.AddTime{Project: "Atlas", Date: "2026-03-02", Minutes: 30})))
	must(t, got(w.as(w.eva).AddTime(bg, hours("atlas", w.eva, "2026-03-02", 30))))
	must(t, got(w.as(w.pm).AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 30))))
	wants(t, got(w.as(w.eva).AddTime(bg, hours("Atlas", w.bo, "2026-03-01", 30))), domain.Denied, "")
	wants(t, got(w.as(w.pm).AddTime(bg, hours("Old", w.eva, "2026-03-01", 30))), domain.Denied, "") // a PM's right ends with the project
	e := wants(t, got(w.boss().AddTime(bg, hours("Old", w.eva, "2026-03-01", 30))), domain.Conflict, "archived")
	is(t, "its fix", e.Fix[0].Command, "gatehouse projects unarchive Old")

	out := w.as(w.outsider)
	there := said(got(out.AddTime(bg, domain.AddTime{Project: "Atlas", Date: "2026-03-01", Minutes: 30})))
	missing := said(got(out.AddTime(bg, domain.AddTime{Project: "Hidden", Date: "2026-03-01", Minutes: 30})))
	is(t, "an unseen project", strings.ReplaceAll(missing, "Hidden", "Atlas"), there)
	there = said(got(out.AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 30))))
	missing = said(got(out.AddTime(bg, hours("Hidden", w.eva, "2026-03-01", 30))))
	is(t, "an unseen project, for another", strings.ReplaceAll(missing, "Hidden", "Atlas"), there)

	for _, bad := range []domain.AddTime{
		hours("Atlas", w.eva, "2026-03-03", 30), hours("Atlas", w.eva, "2026-02-30", 30), hours("Atlas", w.eva, "", 30),
		hours("Atlas", w.eva, "2026-03-01", 0), hours("Atlas", w.eva, "2026-03-01", -30), hours("Atlas", w.eva, "2026-03-01", 1441),
	} {
		wants(t, got(w.boss().AddTime(bg, bad)), domain.Invalid, "")
	}
	wants(t, got(w.boss().AddTime(bg, domain.AddTime{Project: "Atlas", Member: "nobody@acme.test", Date: "2026-03-01", Minutes: 1})), domain.NotFound, "no_member")
}

// A day has 24 hours over all projects, whoever adds at the same time.
func TestADayHas24Hours(t *testing.T) {
	w := openTimesheet(t)
	other, err := w.boss().AddProject(bg, domain.AddProject{Name: "Other"})
	must(t, err)
	var done, full int
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 40 {
		project := domain.Ref([]domain.ID{w.atlas.ID, other.ID}[i%2])
		all.Go(func() {
			_, err := w.boss().AddTime(bg, hours(project, w.eva, "2026-03-01", 50))
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
			} else if e, is := err.(*domain.Error); is && e.Code == "day_full" && e.Kind == domain.Limit {
				full++
			}
		})
	}
	all.Wait()
	is(t, "entries of 50 minutes in a day", done, 28)
	is(t, "refused ones", full, 12)
	must(t, got(w.boss().AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 40))))
	must(t, got(w.boss().AddTime(bg, hours("Atlas", w.eva, "2026-02-28", 1440))))
	must(t, got(w.boss().AddTime(bg, hours("Atlas", w.bo, "2026-03-01", 1440))))
}

// One sees one's own entries, and those of the projects that one manages; by
// pages, both ways, from a day to a day.
func TestTimes(t *testing.T) {
	w := openTimesheet(t)
	other, err := w.boss().AddProject(bg, domain.AddProject{Name: "Other"})
	must(t, err)
	for day := 1; day <= 9; day++ {
		for _, m := range []domain.Member{w.eva, w.bo} {
			must(t, got(w.boss().AddTime(bg, hours("Atlas", m, domain.Date(fmt.Sprintf("2026-02-%02d", day)), day))))
			must(t, got(w.boss().AddTime(bg, hours(domain.Ref(other.ID), m, domain.Date(fmt.Sprintf("2026-02-%02d", day)), 100+day))))
		}
	}
	list := func(s *domain.Session, q domain.TimeQuery) string {
		t.Helper()
		var days []string
		for q.Limit = 2; ; {
			page, err := s.Times(bg, q)
			must(t, err)
			for _, r := range page.Rows {
				q.After = r.Cursor
				days = append(days, string(r.Item.Date[8:]))
			}
			if !page.More {
				return fmt.Sprint(len(days), " ", strings.Join(days[:min(3, len(days))], " "))
			}
		}
	}
	for _, c := range []struct {
		who  domain.Member
		q    domain.TimeQuery
		want string
	}{
		{w.owner, domain.TimeQuery{}, "36 01 01 01"},
		{w.owner, domain.TimeQuery{Reverse: true, To: "2026-02-05"}, "20 05 05 05"},
		{w.owner, domain.TimeQuery{Project: "Atlas", From: "2026-02-03", To: "2026-02-04"}, "4 03 03 04"},
		{w.owner, domain.TimeQuery{Member: ref(w.bo), From: "2026-02-08"}, "4 08 08 09"},
		{w.owner, domain.TimeQuery{Member: ref(w.bo), Project: "Atlas", Reverse: true}, "9 09 08 07"},
		{w.owner, domain.TimeQuery{From: "2026-02-10"}, "0 "},
		{w.pm, domain.TimeQuery{}, "18 01 01 02"},
		{w.eva, domain.TimeQuery{}, "18 01 01 02"},
		{w.eva, domain.TimeQuery{Project: "Atlas"}, "9 01 02 03"},
		{w.eva, domain.TimeQuery{Member: ref(w.eva)}, "18 01 01 02"},
		{w.eva, domain.TimeQuery{Project: "Other"}, "9 01 02 03"}, // where one worked, but sees nothing else
		{w.eva, domain.TimeQuery{Project: "Other", From: "2026-03-01"}, "0 "},
		{w.outsider, domain.TimeQuery{}, "0 "},
	} {
		is(t, fmt.Sprintf("%s, %+v", c.who.Label(), c.q), list(w.as(c.who), c.q), c.want)
	}
	there := said(got(w.as(w.eva).Times(bg, domain.TimeQuery{Member: domain.Ref(w.bo.Email)})))
	missing := said(got(w.as(w.eva).Times(bg, domain.TimeQuery{Member: "nobody@acme.test"})))
	is(t, "whose entries one may not see", strings.ReplaceAll(missing, "nobody@acme.test", w.bo.Email), there)
	wants(t, got(w.as(w.eva).Times(bg, domain.TimeQuery{Member: ref(w.bo)})), domain.Denied, "")
	wants(t, got(w.as(w.outsider).Times(bg, domain.TimeQuery{Project: domain.Ref(other.ID)})), domain.NotFound, "no_project")
	wants(t, got(w.boss().Times(bg, domain.TimeQuery{From: "2026-02-02", To: "2026-02-01"})), domain.Invalid, "bad_period")
	wants(t, got(w.as(w.pm).Profit(bg, domain.ProfitQuery{Project: "Atlas"})), domain.Denied, "")
}

// Undoing takes an entry out and puts it back.
func TestUndoTime(t *testing.T) {
	w := openTimesheet(t)
	eva := w.as(w.eva)
	count := func() int {
		page, err := eva.Times(bg, domain.TimeQuery{})
		must(t, err)
		return len(page.Rows)
	}
	must(t, got(eva.AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 1440))))
	for i, want := range []int{0, 1, 0} {
		_, err := eva.Undo(bg, w.last())
		must(t, err)
		is(t, fmt.Sprintf("entries, undone %d times", i+1), count(), want)
	}
	for _, seq := range []uint64{w.last() - 1, w.last() - 3} {
		e := wants(t, got(eva.Undo(bg, seq)), domain.Conflict, "already_undone")
		is(t, "undone twice", e.Message, fmt.Sprintf("what change %d did is already taken back", seq))
	}
	must(t, got(eva.AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 1))))
	wants(t, got(eva.Undo(bg, w.last()-1)), domain.Limit, "day_full")
}

// One takes out one's own entries, a Project Manager everyone's of the projects
// in their charge; other entries are as if they weren't there.
func TestRemoveTime(t *testing.T) {
	w := openTimesheet(t)
	add := func(m domain.Member) domain.RemoveTime {
		t.Helper()
		e, err := w.boss().AddTime(bg, hours("Atlas", m, "2026-03-01", 90))
		must(t, err)
		return domain.RemoveTime{Entry: domain.Ref(e.ID)}
	}
	must(t, got(w.as(w.eva).RemoveTime(bg, add(w.eva))))
	must(t, got(w.as(w.pm).RemoveTime(bg, add(w.eva))))
	e := w.events(w.last() - 1)[0]
	is(t, "recorded", e.Action+" "+e.Detail, "time.remove 1:30 h on Atlas, 2026-03-01")
	wants(t, got(w.as(w.eva).RemoveTime(bg, add(w.bo))), domain.Denied, "")

	elsewhere, err := w.boss().AddProject(bg, domain.AddProject{Name: "Elsewhere"})
	must(t, err)
	other := w.person("member", func(m *domain.Member) { m.ManagesProjects = []domain.ID{elsewhere.ID} })
	there := wants(t, got(w.as(other).RemoveTime(bg, add(w.bo))), domain.NotFound, "no_entry")
	missing := wants(t, got(w.as(other).RemoveTime(bg, domain.RemoveTime{Entry: domain.Ref(domain.NewID(w.rand))})), domain.NotFound, "no_entry")
	is(t, "an unseen entry", len(there.Error()), len(missing.Error()))
	wants(t, got(w.boss().RemoveTime(bg, domain.RemoveTime{Entry: "last"})), domain.NotFound, "no_entry")

	kept := add(w.eva)
	must(t, got(w.boss().ArchiveProject(bg, domain.ArchiveProject{Project: "Atlas"})))
	wants(t, got(w.as(w.eva).RemoveTime(bg, kept)), domain.Conflict, "archived")
	is(t, "entries left", w.entries(), 3)
}

// Time, rates and costs are of people; what an import says of a service user
// is about its row.
func TestServiceUsersDontWork(t *testing.T) {
	w := openTimesheet(t)
	bot, err := w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: "bot", Role: "admin"})
	must(t, err)
	e := wants(t, got(w.boss().AddTime(bg, hours("Atlas", bot, "2026-03-01", 60))), domain.Invalid, "no_person")
	is(t, "why", e.Message, "bot is a service user; time and rates are for people")
	wants(t, got(w.boss().SetRate(bg, domain.SetRate{Member: ref(bot), Hourly: "1", Currency: "EUR"})), domain.Invalid, "no_person")
	wants(t, got(w.boss().SetRate(bg, domain.SetRate{Member: ref(bot), Cost: "1", Currency: "EUR"})), domain.Invalid, "no_person")
	api := w.as(bot)
	wants(t, got(api.AddTime(bg, domain.AddTime{Project: "Atlas", Date: "2026-03-01", Minutes: 60})), domain.Invalid, "no_person")
	must(t, got(api.AddTime(bg, hours("Atlas", w.eva, "2026-03-01", 60))))
	r, err := w.boss().ImportTime(bg, domain.ImportTime{Rows: []domain.TimeRow{{Line: 2, Project: "Atlas", Member: "bot", Date: "2026-03-01", Minutes: 1}}})
	must(t, err)
	is(t, "the import", fmt.Sprint(r.Rejected), fmt.Sprint([]domain.Rejected{{Line: 2, Reason: e.Message}}))
}

// An import's event names the first of those whose time came.
func TestImportTimeSaysWhose(t *testing.T) {
	w := openTimesheet(t)
	var rows []domain.TimeRow
	for i, m := range w.people(5, "member") {
		for day := range 2 {
			rows = append(rows, domain.TimeRow{Line: 2 + i, Project: "Atlas", Member: m.Email, Date: domain.Date(fmt.Sprintf("2026-02-%02d", 1+day)), Minutes: 5})
		}
	}
	r, err := w.boss().ImportTime(bg, domain.ImportTime{Rows: rows})
	must(t, err)
	is(t, "ids", string(r.Created[9]), string(w.theirs(rows[9].Member)[1].ID))
	is(t, "the detail", w.events(w.last() - 1)[0].Detail, fmt.Sprintf("10 time entries of 5 people: %s, %s, %s and 2 more", rows[0].Member, rows[2].Member, rows[4].Member))
}

// theirs are someone's entries by day.
func (w *world) theirs(who string) (all []domain.ListedTime) {
	w.t.Helper()
	page, err := w.boss().Times(bg, domain.TimeQuery{Member: domain.Ref(who)})
	must(w.t, err)
	for _, r := range page.Rows {
		all = append(all, r.Item)
	}
	return all
}

// An import goes in once, however often it is run and however it was broken
// off; like rows are as many entries as there are rows.
func TestImportTime(t *testing.T) {
	w := openTimesheet(t)
	row := func(line int, project string, m domain.Member, day domain.Date, minutes int) domain.TimeRow {
		return domain.TimeRow{Line: line, Project: project, Member: m.Email, Date: day, Minutes: minutes}
	}
	rows := []domain.TimeRow{
		row(2, "Atlas", w.eva, "2026-03-01", 60), row(3, "ATLAS", w.eva, "2026-03-01", 60), row(4, string(w.atlas.ID), w.eva, "2026-03-01", 60),
		row(5, "Old", w.outsider, "2026-01-01", 1440), row(6, "Old", w.outsider, "2026-01-01", 1), row(7, "Atlas", w.eva, "2026-03-03", 1),
		row(8, "Atlas", w.eva, "2026-02-01", 0), row(9, "Gone", w.eva, "2026-02-01", 1),
	}
	c := domain.ImportTime{Rows: rows, Bad: []domain.Rejected{{Line: 10, Reason: "unreadable"}}}
	told := func(r domain.TimeReport, err error) string {
		t.Helper()
		must(t, err)
		var lines []int
		for _, bad := range r.Rejected {
			lines = append(lines, bad.Line)
		}
		return fmt.Sprint(len(r.Created), len(r.Unchanged), lines)
	}
	is(t, "the plan", told(w.boss().PlanTime(bg, c)), "4 0 [6 7 8 9 10]")
	is(t, "entries after the plan", w.entries(), 0)
	is(t, "half of it", told(w.boss().ImportTime(bg, domain.ImportTime{Rows: rows[:2]})), "2 0 []")
	seq := w.last()
	is(t, "all of it", told(w.boss().ImportTime(bg, c)), "2 2 [6 7 8 9 10]")
	events := w.events(seq)
	is(t, "what the trail says", fmt.Sprint(len(events), events[0].Action, " ", events[0].Detail), "1time.import 2 time entries of 2 people: "+w.eva.Email+" and "+w.outsider.Email)
	is(t, "all of it again", told(w.boss().ImportTime(bg, c)), "0 4 [6 7 8 9 10]")
	is(t, "entries", w.entries(), 4)
	is(t, "events", len(w.events(seq)), 1)
	wants(t, got(w.as(w.eva).PlanTime(bg, c)), domain.Denied, "")
}

// entries is how many time entries there are.
func (w *world) entries() (n int) {
	w.t.Helper()
	w.read(func(v domain.View) error {
		rows, _, err := v.TimePages().Page(domain.Query{Index: domain.ByTime, Limit: 10_000})
		n = len(rows)
		return err
	})
	return n
}

// Whoever loses the right between two commits of an import stops there.
func TestImportTimeAsksAgain(t *testing.T) {
	w := openTimesheet(t)
	admin := w.person("admin")
	c := domain.ImportTime{Progress: func(int, int) { must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(admin)}))) }}
	for i := range 4001 {
		c.Rows = append(c.Rows, domain.TimeRow{Line: i + 2, Project: "Atlas", Member: w.eva.Email, Date: domain.Date(fmt.Sprintf("2026-02-%02d", 1+i/1440)), Minutes: 1})
	}
	r, err := w.as(admin).ImportTime(bg, c)
	wants(t, err, domain.Denied, "")
	is(t, "created before", len(r.Created), 4000)
	r, err = w.boss().ImportTime(bg, domain.ImportTime{Rows: c.Rows})
	must(t, err)
	is(t, "created by whoever goes on", fmt.Sprint(len(r.Created), len(r.Unchanged)), "1 4000")
}

// Who may import but sees neither project nor person is told that there is
// none, and works on where they see both.
func TestImportTimeTellsNothing(t *testing.T) {
	w := open(t, "timetonic", "")
	for _, name := range []string{"Atlas", "Mine"} {
		must(t, got(w.boss().AddProject(bg, domain.AddProject{Name: name})))
	}
	user := w.person("user")
	must(t, got(w.boss().StaffProject(bg, domain.StaffProject{Project: "Mine", Member: ref(user)})))
	var rows []domain.TimeRow
	for i, name := range []string{"Atlas", "Nowhere", "Mine"} {
		rows = append(rows, domain.TimeRow{Line: i + 2, Project: name, Member: user.Email, Date: "2026-03-01", Minutes: 5})
	}
	r, err := w.as(user).ImportTime(bg, domain.ImportTime{Rows: rows})
	must(t, err)
	is(t, "created", len(r.Created), 1)
	is(t, "an unseen project", strings.ReplaceAll(r.Rejected[1].Reason, "Nowhere", "Atlas"), r.Rejected[0].Reason)
}
