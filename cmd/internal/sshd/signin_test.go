package sshd_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
	"gatehouse/tui/terminal"
)

func TestCommandsOverSSH(t *testing.T) {
	g := newGate(t)
	client := g.connect("acme", g.ada)
	if r := g.run(client, "", "members list --json"); r.code != 0 || !strings.Contains(r.out, `"ada@acme.test"`) || r.err != "" {
		t.Errorf("%+v", r)
	}
	if r := g.run(client, "", "members show nobody@acme.test"); r.code != 6 || r.out != "" {
		t.Errorf("%+v", r)
	}
	for _, command := range []string{"members list --db /etc/passwd", "members list --as ada@acme.test", "backup x", "serve", "init"} {
		if r := g.run(client, "", command); r.code != 2 || !strings.Contains(r.err, "the machine that the server runs on") {
			t.Errorf("%s: %+v", command, r)
		}
	}
}

// TestCommandsAtATerminal: someone who sits there is asked, and what they type
// is theirs to see.
func TestCommandsAtATerminal(t *testing.T) {
	g := newGate(t)
	g.person("grace@acme.test", "employee")
	client := g.connect("acme", g.ada)
	term := g.terminal(client, "members remove grace")
	term.WaitFor("[y/N]")
	term.Type("nay")
	term.Press("backspace", "backspace", "backspace")
	term.Type("y")
	term.Press("enter")
	if err := term.WaitEnd(); err != nil {
		t.Fatalf("%v\n%s", err, term.Screen())
	}
	if r := g.run(client, "", "members list --status removed --json"); !strings.Contains(r.out, "grace@acme.test") {
		t.Errorf("%+v", r)
	}
	term = g.terminal(client, "members remove ada")
	term.WaitFor("gatehouse: ")
	if code := exit(term.WaitEnd()); code != 4 {
		t.Errorf("exit %d", code)
	}
	term = g.terminal(client, "members list --status removed --query x -")
	if code := exit(term.WaitEnd()); code != 2 {
		t.Errorf("exit %d", code)
	}
	term = g.terminal(client, "import -") // reads what is typed
	term.Press("ctrl+c")
	if err := term.WaitEnd(); err == nil {
		t.Error("interrupted, and exit 0")
	}
}

// TestScreensOverSSH goes the main way: find, look, leave.
func TestScreensOverSSH(t *testing.T) {
	g := newGate(t)
	g.person("grace@acme.test", "manager")
	term := g.screens(g.connect("acme", g.ada))
	term.WaitFor("grace@acme.test")
	term.WaitFor("ssh")
	term.Press("/")
	term.Type("grace")
	term.WaitGone("ada@acme.test")
	term.Press("enter", "q", "q")
	if err := term.WaitEnd(); err != nil {
		t.Error(err)
	}
}

// TestScreensAreWhole: what is drawn bit by bit is what is drawn at once. A
// terminal at the end of a connection has no tty driver that returns the
// carriage.
func TestScreensAreWhole(t *testing.T) {
	g := newGate(t)
	for n := range 40 {
		g.person(fmt.Sprintf("person%02d@acme.test", n), "employee")
	}
	term := g.screens(g.connect("acme", g.ada))
	term.WaitFor("ada@acme.test")
	term.Press("enter")
	term.WaitFor("options and scop")
	term.Press("q", "G", "k", "k", "k", "g", "ctrl+d", "/")
	term.Type("person07")
	term.WaitFor("1 of 1")
	term.WaitFor("settings.personal")
	bitByBit := term.Screen()
	term.Resize(99, 30)
	term.WaitOther(bitByBit)
	term.Resize(100, 30)
	term.WaitScreen(bitByBit)
}

// TestSuspendedIsOut: the screens end in front of their eyes, and say why.
func TestSuspendedIsOut(t *testing.T) {
	g := newGate(t)
	key := g.person("grace@acme.test", "admin")
	term := g.screens(g.connect("acme", key))
	term.WaitFor("ada@acme.test")
	if _, err := g.local().Suspend(t.Context(), domain.Suspend{Member: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	if code := exit(term.WaitEnd()); code != 4 {
		t.Errorf("exit %d", code)
	}
	if screen := term.Screen(); !strings.Contains(screen, "suspended") {
		t.Errorf("on the screen:\n%s", screen)
	}
	if !strings.Contains(term.Output(), "\x1b[?1049l") {
		t.Error("the terminal wasn't restored")
	}
}

// TestIdleIsOut: the program ends, not the line, so that nothing stays drawn.
func TestIdleIsOut(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.Idle = time.Second })
	term := g.screens(g.connect("acme", g.ada))
	term.WaitFor("ada@acme.test")
	if code := exit(term.WaitEnd()); code != 5 {
		t.Errorf("exit %d", code)
	}
	if screen := term.Screen(); !strings.Contains(screen, "nobody typed for 1 s") {
		t.Errorf("on the screen:\n%s", screen)
	}
}

