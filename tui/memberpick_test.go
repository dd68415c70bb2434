package tui_test

import (
	"strings"
	"testing"

	"gatehouse/domain"
)

// Someone suspended is offered for nothing (Timeneye, archiving team members),
// but for being linked to their record.
func TestPickersLeaveOutTheSuspended(t *testing.T) {
	w := furnished(t)
	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "hana@acme.test"})
	s := w.at("", "Units", 120, 36)
	s.WaitFor("1 of 4")
	s.Press("m")
	s.WaitFor("xiaolong@acme.test")
	if picker := s.Screen(); strings.Contains(picker, "hana@acme.test") || !strings.Contains(picker, "grace@acme.test") {
		t.Errorf("offered as managers:\n%s", picker)
	}
}
