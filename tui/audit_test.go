package tui_test

import (
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

func TestTheAuditTrailFollowsLive(t *testing.T) {
	w := newWorkspace(t, crowdOf(300)...)
	for i := range 30 {
		name := []string{"One", "Two"}[i%2]
		do(w, "", (*domain.Session).Rename, domain.Rename{Member: "p00001@acme.test", Name: &name})
	}
	s := w.at("", "Audit", 120, 20)
	s.WaitFor("▌  09:00:00")
	w.pass(time.Second)
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "p00002@acme.test", Role: "manager"})
	s.WaitFor("▌  09:00:01") // at the top it follows
	s.Press("j", "j")
	s.WaitFor("3 of ")
	row := under(s.Screen())
	for _, role := range []string{"manager", "developer"} {
		w.pass(time.Second)
		do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "p00003@acme.test", Role: role})
	}
	s.WaitFor("2 new")
	if now := under(s.Screen()); now != row {
		t.Errorf("the cursor was on\n%s\nand is on\n%s", row, now)
	}
	s.Press("g")
	s.WaitGone("2 new")
	s.WaitFor("▌  09:00:03")
	last, err := w.as("").Events(t.Context(), domain.EventQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	do(w, "", (*domain.Session).Undo, last.Rows[0].Item.Seq)
	s.WaitFor("▌  09:00:04")
	s.WaitFor("undo of members") // told from the change itself
}

// under is the row under the cursor.
func under(screen string) string {
	for _, l := range strings.Split(screen, "\n") {
		if strings.HasPrefix(l, "▌") {
			return l
		}
	}
	return ""
}

func TestTheAuditTrailIsFiltered(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Audit", 120, 36)
	s.WaitFor("1 of ")
	s.WaitFor("refused")
	s.Press("f")
	s.WaitFor("enter next")
	s.Press("tab", "tab", "tab", "left", "enter")
	s.WaitFor("only refused")
	s.WaitFor("1 of 1")
	s.WaitFor("ivan@acme.test")
	s.WaitGone("done")
	s.Press("f")
	s.WaitFor("enter next")
	s.Type("grace@acme.test")
	s.Press("ctrl+s")
	s.WaitFor("No event is by grace@acme.test, refused.")
	s.Press("esc")
	s.WaitFor("newest first")
	s.WaitFor("1 of ")
}

func TestAnEventOpensWithBeforeAndAfter(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "manager"})
	s := w.at("", "Audit", 120, 36)
	s.WaitFor("members.role")
	s.Press("enter")
	s.WaitFor("BEFORE")
	for _, text := range []string{"2 Mar 2026 09:00:00 UTC", "ada@acme.test", "member/hana@acme.test", "local", "done"} {
		s.WaitFor(text)
	}
	var field string
	for _, l := range strings.Split(s.Screen(), "\n") {
		if strings.HasPrefix(l, " role ") {
			field = unwrapped(l)
		}
	}
	if field != "role employee manager" {
		t.Errorf("the field reads %q:\n%s", field, s.Screen())
	}
	s.Press("u")
	s.WaitFor("Undone: members.role of hana@acme.test.")
	s.Press("u")
	s.WaitFor("changed meanwhile")
	s.Press("q")
	s.WaitFor("undo")
}
