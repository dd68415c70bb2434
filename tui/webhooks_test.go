package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

var signing = regexp.MustCompile(`whsec_[\w+/=]+`)

// hooked is Acme with webhooks that heard of something.
func hooked(t testing.TB) *workspace {
	t.Helper()
	w := newWorkspace(t, acme()...)
	do(w, "bo@acme.test", (*domain.Session).AddWebhook, domain.AddWebhook{URL: "https://hooks.partner.example/gatehouse?team=42"})
	w.pass(26 * time.Hour)
	do(w, "", (*domain.Session).ChangeRole, domain.ChangeRole{Member: "hana@acme.test", Role: "developer"})
	w.sent(domain.ByWebhook, "200 OK")
	w.pass(3 * time.Hour)
	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "ivan@acme.test"})
	w.refuses(domain.ByWebhook, "503 Service Unavailable: try again later", false)
	do(w, "", (*domain.Session).AddWebhook, domain.AddWebhook{URL: "https://audit.acme.test/in"})
	return w
}

func TestFramesOfWebhooks(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			w := hooked(t)
			s := w.at("", "Webhooks", size[0], size[1])
			frame := func(what string) { t.Helper(); s.frame(fmt.Sprintf("%s-%d", what, size[0])) }
			s.WaitFor("1 of 2")
			s.Press("j")
			s.WaitFor("2 of 2")
			frame("webhooks")
			s.Press("x")
			s.WaitFor("y remove")
			frame("webhookremove")
			s.Press("n", "enter")
			s.WaitFor("members.suspend")
			frame("deliveries")
			s.Press("q", "n")
			s.WaitFor("enter add")
			frame("webhooknew")
			s.Type("https://new.acme.test/hook")
			s.Press("enter")
			s.WaitFor("enter I have it")
			frame("webhooksecret")
		})
	}
}

// The signing secret is shown once, checked by pasting it back, and gone after that.
func TestAWalkAddsAndRemovesAWebhook(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Webhooks", 110, 30)
	s.WaitFor("No webhooks yet.")
	s.Press("x")
	s.WaitFor("There is no webhook here")
	s.Press("n")
	s.WaitFor("enter add")
	s.Type("https://hooks.acme.test:0/in")
	s.Press("enter")
	s.WaitFor("port")
	s.Press("backspace", "backspace", "backspace", "backspace", "backspace")
	s.Type("/in")
	s.Press("enter")
	s.WaitFor("This is the only time it is shown.")
	s.WaitFor("enter I have it")
	secret := signing.FindString(s.Screen())
	if len(secret) != len("whsec_")+44 {
		t.Fatalf("the secret reads %q:\n%s", secret, s.Screen())
	}
	s.WaitOutput(clipboard(secret))
	s.Paste("whsec_another_thing")
	s.WaitFor("✗ that is not it")
	if strings.Contains(s.Output(), "another_thing") {
		t.Error("what was pasted is echoed")
	}
	s.Paste(secret + "\n")
	s.WaitFor("✓ it arrived")
	for _, leave := range []string{"q", "esc", "ctrl+c"} {
		s.Press(leave)
		s.WaitFor("This secret can't be shown again.")
		s.WaitFor("y leave")
		s.Press("n")
		s.WaitGone("can't be shown again")
	}
	s.Press("enter")
	s.WaitGone("whsec_")
	s.WaitFor("have the signing secret of https://hooks.acme.test/in now.")
	s.WaitFor("1 of 1")
	s.nowhere(secret)
	mark := len(s.Output())

	do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "ivan@acme.test"})
	if due := w.due(domain.ByWebhook); due.About != "members.suspend" {
		t.Errorf("it hears of %s", due.About)
	}
	s.Press("j") // what was said goes, and the note comes
	s.WaitFor("1 message waits")
	s.Press("x")
	s.WaitFor("1 message waits for it and is not sent.")
	s.WaitFor("y remove")
	s.Press("y")
	s.WaitFor("Removed the webhook https://hooks.acme.test/in.")
	s.WaitFor("No webhooks yet.")
	s.Press("u")
	s.WaitFor("Nothing that was done here can be undone.")
	if strings.Contains(s.Output()[mark:], secret) {
		t.Error("the secret is drawn again after it was dropped")
	}
}

// What can't be undone hides what came before it.
func TestNothingIsTakenBackBehindASecret(t *testing.T) {
	w := newWorkspace(t, acme()...)
	s := w.at("", "Vault", 110, 30)
	s.WaitFor("No service users yet.")
	s.Press("n")
	s.WaitFor("● ")
	s.WaitFor("enter next")
	s.Type("payroll-export")
	s.Press("ctrl+s")
	s.WaitFor("Made payroll-export")
	s.visit("Webhooks")
	s.WaitFor("No webhooks yet.")
	s.Press("n")
	s.WaitFor("enter add")
	s.Type("https://hooks.acme.test/in")
	s.Press("enter")
	s.WaitFor("enter I have it")
	s.Press("enter")
	s.WaitGone("whsec_")
	s.Press("u")
	s.WaitFor("Nothing that was done here can be undone.")
}

// A delivery is followed, opened, and sent again.
func TestAWalkSendsADeliveryAgain(t *testing.T) {
	w := hooked(t)
	s := w.at("", "Webhooks", 110, 30)
	s.WaitFor("1 of 2")
	s.Press("enter")
	s.WaitFor("Nothing has happened since it was added.")
	s.Press("R")
	s.WaitFor("There is no delivery here.")
	s.Press("q", "j", "enter")
	s.WaitFor("delayed, again in ")
	s.Press("G", "enter")
	s.WaitFor("sent 3 h ago")
	s.WaitFor("200 OK")
	s.Press("q", "R")
	s.WaitFor("members.role is sent again now, under the same id.")
	s.WaitFor("queued")
	for range 2 {
		w.sent(domain.ByWebhook, "204 No Content")
	}
	s.WaitFor("204 No Content")
}

// What the dialog says of what waits holds, or it doesn't go ahead.
func TestARemovalDoesNotGoAheadWhenItChanged(t *testing.T) {
	w := hooked(t)
	s := w.at("", "Webhooks", 110, 30)
	s.WaitFor("1 of 2")
	s.Press("x")
	s.WaitFor("Nothing waits for it now.")
	s.WaitFor("y remove")
	do(w, "", (*domain.Session).Reactivate, domain.Reactivate{Member: "ivan@acme.test"})
	w.due(domain.ByWebhook)
	s.WaitFor("More waits for it meanwhile: look at it once more.")
	s.Press("enter")
	s.WaitGone("Remove the webhook?")
	s.Press("x")
	s.WaitFor("y remove")
	all, err := w.as("").Webhooks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	do(w, "", (*domain.Session).RemoveWebhook, domain.RemoveWebhook{Webhook: domain.Ref(all[0].ID)})
	s.WaitFor("It was removed meanwhile.")
	s.Press("enter")
	s.WaitFor("1 of 1")
}