// TestUnknownKeys: the known one of several gets in; who has none learns which
// ones were offered, in the same words wherever they knock.
func TestUnknownKeys(t *testing.T) {
	g := newGate(t)
	known, unknown := g.person("grace@acme.test", "admin"), []ssh.Signer{newKey(t), newKey(t), newKey(t)}
	if _, err := g.dial("acme", append(unknown, known)...); err != nil {
		t.Error(err)
	}
	if _, err := g.o.CreateWorkspace(t.Context(), domain.CreateWorkspace{
		Slug: "beta", Name: "Beta", Owner: "bea@beta.test", OwnerKey: line(newKey(t)),
	}); err != nil {
		t.Fatal(err)
	}
	offered := append(unknown, newKey(t))
	here := g.refusal("acme", offered...)
	for _, key := range offered {
		if strings.Count(here, ssh.FingerprintSHA256(key.PublicKey())) != 1 {
			t.Errorf("%s isn't told once:\n%s", ssh.FingerprintSHA256(key.PublicKey()), here)
		}
	}
	for _, user := range []string{"beta", "nowhere", "root", "", "Acme", "acme/x", "\x1b[2J", strings.Repeat("a", 10_000)} {
		if there := g.refusal(user, offered...); there != here {
			t.Errorf("%.20q: %s", user, there)
		}
	}
	if there := g.refusal("beta", append(unknown, known)...); strings.Count(there, "SHA256:") != 4 {
		t.Errorf("a login of another workspace:\n%s", there)
	}
	if nothing := g.refusal("acme"); !strings.Contains(nothing, "offered no public key") {
		t.Error(nothing)
	}
}

// refusal is what a client is told that isn't let in.
func (g *gate) refusal(user string, keys ...ssh.Signer) (words string) {
	g.t.Helper()
	client, err := ssh.Dial("tcp", g.addr, &ssh.ClientConfig{
		User: user, HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: 10 * time.Second,
		Auth: []ssh.AuthMethod{ssh.PublicKeys(keys...), ssh.KeyboardInteractive(func(_, told string, questions []string, _ []bool) ([]string, error) {
			words += told
			if len(questions) > 0 {
				g.t.Errorf("asked %q", questions)
			}
			return nil, nil
		})},
	})
	if err == nil {
		g.t.Errorf("%q was let in", user)
		_ = client.Close()
	}
	return words
}

