package mail

import (
	"context"
	"strings"
	"testing"
	"time"
)

// steps that a delivery has, in their order.
var deliverySteps = []string{"GREETING", "EHLO", "STARTTLS", "TLS", "AUTH", "MAIL", "RCPT", "DATA", "DOT"}

// A server that says nothing, or never ends what it says, is given up at each step.
func TestAServerThatHangs(t *testing.T) {
	for _, step := range deliverySteps {
		for _, halfway := range []bool{false, true} {
			s := script{hangs: step, reads: halfway}
			switch step {
			case "STARTTLS", "TLS":
				s.ext = []string{"STARTTLS"}
			case "AUTH":
				s.ext = []string{"AUTH PLAIN"}
			}
			b := play(t, s)
			at := b.server()
			at.Timeout = 20 * time.Millisecond
			if step == "AUTH" {
				at.user, at.password = "gate", secretPassword
			}
			answer, forGood, err := at.Send(bg, testMail())
			if err == nil || forGood || answer != "no answer from "+at.String()+" within 20ms" {
				t.Errorf("%s, halfway %v: %q, for good %v, %v", step, halfway, answer, forGood, err)
			}
		}
	}
	for _, after := range []string{"RSET", "QUIT"} { // it has been taken by then
		b := play(t, script{hangs: after})
		at := b.server()
		at.Timeout = 20 * time.Millisecond
		if answer := mustSend(t, at, testMail()); answer != "2.0.0 taken" {
			t.Errorf("%s: %q", after, answer)
		}
	}
}

// A time is of a step, not of a byte: who drips is given up too, and who drips fast
// enough is heard out.
func TestAServerThatDrips(t *testing.T) {
	mustSend(t, play(t, script{drips: true}).server(), testMail())

	b := play(t, script{drools: "RCPT"})
	at := b.server()
	at.Timeout = 20 * time.Millisecond
	if answer, forGood, err := at.Send(bg, testMail()); err == nil || forGood || !strings.HasPrefix(answer, "no answer from ") {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// What a server says is read so far and no further, and never kept whole.
func TestAServerThatTalksWithoutEnd(t *testing.T) {
	for _, step := range []string{"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "DOT"} {
		b := play(t, script{floods: step})
		at := b.server()
		answer, forGood, err := at.Send(bg, testMail())
		if err == nil || forGood || !strings.HasSuffix(answer, "says more than a mail server has to say") {
			t.Errorf("%s: %.300q, %v, %v", step, answer, forGood, err)
		}
	}
	b := play(t, script{replies: map[string]func(string) string{"RCPT": func(string) string { return "550 \x1b[31m\u202e" + strings.Repeat("no ", 20000) }}})
	answer, forGood, err := b.server().Send(bg, testMail())
	if err == nil || !forGood || len([]rune(answer)) > maxSaid || !strings.HasPrefix(answer, "550 ") || strings.ContainsAny(answer, "\x1b\u202e\r\n") {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// A server's no is for good where it is 5xx and about this mail; all else is for
// now. Its words are kept.
func TestAServerThatRefuses(t *testing.T) {
	for _, c := range []struct {
		step, reply string
		forGood     bool
	}{
		{"GREETING", "554 5.3.2 not today", false}, {"GREETING", "421 4.3.2 closing", false}, {"MAIL", "421 4.3.2 closing", false},
		{"MAIL", "550 5.7.1 not from you", true}, {"MAIL", "451 4.3.0 later", false}, {"MAIL", "530 5.7.0 sign in first", false}, {"MAIL", "535 5.7.8 sign in first", false},
		{"RCPT", "550 5.1.1 no such user", true}, {"RCPT", "551 not here", true}, {"RCPT", "450 4.2.0 greylisted", false}, {"RCPT", "452 4.2.2 full", false},
		{"DATA", "554 5.6.0 no", true}, {"DATA", "451 4.3.0 later", false}, {"DATA", "250 what for", false},
		{"DOT", "554 5.7.1 spam", true}, {"DOT", "451 4.3.0 later", false}, {"DOT", "552 5.3.4 too large", true}, {"DOT", "354 go on", false},
		{"RCPT", "550 x", true}, {"RCPT", "550", false}, {"RCPT", "nonsense", false}, {"RCPT", "", false}, {"RCPT", "99999 x", false}, {"DOT", "\x00\x00\x00", false},
	} {
		b := play(t, script{replies: map[string]func(string) string{c.step: func(string) string { return c.reply }}, drops: map[bool]string{true: "RSET"}[c.forGood]})
		at := b.server()
		if c.reply == "" {
			at.Timeout = 50 * time.Millisecond // an empty line is no reply, and none follows
		}
		answer, forGood, err := at.Send(bg, testMail())
		if err == nil || forGood != c.forGood || len(c.reply) > 9 && !strings.HasPrefix(answer, c.reply) {
			t.Errorf("%s to %s: %q, for good %v, %v", c.reply, c.step, answer, forGood, err)
		}
		if strings.Contains(answer, "eva@") || strings.Contains(answer, "m1.w1") {
			t.Errorf("%s to %s: %q says what we know", c.reply, c.step, answer)
		}
		if n, _ := b.taken(); n != 0 {
			t.Errorf("%s to %s: taken", c.reply, c.step)
		}
	}
}

// A connection that ends tells nothing: the mail is tried again, unless its taking
// was said.
func TestAServerThatDropsTheLine(t *testing.T) {
	for _, step := range []string{"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "DOT"} {
		b := play(t, script{drops: step})
		at := b.server()
		answer, forGood, err := at.Send(bg, testMail())
		if err == nil || forGood || answer != at.String()+" has closed the connection" {
			t.Errorf("%s: %q, %v, %v", step, answer, forGood, err)
		}
	}
	for _, after := range []string{"RSET", "QUIT"} {
		b := play(t, script{drops: after})
		mustSend(t, b.server(), testMail())
	}
	nobody := play(t, script{}).server()
	nobody.port = 1
	if answer, forGood, err := nobody.Send(bg, testMail()); err == nil || forGood || !strings.Contains(answer, "refused") {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// Who is told to end doesn't wait for a server.
func TestADeliveryEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(bg)
	b := play(t, script{hangs: "DOT", replies: map[string]func(string) string{"DATA": func(string) string { cancel(); return "354 go on" }}})
	answer, forGood, err := b.server().Send(ctx, testMail())
	if err == nil || forGood || !strings.HasPrefix(answer, "broken off") {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// A password that isn't right is ours to mend, and never told further, even where
// the server repeats it.
func TestAServerThatRepeatsThePassword(t *testing.T) {
	for name, reply := range map[string]func(line string) string{
		"words":   func(string) string { return "535 5.7.8 not you" },
		"repeats": func(line string) string { return "535 5.7.8 not you: " + line },
		"decodes": func(string) string { return "535 5.7.8 not you: " + secretPassword },
	} {
		b := play(t, script{ext: []string{"AUTH PLAIN"}, replies: map[string]func(string) string{"AUTH": reply}})
		s := b.server()
		s.user, s.password = "gate", secretPassword
		answer, forGood, err := s.Send(bg, testMail())
		if err == nil || forGood || !strings.Contains(answer, "535 5.7.8 not you") {
			t.Errorf("%s: %q, %v, %v", name, answer, forGood, err)
		}
		for _, secret := range []string{secretPassword, "AGdhdGUAcGE6c3Mgd0ByZC/DvA=="} {
			if strings.Contains(answer+err.Error(), secret) {
				t.Errorf("%s tells the password: %s", name, answer)
			}
		}
	}
}
