package tui_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"gatehouse/domain"
	"gatehouse/tui"
)

// onMembers are the ways to each screen and dialog about a member.
var onMembers = map[string]func(shown){
	"list":   func(s shown) { s.WaitFor("workspace.view") },
	"marked": func(s shown) { s.Press("space"); s.WaitFor("1 marked") },
	"filter": func(s shown) { s.Press("f"); s.WaitFor("ctrl+s show") },
	"role":   func(s shown) { s.Press("r"); s.WaitFor("enter give") },
	"card":   func(s shown) { s.Press("enter"); s.WaitFor("Channel") },
	"why": func(s shown) {
		s.Press("w")
		s.WaitFor("of 50")
		s.Type("timeoff.approve\r")
		s.WaitFor("by web")
	},
}

func TestEveryActionOnAMemberAnswers(t *testing.T) {
	w := newWorkspace(t, acme()...)
	for name, way := range onMembers {
		for _, as := range []string{"", "hana@acme.test"} {
			t.Run(name+as, func(t *testing.T) {
				if as != "" {
					do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "admin"})
				}
				arrive := func() shown {
					s := w.show(as, 120, 40)
					s.Press("j", "j")
					s.WaitFor("▌  Grace Hopper")
					way(s)
					return s
				}
				pressAll(arrive)
			})
		}
	}
}

func TestAFixIsAppliedAndTakenBack(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).AddEmployee, domain.AddEmployee{Number: "0117", Name: "Bo Nakamura", Email: "bo@acme.test"})
	s := w.show("", 120, 36)
	s.Press("j")
	s.WaitFor("▌  Bo Nakamura")
	s.Press("w")
	s.WaitFor("of 50")
	s.Type("timesheet.view\r")
	s.WaitFor("gatehouse members link bo@acme.test 0117")
	s.WaitFor("you may")
	s.Press("F")
	s.WaitFor("Done: link Bo Nakamura to employee 0117")
	s.WaitFor("yes")
	s.Press("F")
	s.WaitFor("It is allowed already.")
	s.Press("u")
	s.WaitFor("Undone: members.link of bo@acme.test.")
	s.WaitFor("no")
	s.Press("c")
	s.WaitFor("by mobile")
	s.Press("t")
	s.WaitFor("About what?")
	s.Type("unit/eng\r")
	s.WaitFor("on unit/Engineering")
}

func TestAFixThatOneMayNotMakeNamesWhoMay(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("bo@acme.test", 120, 36)
	s.Press("j")
	s.WaitFor("▌  Bo Nakamura")
	s.Press("w")
	s.WaitFor("of 50")
	s.Type("workspace.billing\r")
	s.WaitFor("by web")
	s.Press("F")
	s.WaitGone("one moment")
	text := unwrapped(s.Screen())
	if !strings.Contains(text, "ada@acme.test may") && !strings.Contains(text, "Nothing can be changed") {
		t.Errorf("neither who may nor that nobody may:\n%s", s.Screen())
	}
}

func TestLinkingPicksARecordBySearch(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).AddEmployee, domain.AddEmployee{Number: "0117", Name: "Bo Nakamura"})
	s := w.show("", 120, 36)
	s.Press("j", "enter")
	s.WaitFor("› Bo Nakamura")
	s.WaitFor("not linked")
	s.Press("L")
	s.WaitFor("Which employee is Bo Nakamura?")
	s.Type("0117")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("Linked Bo Nakamura to employee 0117.")
	s.WaitFor("Employee 0117")
	s.Press("L")
	s.WaitFor("y unlink")
	s.Press("y")
	s.WaitFor("Unlinked Bo Nakamura.")
}

func TestOptionsNamesAndEndDates(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("j", "enter")
	s.WaitFor("members-list on, messages on, api off")
	s.Press("o")
	s.WaitFor("ctrl+s save")
	s.Press("tab", "right", "ctrl+s")
	s.WaitFor("Changed the options of Bo Nakamura.")
	s.WaitFor("members-list on, messages off, api off")
	s.Press("e")
	s.WaitFor("ctrl+s rename")
	s.Press("ctrl+u")
	s.Type("Bo N.")
	s.Press("ctrl+s")
	s.WaitFor("Renamed Bo Nakamura.")
	s.WaitFor("› Bo N.")
	s.Press("E")
	s.WaitFor("enter save")
	s.Press("ctrl+u")
	s.Type("30d")
	s.Press("enter")
	s.WaitFor("The end date of Bo N. is 30d.")
	s.WaitFor("1 Apr 2026, 30 d left")
	s.Press("y")
	s.WaitFor("Sent to your terminal: bo@acme.test")
	s.WaitOutput("\x1b]52;c;")
}

func TestSuspendedMeansOutNow(t *testing.T) {
	w := newWorkspace(t, acme()...)
	in, keys := io.Pipe()
	defer keys.Close()
	ended := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		ended <- tui.Run(context.Background(), tui.Options{Session: w.as("bo@acme.test"), Started: func(*tea.Program) { close(started) },
			Program: []tea.ProgramOption{tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithWindowSize(80, 24), tea.WithoutSignalHandler()}})
	}()
	<-started
	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "bo@acme.test"})
	if err := <-ended; domain.KindOf(err) != domain.Denied {
		t.Errorf("the screens of someone suspended ended with %v", err)
	}
}

func TestHostileNamesOfMembersAreHarmless(t *testing.T) {
	people := acme()
	for i, name := range hostile {
		people = append(people, domain.RosterPerson{Email: string(rune('a'+i)) + "@evil.test", Name: name, EmployeeNumber: "9" + string(rune('a'+i)), Unit: name})
	}
	w := newWorkspace(t, people...)
	for _, size := range sizes {
		s := w.show("", size[0], size[1])
		s.Press("/")
		s.Type("evil\r")
		s.WaitFor(" of 9")
		for i := range hostile {
			if i%3 != size[0]/20%3 { // each name at one size
				s.Press("j")
				continue
			}
			for _, way := range [][2]string{{"enter", "Channel"}, {"r", "enter give"}, {"w", "of 50"}, {"x", "y remove  "}, {"e", "ctrl+s rename"}, {"o", "ctrl+s save"}} {
				s.Press(way[0])
				s.WaitFor(way[1])
				for _, l := range strings.Split(s.Screen(), "\n") {
					if ansi.StringWidthWc(l) > size[0] {
						t.Errorf("%s at %v: a line is wider than the terminal: %s", way[0], size, l)
					}
				}
				s.Press("esc")
				if way[0] == "w" {
					s.WaitFor("Pick a right")
					s.Press("esc")
				}
				s.WaitFor(fmt.Sprintf("%d of 9", i+1))
			}
			s.Press("j")
		}
		if found := dirt.FindString(s.Output()); found != "" {
			t.Errorf("at %v %q came out", size, found)
		}
	}
}
