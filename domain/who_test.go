package domain_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// town is a random workspace: everyone there is, and what a question can be
// about.
type town struct {
	*rapid.T
	*world
	everyone []domain.ID
	roles    []string
	on       []string
	units    []domain.ID
	groups   []domain.ID
	projects []domain.ID
}

// Who names just those for whom Check says yes, whatever the workspace looks
// like and whatever happens to it.
func TestWhoIsWhatCheckSays(t *testing.T) {
	w := open(t, "mtime", "")
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		model := rapid.SampledFrom(rights.Models()).Draw(rt, "model")
		n++
		w.workspace(fmt.Sprintf("town%d", n), model.Name, rapid.SampledFrom(model.Plans).Draw(rt, "plan").Name)
		w.employed("", w.owner)
		o := &town{T: rt, world: w}
		o.found()
		for range 4 {
			o.compare()
			o.compare()
			o.happen()
		}
		o.compare()
	})
}

// found draws places and people.
func (o *town) found() {
	o.everyone, o.on = []domain.ID{o.owner.ID}, []string{"", "", "any", "member/" + o.owner.Email}
	for _, r := range o.model.Roles[1:] {
		o.roles = append(o.roles, r.Name)
	}
	o.write(func(tx domain.Tx) error {
		parent, group := domain.ID(""), domain.ID("")
		for i := range 4 {
			id := func() domain.ID { return domain.NewID(o.rand) }
			u, err := tx.Units().Put(domain.Unit{ID: id(), Name: fmt.Sprint("unit ", i), Parent: parent})
			must(o.t, err)
			g, err := tx.Groups().Put(domain.Group{ID: id(), Name: fmt.Sprint("group ", i), Parent: group})
			must(o.t, err)
			p := domain.Project{ID: id(), Name: fmt.Sprint("project ", i), Archived: rapid.Bool().Draw(o.T, "archived")}
			if o.units, o.groups = append(o.units, u.ID), append(o.groups, g.ID); rapid.Bool().Draw(o.T, "placed") {
				p.Unit, p.Group = o.one("unit", o.units), o.one("group", o.groups)
			}
			p, err = tx.Projects().Put(p)
			must(o.t, err)
			o.projects = append(o.projects, p.ID)
			parent, group = o.one("parent", append(o.units, "")), o.one("parent", append(o.groups, ""))
			o.on = append(o.on, "unit/"+u.Name, "group/"+g.Name, "project/"+p.Name)
		}
		name := rapid.SampledFrom(o.roles).Draw(o.T, "from")
		_, err := tx.Roles().Put(domain.CustomRole{ID: domain.NewID(o.rand), Name: "lead", From: name, Rank: 5,
			Rights: []string{"members.view:s", "employees.view:s", "members.suspend:w", "projects.view:o", "timesheet.view:o"}})
		return err
	})
	for _, r := range append(slices.Clone(o.roles), "owner", "project-manager", "lead") {
		o.on = append(o.on, "role/"+r)
	}
	o.on = slices.DeleteFunc(o.on, func(on string) bool { return on == "role/project-manager" })
	o.roles = append(o.roles, "lead", "lead")
	for range 12 {
		o.settle()
	}
}

func (o *town) one(what string, ids []domain.ID) domain.ID {
	return rapid.SampledFrom(ids).Draw(o.T, what)
}

// some draws none, one or two.
func (o *town) some(what string, ids []domain.ID) []domain.ID {
	all := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, 2, rapid.ID).Draw(o.T, what)
	return slices.Clone(all)
}

func (o *town) often(what string) bool { return rapid.IntRange(0, 3).Draw(o.T, what) == 0 }

// settle makes a member of any sort.
func (o *town) settle() {
	m := o.person(rapid.SampledFrom(o.roles).Draw(o.T, "role"), func(m *domain.Member) {
		if m.Role == "verifier" || o.often("service user") {
			service(m)
			m.MadeBy = o.one("maker", o.everyone)
		}
		m.ManagesUnits, m.ManagesProjects, m.ManagesGroups = o.some("manages", o.units), o.some("manages", o.projects), o.some("manages", o.groups)
		m.Projects, m.Groups = o.some("staffed on", o.projects), o.some("in", o.groups)
		if o.often("temporary role") {
			m.TempRole, m.RoleUntil = rapid.SampledFrom(o.roles).Draw(o.T, "temporary"), o.clock.Add(time.Hour)
		}
		if o.often("ends") {
			m.ExpiresAt = o.clock.Add(time.Duration(rapid.IntRange(-1, 2).Draw(o.T, "at")) * time.Hour)
		}
		if o.often("suspended") {
			m.SuspendedAt = o.clock.Time
		}
		if o.often("removed") {
			m.RemovedAt = o.clock.Time
		}
		m.Options, m.Ways = rights.Option(rapid.IntRange(0, int(rights.AllOptions)).Draw(o.T, "options")), rapid.SampledFrom([]rights.Channels{rights.WebAndMobile, rights.OnlyMobile, rights.OnlyWeb}).Draw(o.T, "ways")
	})
	if m.Kind == rights.Person && rapid.Bool().Draw(o.T, "linked") {
		o.employed(o.one("unit", append(o.units, "")), m)
		o.on = append(o.on, fmt.Sprintf("employee/N%04d", o.made))
	}
	o.everyone = append(o.everyone, m.ID)
	if m.Kind == rights.Person {
		o.on = append(o.on, "member/"+m.Email)
	} else {
		o.on = append(o.on, "member/"+string(m.ID)) // their names change
	}
}

