package outbox_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/cmd/internal/outbox"
	"gatehouse/domain"
)

func good(string, string) string { return "" }

// Every mail that is queued goes out once, with its link, its line and its token.
func TestMailGoesOutOnce(t *testing.T) {
	o, s := newOffice(t), serveMail(t, good)
	tokens := map[string]string{}
	for i := range 10 { // before the worker begins, and after
		if i == 5 {
			o.work(outbox.Worker{Mail: postman(t, s, limit)})
		}
		to := fmt.Sprintf("p%d@acme.test", i)
		tokens[to] = o.invite(to).Secret.Reveal()
	}
	ids := map[string]bool{}
	for range tokens {
		m := s.next(t)
		ids[m.id] = true
		if token := tokens[m.to]; token == "" || strings.Count(m.text, "https://gate.example.com/join/"+token) < 2 || !strings.Contains(m.text, "ssh join@gate.example.com") || !strings.HasSuffix(m.id, "@gate.example.com>") {
			t.Errorf("%s to %s:\n%s", m.id, m.to, m.text)
		}
	}
	for to := range tokens {
		if m := o.until(to, domain.MessageSent); m.Tries != 1 || m.Answer != "taken" && m.Answer != "250 taken" {
			t.Errorf("%+v", m)
		}
	}
	if o.end(); len(ids) != len(tokens) {
		t.Errorf("%d different mails came", len(ids))
	}
	s.none(t)
}

// Whatever a server does wrong at whichever step, the mail waits and goes out later,
// and under the same Message-ID where the server had it and didn't say so. Where it
// was taken, it isn't sent again; where it was refused, neither.
func TestABadServerLosesAndRepeatsNothing(t *testing.T) {
	later := []string{hangs, drops, "451 4.7.1 greylisted"}
	for step, all := range map[string][]string{
		greeting: {hangs, drops, "554 not now"}, "EHLO": {hangs, drops}, "MAIL": append(later, "530 sign in first"), "RCPT": later, "DATA": later, dot: later,
	} {
		for _, does := range all {
			t.Run(step+" "+does, func(t *testing.T) {
				var well atomic.Bool
				o, s := newOffice(t), serveMail(t, func(at, _ string) string {
					if at == step && !well.Load() {
						return does
					}
					return ""
				})
				o.invite("eva@acme.test")
				o.work(outbox.Worker{Mail: postman(t, s, 100*time.Millisecond)})
				first := o.until("eva@acme.test", domain.MessageDelayed)
				if first.Answer == "" || first.Tries != 1 {
					t.Errorf("it waits with %+v", first)
				}
				well.Store(true)
				o.retry()
				o.until("eva@acme.test", domain.MessageSent)
				o.end()
				m := s.next(t)
				if step == dot {
					if again := s.next(t); again.id != m.id {
						t.Errorf("it came as %s, then as %s", m.id, again.id)
					}
				}
				s.none(t)
			})
		}
	}
	for step, does := range map[string]string{"MAIL": "550 no", "RCPT": "550 5.1.1 nobody", "DATA": "554 no", dot: "554 5.7.1 spam"} {
		t.Run(step+" refuses", func(t *testing.T) {
			o := newOffice(t)
			s := serveMail(t, func(at, _ string) string { return map[string]string{step: does}[at] })
			o.invite("eva@acme.test")
			o.work(outbox.Worker{Mail: postman(t, s, limit)})
			if m := o.until("eva@acme.test", domain.MessageFailed); m.Tries != 1 || !strings.Contains(m.Answer, does[4:]) {
				t.Errorf("%+v", m)
			}
		})
	}
	for _, step := range []string{"RSET", "QUIT"} {
		for _, does := range []string{drops, hangs, "421 going"} {
			t.Run(step+" "+does, func(t *testing.T) {
				o := newOffice(t)
				s := serveMail(t, func(at, _ string) string { return map[string]string{step: does}[at] })
				o.invite("eva@acme.test")
				o.work(outbox.Worker{Mail: postman(t, s, 100*time.Millisecond)})
				o.until("eva@acme.test", domain.MessageSent)
				o.end()
				s.next(t)
				s.none(t)
			})
		}
	}
}

func (o *office) retry() {
	o.t.Helper()
	_, err := o.in("acme").RetryMail(bg)
	must(o.t, err)
}

