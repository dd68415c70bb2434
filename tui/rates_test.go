package tui_test

import (
	"fmt"
	"testing"
	"time"

	"gatehouse/domain"
)

// card opens the card of the one that a search finds.
func (w *workspace) card(as, search string, width, height int) shown {
	w.t.Helper()
	s := w.show(as, width, height)
	s.Press("/")
	s.Type(search + "\r")
	s.WaitFor("1 of 1")
	s.Press("enter")
	s.WaitFor("Channel")
	return s
}

// What an hour of someone comes to is set from the card, and is on it: today's,
// that of a project, and what is to begin.
func TestRatesAreSetAndShownOnTheCard(t *testing.T) {
	w := timeTonic(t, "pro")
	do(w, "", (*domain.Session).AddProject, domain.AddProject{Name: "Atlas"})
	s := w.card("", "hana", 120, 36)
	s.WaitFor("Rates    none is set")
	s.Press("$")
	s.WaitFor("enter next")
	s.Type("80")
	s.Press("tab")
	s.Type("45.5")
	s.Press("ctrl+s")
	s.WaitFor("Set the rate of Hana Kim.")
	s.WaitFor("Hourly   80.00 EUR since 2026-03-02")
	s.WaitFor("Cost     45.50 EUR since 2026-03-02")

	set := func(hourly, from, project string) {
		do(w, "", (*domain.Session).SetRate, domain.SetRate{Member: "hana@acme.test", Hourly: hourly, Currency: "EUR", From: domain.Date(from), Project: domain.Ref(project)})
	}
	set("95", "2026-02-01", "Atlas")
	set("70", "2026-01-01", "")
	set("90", "2026-04-01", "")
	s.WaitFor("95.00 EUR on Atlas since 2026-02-01")
	s.WaitFor("90.00 EUR from 2026-04-01")
	s.WaitGone("70.00 EUR since") // a newer one took its place
	s.frame("cardrates-120")

	s.Press("$")
	s.WaitFor("enter next")
	s.Type("85")
	s.Press("ctrl+s")
	s.WaitFor("already; replace it, or begin on")
	s.Press("shift+tab", "right", "ctrl+s")
	s.WaitFor("Set the rate of Hana Kim.")
	s.WaitFor("Hourly   85.00 EUR since 2026-03-02")
	s.Press("u")
	s.WaitFor("Undone: members.rate of hana@acme.test.")
	s.WaitFor("Hourly   80.00 EUR since 2026-03-02")
}

// Who may not see rates sees none, and the key says why.
func TestRatesAreForWhoMaySeeThem(t *testing.T) {
	w := timeTonic(t, "pro")
	do(w, "", (*domain.Session).SetRate, domain.SetRate{Member: "grace@acme.test", Hourly: "80", Cost: "45", Currency: "EUR"})
	s := w.card("hana@acme.test", "grace", 120, 36)
	s.WaitFor("Seen")
	s.Press("$")
	s.WaitFor("User can't ")
	s.WaitGone("EUR")
}

// An option that the plan or the role has no use for says so on the card, and
// in the form can't be turned on.
func TestOptionsSayWhatPlanAndRoleHaveAgainstThem(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("cardoptions-%d", size[0]), func(t *testing.T) {
			s := timeTonic(t, "free").card("", "grace", size[0], size[1])
			s.WaitFor("members-list on, messages on")
			s.WaitFor("api off: API access")
			s.frame(fmt.Sprintf("cardoptions-%d", size[0]))
			s.Press("o")
			s.WaitFor("ctrl+s save")
			s.Press("tab", "tab")
			s.WaitFor("▌ api  ")
			s.frame(fmt.Sprintf("options-%d", size[0]))
			s.Press("right", "ctrl+s")
			s.WaitFor("Nothing was changed.")
		})
	}
	w := timeTonic(t, "pro")
	on := true
	do(w, "", (*domain.Session).SetOptions, domain.SetOptions{Member: "grace@acme.test", API: &on})
	s := w.card("", "grace", 120, 36)
	s.WaitFor("members-list on, messages on, api on")
	do(w, "", (*domain.Session).ChangePlan, domain.ChangePlan{Plan: "free"})
	s.WaitFor("api on, but of no use: API access starts with")
}

// A temporary role and a temporary account say how long they last wherever the
// role is shown.
func TestWhatEndsSaysWhenWhereverTheRoleIsShown(t *testing.T) {
	w := timeTonic(t, "pro")
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "admin", Until: w.clock().Add(6 * time.Hour)})
	do(w, "", (*domain.Session).Expire, domain.Expire{Member: "grace@acme.test", At: w.clock().Add(30 * 24 * time.Hour)})
	w.pass(time.Hour)
	s := w.show("", 80, 24)
	s.WaitFor("admin 5h")
	s.WaitFor("the account ends in 30 d")
	s.Press("G")
	s.WaitFor("▌  Hana Kim")
	s.Press("r")
	s.WaitFor("now, 5 h left")
	s.WaitFor("enter give")
	s.Press("esc")
	s.WaitGone("now, 5 h left")
	s.Press("enter")
	s.WaitFor("for 5 h more, then user")
	s.Type(":workspace\r")
	s.WaitFor("› Workspace")
	s.WaitFor("now")
	s.Press("t")
	s.WaitFor("Who is to own Acme?")
	s.WaitFor("the account ends in 30 d")
	s.WaitFor("admin 5h")

	grace := w.card("grace@acme.test", "grace", 140, 36)
	grace.WaitFor("ends in 30 d")
	grace.WaitFor("1 Apr 2026, 30 d left")
	do(w, "", (*domain.Session).Expire, domain.Expire{Member: "hana@acme.test", At: w.clock().Add(2 * time.Hour)})
	hana := w.show("hana@acme.test", 140, 36)
	hana.WaitFor("admin for 5 h more · ends in 2 h")
	hana.WaitFor("the account ends in 2 h")
}
