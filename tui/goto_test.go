package tui_test

import (
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// The next key acts on what was just made, wherever the cursor was.
func TestTheCursorIsOnWhatWasJustInvited(t *testing.T) {
	s := furnished(t).at("", "Invitations", 120, 36)
	s.WaitFor("1 of 3")
	s.Press("G", "i")
	s.WaitFor("● employee")
	s.WaitFor("enter next")
	s.Type("new@acme.test newer@acme.test")
	s.Press("ctrl+s")
	s.WaitFor("2 invitations have a new token.")
	s.Press("enter")
	s.WaitFor("y leave")
	s.Press("y")
	s.WaitFor("▌  newer@acme.test")
}

func TestASearchThatHidesWhatWasJustMadeIsOver(t *testing.T) {
	s := furnished(t).at("", "Units", 120, 36)
	s.WaitFor("1 of 4")
	s.Press("/")
	s.Type("eng\r")
	s.WaitFor("1 of 1")
	s.Press("n")
	s.WaitFor("enter next")
	s.Type("Zeta")
	s.Press("ctrl+s")
	s.WaitFor("Added the unit Zeta.")
	s.WaitFor("▌    Zeta")
	s.WaitFor(" of 5")
	s.Press("x")
	s.WaitFor("Remove the unit Zeta?")
}

func TestTheCursorIsOnAKeyThatWasLeftToo(t *testing.T) {
	s := furnished(t).at("", "Vault", 120, 36)
	s.WaitFor("staging")
	s.Press("tab", "j")
	s.WaitFor("2 of 3")
	s.newKeyHere("deploy")
	s.Press("esc")
	s.WaitFor("y leave")
	s.Press("y")
	s.WaitFor("▌  deploy")
}

func TestAPastedKeyIsWhereTheCursorGoes(t *testing.T) {
	for _, width := range []int{60, 120} {
		w := furnished(t)
		k := do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "status-board", Name: "screen", Expires: w.clock().Add(30 * 24 * time.Hour)})
		do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "status-board", Name: "newer", Never: true})
		s := w.at("", "Vault", width, 30)
		s.WaitFor("1 of 2")
		s.Press("/")
		s.Type("payroll\r")
		s.WaitFor("1 of 1")
		s.Paste("export KEY='" + k.Secret.Reveal() + "'  # of the screen\n")
		s.WaitFor("This is the key screen of status-board: it works")
		s.WaitFor("▌  screen")
		s.Press("x")
		s.WaitFor("Revoke the key screen of status-board?")
		s.WaitFor("y revoke")
		s.Press("esc")
		s.WaitGone("Revoke the key")
		s.Paste(k.Secret.Reveal() + " " + newKey(w))
		s.WaitFor("there are several API keys in this")
	}
}

// newKey is a key of payroll-export.
func newKey(w *workspace) string {
	return do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "more", Never: true}).Secret.Reveal()
}

// What several are given is what can be given: nobody is made owner by it, and
// no person gets a service user's role.
func TestSeveralAreOfferedWhatCanBeGiven(t *testing.T) {
	s := furnished(t).show("", 120, 36)
	s.WaitFor("1 of 9")
	s.Press("j", "space", "space", "r")
	s.WaitFor("Role of 2 members")
	s.WaitFor("▌  admin")
	if box := s.Screen(); strings.Contains(box, "everything, billing included") || strings.Contains(box, "│    verifier") {
		t.Errorf("what can't be given is offered:\n%s", box)
	}
}