// A server that hangs holds up its own mail and nothing else; the worker ends
// nevertheless, and the mail waits for the next one.
func TestAHangHoldsUpNobodyElse(t *testing.T) {
	o, s := newOffice(t), serveMail(t, func(at, to string) string {
		if at == dot && to == "eva@acme.test" {
			return hangs
		}
		return ""
	})
	hook := serveHooks(t, nil)
	_, err := o.in("acme").AddWebhook(bg, domain.AddWebhook{URL: hook.url + "/a"})
	must(t, err)
	o.work(outbox.Worker{Mail: postman(t, s, time.Hour), Hooks: sender(time.Hour)})
	o.invite("eva@acme.test")
	<-s.reached
	first := s.next(t)
	o.workspace("other") // made while the worker runs
	_, err = o.in("other").Invite(bg, domain.Invite{Email: "bo@other.test", Role: "employee"})
	must(t, err)
	if m := s.next(t); m.to != "bo@other.test" {
		t.Errorf("a mail to %s", m.to)
	}
	hook.next(t)
	o.end()
	o.work(outbox.Worker{Mail: postman(t, serveMail(t, good), limit)})
	if m := o.until("eva@acme.test", domain.MessageSent); !strings.Contains(first.id, string(m.ID)) {
		t.Errorf("%s isn't %s", first.id, m.ID)
	}
}

// What is taken back while another mail is under way isn't sent.
func TestARevokedInvitationIsNotSent(t *testing.T) {
	held, release := make(chan struct{}), make(chan struct{})
	o, s := newOffice(t), serveMail(t, func(at, to string) string {
		if at == dot && to == "first@acme.test" {
			close(held)
			<-release
		}
		return ""
	})
	o.invite("first@acme.test")
	revoked := o.invite("revoked@acme.test")
	o.invite("last@acme.test")
	o.work(outbox.Worker{Mail: postman(t, s, limit)})
	<-held
	_, err := o.in("acme").Revoke(bg, domain.Revoke{Invitation: domain.Ref(revoked.ID)})
	must(t, err)
	close(release)
	o.until("last@acme.test", domain.MessageSent)
	o.end()
	if a, b := s.next(t), s.next(t); a.to != "first@acme.test" || b.to != "last@acme.test" {
		t.Errorf("mails went to %s and %s", a.to, b.to)
	}
	s.none(t)
}

// A delivery that is under way when the worker ends is finished and noted: the next
// worker doesn't send it again.
func TestTheEndFinishesADelivery(t *testing.T) {
	held, release := make(chan struct{}), make(chan struct{})
	o, s := newOffice(t), serveMail(t, func(at, to string) string {
		if at == dot && to == "eva@acme.test" {
			close(held)
			<-release
		}
		return ""
	})
	o.invite("eva@acme.test")
	o.work(outbox.Worker{Mail: postman(t, s, limit)})
	<-held
	o.stop()
	close(release)
	o.end()
	o.invite("bo@acme.test")
	o.work(outbox.Worker{Mail: postman(t, s, limit)})
	o.until("bo@acme.test", domain.MessageSent)
	if m := o.until("eva@acme.test", domain.MessageSent); m.Tries != 1 {
		t.Errorf("%+v", m)
	}
	if a, b := s.next(t), s.next(t); a.to != "eva@acme.test" || b.to != "bo@acme.test" {
		t.Errorf("mails went to %s and %s", a.to, b.to)
	}
	s.none(t)
}

// What can't be noted isn't sent again, however often the worker looks.
func TestAFullDiskRepeatsNothing(t *testing.T) {
	for name, behave := range map[string]func(at, to string) string{
		"sent":     good,
		"not sent": func(at, _ string) string { return map[string]string{dot: "451 later"}[at] },
	} {
		t.Run(name, func(t *testing.T) {
			o, s := newOffice(t), serveMail(t, behave)
			o.invite("eva@acme.test")
			o.disk.full.Store(true)
			o.work(outbox.Worker{Mail: postman(t, s, limit)})
			for i := range 5 { // each change has the worker look again
				o.log.wait(t, "noting a delivery", i+1)
				_, err := o.in("acme").AddUnit(bg, domain.AddUnit{Name: fmt.Sprint("Unit ", i)})
				must(t, err)
			}
			o.disk.full.Store(false)
			_, err := o.in("acme").AddUnit(bg, domain.AddUnit{Name: "Last"})
			must(t, err)
			o.until("eva@acme.test", map[string]string{"sent": domain.MessageSent, "not sent": domain.MessageDelayed}[name])
			o.end()
			s.next(t)
			s.none(t)
		})
	}
}

// panics is a mailer with a mistake in it, which shows once.
type panics struct {
	*outbox.Postman
	once sync.Once
}

func (p *panics) Mail(ctx context.Context, m domain.Outgoing, workspace domain.ID) (answer string, forGood bool, err error) {
	p.once.Do(func() { panic("a mistake") })
	return p.Postman.Mail(ctx, m, workspace)
}

// A mistake in what sends ends one try, and nothing else.
func TestAPanicIsContained(t *testing.T) {
	o, s := newOffice(t), serveMail(t, good)
	o.invite("eva@acme.test")
	o.invite("bo@acme.test")
	o.work(outbox.Worker{Mail: &panics{Postman: postman(t, s, limit)}})
	o.until("eva@acme.test", domain.MessageDelayed)
	o.until("bo@acme.test", domain.MessageSent)
	o.retry()
	o.until("eva@acme.test", domain.MessageSent)
}
