package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

// agency is a Timeneye workspace with groups, projects, rates and time.
func agency(t testing.TB) *workspace {
	t.Helper()
	w := newWorkspaceOf(t, "timeneye", domain.RosterPerson{Email: "grace@acme.test", Name: "Grace Hopper"}, domain.RosterPerson{Email: "hana@acme.test", Name: "Hana Kim"},
		domain.RosterPerson{Email: "ivan@acme.test", Name: "Ivan Petrov"}, domain.RosterPerson{Email: "xiaolong@acme.test", Name: "李小龍"}, domain.RosterPerson{Email: "zoe@acme.test", Name: "Zoë Müller"})
	w.pass(18 * 24 * time.Hour) // the 20th of March 2026
	do(w, "", (*domain.Session).AddUnit, domain.AddUnit{Name: "Design"})
	for _, g := range []domain.AddGroup{{Name: "Apps"}, {Name: "Mobile", Parent: "Apps"}, {Name: "Clients"}, {Name: "Archive"}} {
		do(w, "", (*domain.Session).AddGroup, g)
	}
	do(w, "", (*domain.Session).ArchiveGroup, domain.ArchiveGroup{Group: "Archive"})
	do(w, "", (*domain.Session).StaffGroup, domain.StaffGroup{Group: "Apps", Member: "grace@acme.test", Manager: true})
	do(w, "", (*domain.Session).StaffGroup, domain.StaffGroup{Group: "Apps", Member: "hana@acme.test"})
	for _, p := range []domain.AddProject{{Name: "Atlas", Group: "Apps", Unit: "Design"}, {Name: "Attic", Group: "Clients"}, {Name: "Billing", Group: "Apps"}} {
		do(w, "", (*domain.Session).AddProject, p)
	}
	for _, name := range []domain.Ref{"Atlas", "Attic"} {
		do(w, "", (*domain.Session).StaffProject, domain.StaffProject{Project: name, Member: "hana@acme.test", Manager: true})
	}
	for i, m := range []domain.Ref{"grace@acme.test", "hana@acme.test", "zoe@acme.test", "xiaolong@acme.test", "ivan@acme.test"} {
		do(w, "", (*domain.Session).StaffProject, domain.StaffProject{Project: "Atlas", Member: m})
		hourly, cost := []string{"120.00", "80.00", "60.00", "15000", ""}[i], []string{"62.50", "45.00", "75.00", "4800", ""}[i]
		currency := map[bool]string{true: "JPY", false: "EUR"}[i == 3]
		if hourly != "" {
			do(w, "", (*domain.Session).SetRate, domain.SetRate{Member: m, Hourly: hourly, Cost: cost, Currency: currency, From: "2026-01-01"})
		}
		for day, minutes := range []int{450, 480, 375}[:3-i%3] {
			do(w, "", (*domain.Session).AddTime, domain.AddTime{Project: "Atlas", Member: m, Date: domain.Date(fmt.Sprintf("2026-03-%02d", 2+day)), Minutes: minutes})
		}
	}
	do(w, "", (*domain.Session).AddTime, domain.AddTime{Project: "Atlas", Member: "hana@acme.test", Date: "2026-02-10", Minutes: 200})
	do(w, "", (*domain.Session).ArchiveProject, domain.ArchiveProject{Project: "Attic"})
	return w
}

// atProject opens a project's own screen.
func (w *workspace) atProject(as, name string, width, height int) shown {
	w.t.Helper()
	app := tui.Open(w.t, w.as(as))
	s := shown{terminal.Start(w.t, spied{app}, width, height), app, w.t}
	s.WaitFor("? keys")
	s.visit("Projects")
	s.WaitFor("1 of ")
	s.Press("/")
	s.Type(name + "\r")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("› " + name)
	return s
}

func TestFramesOfGroupsAndProjects(t *testing.T) {
	for _, size := range sizes {
		frame := func(name string, show func(t *testing.T, w *workspace) shown) {
			t.Run(fmt.Sprintf("%s-%d", name, size[0]), func(t *testing.T) { show(t, agency(t)).frame(fmt.Sprintf("%s-%d", name, size[0])) })
		}
		frame("groups", func(t *testing.T, w *workspace) shown {
			s := w.at("", "Groups", size[0], size[1])
			s.WaitFor("1 of 4")
			return s
		})
		frame("group", func(t *testing.T, w *workspace) shown {
			s := w.at("", "Groups", size[0], size[1])
			s.WaitFor("1 of 4")
			s.Press("enter")
			s.WaitFor("1 of 2")
			return s
		})
		frame("projects", func(t *testing.T, w *workspace) shown {
			s := w.at("", "Projects", size[0], size[1])
			s.WaitFor("1 of 3")
			return s
		})
		frame("profit", func(t *testing.T, w *workspace) shown {
			s := w.atProject("", "Atlas", size[0], size[1])
			s.WaitFor("░")
			return s
		})
		frame("noprofit", func(t *testing.T, w *workspace) shown {
			s := w.atProject("", "Billing", size[0], size[1])
			s.WaitFor("No time is recorded")
			return s
		})
		frame("archive", func(t *testing.T, w *workspace) shown {
			s := w.at("", "Projects", size[0], size[1])
			s.WaitFor("1 of 3")
			s.Press("A")
			s.WaitFor("y archive")
			return s
		})
	}
}

