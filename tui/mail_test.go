package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// tells has a mail and a webhook's message tried once, and answered.
func (w *workspace) tells(answer string) {
	w.t.Helper()
	w.db.SendsMail(true)
	do(w, "", (*domain.Session).AddWebhook, domain.AddWebhook{URL: "https://hooks.acme.test/gatehouse?token=" + strings.Repeat("x", 90)})
	w.invites("eva@partner.example", "employee")
	for _, kind := range []domain.MessageKind{domain.ByMail, domain.ByWebhook} {
		w.refuses(kind, answer, false)
	}
}

// mailed is posted with more kinds of mails.
func mailed(t testing.TB) *workspace {
	t.Helper()
	w := posted(t)
	w.pass(time.Minute)
	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "ivan@acme.test"})
	w.sent(domain.ByMail, "250 2.0.0 Ok: queued as 1")
	w.sent(domain.ByMail, "250 2.0.0 Ok: queued as 2")
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "developer"})
	return w
}

func TestFramesOfMail(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			s := mailed(t).at("", "Mail", size[0], size[1])
			s.WaitFor("1 of 6")
			s.Type("/omar\r")
			s.WaitFor("1 of 1")
			s.Press("esc")
			s.WaitFor("of 6")
			s.frame(fmt.Sprintf("mail-%d", size[0]))
			s.Press("enter")
			s.WaitFor("mailbox full")
			s.WaitFor("Queued")
			s.frame(fmt.Sprintf("mailopen-%d", size[0]))
			s.Press("q", "t")
			s.WaitFor("enter send")
			s.frame(fmt.Sprintf("mailtest-%d", size[0]))
		})
	}
}

// A test mail's row says what becomes of it, and R tries again what didn't go.
func TestAWalkTestsMailAndTriesAgain(t *testing.T) {
	w := posting(t)
	s := w.at("", "Mail", 120, 30)
	s.WaitFor("No mail was sent in the last 30 days")
	s.Press("R")
	s.WaitFor("There is no mail that hasn't gone out.")
	s.Press("t")
	s.WaitFor("enter send")
	s.Type("eva")
	s.Press("enter")
	s.WaitFor("is not an e-mail address")
	s.Type("@acme.test")
	s.Press("enter")
	s.WaitFor("A test mail to eva@acme.test is on its way.")
	s.WaitFor("  test  ")
	s.WaitFor("  queued  ")
	w.refuses(domain.ByMail, "454 4.7.0 TLS isn't available", false)
	s.WaitFor("delayed, again in ")
	s.Press("enter")
	s.WaitFor("454 4.7.0 TLS isn't available")
	s.WaitFor("Next try")
	all, err := w.as("").Mail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.refusesAll(all[0].ID, "451 4.7.1 greylisted", false, 1) // it is followed while it is open
	s.WaitFor("451 4.7.1 greylisted")
	s.Press("q", "R")
	s.WaitFor("1 mail is tried again now.")
	s.WaitFor("  queued  ")
	w.sent(domain.ByMail, "250 Ok")
	s.WaitFor("sent just now")
	w.pass(5 * time.Minute)
	s.Send(tick())
	s.WaitFor("sent 5 min ago")
}

// Without mail a test is refused, and what was typed stays.
func TestNoTestWithoutMail(t *testing.T) {
	s := newWorkspace(t, acme()...).at("", "Mail", 120, 30)
	s.WaitFor("No mail was sent")
	s.Press("t")
	s.WaitFor("enter send")
	s.Type("eva@acme.test")
	s.Press("enter")
	s.WaitFor("no mail is configured")
	s.WaitFor("eva@acme.test")
}

// Mail and webhooks are the settings of a workspace.
func TestWhoMayNotSettleSeesNoMail(t *testing.T) {
	w := furnished(t)
	w.tells("550 no such user")
	for _, place := range []string{"Mail", "Webhooks"} {
		s := w.at("grace@acme.test", place, 120, 30)
		s.WaitFor("ada@acme.test may")
		if screen := s.Screen(); strings.Contains(screen, "partner") || strings.Contains(screen, "hooks.acme") {
			t.Errorf("seen by a manager:\n%s", screen)
		}
	}
}
