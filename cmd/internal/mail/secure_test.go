package mail

import (
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"gatehouse/domain"
)

func testMail() Message { return message(domain.AboutTest, map[string]string{"by": "Ada"}) }

// TLS is used where it is offered, and from the first byte on with smtps; a
// certificate that nobody vouches for, or of another host, is refused and nothing
// is sent.
func TestTLS(t *testing.T) {
	cert, trusted := certificate(t, net.IPv4zero, net.IPv4(127, 0, 0, 1))
	other, otherTrusted := certificate(t, net.IPv4(192, 0, 2, 1))
	for _, smtps := range []bool{false, true} {
		r := receive(t, cert, smtps)
		s := r.at(far)
		s.tls, s.roots = smtps, trusted
		mustSend(t, s, testMail())
		if !r.only(t).tls {
			t.Error("it went in the clear")
		}
		s.roots = nil
		wrongHost := receive(t, other, smtps)
		w := wrongHost.at(far)
		w.tls, w.roots = smtps, otherTrusted
		for _, bad := range []Server{s, w} {
			answer, forGood, err := bad.Send(bg, testMail())
			if err == nil || forGood || !strings.Contains(answer, "certificate") {
				t.Errorf("smtps %v: %q, %v, %v", smtps, answer, forGood, err)
			}
		}
		if n, _, _ := wrongHost.heard(); n != 0 {
			t.Errorf("%d mails were sent to who isn't the host", n)
		}
		r.only(t)
	}
}

// A password goes over TLS only, but for a server on this machine.
func TestAPasswordNeverGoesInTheClear(t *testing.T) {
	cert, trusted := certificate(t, net.IPv4zero, net.IPv4(127, 0, 0, 1))
	for name, c := range map[string]struct {
		host      string
		tls       bool // the server has it
		atOnce    bool
		delivered bool
		login     string
	}{
		"far, clear":  {far, false, false, false, ""},
		"far, TLS":    {far, true, false, true, "eva " + secretPassword + " tls"},
		"far, smtps":  {far, true, true, true, "eva " + secretPassword + " tls"},
		"near, clear": {"127.0.0.1", false, false, true, "eva " + secretPassword + " clear"},
		"near, TLS":   {"127.0.0.1", true, false, true, "eva " + secretPassword + " tls"},
		"near, smtps": {"127.0.0.1", true, true, true, "eva " + secretPassword + " tls"},
	} {
		with := cert
		if !c.tls {
			with = nil
		}
		r := receive(t, with, c.atOnce, func(s *smtp.Server) { s.AllowInsecureAuth = true })
		s := r.at(c.host)
		s.tls, s.roots, s.user, s.password = c.atOnce, trusted, "eva", secretPassword
		answer, forGood, err := s.Send(bg, testMail())
		n, logins, wire := r.heard()
		if (err == nil) != c.delivered || forGood || (n == 1) != c.delivered || strings.Join(logins, ", ") != c.login {
			t.Errorf("%s: %q, %v, %v; %d mails, signed in: %v", name, answer, forGood, err, n, logins)
		}
		if !c.delivered && strings.Contains(wire, "\nAUTH") {
			t.Errorf("%s: it signs in:\n%s", name, wire)
		}
		if strings.Contains(answer, secretPassword) {
			t.Errorf("%s: the answer has the password: %s", name, answer)
		}
	}
}

// A wrong password is for whoever runs this to mend: the mail waits, and what is
// said has no password in it.
func TestAWrongPassword(t *testing.T) {
	r := receive(t, nil, false, func(s *smtp.Server) { s.AllowInsecureAuth = true })
	s := r.at("127.0.0.1")
	s.user, s.password = "eva", "wrong-password"
	answer, forGood, err := s.Send(bg, testMail())
	if err == nil || forGood || !strings.Contains(answer, "535") || strings.Contains(answer, "wrong-password") {
		t.Errorf("%q, %v, %v", answer, forGood, err)
	}
}

// What is read of a URL.
func TestParseURL(t *testing.T) {
	for text, want := range map[string]Server{
		"smtp://mail.example.com":  {host: "mail.example.com", port: 587},
		"smtps://mail.example.com": {host: "mail.example.com", port: 465, tls: true},
		" smtp://127.0.0.1:2525/ ": {host: "127.0.0.1", port: 2525},
		"smtp://[::1]:25":          {host: "::1", port: 25},
		"smtp://eva:p%40ss%3A%2F@mail.example.com:25?from=a@b.test": {host: "mail.example.com", port: 25, user: "eva", password: "p@ss:/", from: "a@b.test"},
	} {
		if got, err := ParseURL(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, bad := range []string{
		"", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://:25", "smtp://h:0", "smtp://h:65536", "smtp://h:x", "smtp://h/path", "smtp://h#x", "smtp://h?x=1",
		"smtp://h?from=x", "smtp://h?from=a@b.test&from=c@d.test", "smtp://h?from=%zz", "smtp://h?from=a@b.test;x=1", "smtp://:secret@h", "smtp://h?from=",
	} {
		if got, err := ParseURL(bad); err == nil {
			t.Errorf("%s is %+v", bad, got)
		}
	}
}

// Whatever is wrong with a URL, nothing of it is repeated.
func FuzzParseURLKeepsSecrets(f *testing.F) {
	for _, s := range []string{"smtp://eva:%s@h", "smtp://eva:%s@h:x", "smtp://eva:%s@h/%%zz", "%s", "smtp://h?from=%s", "smtp://h?%s=1", "smtp://h/%s", "smtp://h:%s", "%s://h", "smtp://%s", "smtp://h#%s", "smtp://eva:%s h"} {
		f.Add(s)
	}
	const secret = "Xq7vZk2W"
	f.Fuzz(func(t *testing.T, form string) {
		s, err := ParseURL(strings.ReplaceAll(form, "%s", secret))
		if err != nil && strings.Contains(strings.ToLower(err.Error()), strings.ToLower(secret)) {
			t.Errorf("%q: %v", form, err)
		}
		if err == nil && (s.host == "" || s.port < 1 || s.port > 65535) {
			t.Errorf("%q: %s", form, s)
		}
	})
}
