package domain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// places makes the units and groups Engineering > Design > Type, and a project
// in Design.
func (w *world) places(names ...string) *domain.Session {
	w.t.Helper()
	boss := w.boss()
	above := domain.Ref("")
	for _, name := range names {
		must(w.t, got(boss.AddUnit(bg, domain.AddUnit{Name: name, Parent: above})))
		must(w.t, got(boss.AddGroup(bg, domain.AddGroup{Name: name, Parent: above})))
		above = domain.Ref(name)
	}
	return boss
}

// moveUnit and moveGroup are the same act on two kinds of places.
func moves(s *domain.Session) map[string]func(name, below domain.Ref, version uint64) error {
	return map[string]func(domain.Ref, domain.Ref, uint64) error{
		"unit": func(name, below domain.Ref, version uint64) error {
			return got(s.EditUnit(bg, domain.EditUnit{Unit: name, Parent: &below, Version: version}))
		},
		"group": func(name, below domain.Ref, version uint64) error {
			return got(s.EditGroup(bg, domain.EditGroup{Group: name, Parent: &below, Version: version}))
		},
	}
}

func TestAPlaceCantLieBelowItself(t *testing.T) {
	w := open(t, "mtime", "")
	boss := w.places("Engineering", "Design", "Type")
	for kind, move := range moves(boss) {
		e := wants(t, move("Engineering", "Type", 0), domain.Invalid, "cycle")
		is(t, kind, e.Message, "Type is below Engineering; a "+kind+" can't be below itself")
		e = wants(t, move("Design", "Design", 0), domain.Invalid, "cycle")
		is(t, kind, e.Message, "Design can't be below itself")
		wants(t, move("Design", "Nowhere", 0), domain.NotFound, "no_"+kind)
		wants(t, move("Nowhere", "Design", 0), domain.NotFound, "no_"+kind)
		wants(t, move("Design", "", 7), domain.Conflict, "changed_meanwhile")
		must(t, move("Type", "Engineering", 0)) // up a level, and then to the top
		must(t, move("Type", "", 0))
		must(t, move("Engineering", "Type", 0)) // what was below it is above now
	}
	wants(t, got(boss.EditUnit(bg, domain.EditUnit{Unit: "Design", Name: to("TYPE")})), domain.Conflict, "name_taken")
	wants(t, got(boss.EditGroup(bg, domain.EditGroup{Group: "Design", Name: to("TYPE")})), domain.Conflict, "name_taken")
	wants(t, got(boss.EditGroup(bg, domain.EditGroup{Group: "Design", Name: to(" ")})), domain.Invalid, "")
	must(t, got(boss.EditUnit(bg, domain.EditUnit{Unit: "Design", Name: to("DESIGN")}))) // its own name is no one else's
}

// A whole subtree counts: 20 levels below 13 others are too many.
func TestAMovedSubtreeIsNoDeeperThanAllowed(t *testing.T) {
	w := open(t, "mtime", "")
	var left, right []string
	for i := range 20 {
		left = append(left, fmt.Sprint("left ", i))
	}
	for i := range 13 {
		right = append(right, fmt.Sprint("right ", i))
	}
	w.places(left...)
	boss := w.places(right...)
	for kind, move := range moves(boss) {
		if e := wants(t, move("left 0", "right 12", 0), domain.Limit, "too_deep"); e.Message != kind+"s nest at most 32 levels" {
			t.Errorf("%s: %s", kind, e.Message)
		}
		must(t, move("left 0", "right 11", 0))
	}
}

// What was renamed and moved goes back in one step.
func TestUndoOfAnEdit(t *testing.T) {
	w := open(t, "mtime", "")
	boss := w.places("Engineering", "Design")
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas", Group: "Design", Unit: "Design"})))
	for _, do := range []func() error{
		func() error {
			return got(boss.EditUnit(bg, domain.EditUnit{Unit: "Design", Name: to("Looks"), Parent: to(domain.Ref(""))}))
		},
		func() error {
			return got(boss.EditGroup(bg, domain.EditGroup{Group: "Design", Name: to("Looks"), Parent: to(domain.Ref(""))}))
		},
		func() error {
			return got(boss.EditProject(bg, domain.EditProject{Project: "Atlas", Name: to("Maps"), Group: to(domain.Ref("")), Unit: to(domain.Ref("Engineering"))}))
		},
	} {
		before := w.placed()
		must(t, do())
		if w.placed() == before {
			t.Fatal("nothing changed")
		}
		must(t, got(boss.Undo(bg, 0)))
		is(t, "after undo", w.placed(), before)
		w.clock.pass(time.Minute)
	}
}

