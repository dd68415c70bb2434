package domain_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// due is what would be sent now.
func (w *world) due() []domain.Outgoing {
	w.t.Helper()
	all, _, err := w.ws.Outgoing(bg, domain.ByMail, 100, nil)
	must(w.t, err)
	told, _, err := w.ws.Outgoing(bg, domain.ByWebhook, 100, nil)
	must(w.t, err)
	return append(all, told...)
}

// only is the one message that is due.
func (w *world) only() domain.Outgoing {
	w.t.Helper()
	all := w.due()
	if len(all) != 1 {
		w.t.Fatalf("%d messages are due: %+v", len(all), all)
	}
	return all[0]
}

func (w *world) delivery(email string) string {
	w.t.Helper()
	all, err := w.boss().Invitations(bg, "")
	must(w.t, err)
	for _, i := range all {
		if i.Email == email {
			return i.Delivery
		}
	}
	w.t.Fatalf("no invitation of %s", email)
	return ""
}

// An invitation's mail is queued with it, carries its token, and tells how far it
// came; a try that fails is planned again, later each time, until it is given up.
func TestAnInvitationIsMailed(t *testing.T) {
	w := open(t, "mtime", "")
	i, err := w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})
	must(t, err)
	m := w.only()
	is(t, "about", m.About, domain.AboutInvitation)
	is(t, "to", m.To, "eva@acme.test")
	is(t, "the token", m.Secret.Reveal(), i.Secret.Reveal())
	is(t, "the role", m.Words["role"], "Employee")
	is(t, "delivery", w.delivery("eva@acme.test"), domain.DeliveryQueued)
	must(t, w.ws.NotSent(bg, m.ID, "451 greylisted\r\n\x1b[31m", false))
	is(t, "delivery after a failed try", w.delivery("eva@acme.test"), domain.DeliveryDelayed)
	is(t, "due at once", len(w.due()), 0)
	_, next, err := w.ws.Outgoing(bg, domain.ByMail, 10, nil)
	must(t, err)
	if wait := next.Sub(w.clock.Time); wait < 50*time.Second || wait > 70*time.Second {
		t.Errorf("the next try comes in %s", wait)
	}
	shown, err := w.boss().Message(bg, m.ID)
	must(t, err)
	if strings.ContainsAny(shown.Answer, "\r\n\x1b") || shown.Tries != 1 || shown.Sealed != nil {
		t.Errorf("shown as %+v", shown)
	}
	last := time.Duration(0)
	for tries := 1; w.delivery("eva@acme.test") == domain.DeliveryDelayed; tries++ {
		_, next, err := w.ws.Outgoing(bg, domain.ByMail, 10, nil)
		must(t, err)
		wait := next.Sub(w.clock.Time)
		if wait < last*8/10 || tries > 50 {
			t.Fatalf("try %d comes after %s, the one before after %s", tries, wait, last)
		}
		last = wait
		w.clock.pass(wait)
		must(t, w.ws.NotSent(bg, w.only().ID, "451 greylisted", false))
	}
	is(t, "delivery when given up", w.delivery("eva@acme.test"), domain.DeliveryFailed)
	is(t, "due when given up", len(w.due()), 0)
	n, err := w.boss().RetryMail(bg)
	must(t, err)
	is(t, "tried again", n, 1)
	must(t, w.ws.Sent(bg, w.only().ID, "250 ok"))
	is(t, "delivery", w.delivery("eva@acme.test"), domain.DeliverySent)
	is(t, "due when sent", len(w.due()), 0)
	n, err = w.boss().RetryMail(bg)
	must(t, err)
	is(t, "sent again", n, 0)
}

// What isn't true any more isn't sent: a resend takes the place of what waits, and
// a revoked, accepted or expired invitation has no mail.
func TestWhatIsNotTrueAnyMoreIsNotSent(t *testing.T) {
	w := open(t, "mtime", "")
	first, err := w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})
	must(t, err)
	old := w.only()
	again, err := w.boss().Resend(bg, domain.Resend{Invitation: domain.Ref(first.ID)})
	must(t, err)
	is(t, "the token", w.only().Secret.Reveal(), again.Secret.Reveal())
	must(t, w.ws.NotSent(bg, old.ID, "451 came too late", false))
	is(t, "after a late no", len(w.due()), 1)
	must(t, got(w.boss().Revoke(bg, domain.Revoke{Invitation: domain.Ref(first.ID)})))
	is(t, "after a revocation", len(w.due()), 0)

	i, err := w.boss().Invite(bg, domain.Invite{Email: "bo@acme.test", Role: "employee"})
	must(t, err)
	must(t, got(w.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()})))
	is(t, "after accepting", len(w.due()), 0)

	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "mia@acme.test", Role: "employee"})))
	w.clock.pass(domain.InvitationLasts)
	is(t, "after its end", len(w.due()), 0)

	bo := domain.Ref("bo@acme.test")
	must(t, got(w.boss().InviteLogin(bg, domain.InviteLogin{Member: bo})))
	token, err := w.boss().InviteLogin(bg, domain.InviteLogin{Member: bo})
	must(t, err)
	is(t, "the login's token", w.only().Secret.Reveal(), token.Secret.Reveal())
	must(t, w.ws.Sent(bg, w.only().ID, ""))

	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: bo})))
	is(t, "about", w.only().About, domain.AboutTransfer)
	must(t, got(w.boss().CancelTransfer(bg)))
	is(t, "after cancelling", len(w.due()), 0)
}

