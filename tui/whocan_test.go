package tui_test

import (
	"fmt"
	"testing"
	"time"

	"gatehouse/domain"
)

// whoCan goes to the screen, which begins with what to ask.
func (w *workspace) whoCan(as string, width, height int) shown {
	w.t.Helper()
	s := w.show(as, width, height)
	s.Type(":who can")
	s.WaitFor("▌  Who can")
	s.Press("enter")
	s.WaitFor("Who may … what?")
	return s
}

// whoMay asks who may do something.
func (s shown) whoMay(right string) {
	s.t.Helper()
	s.WaitFor("Who may … what?")
	s.Type(right)
	s.WaitFor("▌  " + right)
	s.Press("enter")
	s.WaitFor("who may  " + right)
	s.WaitFor(" of ")
}

func TestFramesOfWhoCan(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			w := furnished(t)
			do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "admin", Until: w.clock().Add(50 * time.Hour)})
			s := w.whoCan("", size[0], size[1])
			s.whoMay("employees.view")
			s.Press("t")
			s.WaitFor("About what?")
			s.Type("compilers")
			s.WaitFor("▌  unit/Compilers")
			s.Press("enter")
			s.WaitFor("on unit/Compilers")
			s.WaitFor("manager of Engineering")
			s.frame(fmt.Sprintf("whocan-%d", size[0]))
		})
	}
}

// From the list to a card, to why, and from there back to who else may.
func TestAWalkThroughWhoCan(t *testing.T) {
	w := furnished(t)
	s := w.whoCan("", 120, 36)
	s.Press("esc")
	s.WaitFor("Pick a right with / to see who may.")
	s.Press("c")
	s.WaitFor("Pick a right first")
	s.Press("/")
	s.whoMay("members.suspend")
	s.Press("j", "enter")
	s.WaitFor("Who can › ")
	s.Press("q")
	s.WaitFor("who may  members.suspend")
	s.Press("w")
	s.WaitFor("› Why")
	s.WaitFor("status    ✓")
	s.Press("W")
	s.WaitFor("Why › Who can")
	s.WaitFor("who may  members.suspend")
	s.Press("c", "c")
	s.WaitFor("by mobile")
	s.Press("f")
	s.Type("nobody of that name")
	s.WaitFor("Nothing matches")
	s.Press("esc")
	s.WaitGone("Nothing matches")

	// What others change appears by itself.
	s.Press("c")
	s.WaitFor("by console")
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "admin", Until: w.clock().Add(time.Hour)})
	s.WaitFor("temporary admin until")
}

func TestWhoCanIsRefusedInWords(t *testing.T) {
	s := furnished(t).whoCan("grace@acme.test", 120, 36)
	s.Type("data.read\r")
	s.WaitFor("   Manager can't ask about others' rights and keys")
	s.WaitGone("Nobody may")
}
