package mail

import (
	"encoding/base64"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// A server is greeted by the name at which we are reached, and not by this
// machine's own, which strict ones refuse.
func TestAServerIsGreetedByOurName(t *testing.T) {
	for host, want := range map[string]string{
		"gate.example.com": "gate.example.com", "Bücher.example": "xn--bcher-kva.example", "192.0.2.7": "[192.0.2.7]", "2001:db8::1": "[IPv6:2001:db8::1]", "localhost": "localhost",
	} {
		r := receive(t, nil, false)
		m := testMail()
		m.Host = host
		mustSend(t, r.at("127.0.0.1"), m)
		if _, _, wire := r.heard(); !strings.Contains(wire, "EHLO "+want+"\r\n") {
			t.Errorf("%s is greeted so:\n%s", host, wire)
		}
	}
}

// SMTPUTF8 is asked for where an address needs it: a server further on may not have
// it (RFC 6531, 3.1).
func TestSMTPUTF8IsAskedForWhereItIsNeeded(t *testing.T) {
	for to, want := range map[string]bool{"eva@acme.test": false, "jürgen@acme.test": true, "eva@bücher.example": false} {
		r := receive(t, nil, false, func(s *smtp.Server) { s.EnableSMTPUTF8 = true })
		m := testMail()
		m.To = to
		mustSend(t, r.at("127.0.0.1"), m)
		_, _, wire := r.heard()
		if _, command, _ := strings.Cut(wire, "MAIL FROM:"); strings.Contains(strings.SplitN(command, "\r\n", 2)[0], "SMTPUTF8") != want {
			t.Errorf("%s:\n%s", to, wire)
		}
	}
}

// A server that knows nothing but LOGIN is signed in to as well.
func TestLogin(t *testing.T) {
	var said []string
	step := func(reply string) func(string) string {
		return func(line string) string { said = append(said, line); return reply }
	}
	user, password := base64.StdEncoding.EncodeToString([]byte("gate")), base64.StdEncoding.EncodeToString([]byte(secretPassword))
	b := play(t, script{ext: []string{"AUTH LOGIN"}, replies: map[string]func(string) string{
		"AUTH":                    step("334 " + base64.StdEncoding.EncodeToString([]byte("Username:"))),
		strings.ToUpper(user):     step("334 " + base64.StdEncoding.EncodeToString([]byte("Password:"))),
		strings.ToUpper(password): step("235 2.7.0 welcome"),
	}})
	s := b.server()
	s.user, s.password = "gate", secretPassword
	mustSend(t, s, testMail())
	if got := strings.Join(said, ", "); got != "AUTH LOGIN, "+user+", "+password {
		t.Errorf("it says %s", got)
	}
}

// A server may have an IPv6 address, where this machine has any.
func TestIPv6(t *testing.T) {
	s, err := ParseURL("smtp://[::1]:25?from=gate@acme.test")
	if err != nil || s.String() != "[::1]:25" || !s.near() {
		t.Errorf("%s, %v", s, err)
	}
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		return
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	b := play(t, script{at: "[::1]:0"})
	s.port = b.port
	mustSend(t, s, testMail())
}
