package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

var sizes = [][2]int{{120, 36}, {80, 24}, {60, 15}}

func TestFramesOfMembers(t *testing.T) {
	for _, size := range sizes {
		name := func(what string) string { return fmt.Sprintf("%s-%d", what, size[0]) }
		t.Run(name("members"), func(t *testing.T) {
			w := newWorkspace(t, acme()...)
			s := w.show("", size[0], size[1])
			s.Press("j", "j")
			s.WaitFor("3 of 7")
			if size[0] >= 80 {
				s.WaitFor("▌  Grace")
				s.WaitFor("employees.manage")
			}
			s.frame(name("members"))
			s.Press("r")
			s.WaitFor("enter give")
			s.Press("k")
			s.WaitFor("▌ admin")
			s.frame(name("rolepicker"))
			s.Press("esc")
			s.WaitGone("Role of Grace")
			s.Press("s")
			s.WaitFor("enter to the answers")
			s.frame(name("suspend"))
			s.Press("esc", "enter")
			s.WaitFor("› Grace Hopper")
			s.WaitFor("Seen")
			s.frame(name("card"))
			s.Press("w")
			s.WaitFor("1 of 5")
			s.Type("timeoff.approve\r")
			s.WaitFor("by web")
			s.frame(name("why"))
		})
	}
}

func TestAWalkSearchesChangesARoleAndTakesItBack(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("/")
	s.Type("hana\r")
	s.WaitFor("1 of 1")
	s.Press("r")
	s.WaitFor("▌ employee")
	s.WaitFor("enter give")
	s.Press("k")
	s.WaitFor("gatehouse members role hana@acme.test manager")
	s.WaitFor("gains ")
	s.Press("tab")
	s.Type("8h")
	s.Press("enter", "enter")
	s.WaitFor("Hana Kim is manager now, for 8 h.")
	s.WaitFor("manager 8h")
	s.Press("u")
	s.WaitFor("Undone: members.role of hana@acme.test.")
	s.WaitGone("manager 8h")
	if m, err := w.as("").Member(t.Context(), "hana@acme.test"); err != nil || m.RoleName != "employee" {
		t.Errorf("after undoing, Hana is %s (%v)", m.RoleName, err)
	}
}

func TestSuspendingSaysWhatItDoesAndUndoBringsBack(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("/")
	s.Type("ivan\r")
	s.WaitFor("1 of 1")
	s.Press("s")
	s.WaitFor("Ivan Petrov is out at once")
	s.WaitFor("enter to the answers") // it begins in the field
	s.Type("laptop lost")
	s.Press("enter", "y")
	s.WaitFor("Suspended Ivan Petrov.")
	s.WaitFor("suspended since 2 Mar 2026: laptop lost")
	s.Press("u")
	s.WaitFor("Undone: members.suspend of ivan@acme.test.")
	s.WaitGone("laptop lost")
}

func TestSeveralAtOnceSayWhoIsLeftOut(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("bo@acme.test", 120, 36)
	s.Press("a")
	s.WaitFor("7 marked")
	s.Press("s")
	s.WaitFor("are left out:")
	s.WaitFor("ada@acme.test: ")
	s.WaitFor("bo@acme.test: ")
	s.WaitFor("enter to the answers")
	s.Press("enter", "y")
	s.WaitFor("Suspended 4 members. 1 needed no change. 2 were left as they are.") // Jo was suspended before
	s.WaitFor("suspended 5")
	s.Press("u")
	s.WaitFor("Undone: 4 changes.")
	s.WaitFor("suspended 1 ")
}

func TestWhatOthersChangeAppearsWithTheCursorOnTheSameMember(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("j", "j", "j")
	s.WaitFor("▌  Hana Kim")
	name := "Zz Hana"
	do(w, "bo@acme.test", (*domain.Session).Rename, domain.Rename{Member: "hana@acme.test", Name: &name})
	s.WaitFor("▌  Zz Hana")
	s.WaitFor("6 of 7")
}

