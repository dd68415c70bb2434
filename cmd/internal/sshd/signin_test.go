package sshd_test

import (
	"gatehouse/cmd/internal/sshd"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
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
	if r := g.run(client, "", "members list --db /etc/passwd"); r.code != 2 {
		t.Errorf("%+v", r)
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

// TestLoginRemovedIsOut, and so is everything on the same connection.
func TestIdleIsOut(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.Idle = time.Second })
	term := g.screens(g.connect("acme", g.ada))
	term.WaitFor("ada@acme.test")
	if code := exit(term.WaitEnd()); code != 5 {
		t.Errorf("exit %d", code)
	}
	if screen := term.Screen(); !strings.Contains(screen, "nothing was typed for 1 s") {
		t.Errorf("on the screen:\n%s", screen)
	}
}
