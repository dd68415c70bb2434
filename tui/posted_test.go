package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// posting is Acme where mail is configured; nobody sends it but the test.
func posting(t testing.TB) *workspace {
	t.Helper()
	w := newWorkspace(t, acme()...)
	w.db.SendsMail(true)
	return w
}

// due is the next message that is to be sent.
func (w *workspace) due(kind domain.MessageKind) domain.Outgoing {
	w.t.Helper()
	due, _, err := w.ws.Outgoing(w.t.Context(), kind, 1, nil)
	if err != nil || len(due) != 1 {
		w.t.Fatalf("%d messages are due (%v)", len(due), err)
	}
	return due[0]
}

// sent says that the next message has gone out.
func (w *workspace) sent(kind domain.MessageKind, answer string) domain.Outgoing {
	w.t.Helper()
	m := w.due(kind)
	if err := w.ws.Sent(w.t.Context(), m.ID, answer); err != nil {
		w.t.Fatal(err)
	}
	return m
}

// refuses says that the next message was refused, once or for good.
func (w *workspace) refuses(kind domain.MessageKind, answer string, forGood bool) {
	w.t.Helper()
	w.refusesAll(w.due(kind).ID, answer, forGood, 1)
}

// refusesAll says that several tries of a message were refused.
func (w *workspace) refusesAll(id domain.ID, answer string, forGood bool, tries int) {
	w.t.Helper()
	for range tries {
		if err := w.ws.NotSent(w.t.Context(), id, answer, forGood); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *workspace) invites(email, role string) {
	w.t.Helper()
	do(w, "", (*domain.Session).Invite, domain.Invite{Email: email, Role: role})
}

// posted is posting with mails in each state.
func posted(t testing.TB) *workspace {
	t.Helper()
	w := posting(t)
	w.invites("gone@partner.example", "employee")
	w.refuses(domain.ByMail, "550 5.1.1 no such user here", true)
	w.invites("lin@acme.test", "employee")
	w.sent(domain.ByMail, "250 2.0.0 Ok: queued as 4F1C2")
	w.pass(20 * time.Minute)
	w.invites("omar@partner.example", "manager")
	w.refusesAll(w.due(domain.ByMail).ID, "mailbox full", false, 3)
	w.invites("new@acme.test", "employee")
	return w
}

func TestFramesOfInvitationsByMail(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			w := posted(t)
			s := w.at("", "Invitations", size[0], size[1])
			s.WaitFor("1 of 4")
			s.Press("j")
			s.WaitFor("2 of 4")
			s.WaitFor("tried")
			s.frame(fmt.Sprintf("invitationsmail-%d", size[0]))
			s.Press("R")
			s.WaitFor("y resend")
			s.frame(fmt.Sprintf("resend-%d", size[0]))
		})
	}
}

// How far the mail is runs with the clock, and changes when it does.
func TestTheMailOfAnInvitationIsFollowed(t *testing.T) {
	w := posting(t)
	w.invites("lin@acme.test", "employee")
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("  queued")
	w.refuses(domain.ByMail, "451 4.7.1 greylisted \x1b]0;pwned\x07", false)
	s.WaitFor("again in ")
	s.WaitFor("delayed: 451 4.7.1 greylisted")
	w.pass(2 * time.Minute)
	s.Send(tick())
	s.WaitFor("again now")
	w.sent(domain.ByMail, "250 Ok")
	s.WaitFor("sent just now")
	w.pass(20 * time.Minute)
	s.Send(tick())
	s.WaitFor("sent 20 min ago")
	if found := dirt.FindString(s.Output()); found != "" {
		t.Errorf("%q came out", found)
	}
}

// A token that a mail brings isn't lost when nobody copied it, and resending says
// what becomes of the mail that waits.
func TestInvitingByMail(t *testing.T) {
	w := posting(t)
	s := w.at("", "Invitations", 100, 30)
	s.WaitFor("Nobody is invited.")
	s.Press("i")
	s.WaitFor("● employee")
	s.WaitFor("enter next")
	s.Type("lin@acme.test")
	s.Press("ctrl+s")
	s.WaitFor("A mail with the token is on its way to each.")
	s.WaitFor("1 invitation has a new token.")
	first := tokens.FindString(s.Screen())
	s.Press("enter") // nothing is asked
	s.WaitFor("1 of 1")
	s.WaitGone(first)
	s.Press("R")
	s.WaitFor("The mail with the old token is still queued: it is not sent any more")
	s.WaitFor("y resend")
	s.Press("y")
	s.WaitFor("1 invitation has a new token.")
	second := tokens.FindString(s.Screen())
	if got := w.sent(domain.ByMail, "250 Ok").Secret.Reveal(); got != second || strings.Contains(first, second) {
		t.Errorf("the mail doesn't carry the new token")
	}
	s.Press("q")
	s.WaitFor("sent just now")
	s.Press("R")
	s.WaitFor("The token that was sent stops working at once.")
}
