package tui_test

import (
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

// An open offer of the ownership is in the header of both sides, with the time
// that it has left, at every size that has a header; nobody else's.
func TestOfferIsInTheHeader(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).Transfer, domain.Transfer{To: "grace@acme.test"})
	w.pass(60*time.Hour + 30*time.Minute)
	for _, size := range sizes {
		for as, want := range map[string]string{
			"":                "ownership offered to Grace Hopper, 12 h left",
			"grace@acme.test": "ownership offered to you, 12 h left",
			"hana@acme.test":  "",
		} {
			s := shown{terminal.Start(t, tui.Open(t, w.as(as)), size[0], size[1]), nil, t}
			s.WaitFor("? keys")
			if want != "" && size[0] < 100 {
				want = want[:20]
			}
			if s.WaitFor(want); want == "" {
				s.WaitGone("ownership")
			}
		}
	}
}