// placed says where everything is.
func (w *world) placed() string {
	w.t.Helper()
	units, err := w.boss().Units(bg)
	must(w.t, err)
	groups, err := w.boss().Groups(bg)
	must(w.t, err)
	projects, err := w.boss().Projects(bg)
	must(w.t, err)
	for _, all := range [][]domain.ListedPlace{groups, projects} {
		for i := range all {
			all[i].Version = 0
		}
	}
	for i := range units {
		units[i].Version = 0
	}
	return fmt.Sprint(units, groups, projects)
}

// A Project Manager renames what is in their charge and moves nothing; a Group
// Manager moves projects between groups of theirs.
func TestWhoMovesProjects(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Apps", "Sites")
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas", Group: "Apps"})))
	pm, gm := w.person("member"), w.person("member")
	must(t, got(boss.StaffProject(bg, domain.StaffProject{Project: "Atlas", Member: ref(pm), Manager: true})))
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Apps", Member: ref(gm), Manager: true})))
	into := func(m domain.Member, group domain.Ref) error {
		return got(w.as(m).EditProject(bg, domain.EditProject{Project: "Atlas", Group: &group}))
	}
	must(t, got(w.as(pm).EditProject(bg, domain.EditProject{Project: "Atlas", Name: to("Atlas 2")})))
	must(t, got(w.as(pm).EditProject(bg, domain.EditProject{Project: "Atlas 2", Name: to("Atlas")})))
	wants(t, into(pm, ""), domain.Denied, "")
	wants(t, into(gm, ""), domain.Denied, "")
	wants(t, into(gm, "Sites"), domain.Denied, "")
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Sites", Member: ref(gm), Manager: true})))
	must(t, into(gm, "Sites"))
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Sites", Member: ref(gm), Manager: true, Not: true})))
	wants(t, into(gm, "Apps"), domain.Denied, "") // no longer theirs
}

// Who may not see a unit or a group can't tell whether it exists by placing a
// project in it.
func TestPlacingAProjectTellsNothing(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Apps", "Secret")
	gm := w.person("member")
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Apps", Member: ref(gm), Manager: true})))
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas", Group: "Apps"})))
	s := w.as(gm)
	same := func(what string, try func(place domain.Ref) error) {
		t.Helper()
		w.clock.pass(2 * time.Minute)
		there, missing := try("Secret"), try("Nought") // of the same length
		if there == nil || said(there) != strings.ReplaceAll(said(missing), "Nought", "Secret") {
			t.Errorf("%s tells what exists:\n%s\n%s", what, said(there), said(missing))
		}
	}
	same("adding in a unit", func(u domain.Ref) error {
		return got(s.AddProject(bg, domain.AddProject{Name: "New", Group: "Apps", Unit: u}))
	})
	same("adding in a group", func(g domain.Ref) error { return got(s.AddProject(bg, domain.AddProject{Name: "New", Group: g})) })
	same("moving to a unit", func(u domain.Ref) error {
		return got(s.EditProject(bg, domain.EditProject{Project: "Atlas", Unit: &u}))
	})
	same("moving to a group", func(g domain.Ref) error {
		return got(s.EditProject(bg, domain.EditProject{Project: "Atlas", Group: &g}))
	})
	groups, err := s.Groups(bg)
	must(t, err)
	if len(groups) != 1 || groups[0].Parent != "" {
		t.Errorf("a Group Manager sees %+v", groups)
	}
}

// Nothing is put into an archived group; what is in it stays and can be moved out.
func TestAnArchivedGroupTakesNothingIn(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Apps", "Below")
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas"})))
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Inside", Group: "Apps"})))
	must(t, got(boss.AddGroup(bg, domain.AddGroup{Name: "Free"})))
	must(t, got(boss.ArchiveGroup(bg, domain.ArchiveGroup{Group: "Apps"})))
	apps := domain.Ref("Apps")
	for _, err := range []error{
		got(boss.AddProject(bg, domain.AddProject{Name: "New", Group: apps})),
		got(boss.EditProject(bg, domain.EditProject{Project: "Atlas", Group: &apps})),
		got(boss.AddGroup(bg, domain.AddGroup{Name: "New", Parent: apps})),
		got(boss.EditGroup(bg, domain.EditGroup{Group: "Free", Parent: &apps})),
	} {
		is(t, "refusal", wants(t, err, domain.Conflict, "archived").Message, "Apps is archived; unarchive it first")
	}
	must(t, got(boss.EditProject(bg, domain.EditProject{Project: "Inside", Name: to("Still inside")})))
	must(t, got(boss.EditProject(bg, domain.EditProject{Project: "Still inside", Group: to(domain.Ref("Free"))})))
}

