package tui_test

import (
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The options of several are switched alike, after it was said what that does
// and who is left out; u takes all of it back.
func TestOptionsOfSeveral(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("bo@acme.test", 120, 36)
	s.Press("a")
	s.WaitFor("7 marked")
	s.Press("o")
	s.WaitFor("ctrl+s see what it would do")
	s.Press("ctrl+s")
	s.WaitFor("Nothing was changed.")
	s.Press("o")
	s.WaitFor("ctrl+s see what it would do")
	s.Press("tab", "right", "right", "ctrl+s") // messages off
	s.WaitFor("Change the options of 5 members?")
	s.WaitFor("Messages off.")
	s.WaitFor("rights are lost in all.")
	s.WaitFor("are left out:")
	s.WaitFor("y change them  ")
	s.Press("y")
	s.WaitFor("Changed the options of 5 members. 2 were left as they are.")
	for _, m := range []string{"jo@acme.test", "hana@acme.test"} {
		if card, err := w.as("").Member(t.Context(), domain.Ref(m)); err != nil || card.Options&rights.MessagesOn != 0 {
			t.Errorf("%s has %v, %v", m, card.Options, err)
		}
	}
	s.Press("u")
	s.WaitFor("Undone: 5 changes.")
}
