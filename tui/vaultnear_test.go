package tui_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// A key asks for attention a month, a week and a day before its end.
func TestAKeyThatExpiresSoonSaysSo(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).CreateServiceUser, domain.CreateServiceUser{Name: "payroll-export", Role: "developer"})
	do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "ci", Expires: w.clock().Add(31 * 24 * time.Hour)})
	s := w.at("", "Vault", 140, 30)
	s.WaitFor("payroll-export")
	s.Press("tab")
	s.WaitFor("  31 d")
	s.WaitFor("expires in 31 d · never used")
	for _, at := range []struct {
		passes       time.Duration
		column, note string
	}{
		{24*time.Hour - time.Minute, "  31 d", ""},
		{2 * time.Minute, "soon: 30 d", "expires in 30 d, within a month: R rotates it"},
		{23 * 24 * time.Hour, "soon: 7 d", "within a week: R rotates it"},
		{6*24*time.Hour + 2*time.Hour, "ends: 22 h", "within a day: R rotates it"},
		{24 * time.Hour, "  expired   –", "· expired ·"},
	} {
		w.pass(at.passes)
		s.Send(tick())
		s.WaitFor(at.column)
		s.WaitFor(at.note)
	}
}

// A use is there to the minute, before it is written.
func TestTheLastUseOfAKeyIsFollowed(t *testing.T) {
	w := furnished(t)
	k := do(w, "", (*domain.Session).CreateKey, domain.CreateKey{ServiceUser: "payroll-export", Name: "deploy", Never: true})
	s := w.at("", "Vault", 140, 30)
	s.WaitFor("deploy")
	s.Press("tab")
	s.WaitFor("never expires · never used")
	w.pass(7 * time.Minute)
	if _, err := w.db.Authenticate(t.Context(), k.Secret.Reveal(), "10.0.3.7"); err != nil {
		t.Fatal(err)
	}
	w.pass(3 * time.Minute)
	s.Send(tick())
	s.WaitFor("  3 min")
	s.WaitFor("last used 9 Mar 2026 14:07")
}