func TestADialogDoesNotGoAheadWhenItsMemberChanged(t *testing.T) {
	for key, open := range map[string]string{"r": "enter give", "s": "enter to the answers", "e": "Rename Hana Kim", "o": "Options of Hana Kim"} {
		t.Run(key, func(t *testing.T) {
			w := newWorkspace(t, acme()...)
			s := w.show("", 120, 36)
			s.Press("/")
			s.Type("hana\r")
			s.WaitFor("1 of 1")
			s.Press(key)
			s.WaitFor(open)
			do(w, "bo@acme.test", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "developer"})
			s.WaitFor("hana@acme.test changed meanwhile")
			s.WaitFor("members.role (employee → developer) by")
			s.WaitFor("enter close")
			s.Press("y", "enter")
			s.WaitGone("changed meanwhile")
			if m, err := w.as("").Member(t.Context(), "hana@acme.test"); err != nil || m.RoleName != "developer" || m.Standing != "active" {
				t.Errorf("Hana is %s and %s (%v)", m.RoleName, m.Standing, err)
			}
		})
	}
}

func TestARefusedKeySaysWhyInTheEnginesWords(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("bo@acme.test", 120, 36)
	s.WaitFor("▌  Ada Lovelace")
	s.WaitFor("workspace.transfer") // the card has come
	s.Press("s")
	s.WaitFor("ownership only moves")
	answer, err := w.as("bo@acme.test").Check(t.Context(), domain.Question{Right: "members.suspend", On: "member/ada@acme.test"})
	if err != nil {
		t.Fatal(err)
	}
	stop := slices.IndexFunc(answer.Gates, func(g rights.Sentence) bool { return !g.OK })
	if stop < 0 || !strings.Contains(unwrapped(s.Screen()), answer.Gates[stop].Message) {
		t.Errorf("not the engine's words %v:\n%s", answer.Gates, s.Screen())
	}
}

func TestTheFilterAndItsWayBack(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("f")
	s.WaitFor("ctrl+s show")
	s.Press("tab", "right", "right", "ctrl+s")
	s.WaitFor("[suspended 1]")
	s.WaitFor("1 of 1")
	s.WaitFor("Jo Müller")
	s.Press("esc")
	s.WaitFor("[all 7]")
	s.WaitFor("of 7")
}

func TestARemovedMemberIsFoundAndRestored(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Press("/")
	s.Type("hana\r")
	s.WaitFor("1 of 1")
	s.Press("x")
	s.WaitFor("leaves the workspace at once")
	s.WaitFor("y remove")
	s.Press("y")
	s.WaitFor("Removed Hana Kim.")
	s.Press("esc", "f")
	s.WaitFor("ctrl+s show")
	s.Press("tab", "left", "ctrl+s")
	s.WaitFor("[removed 1]")
	s.WaitFor("▌  Hana Kim")
	s.Press("x")
	s.WaitFor("was removed already")
	s.Press("s")
	s.WaitFor("Restored Hana Kim.")
	s.WaitFor("Nobody is here.")
}

func TestManyMembersScrollAndSearch(t *testing.T) {
	w := newWorkspace(t, crowdOf(3000)...)
	s := w.show("", 120, 36)
	s.Press("G")
	s.WaitFor("3,001 of 3,001")
	s.WaitFor("▌  Person 02999")
	s.Press("/")
	s.Type("p012")
	s.WaitFor("▌  Person 01200")
	s.Press("enter", "G")
	s.WaitFor("100 of 100")
	s.WaitFor("▌  Person 01299")
	s.Press("esc")
	s.WaitFor("3,001 in all")    // how many lie before isn't known
	s.WaitFor("▌  Person 01299") // far from both ends
	s.Press("k")
	s.WaitFor("▌  Person 01298")
}

// unwrapped is a text with every run of blanks and line ends as one blank.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }
