package mail

import (
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"gatehouse/domain"
)

// sample is a letter of each kind, and what must be found in its subject and in
// both of its parts.
type sample struct {
	about   string
	words   map[string]string
	subject string
	says    []string
}

const (
	link    = "https://gate.example.com/join/gh8_inv_0123456789abc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
	token   = "gh8_inv_0123456789abc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
	sshLine = "ssh -p 2222 join@gate.example.com"
	until   = "Monday, 9 March 2026, 09:00 UTC"
)

func samples() []sample {
	return []sample{
		{domain.AboutInvitation, map[string]string{"inviter": "Ada Lovelace", "role": "Manager", "email": "eva@acme.test"}, "Ada Lovelace invites you to Acme", []string{"Manager", "eva@acme.test", until, link, token, sshLine}},
		{domain.AboutLogin, map[string]string{"inviter": "Ada Lovelace", "email": "eva@acme.test"}, "Sign in to Acme with your own SSH key", []string{"Ada Lovelace", "eva@acme.test", until, link, token, sshLine}},
		{domain.AboutTransfer, map[string]string{"owner": "Ada Lovelace"}, "Ada Lovelace offers you the ownership of Acme", []string{until, "gatehouse workspace accept-transfer", "Ada Lovelace becomes an Admin"}},
		{domain.AboutKeyExpiring, map[string]string{"key": "deploy", "service_user": "ci", "days": "7"}, "The key deploy of ci expires in 7 days", []string{until, "Acme", "gatehouse keys rotate"}},
		{domain.AboutKeyExpiring, map[string]string{"key": "deploy", "service_user": "ci", "days": "1"}, "The key deploy of ci expires within a day", []string{until}},
		{domain.AboutRole, map[string]string{"by": "Ada Lovelace", "before": "Employee", "after": "Manager", "until": until}, "Your role in Acme is Manager", []string{"Ada Lovelace", "from Employee to Manager, until " + until}},
		{domain.AboutRole, map[string]string{"by": "Ada Lovelace", "before": "Employee", "after": "Manager", "until": ""}, "Your role in Acme is Manager", []string{"from Employee to Manager."}},
		{domain.AboutSuspended, map[string]string{"by": "Ada Lovelace"}, "Your access to Acme is suspended", []string{"Ada Lovelace", "Nothing was deleted"}},
		{domain.AboutTest, map[string]string{"by": "Ada Lovelace"}, "Mail from gatehouse arrives", []string{"Ada Lovelace", "Acme"}},
	}
}

// message is a mail of a kind to Eva.
func message(about string, of map[string]string) Message {
	return Message{
		ID: "m1.w1@gate.example.com", To: "eva@acme.test", About: about, Host: "gate.example.com",
		Words: Words{Workspace: "Acme", Expires: until, Link: link, SSH: sshLine, Token: token, Of: of},
	}
}

func mustSend(t *testing.T, s Server, m Message) string {
	t.Helper()
	answer, forGood, err := s.Send(bg, m)
	if err != nil || forGood {
		t.Fatalf("%s, for good %v, %v", answer, forGood, err)
	}
	return answer
}

// Each kind of letter arrives and is read by a mail program, as text and as HTML.
func TestEachLetterArrives(t *testing.T) {
	kinds := map[string]bool{}
	for _, s := range samples() {
		kinds[s.about] = true
		r := receive(t, nil, false)
		answer := mustSend(t, r.at("127.0.0.1"), message(s.about, s.words))
		if answer == "" {
			t.Error("the server's words are lost")
		}
		m := r.only(t)
		got := m.read(t)
		if m.from != "gate@acme.test" || m.to != "eva@acme.test" || got.header.Get("To") != "<eva@acme.test>" || got.header.Get("From") != `"gatehouse" <gate@acme.test>` {
			t.Errorf("%s: from %s to %s: %v", s.about, m.from, m.to, got.header)
		}
		if got.subject != s.subject || got.header.Get("Message-ID") != "<m1.w1@gate.example.com>" || got.header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%s: %q, %v", s.about, got.subject, got.header)
		}
		if _, err := got.header.Date(); err != nil {
			t.Error(err)
		}
		for _, want := range s.says {
			if !strings.Contains(got.text, want) || !strings.Contains(got.html, want) {
				t.Errorf("%s doesn't say %q:\n%s\n%s", s.about, want, got.text, got.html)
			}
		}
		if strings.Contains(got.text, "%!") || strings.Contains(got.text, "  , ") {
			t.Errorf("%s: badly put:\n%s", s.about, got.text)
		}
	}
	for about := range letters() {
		if !kinds[about] {
			t.Errorf("the letter about %s isn't tried", about)
		}
	}
}