func TestAWalkThroughGroups(t *testing.T) {
	w := agency(t)
	s := w.at("", "Groups", 120, 36)
	s.WaitFor("1 of 4")
	s.Press("n")
	s.WaitFor("enter next")
	s.WaitFor("‹ Apps ›")
	s.Type("Games\r")
	s.Type("m")
	s.WaitFor("‹ Mobile ›")
	s.Press("enter")
	s.WaitFor("Added the group Games.")
	s.WaitFor("▌      Games") // two levels down
	s.Press("k", "k")
	s.WaitFor("▌  Apps")
	s.Press("e")
	s.WaitFor("Group Apps")
	s.WaitFor("enter next")
	s.Press("tab")
	s.Type("g")
	s.WaitFor("‹ Games ›")
	s.Press("ctrl+s")
	s.WaitFor("Games is below Apps; a group can't be below itself")
	s.Press("shift+tab")
	s.Type(" and more")
	s.Press("tab")
	s.Type("c")
	s.WaitFor("‹ Clients ›")
	s.Press("ctrl+s")
	s.WaitFor("Changed the group Apps and more.")
	s.WaitFor("▌    Apps and more")
	s.Press("u")
	s.WaitFor("Undone: groups.edit")
	s.WaitGone("Apps and more ")
	s.Press("m")
	s.pick("Who is to manage Apps?", "zoe", "Zoë Müller")
	s.WaitFor("Zoë Müller manages Apps.")
	s.WaitFor("grace@acme.test, zoe@acme.test")
	for i, last := range []string{"", "Nobody manages Apps then."} {
		s.Press("M")
		s.WaitFor("Who no longer manages Apps?")
		s.WaitFor("esc back")
		s.Press("enter")
		s.WaitFor("y take away")
		if last != "" {
			s.WaitFor(last)
		} else if strings.Contains(s.Screen(), "Nobody manages") {
			t.Error("someone manages it still")
		}
		s.Press("y")
		s.WaitFor([]string{"grace@acme.test", "zoe@acme.test"}[i] + " no longer manages Apps.")
		s.WaitFor("2       1  " + []string{"zoe@acme.test", "nobody"}[i]) // the row has come, too
	}
	s.Press("M")
	s.WaitFor("Nobody manages Apps: m adds someone.")
	s.Press("P")
	s.WaitFor("Who leaves Apps?")
	s.WaitFor("esc back")
	s.Press("enter")
	s.WaitFor("y take out")
	s.Press("y")
	s.WaitFor("hana@acme.test is no longer in Apps.")
	s.Press("A")
	s.WaitFor("The 2 projects in it stay as they are")
	s.WaitFor("y archive")
	s.Press("y")
	s.WaitFor("Archived Apps.")
	s.WaitFor("2 of 5") // it stands after what is active, with what lies below it, and the cursor on it
}

func TestAWalkThroughProjects(t *testing.T) {
	w := agency(t)
	s := w.at("", "Projects", 120, 36)
	s.WaitFor("1 of 3")
	s.Press("n")
	s.WaitFor("enter next")
	s.WaitFor("Group  ‹ – ›") // none that nobody chose
	s.Type("Zebra")
	s.Press("tab")
	s.Type("a")
	s.WaitFor("‹ Apps ›")
	s.Press("tab")
	s.Type("d")
	s.WaitFor("‹ Design ›")
	s.Press("enter")
	s.WaitFor("Added the project Zebra.")
	s.Press("/")
	s.Type("zeb\r")
	s.WaitFor("1 of 1")
	s.Press("e")
	s.WaitFor("Project Zebra")
	s.WaitFor("enter next")
	s.Press("backspace", "tab")
	s.Type("c")
	s.Press("ctrl+s")
	s.WaitFor("Changed the project Zebr.")
	s.WaitFor("Clients")
	s.Press("u")
	s.WaitFor("Undone: projects.edit of Zebr.")
	s.WaitFor("▌  Zebra ")
	s.Press("m")
	s.pick("Who is to manage Zebra?", "hana", "Hana Kim")
	s.WaitFor("Hana Kim manages Zebra.")
	s.Press("p")
	s.pick("Who is to work on Zebra?", "ivan", "Ivan Petrov")
	s.WaitFor("Ivan Petrov works on Zebra.")
	s.WaitFor("hana@acme.test")
	s.Press("A")
	s.WaitFor("hana@acme.test manages it no longer: Project Managers act for active projects")
	s.WaitFor("y archive")
	s.Press("y")
	s.WaitFor("Archived Zebra.")
	s.WaitFor("  archived")
	s.Press("A")
	s.WaitFor("Unarchived Zebra. hana@acme.test manages it again.")
}