// What archiving takes away is said before, and is what happens.
func TestWhatArchivingTakesAway(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Apps")
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas", Group: "Apps"})))
	pm, both, admin := w.person("member"), w.person("member"), w.person("admin")
	gone := w.person("member", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	for _, m := range []domain.Member{pm, both, admin, gone} {
		must(t, got(boss.StaffProject(bg, domain.StaffProject{Project: "Atlas", Member: ref(m), Manager: true})))
	}
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Apps", Member: ref(both), Manager: true})))
	manage := func(m domain.Member) bool {
		e, err := w.boss().Check(bg, domain.Question{Subject: ref(m), Right: "projects.manage", On: "project/Atlas"})
		must(t, err)
		return e.Allowed
	}
	for _, not := range []bool{false, true} {
		seq := w.last()
		impact, err := boss.PreviewArchive(bg, domain.ArchiveProject{Project: "Atlas", Not: not})
		must(t, err)
		is(t, "events of a preview", w.last(), seq)
		before := map[domain.ID]bool{}
		for _, m := range []domain.Member{pm, both, admin, gone} {
			before[m.ID] = manage(m)
		}
		must(t, got(boss.ArchiveProject(bg, domain.ArchiveProject{Project: "Atlas", Not: not})))
		for _, m := range []domain.Member{pm, both, admin, gone} {
			after := manage(m)
			is(t, "lost by "+m.Role, slices.Contains(impact.Lost, m.Email), before[m.ID] && !after)
			is(t, "gained by "+m.Role, slices.Contains(impact.Gained, m.Email), !before[m.ID] && after)
		}
		is(t, "who is concerned", len(impact.Lost)+len(impact.Gained), 1)
	}
	wants(t, got(w.as(w.person("member")).PreviewArchive(bg, domain.ArchiveProject{Project: "Atlas"})), domain.Denied, "")
}

// In a group that nobody manages only those who make projects anywhere do: the
// answer to others says which group it is and that it isn't theirs.
func TestAGroupWithoutAManager(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Apps", "Sites")
	gm := w.person("member")
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Sites", Member: ref(gm), Manager: true})))
	e := wants(t, got(w.as(gm).AddProject(bg, domain.AddProject{Name: "New", Group: "Apps"})), domain.Denied, "")
	is(t, "refusal", e.Message, gm.Name+" manages Sites; Apps isn't in it")
	must(t, got(w.as(w.person("admin")).AddProject(bg, domain.AddProject{Name: "New", Group: "Apps"})))
}

// Whoever manages one group isn't told which group it lies in.
func TestAParentThatIsntSeenIsNotTold(t *testing.T) {
	w := open(t, "timeneye", "")
	boss := w.places("Secret", "Apps")
	gm := w.person("member")
	must(t, got(boss.StaffGroup(bg, domain.StaffGroup{Group: "Apps", Member: ref(gm), Manager: true})))
	groups, err := w.as(gm).Groups(bg)
	must(t, err)
	one, err := w.as(gm).Group(bg, "Apps")
	must(t, err)
	if len(groups) != 1 || groups[0].Parent != "" || one.Parent != "" {
		t.Errorf("a Group Manager of Apps sees %+v, %+v", groups, one)
	}
	if one, err = boss.Group(bg, "Apps"); err != nil || one.Parent != "Secret" {
		t.Errorf("the owner sees %+v, %v", one, err)
	}
}

// Who manages some units renames them; where units lie is for those who make
// them.
func TestMovingAUnitTakesTheWhole(t *testing.T) {
	w := open(t, "mtime", "")
	boss := w.places("Engineering", "Design", "Type")
	must(t, got(boss.CreateRole(bg, domain.RoleDraft{Name: "steward", From: "manager", Add: []string{"units.manage:s"}})))
	bo := w.person("steward")
	must(t, got(boss.ManageUnit(bg, domain.ManageUnit{Unit: "Design", Member: ref(bo)})))
	s := w.as(bo)
	must(t, got(s.EditUnit(bg, domain.EditUnit{Unit: "Type", Name: to("Letters")})))
	wants(t, got(s.EditUnit(bg, domain.EditUnit{Unit: "Letters", Parent: to(domain.Ref(""))})), domain.Denied, "")
	wants(t, got(s.EditUnit(bg, domain.EditUnit{Unit: "Letters", Parent: to(domain.Ref("Nowhere"))})), domain.Denied, "")
	wants(t, got(s.EditUnit(bg, domain.EditUnit{Unit: "Engineering", Name: to("X")})), domain.Denied, "")
}
