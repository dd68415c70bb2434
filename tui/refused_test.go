package tui_test

import (
	"strings"
	"testing"

	"gatehouse/domain"
)

// lower makes Bo, an admin until then, an employee.
func (w *workspace) lower() {
	w.t.Helper()
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "bo@acme.test", Role: "employee"})
}

func TestWhatOneMayNotSeeAnyMoreIsNotDrawn(t *testing.T) {
	for place, secret := range map[string]string{
		"Members": "Grace Hopper", "Invitations": "omar@partner", "Vault": "payroll", "Employees": "Grace Hopper", "Audit": "members.",
	} {
		t.Run(place, func(t *testing.T) {
			w := furnished(t)
			do(w, "", (*domain.Session).Reactivate, domain.Reactivate{Member: "bo@acme.test"})
			s := w.at("bo@acme.test", place, 120, 36)
			s.WaitFor(secret)
			w.lower()
			s.WaitFor("ada@acme.test may")
			s.WaitGone(secret)
			s.WaitGone(" mark")
			s.Press("j", "j", "a", "space", "enter")
			s.WaitFor("ada@acme.test may")
			if screen := s.Screen(); strings.Contains(screen, secret) || strings.Contains(screen, "▌") {
				t.Errorf("still there:\n%s", screen)
			}
		})
	}
}

func TestRowsComeBackWithTheRight(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("bo@acme.test", "Members", 120, 36)
	s.WaitFor("Grace Hopper")
	w.lower()
	s.WaitGone("Grace Hopper")
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "bo@acme.test", Role: "admin"})
	s.WaitFor("Grace Hopper")
	s.WaitGone("can't see")
	s.WaitFor("all 7")
}

func TestACardThatOneMayNotSeeAnyMoreIsNotDrawn(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("bo@acme.test", "Members", 120, 36)
	s.Type("/grace\r")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("› Grace Hopper")
	s.WaitFor("grace@acme.test")
	w.lower()
	s.WaitFor("Employee can't see")
	s.WaitGone("Grace Hopper")
	s.WaitGone("grace@acme.test")
}

func TestWhoMayNotListMembersIsToldWhatTheyCanDo(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("hana@acme.test", "Members", 120, 36)
	s.WaitFor("Employee can't see")
	s.WaitFor("Your logins")
	if screen := s.Screen(); strings.Contains(screen, "all 7") || strings.Contains(screen, "active 6") || strings.Contains(screen, "STATUS") {
		t.Errorf("counts of what they can't see:\n%s", screen)
	}
	if screen := s.Screen(); strings.Contains(screen, "Make Hana") || !strings.Contains(screen, "bo@acme.test may make Hana Kim admin.") {
		t.Errorf("a fix that they can't make:\n%s", screen)
	}
	s.Press("w")
	s.WaitFor("of 5")
}

func TestACardHasRoomForItsLogins(t *testing.T) {
	s := newWorkspace(t, acme()...).at("", "Members", 120, 36)
	s.Press("enter")
	s.WaitFor("Channel")
	s.WaitFor("l logins")
}