// What changed meanwhile is not archived as it was shown.
func TestAProjectThatChangedIsNotArchived(t *testing.T) {
	w := agency(t)
	s := w.at("", "Projects", 120, 36)
	s.WaitFor("1 of 3")
	s.Press("A")
	s.WaitFor("y archive")
	name := "Atlas 2"
	do(w, "", (*domain.Session).EditProject, domain.EditProject{Project: "Atlas", Name: &name})
	s.WaitFor("changed meanwhile: look at it once more")
}

// A Project Manager sees what is in their charge; what is archived only to be
// read, and each dimmed key says why.
func TestAProjectManagerReadsWhatIsArchived(t *testing.T) {
	w := agency(t)
	s := w.atProject("hana@acme.test", "Attic", 120, 36)
	s.WaitFor("archived: no more time is recorded")
	s.WaitFor("Member can't see what a project earns after cost.")
	for _, key := range []string{"e", "A", "p", "n"} {
		why := s.refused(key).Why()
		if !strings.Contains(why, "archived") {
			t.Errorf("%s says %q", key, why)
		}
		s.Press(key)
		s.WaitFor(why)
	}
	s = w.at("hana@acme.test", "Projects", 120, 36)
	s.WaitFor("1 of 2")
	if screen := s.Screen(); strings.Contains(screen, "Billing") {
		t.Errorf("a Project Manager sees another's project:\n%s", screen)
	}
	s.Press("e") // Atlas is active
	s.WaitFor("Project Atlas")
	s.WaitFor("enter next")
	if screen := s.Screen(); strings.Contains(screen, "‹ Design ›") {
		t.Errorf("units are offered to who may not see them:\n%s", screen)
	}
	s.Type(" 2")
	s.Press("ctrl+s")
	s.WaitFor("Changed the project Atlas 2.")
}

func TestAWalkThroughProfitability(t *testing.T) {
	w := agency(t)
	s := w.atProject("", "Atlas", 120, 36)
	s.WaitFor("‹this month›")
	s.WaitFor("2026-03-01 to 2026-03-31")
	s.WaitFor("MARGIN JPY")
	s.WaitFor("Ivan Petrov")
	s.WaitFor("without a rate and a cost")
	s.Press("]")
	s.WaitFor("‹last month›")
	s.WaitFor("3 h 20 m") // Hana's in February
	s.WaitGone("MARGIN JPY")
	s.Press("[", "[")
	s.WaitFor("‹all›")
	s.WaitFor("18 h 50 m")
	s.Press("l")
	s.WaitFor("‹this month›")
	s.Press("n")
	s.pick("Who worked on Atlas?", "zoe", "Zoë Müller")
	s.WaitFor("Record the time of Zoë Müller on Atlas")
	s.WaitFor("enter next")
	s.Press("tab")
	s.Type("25h\r")
	s.WaitFor("24 hours")
	s.Press("ctrl+u")
	s.Type("1h30m\r")
	s.WaitFor("Recorded 1 h 30 m on Atlas.")
	s.WaitFor("9 h 00 m")
	s.Press("p")
	s.WaitFor("Who is to work on Atlas?")
	s.WaitFor("esc back")
	s.Press("esc")
	s.WaitGone("Who is to work")
	do(w, "", (*domain.Session).ArchiveProject, domain.ArchiveProject{Project: "Atlas"})
	s.WaitFor("archived: no more time is recorded")
	s.Press("n")
	s.WaitFor("Atlas is archived: no more time is recorded on it.")
}

func TestEveryActionOfGroupsAndProjectsAnswers(t *testing.T) {
	w := agency(t)
	for _, open := range []func() shown{
		func() shown { return w.spy("ada@acme.test", "Groups") },
		func() shown { return w.spy("ada@acme.test", "Projects") },
		func() shown { return w.atProject("", "Atlas", 120, 36) },
	} {
		pressAll(func() shown {
			s := open()
			s.WaitFor("@acme.test")
			return s
		})
	}
}

// Who reaches none is told so, and that adding one isn't theirs.
func TestGroupsOfWhoReachesNone(t *testing.T) {
	s := agency(t).spyEmpty("zoe@acme.test", "Groups", "There is no group that you may see.")
	why := s.refused("n").Why()
	s.Press("n")
	s.WaitFor(why)
}

// spyEmpty is spy on a list without rows.
func (w *workspace) spyEmpty(as, name, says string) shown {
	w.t.Helper()
	app := tui.Open(w.t, w.as(as))
	s := shown{terminal.Start(w.t, spied{app}, 120, 36), app, w.t}
	s.WaitFor("? keys")
	s.visit(name)
	s.WaitFor(says)
	return s
}
