package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/domain"
)

// answers takes the next message of a kind that is due and says what came of it.
func (c *console) answers(kind domain.MessageKind, sent bool, answer string) (ended <-chan error) {
	c.t.Helper()
	done, changed := make(chan error, 1), c.workspace.Watch(c.t.Context())
	go func() { // ends with the mail, or with the test
		for {
			due, _, err := c.workspace.Outgoing(c.t.Context(), kind, 1, nil)
			switch {
			case err != nil:
			case len(due) == 0:
				select {
				case <-changed:
				case <-c.t.Context().Done(): // and Outgoing says so
				}
				continue
			case sent:
				err = c.workspace.Sent(c.t.Context(), due[0].ID, answer)
			default:
				err = c.workspace.NotSent(c.t.Context(), due[0].ID, answer, false)
			}
			done <- err
			return
		}
	}()
	return done
}

// TestMailTestWaitsForTheServer: what the mail server said decides.
func TestMailTestWaitsForTheServer(t *testing.T) {
	c := newConsole(t, "")
	c.database.SendsMail(true)
	for _, s := range []struct {
		sent         bool
		answer       string
		code         int
		status, says string
	}{
		{true, "250 queued as 4711", 0, domain.MessageSent, ""},
		{false, "451 come back later", 3, domain.MessageDelayed, "the mail to eva@acme.test wasn't sent: 451 come back later"},
	} {
		ended := c.answers(domain.ByMail, s.sent, s.answer)
		code, out, errs := c.types("", "mail", "test", "eva@acme.test", "--json")
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		var m struct{ To, About, Status, Answer string }
		if err := json.Unmarshal([]byte(out), &m); err != nil || m.To != "eva@acme.test" || m.About != domain.AboutTest || m.Status != s.status || m.Answer != s.answer {
			t.Errorf("%v %s", err, out)
		}
		if code != s.code || !strings.Contains(errs, s.says) || (errs == "") != s.sent || !s.sent && !strings.Contains(errs, `"code":"not_sent"`) {
			t.Errorf("exit %d: %s", code, errs)
		}
	}
	if code, out, _ := c.types("", "mail", "list"); code != 0 || strings.Count(out, "eva@acme.test") != 2 || !strings.Contains(out, "delayed") {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, out, _ := c.types("", "mail", "retry"); code != 0 || out != "tried again now: 1\n" {
		t.Errorf("exit %d: %s", code, out)
	}
}

// TestInvitationsSayWhatTheServerSaid: whoever invites sees why a mail doesn't come.
func TestInvitationsSayWhatTheServerSaid(t *testing.T) {
	c := newConsole(t, "")
	c.database.SendsMail(true)
	send := func(email string) {
		t.Helper()
		if code, _, errs := c.types("", "invitations", "send", email, "--role", "employee"); code != 0 {
			t.Fatalf("exit %d: %s", code, errs)
		}
	}
	send("new@acme.test")
	if _, out, _ := c.types("", "invitations", "list"); strings.Contains(strings.ToLower(out), "answer") {
		t.Errorf("nobody has answered: %s", out)
	}
	if err := <-c.answers(domain.ByMail, false, "550 5.1.1 no such user"); err != nil {
		t.Fatal(err)
	}
	send("newer@acme.test")
	for flag, has := range map[string]string{"--sort=email": "550 5.1.1 no such user\n", "--json": `"answer": "550 5.1.1 no such user"`} {
		if code, out, errs := c.types("", "invitations", "list", flag); code != 0 || strings.Count(out, has) != 1 || !strings.Contains(out, "newer@acme.test") {
			t.Errorf("exit %d: %s%s", code, out, errs)
		}
	}
}

// TestDeliveriesAreListedAndSentAgain: a webhook hears of a change, and again.
func TestDeliveriesAreListedAndSentAgain(t *testing.T) {
	c := newConsole(t, "")
	for _, line := range [][]string{{"webhooks", "add", "https://hooks.acme.test"}, {"members", "suspend", "eva@acme.test"}} {
		if code, _, errs := c.types("", line...); code != 0 {
			t.Fatalf("%v: exit %d: %s", line, code, errs)
		}
	}
	if err := <-c.answers(domain.ByWebhook, true, "200"); err != nil {
		t.Fatal(err)
	}
	type delivery struct{ ID, To, Event, Status string }
	var all []delivery
	if _, out, _ := c.types("", "webhooks", "deliveries", "--json"); json.Unmarshal([]byte(out), &all) != nil || len(all) != 1 ||
		all[0] != (delivery{all[0].ID, "https://hooks.acme.test", "members.suspend", domain.MessageSent}) {
		t.Fatalf("%s", out)
	}
	var again delivery
	if code, out, errs := c.types("", "webhooks", "retry", all[0].ID, "--json"); code != 0 || json.Unmarshal([]byte(out), &again) != nil ||
		again.ID != all[0].ID || again.Status != domain.MessageQueued {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if _, out, _ := c.types("", "webhooks", "list"); !strings.Contains(out, "  1  ") {
		t.Errorf("%s", out)
	}
}
