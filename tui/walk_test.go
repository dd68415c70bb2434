package tui_test

import (
	"strings"
	"testing"

	"gatehouse/domain"
)

// The whole main job in one sitting: find someone, give a role and take it
// back, invite, make a service user and a key and be sure of it, and leave the
// terminal as it was.
func TestAWalkThroughTheWholeMainJob(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.show("", 120, 36)
	s.Type("/hana\r")
	s.WaitFor("1 of 1")
	s.Press("r")
	s.WaitFor("enter give")
	s.Press("k")
	s.WaitFor("gatehouse members role hana@acme.test manager")
	s.Press("enter")
	s.WaitFor("Hana Kim is manager now")
	s.Press("u")
	s.WaitFor("Undone: members.role of hana@acme.test.")

	s.Type(":invitations\r")
	s.WaitFor("Nobody is invited.")
	s.Press("i")
	s.WaitFor("enter next")
	s.Type("lin@acme.test")
	s.Press("ctrl+s")
	s.WaitFor("1 invitation has a new token.")
	if token := tokens.FindString(s.Screen()); w.accept(token) != "" {
		t.Errorf("the token %q isn't accepted", token)
	}
	s.Press("y", "enter")
	s.WaitFor("accepted")

	s.Type(":vault\r")
	s.WaitFor("No service users yet.")
	s.Press("n")
	s.WaitFor("enter next")
	s.Type("payroll-export")
	s.Press("ctrl+s")
	s.WaitFor("Made payroll-export")
	key := s.newKey("nightly")
	s.Paste(key)
	s.WaitFor("✓ it arrived")
	s.Press("enter")
	s.WaitGone("gh8_sk_")
	s.nowhere(key)

	s.Press("ctrl+c")
	if err := s.WaitEnd(); err != nil {
		t.Fatal(err)
	}
	for _, restored := range []string{"\x1b[?1049l", "\x1b[?25h"} {
		if !strings.Contains(s.Output()[strings.LastIndex(s.Output(), "\x1b[?1049h"):], restored) {
			t.Errorf("the terminal isn't as it was: no %q", restored)
		}
	}
	page, err := w.as("").Events(t.Context(), domain.EventQuery{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for i := len(page.Rows) - 1; i >= 0; i-- {
		said = append(said, page.Rows[i].Item.Action)
	}
	want := "members.role members.role invitations.send invitations.accept service-users.create keys.create"
	if got := strings.Join(said, " "); !strings.HasSuffix(got, want) {
		t.Errorf("the audit trail says %s, and should end %s", got, want)
	}
}