// compare asks both about the same.
func (o *town) compare() {
	q := domain.WhoQuestion{
		Right: rapid.SampledFrom(rights.Catalogue()).Draw(o.T, "right").Name, On: rapid.SampledFrom(o.on).Draw(o.T, "on"),
		Channel: rapid.SampledFrom([]string{"", "", "mobile", "console", "api"}).Draw(o.T, "channel"),
	}
	boss := o.as(o.member(o.info().Owner))
	have := everyWho(o.T, boss, q, rapid.IntRange(1, 20).Draw(o.T, "limit"))
	for _, id := range o.everyone {
		answer, err := boss.Check(bg, domain.Question{Subject: domain.Ref(id), Right: q.Right, On: q.On, Channel: q.Channel})
		must(o.t, err)
		who, may := have[id]
		if m := o.member(id); may != answer.Allowed {
			o.Fatalf("%+v: %s, %s, may: %v; check says %v, %+v", q, m.Handle(), m.RoleAt(o.clock.Time), may, answer.Allowed, answer.Gates)
		} else if may && who.Through == "" {
			o.Fatalf("%+v: %s may through nothing", q, m.Handle())
		}
		delete(have, id)
	}
	if len(have) > 0 {
		o.Fatalf("%+v: and who are %v?", q, have)
	}
}

// everyWho reads all pages.
func everyWho(t interface {
	Helper()
	Fatalf(string, ...any)
}, s *domain.Session, q domain.WhoQuestion, limit int) map[domain.ID]domain.Who {
	t.Helper()
	all, last, total := map[domain.ID]domain.Who{}, "", 0
	for after, more := domain.Cursor(""), true; more; {
		page, err := s.Who(bg, q, after, limit)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		for _, r := range page.Rows {
			if place := domain.FoldSearch(r.Item.Name); place < last && q.Text == "" {
				t.Fatalf("%q comes after %q", place, last)
			} else {
				last = place
			}
			all[r.Item.ID], after = r.Item, r.Cursor
			total++
		}
		if more = page.More; len(page.Rows) == 0 && more || page.Total >= 0 && !more && page.Total != total {
			t.Fatalf("%+v: a page of %d, more: %v, in all %d of %d", q, len(page.Rows), more, total, page.Total)
		}
	}
	if len(all) != total {
		t.Fatalf("%+v: %d rows of %d members", q, total, len(all))
	}
	return all
}

// happen changes something, as someone would or as time does.
func (o *town) happen() {
	boss := o.as(o.member(o.info().Owner))
	target := domain.Ref(o.one("target", o.everyone))
	var err error
	switch rapid.IntRange(0, 12).Draw(o.T, "event") {
	case 0:
		o.clock.pass(time.Hour)
	case 1:
		err = got(boss.ChangeRole(bg, domain.ChangeRole{Member: target, Role: rapid.SampledFrom(o.roles).Draw(o.T, "role"), Until: o.clock.Add(time.Hour)}))
	case 2:
		err = got(boss.Suspend(bg, domain.Suspend{Member: target}))
	case 3:
		err = got(boss.Remove(bg, domain.Remove{Member: target}))
	case 4:
		err = got(boss.Restore(bg, domain.Restore{Member: target}))
	case 5:
		err = got(boss.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(o.one("project", o.projects)), Not: rapid.Bool().Draw(o.T, "not")}))
	case 6:
		err = got(boss.StaffProject(bg, domain.StaffProject{Project: domain.Ref(o.one("project", o.projects)), Member: target, Manager: rapid.Bool().Draw(o.T, "manages"), Not: rapid.Bool().Draw(o.T, "not")}))
	case 7:
		err = got(boss.StaffGroup(bg, domain.StaffGroup{Group: domain.Ref(o.one("group", o.groups)), Member: target, Manager: rapid.Bool().Draw(o.T, "manages"), Not: rapid.Bool().Draw(o.T, "not")}))
	case 8:
		err = got(boss.ManageUnit(bg, domain.ManageUnit{Unit: domain.Ref(o.one("unit", o.units)), Member: target, Not: rapid.Bool().Draw(o.T, "not")}))
	case 9:
		err = got(boss.Unlink(bg, domain.Unlink{Member: target}))
	case 10:
		err = got(boss.ChangePlan(bg, domain.ChangePlan{Plan: rapid.SampledFrom(o.model.Plans).Draw(o.T, "plan").Name}))
	case 11:
		err = got(boss.Rename(bg, domain.Rename{Member: target, Name: to("Zed " + string(target))}))
	case 12:
		if err = got(boss.Transfer(bg, domain.Transfer{To: target})); err == nil {
			err = got(o.as(o.member(domain.ID(target))).AcceptTransfer(bg))
		}
	}
	if err != nil && !slices.Contains([]domain.Kind{domain.Invalid, domain.Denied, domain.Conflict, domain.NotFound, domain.Limit, domain.Expired}, domain.KindOf(err)) {
		o.Fatalf("%v", err)
	}
}