// Without a page, without SSH or without both a letter says what there is.
func TestALetterSaysHowATokenIsUsed(t *testing.T) {
	for name, c := range map[string]struct {
		link, ssh   string
		has, hasNot []string
	}{
		"both":    {link, sshLine, []string{link, sshLine, token, "Or "}, nil},
		"page":    {link, "", []string{link}, []string{"ssh"}},
		"ssh":     {"", sshLine, []string{sshLine, token, "in a terminal"}, []string{"http", "Or "}},
		"neither": {"", "", []string{token, "will tell you where"}, []string{"http", "ssh"}},
	} {
		r := receive(t, nil, false)
		m := message(domain.AboutInvitation, map[string]string{"inviter": "Ada", "role": "Manager", "email": "eva@acme.test"})
		m.Words.Link, m.Words.SSH = c.link, c.ssh
		mustSend(t, r.at("127.0.0.1"), m)
		got := r.only(t).read(t)
		for _, want := range c.has {
			if !strings.Contains(got.text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got.text)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(got.text, not) {
				t.Errorf("%s: %q in\n%s", name, not, got.text)
			}
		}
	}
}

// Whatever a name is, it adds no header, no line to the text and no tag to the page.
func TestNamesInjectNothing(t *testing.T) {
	for _, name := range []string{
		"Eva\r\nBcc: evil@example.com", "Eva\nSubject: x", "Eva\r\n\r\nbody", "Eva\r\n.\r\nMAIL FROM:<x@y>", `Eva "the" <x@y>`, "=?utf-8?q?=0D=0ABcc:_x@y?=",
		"Zoë 漢字 🦀 عربى", strings.Repeat("x", 1000), strings.Repeat("漢", 1000), "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "a\u2028b\x1b[31m\x00\x85c", "100% %s %d",
	} {
		for _, s := range samples() {
			of := map[string]string{}
			for key := range s.words {
				of[key] = name
			}
			m := message(s.about, of)
			m.Words.Workspace = name
			r := receive(t, nil, false)
			mustSend(t, r.at("127.0.0.1"), m)
			arrived := r.only(t)
			got := arrived.read(t)
			for key := range got.header {
				switch key {
				case "Auto-Submitted", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To":
				default:
					t.Errorf("%q in %s adds the header %s", name, s.about, key)
				}
			}
			if arrived.to != "eva@acme.test" || len(got.header["Subject"]) != 1 || strings.ContainsAny(got.subject, "\r\n\x1b\x00") || len([]rune(got.subject)) > maxSubject {
				t.Errorf("%q in %s: to %s, %q", name, s.about, arrived.to, got.subject)
			}
			for _, bad := range []string{"\nBcc", "\nSubject", "\nbody", "\n.\n", "\x1b", "\x00", "\u2028", "%!"} {
				if strings.Contains(got.text, bad) {
					t.Errorf("%q in %s puts %q into the text:\n%s", name, s.about, bad, got.text)
				}
			}
			if strings.Contains(got.html, "<script") || strings.Contains(got.html, "<img") {
				t.Errorf("%q in %s is a tag:\n%s", name, s.about, got.html)
			}
			for _, wire := range strings.Split(string(arrived.raw), "\r\n") {
				if len(wire) > 998 { // RFC 5322, 2.1.1
					t.Errorf("%q in %s makes a line of %d bytes", name, s.about, len(wire))
				}
			}
		}
	}
}

// What isn't an address is sent nowhere; one of another script goes as it is.
func TestAddresses(t *testing.T) {
	test := map[string]string{"by": "Ada"}
	for _, bad := range []string{"", "eva", `"a b"@acme.test`, `"a@b"@acme.test`, "a@acme.test>\r\nRCPT TO:<x@y.test", "a@acme.test\r\nBcc: x@y.test", "a@acme.test,b@acme.test", "Eva <a@acme.test>"} {
		r := receive(t, nil, false)
		m := message(domain.AboutTest, test)
		m.To = bad
		if answer, forGood, err := r.at("127.0.0.1").Send(bg, m); err == nil || !forGood || answer == "" {
			t.Errorf("%q: %q, %v, %v", bad, answer, forGood, err)
		}
		if n, _, wire := r.heard(); n != 0 || wire != "" {
			t.Errorf("%q: %d mails, %s", bad, n, wire)
		}
	}
	for _, good := range []string{"o'brien+x@acme.test", "a!#$%&'*+-/=?^_`{|}~b@acme.test", "jürgen@acme.test", strings.Repeat("x", 64) + "@acme.test"} {
		r := receive(t, nil, false, func(s *smtp.Server) { s.EnableSMTPUTF8 = true })
		m := message(domain.AboutTest, test)
		m.To = good
		mustSend(t, r.at("127.0.0.1"), m)
		got := r.only(t)
		if to, err := got.read(t).header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != good || got.to != good {
			t.Errorf("%s went to %s, %v, %v", good, got.to, to, err)
		}
	}
	r := receive(t, nil, false)
	s := r.at("127.0.0.1")
	s.from = ""
	mustSend(t, s, message(domain.AboutTest, test))
	if from := r.only(t).from; from != "gatehouse@gate.example.com" {
		t.Errorf("it comes from %s", from)
	}
}

// An unknown kind of letter is never sent, and says so.
func TestALetterAboutNothing(t *testing.T) {
	r := receive(t, nil, false)
	if answer, forGood, err := r.at("127.0.0.1").Send(bg, message("nothing", nil)); err == nil || !forGood || answer == "" {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// Everything that the domain may mail about has a letter.
func TestEveryAboutHasALetter(t *testing.T) {
	for _, about := range domain.Abouts() {
		if letters()[about] == nil {
			t.Errorf("there is no letter about %s", about)
		}
	}
}