// People hear of what others do to them.
func TestPeopleAreToldByMail(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "manager", Until: w.clock.AddDate(0, 0, 1)})))
	m := w.only()
	if m.About != domain.AboutRole || m.To != bo.Email || m.Words["before"] != "Employee" || m.Words["after"] != "Manager" || m.Words["until"] == "" || m.Words["by"] == "" {
		t.Errorf("%+v", m)
	}
	must(t, w.ws.Sent(bg, m.ID, ""))
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo), Reason: "laptop lost"})))
	m = w.only()
	if m.About != domain.AboutSuspended || m.To != bo.Email || strings.Contains(strings.Join(m.Message.Words, " "), "laptop") {
		t.Errorf("%+v", m)
	}
	robot := w.person("employee", service)
	must(t, w.ws.Sent(bg, m.ID, ""))
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(robot)})))
	is(t, "mails to a service user", len(w.due()), 0)
}

// A token is sealed while it waits, opens for its own message alone, and is erased
// with the sending; the database has no clear text of it at any time.
func TestTokensWaitSealed(t *testing.T) {
	w := open(t, "mtime", "")
	i, err := w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})
	must(t, err)
	sealed := func(id domain.ID) (s []byte) {
		w.read(func(v domain.View) error {
			m, err := v.Messages().Get(id)
			s = m.Sealed
			return err
		})
		return s
	}
	m := w.only()
	is(t, "sealed", len(sealed(m.ID)) > len(i.Secret.Reveal()), true)
	file, err := os.ReadFile(w.path)
	must(t, err)
	is(t, "in the file", strings.Contains(string(file), i.Secret.Reveal()[len("gh8_inv_")+13:]), false)
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "bo@acme.test", Role: "employee"})))
	var other domain.ID
	w.write(func(tx domain.Tx) error { // what was sealed for one is put into another
		for _, o := range w.due() {
			if o.ID != m.ID {
				other = o.ID
				stolen, err := tx.Messages().Get(o.ID)
				must(t, err)
				stolen.Sealed = sealed(m.ID)
				return got(tx.Messages().Put(stolen))
			}
		}
		return nil
	})
	is(t, "due", w.only().ID, m.ID)
	bad, err := w.boss().Message(bg, other)
	must(t, err)
	is(t, "what doesn't open", bad.Status, domain.MessageFailed)
	must(t, w.ws.Sent(bg, m.ID, "250 ok"))
	is(t, "after sending", len(sealed(m.ID)), 0)
}

// Without anyone who sends mail nothing is queued, and who invites passes the token
// on.
func TestWithoutMailNothingIsQueued(t *testing.T) {
	w := open(t, "mtime", "")
	w.db.SendsMail(false)
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})))
	is(t, "due", len(w.due()), 0)
	is(t, "delivery", w.delivery("eva@acme.test"), domain.DeliveryNone)
	wants(t, got(w.boss().TestMail(bg, domain.TestMail{To: "x@acme.test"})), domain.Unavailable, "no_mail")
}

// A restored database sends nothing until someone says so.
func TestARestoredDatabaseHoldsItsMail(t *testing.T) {
	w := open(t, "mtime", "")
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})))
	must(t, w.db.HoldMessages(bg))
	w.clock.pass(time.Hour)
	is(t, "due", len(w.due()), 0)
	n, err := w.boss().RetryMail(bg)
	must(t, err)
	is(t, "tried again", n, 1)
	is(t, "due", len(w.due()), 1)
}

