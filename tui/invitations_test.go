package tui_test

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

var tokens = regexp.MustCompile(`gh8_inv_\w+`)

// clipboard is the sequence that sends a text to the terminal's clipboard (OSC 52).
func clipboard(text string) string {
	return "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text))
}

// accept takes an invitation up, and gives the code of what went wrong.
func (w *workspace) accept(token string) string {
	w.t.Helper()
	_, err := w.ws.Accept(w.t.Context(), domain.Accept{Token: token})
	if e, ok := err.(*domain.Error); ok {
		return e.Code
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return ""
}

func TestAWalkInvitesCopiesResendsAndRevokes(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("Nobody is invited.")
	s.Press("i")
	s.WaitFor("● employee")
	s.WaitFor("enter next")
	s.Paste("Lin Wu <lin@acme.test>,\nOmar <omar@partner.example>; <lin@acme.test>\n<hana@acme.test>")
	s.WaitFor("3 addresses")
	s.Press("ctrl+s")
	s.WaitFor("2 invitations have a new token. 1 was not sent: see why.")
	s.WaitFor("hana@acme.test is already a member")
	first := tokens.FindAllString(s.Screen(), -1)
	if len(first) != 2 {
		t.Fatalf("tokens %v:\n%s", first, s.Screen())
	}
	s.Press("j", "y")
	s.WaitFor("Sent to your terminal's clipboard")
	s.WaitOutput(clipboard(first[1]))
	s.Paste("not this")
	s.WaitFor("That is not the token of omar@partner.example")
	s.Paste(first[1] + "\n")
	s.WaitFor("It arrived")
	s.Press("j", "y")
	s.WaitFor("This one has no token.")

	s.Press("enter")
	s.WaitFor("1 token was not copied, and it can't be shown again.")
	s.WaitFor("enter stay")
	s.Press("y")
	s.WaitFor(" of 2")
	s.WaitGone(first[0])
	s.Press("y")
	s.WaitFor("› Invitations") // y copies nothing any more: nobody has the token
	s.Press("/")
	s.Type("lin\r")
	s.WaitFor("1 of 1")
	s.Press("R")
	s.WaitFor("1 invitation has a new token.")
	second := tokens.FindString(s.Screen())
	if second == "" || slices.Contains(first, second) {
		t.Fatalf("resending gave %q", second)
	}
	if code := w.accept(first[0]); code != "no_invitation" {
		t.Errorf("the token before resending: %q", code)
	}
	s.Press("y")
	s.WaitFor("Sent to your terminal's clipboard")
	s.Press("q")
	s.WaitFor("once")
	s.Press("x")
	s.WaitFor("stops working at once")
	s.WaitFor("y revoke")
	s.Press("y")
	s.WaitFor("Revoked the invitation of lin@acme.test.")
	s.WaitFor("  revoked")
	if code := w.accept(second); code != "revoked" {
		t.Errorf("a revoked token: %q", code)
	}
	s.Press("x")
	s.WaitFor("This invitation was revoked: i invites again.")
	if code := w.accept(first[1]); code != "" {
		t.Errorf("the other token: %q", code)
	}
	s.Press("esc")
	s.WaitFor("accepted")
}

func TestInvitingCanBeTakenBack(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Invitations", 100, 30)
	s.Press("i")
	s.WaitFor("● employee")
	s.WaitFor("enter next")
	s.Type("lin@acme.test")
	s.Press("ctrl+s")
	s.WaitFor("1 invitation has a new token.")
	token := tokens.FindString(s.Screen())
	s.Press("u")
	s.WaitFor("Took back 1 invitation")
	if code := w.accept(token); code != "revoked" {
		t.Errorf("a token that was taken back: %q", code)
	}
}

func TestABadAddressIsSaidInTheDialog(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Invitations", 100, 30)
	s.Press("i")
	s.WaitFor("● employee")
	s.WaitFor("enter next")
	s.Type("lin@acme.test, omar")
	s.Press("ctrl+s")
	s.WaitFor("“omar” is not an e-mail address")
	s.Press("tab", "tab")
	s.Type("yesterday")
	s.Press("shift+tab", "shift+tab", "backspace", "backspace", "backspace", "backspace", "ctrl+s")
	s.WaitFor("“yesterday” is not a time")
	s.Press("esc")
	s.WaitFor("What you typed isn't saved.")
}

func TestAnInvitationWhoseSenderLostStandingSaysSo(t *testing.T) {
	w := furnished(t)
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("stopped")
	s.WaitFor("bo@acme.test may no longer invite")
	s.Press("j")
	s.WaitFor("2 of 3")
	s.Press("R")
	s.WaitFor("1 invitation has a new token.")
	s.Press("y", "q")
	s.WaitGone("may no longer invite")
}

func TestTheTimeLeftCountsDown(t *testing.T) {
	w := newWorkspace(t, acme()...)
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: "lin@acme.test", Role: "employee"})
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("7 d")
	w.pass(20 * time.Hour)
	s.Send(tick())
	s.WaitFor("6 d 4 h")
	w.pass(7 * 24 * time.Hour)
	s.Send(tick())
	s.WaitFor("expired")
}

func TestARevocationDoesNotGoAheadWhenItWasAccepted(t *testing.T) {
	w := newWorkspace(t, acme()...)
	i := do(w, "", (*domain.Session).Invite, domain.Invite{Email: "lin@acme.test", Role: "employee"})
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("1 of 1")
	s.Press("x")
	s.WaitFor("y revoke")
	if code := w.accept(i.Secret.Reveal()); code != "" {
		t.Fatal(code)
	}
	s.WaitFor("It was accepted meanwhile.")
	s.Press("y", "enter")
	s.WaitGone("accepted meanwhile")
}

// Over SSH what is said about a token can be done by whoever gets it.
func TestATokenIsToldWithTheWayIn(t *testing.T) {
	for page, want := range map[string]string{
		"":                         "who runs “ssh join@gate.example.com” and pastes it.",
		"https://gate.example.com": "and pastes it, or opens https://gate.example.com/join/ with",
	} {
		w := newWorkspace(t, acme()...)
		app := tui.OpenWith(t, tui.Options{Session: w.as(""), Join: "ssh join@gate.example.com", Page: page})
		s := shown{terminal.Start(t, app, 160, 30), app, t}
		s.WaitFor("? keys")
		s.visit("Invitations")
		s.Press("i")
		s.WaitFor("● employee")
		s.WaitFor("enter next")
		if strings.Contains(s.Screen(), "owner    ") {
			t.Errorf("a role that nobody can give is offered:\n%s", s.Screen())
		}
		s.Type("lin@acme.test")
		s.Press("ctrl+s")
		s.WaitFor(want)
	}
}