// TestCertificates: an authority's word is as good as a login, for the address
// that it names, until it ends.
func TestCertificates(t *testing.T) {
	ca, stranger := newKey(t), newKey(t)
	g := newGate(t, func(c *sshd.Config) { c.UserCAs = []ssh.PublicKey{ca.PublicKey()} })
	g.person("grace@acme.test", "admin")
	hour := func(from, to int) func(*ssh.Certificate) {
		return func(c *ssh.Certificate) {
			c.ValidAfter = uint64(time.Now().Add(time.Duration(from) * time.Hour).Unix())
			c.ValidBefore = uint64(time.Now().Add(time.Duration(to) * time.Hour).Unix())
		}
	}
	for _, c := range []struct {
		name   string
		by     ssh.Signer
		user   string
		change func(*ssh.Certificate)
		in     bool
	}{
		{"as it should be", ca, "acme", hour(-1, 1), true},
		{"without an end", ca, "acme", func(c *ssh.Certificate) { c.ValidBefore = ssh.CertTimeInfinity }, true},
		{"another name first", ca, "acme", func(c *ssh.Certificate) { c.ValidPrincipals = []string{"grace", "grace@acme.test"} }, true},
		{"of another authority", stranger, "acme", hour(-1, 1), false},
		{"over", ca, "acme", hour(-2, -1), false},
		{"to come", ca, "acme", hour(1, 2), false},
		{"for nobody in particular", ca, "acme", func(c *ssh.Certificate) { c.ValidPrincipals = nil }, false},
		{"for someone who isn't there", ca, "acme", func(c *ssh.Certificate) { c.ValidPrincipals = []string{"eve@acme.test"} }, false},
		{"of a host", ca, "acme", func(c *ssh.Certificate) { c.CertType = ssh.HostCert }, false},
		{"from elsewhere", ca, "acme", func(c *ssh.Certificate) { c.CriticalOptions = map[string]string{"source-address": "192.0.2.0/24"} }, false},
		{"from here", ca, "acme", func(c *ssh.Certificate) { c.CriticalOptions = map[string]string{"source-address": "127.0.0.0/8"} }, true},
		{"with an option that isn't known", ca, "acme", func(c *ssh.Certificate) { c.CriticalOptions = map[string]string{"force-command": "x"} }, false},
		{"to join", ca, "join", hour(-1, 1), false},
	} {
		client, err := g.dial(c.user, certificate(t, c.by, c.change))
		if (err == nil) != c.in {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil {
			if r := g.run(client, "", "members show grace@acme.test"); r.code != 0 {
				t.Errorf("%s: %+v", c.name, r)
			}
		}
	}
}

func certificate(t *testing.T, by ssh.Signer, change func(*ssh.Certificate)) ssh.Signer {
	t.Helper()
	key := newKey(t)
	c := &ssh.Certificate{
		Key: key.PublicKey(), CertType: ssh.UserCert, KeyId: "test", ValidPrincipals: []string{"grace@acme.test"}, ValidBefore: ssh.CertTimeInfinity,
	}
	change(c)
	if err := c.SignCert(rand.Reader, by); err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewCertSigner(c, key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// TestLoginRemoved ends what goes on, on every connection, and begins nothing
// on one that is older.
func TestLoginRemoved(t *testing.T) {
	g := newGate(t)
	client := g.connect("acme", g.person("grace@acme.test", "admin"))
	term := g.screens(client)
	term.WaitFor("ada@acme.test")
	all, err := g.local().Logins(t.Context(), "grace@acme.test")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err := g.local().RemoveLogin(t.Context(), domain.RemoveLogin{Member: "grace@acme.test", Fingerprint: string(all[0].ID)}); err != nil {
		t.Fatal(err)
	}
	if code := exit(term.WaitEnd()); code != 4 || !strings.Contains(term.Screen(), "was removed") {
		t.Errorf("exit %d, on the screen:\n%s", code, term.Screen())
	}
	if r := g.run(client, "", "members list"); r.code != 4 || r.out != "" {
		t.Errorf("%+v", r)
	}
}

// TestLowered: the next act is refused, and what isn't allowed any more dims.
func TestLowered(t *testing.T) {
	g := newGate(t)
	key := g.person("grace@acme.test", "admin")
	g.person("lin@acme.test", "employee")
	client := g.connect("acme", key)
	term := g.screens(client)
	term.WaitFor("lin@acme.test")
	lin, err := g.local().Member(t.Context(), "grace@acme.test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.local().ChangeRole(t.Context(), domain.ChangeRole{Member: "grace@acme.test", Version: lin.Version, Role: "employee"}); err != nil {
		t.Fatal(err)
	}
	term.WaitFor("employee · ssh")
	if r := g.run(client, "", "members suspend lin@acme.test"); r.code != 4 {
		t.Errorf("%+v", r)
	}
}

// TestAuthorityTakenAway: certificates of an authority that doesn't count any
// more begin nothing, on connections that are older too.
func TestAuthorityTakenAway(t *testing.T) {
	ca := newKey(t)
	settings := sshd.Settings{Limits: sshd.DefaultLimits(), UserCAs: []ssh.PublicKey{ca.PublicKey()}}
	g := newGate(t, func(c *sshd.Config) { c.Settings = settings })
	g.person("grace@acme.test", "admin")
	client, err := g.dial("acme", certificate(t, ca, func(*ssh.Certificate) {}))
	if err != nil {
		t.Fatal(err)
	}
	settings.UserCAs = nil
	g.srv.Change(settings)
	if r := g.run(client, "", "members list"); r.code != 4 || r.out != "" {
		t.Errorf("%+v", r)
	}
}

// TestSuspendedIsHungUpOn, even on connections on which nothing goes on.
func TestSuspendedIsHungUpOn(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.KeepAlive = time.Second })
	client := g.connect("acme", g.person("grace@acme.test", "admin"))
	if r := g.run(client, "", "workspace show"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	over := make(chan struct{})
	go func() { _ = client.Wait(); close(over) }()
	if _, err := g.local().Suspend(t.Context(), domain.Suspend{Member: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-over:
	case <-time.After(10 * time.Second):
		t.Error("the connection goes on")
	}
}

// TestCommandsAreSeen: also those that ask for no session, and they are ended.
func TestCommandsAreSeen(t *testing.T) {
	g := newGate(t)
	s, err := g.connect("acme", g.person("grace@acme.test", "admin")).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, err := s.StdinPipe() // which is never closed
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := s.Start("logins add grace@acme.test -"); err != nil {
		t.Fatal(err)
	}
	for there := 0; there == 0; {
		all, err := g.local().Sessions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		there = len(all)
	}
	if _, err := g.local().EndSessions(t.Context(), domain.EndSessions{Of: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	if code := exit(s.Wait()); code != 4 {
		t.Errorf("exit %d", code)
	}
}

// TestRoomForCells: beyond what all terminals may have together, a new one has
// its corner.
func TestRoomForCells(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.Cells = 10_000 })
	client := g.connect("acme", g.ada)
	wide := func() *terminal.Terminal {
		term := g.screens(client)
		term.WaitFor("ada@acme.test")
		term.Resize(200, 40)
		term.WaitFor("1 of 1")
		return term
	}
	width := func(term *terminal.Terminal) (most int) {
		for line := range strings.Lines(term.Screen()) {
			most = max(most, len([]rune(line)))
		}
		return most
	}
	first := wide()
	until(t, "the whole width", func() bool { return width(first) > 150 })
	second := wide()
	until(t, "the corner", func() bool { return width(second) <= 80 })
	first.Press("q")
	if err := first.WaitEnd(); err != nil {
		t.Error(err)
	}
	wider := 200
	until(t, "its room", func() bool {
		wider++
		second.Resize(wider, 40)
		return width(second) > 150
	})
}

// TestDumbTerminal can't show screens: it is told what there is.
func TestDumbTerminal(t *testing.T) {
	g := newGate(t)
	s, err := g.connect("acme", g.ada).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s.Stdout = &out
	if _, err := s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.RequestPty("dumb", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if code := exit(s.Wait()); code != 2 || !strings.Contains(out.String(), "members") || strings.Contains(out.String(), "\x1b[?1049h") {
		t.Errorf("exit %d, %q", code, out.String())
	}
}

// TestRefusalsAreJSON where that was asked for, also those that come before the
// command does.
func TestRefusalsAreJSON(t *testing.T) {
	g := newGate(t)
	client := g.connect("acme", g.person("grace@acme.test", "admin"))
	if r := g.run(client, "", "members list --json 'x"); r.code != 2 || !strings.HasPrefix(r.err, `{"error":`) {
		t.Errorf("%+v", r)
	}
	if _, err := g.local().Suspend(t.Context(), domain.Suspend{Member: "grace@acme.test"}); err != nil {
		t.Fatal(err)
	}
	if r := g.run(client, "", "members list --json"); r.code != 4 || !strings.HasPrefix(r.err, `{"error":`) {
		t.Errorf("%+v", r)
	}
}

// TestNoColour over SSH: by a flag as by the environment.
func TestNoColour(t *testing.T) {
	g := newGate(t)
	client := g.connect("acme", g.ada)
	for command, coloured := range map[string]bool{"": true, "--no-color": false} {
		term := g.terminal(client, command)
		term.WaitFor("ada@acme.test")
		if got := strings.Contains(term.Output(), "\x1b[38;"); got != coloured {
			t.Errorf("%q: colours %t", command, got)
		}
	}
}

// TestCommandsThatEndTheirSession: what was done is done, whatever it means for who
// did it.
func TestCommandsThatEndTheirSession(t *testing.T) {
	g := newGate(t)
	for i := range 20 {
		email := fmt.Sprintf("p%d@acme.test", i)
		key := g.person(email, "employee")
		command := "members leave --yes --json"
		if i%2 == 1 {
			command = "logins remove " + email + " " + ssh.FingerprintSHA256(key.PublicKey()) + " --json"
		}
		if r := g.run(g.connect("acme", key), "", command); r.code != 0 || r.err != "" || !strings.HasPrefix(r.out, "{") {
			t.Errorf("%s: %+v", command, r)
		}
		if _, err := g.dial("acme", key); err == nil {
			t.Errorf("%s: still in", command)
		}
	}
}