// A webhook hears of every change from when it was added, of no refusal, with ids
// and no details; and of nothing more when it is removed.
func TestAWebhookHearsOfChanges(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	must(t, got(w.boss().AddUnit(bg, domain.AddUnit{Name: "Before"})))
	hook, err := w.boss().AddWebhook(bg, domain.AddWebhook{URL: "https://example.com/hook?secret=1"})
	must(t, err)
	is(t, "prefix of the secret", strings.HasPrefix(hook.Signing, "whsec_"), true)
	is(t, "sealed", hook.Sealed == nil, true)
	is(t, "due at first", len(w.due()), 0)
	must(t, got(w.boss().SetOptions(bg, domain.SetOptions{Member: ref(bo), Messages: to(false)})))
	wants(t, got(w.as(bo).AddUnit(bg, domain.AddUnit{Name: "Mine"})), domain.Denied, "")
	m := w.only()
	var body struct {
		Type      string
		Timestamp time.Time
		Data      struct {
			Workspace, Actor string
			Target           struct{ Kind, ID string }
		}
	}
	must(t, json.Unmarshal(m.Payload, &body))
	if body.Type != "members.options" || body.Data.Target.ID != string(bo.ID) || body.Data.Actor != string(w.owner.ID) || body.Data.Workspace != "acme" || m.URL != "https://example.com/hook?secret=1" {
		t.Errorf("%s to %s", m.Payload, m.URL)
	}
	if strings.Contains(string(m.Payload), bo.Email) || strings.Contains(string(m.Payload), bo.Name) {
		t.Errorf("it tells more than ids: %s", m.Payload)
	}
	for _, e := range w.events(0) {
		if strings.Contains(e.Target.Name, "secret=1") {
			t.Errorf("the trail has the URL's query: %+v", e.Target)
		}
	}
	must(t, w.ws.NotSent(bg, m.ID, "410 Gone", true))
	is(t, "due when given up", len(w.due()), 0)
	must(t, got(w.boss().RetryDelivery(bg, m.ID)))
	is(t, "due again", w.only().ID, m.ID)
	must(t, got(w.boss().RemoveWebhook(bg, domain.RemoveWebhook{Webhook: domain.Ref(hook.ID)})))
	is(t, "due when removed", len(w.due()), 0)
	wants(t, got(w.boss().RetryDelivery(bg, m.ID)), domain.Conflict, "no_webhook")
}

// However many changes are made at once, a webhook hears of each once.
func TestAWebhookMissesNothing(t *testing.T) {
	w := open(t, "mtime", "")
	must(t, got(w.boss().AddWebhook(bg, domain.AddWebhook{URL: "https://example.com/hook"})))
	const changes = 130
	for i := range changes {
		must(t, got(w.boss().AddUnit(bg, domain.AddUnit{Name: strings.Repeat("x", i%70+1) + strings.Repeat("y", i/70)})))
	}
	heard := map[uint64]int{}
	for {
		all := w.due()
		if len(all) == 0 {
			break
		}
		for _, m := range all {
			heard[m.Event]++
			must(t, w.ws.Sent(bg, m.ID, "200"))
		}
	}
	is(t, "heard", len(heard), changes)
	for seq, n := range heard {
		is(t, "times that "+time.Unix(int64(seq), 0).String()+" was told", n, 1)
	}
}

// Where a webhook can go.
func TestParseWebhookURL(t *testing.T) {
	for _, good := range []string{"https://example.com/hook", "http://10.0.0.1:8080/x?y=1", "https://[2001:db8::1]/", "https://example.com"} {
		if got, err := domain.ParseWebhookURL(" " + good + "\n"); err != nil || got != good {
			t.Errorf("%s: %s, %v", good, got, err)
		}
	}
	for _, bad := range []string{
		"", "example.com", "ftp://example.com", "https://", "https:///x", "https://:443/", "https://user:pw@example.com/", "https://example.com/#x", "https://example.com/#",
		"https://example.com:0/", "https://example.com:65536/", "https://example.com:x/", "https://exämple.com/", "https://example.com/\x1b", "https://example.com/" + strings.Repeat("x", 2000),
	} {
		wants(t, got(domain.ParseWebhookURL(bad)), domain.Invalid, "bad_url")
	}
}

// What is true no more isn't sent: someone who is back isn't told of a suspension,
// nor of a role that was taken back.
func TestWhatWasTakenBackIsNotMailed(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})))
	is(t, "due", len(w.due()), 1)
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
	is(t, "due after reactivating", len(w.due()), 0)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "manager"})))
	is(t, "due", len(w.due()), 1)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "employee"})))
	all := w.due()
	if len(all) != 1 || all[0].Words["after"] != "Employee" {
		t.Errorf("due after a role was taken back: %+v", all)
	}
}

// However much a restore holds back, what is done with is forgotten, and all that
// is held goes out when someone says so.
func TestHeldMessagesStopNothing(t *testing.T) {
	w := open(t, "mtime", "")
	must(t, got(w.boss().AddWebhook(bg, domain.AddWebhook{URL: "https://example.com/hook"})))
	const held = 45
	for i := range held {
		must(t, got(w.boss().Invite(bg, domain.Invite{Email: "held" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "@acme.test", Role: "employee"})))
	}
	w.due() // the webhook hears of them
	must(t, w.db.HoldMessages(bg))
	is(t, "due", len(w.due()), 0)
	hooks, err := w.boss().Webhooks(bg)
	must(t, err)
	is(t, "waiting for the webhook", hooks[0].Waiting, held)
	must(t, got(w.boss().TestMail(bg, domain.TestMail{To: "x@acme.test"})))
	sent := w.only()
	must(t, w.ws.Sent(bg, sent.ID, "250 ok"))
	w.clock.pass(40 * 24 * time.Hour)
	for range 3 {
		must(t, w.ws.NoteLapses(bg))
	}
	wants(t, got(w.boss().Message(bg, sent.ID)), domain.NotFound, "no_message")
	n, err := w.boss().RetryMail(bg)
	must(t, err)
	is(t, "tried again", n, 2*held)
	told := 0
	for _, m := range w.due() {
		if m.Kind == domain.ByWebhook {
			told++
		}
		must(t, w.ws.NotSent(bg, m.ID, "451 later", false)) // a new beginning: it isn't given up at once
		again, err := w.boss().Message(bg, m.ID)
		must(t, err)
		is(t, "after a failed try", again.Status, domain.MessageDelayed)
	}
	is(t, "told", told, held)
}

// Who has another address is written to there: what waits for the old one isn't
// sent, and a token in it opens nothing any more.
func TestAnOldAddressHearsNothing(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	readdress := func(email string) {
		t.Helper()
		must(t, got(w.boss().Rename(bg, domain.Rename{Member: ref(bo), Email: to(email)})))
	}
	token := w.invitedLogin(w.owner, bo)
	is(t, "before", w.only().About, domain.AboutLogin)
	readdress("bo.new@acme.test")
	is(t, "due", len(w.due()), 0)
	wants(t, w.welcomed(token.Secret), domain.NotFound, "")
	for _, do := range []func() error{
		func() error { return got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "manager"})) },
		func() error { return got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})) },
		func() error { return got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})) },
	} {
		must(t, do())
	}
	readdress("bo.newer@acme.test")
	is(t, "due", len(w.due()), 0)
}

// A message that someone has tried again tells what was before, and is tried as
// often and as long as a new one.
func TestARetryKeepsWhatWas(t *testing.T) {
	w := open(t, "mtime", "")
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})))
	m := w.only()
	queued := m.QueuedAt
	fails := func() domain.Message {
		t.Helper()
		must(t, w.ws.NotSent(bg, m.ID, "451 later", false))
		after, err := w.boss().Message(bg, m.ID)
		must(t, err)
		return after
	}
	for range 5 {
		fails()
		w.clock.pass(14 * time.Hour)
	}
	n, err := w.boss().RetryMail(bg)
	must(t, err)
	is(t, "retried", n, 1)
	is(t, "due", w.only().ID, m.ID)
	after := fails()
	is(t, "queued", after.QueuedAt, queued)
	is(t, "tries", after.Tries, 6)
	is(t, "status", after.Status, domain.MessageDelayed) // though it is older than what is given up
	if wait := after.NextTryAt.Sub(w.clock.Time); wait > 70*time.Second {
		t.Errorf("the next try comes in %s", wait)
	}
}

// A mail says which person did something, through whichever service user.
func TestAMailNamesAPerson(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("admin", func(m *domain.Member) { m.Name = "Bo" })
	ops, err := w.as(bo).CreateServiceUser(bg, domain.CreateServiceUser{Name: "ops", Role: "admin"})
	must(t, err)
	must(t, got(w.as(ops).Invite(bg, domain.Invite{Email: "eva@acme.test", Role: "employee"})))
	is(t, "inviter", w.only().Words["inviter"], "Bo (by ops)")
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})))
	must(t, got(w.as(ops).Invite(bg, domain.Invite{Email: "jo@acme.test", Role: "employee"})))
	for _, m := range w.due() {
		if m.To == "jo@acme.test" {
			is(t, "inviter", m.Words["inviter"], w.owner.Label()+" (by ops)")
		}
	}
}
