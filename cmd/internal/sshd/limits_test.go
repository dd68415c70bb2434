package sshd_test

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/limit/limittest"
	"gatehouse/cmd/internal/sshd"
)

// limited is a gate with limits of its own.
func limited(t *testing.T, change func(*sshd.Limits)) *gate {
	t.Helper()
	return newGate(t, func(c *sshd.Config) { change(&c.Limits) })
}

// full wants that so many come in and no more, until one of them leaves.
func full(t *testing.T, most int, come func() (io.Closer, error)) {
	t.Helper()
	var first io.Closer
	for i := range most {
		c, err := come()
		if err != nil {
			t.Fatalf("number %d: %v", i+1, err)
		}
		if first == nil {
			first = c
		}
	}
	if _, err := come(); err == nil {
		t.Fatalf("number %d came in", most+1)
	}
	_ = first.Close()
	for late := time.Now().Add(10 * time.Second); ; {
		if _, err := come(); err == nil {
			return
		}
		if time.Now().After(late) {
			t.Fatal("nobody takes the place of one who left")
		}
	}
}

func TestConnectionLimits(t *testing.T) {
	for name, change := range map[string]func(*sshd.Limits){
		"connections": func(l *sshd.Limits) { l.Connections = 3 },
		"per_address": func(l *sshd.Limits) { l.PerAddress = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			g := limited(t, change)
			full(t, 3, func() (io.Closer, error) {
				client, err := g.dial("acme", g.ada)
				if err == nil {
					g.screens(client).WaitFor("ada@acme.test") // who runs something keeps their place
				}
				return client, err
			})
		})
	}
}

// TestIdleConnectionsMakeRoom: who holds connections and runs nothing keeps
// nobody out.
func TestIdleConnectionsMakeRoom(t *testing.T) {
	for name, change := range map[string]func(*sshd.Limits){
		"connections": func(l *sshd.Limits) { l.Connections = 3 },
		"per_address": func(l *sshd.Limits) { l.PerAddress = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			g := limited(t, change)
			key := g.person("grace@acme.test", "employee")
			first := g.connect("acme", key)
			for range 5 {
				if r := g.run(g.connect("acme", key), "", "workspace show"); r.code != 0 {
					t.Errorf("%+v", r)
				}
			}
			if r := g.run(g.connect("acme", g.ada), "", "workspace show"); r.code != 0 {
				t.Errorf("%+v", r)
			}
			if _, _, err := first.SendRequest("keepalive@openssh.com", true, nil); err == nil {
				t.Error("the oldest one is still there")
			}
		})
	}
}

// TestSessionLimits: of all, of a connection, of a member.
func TestSessionLimits(t *testing.T) {
	for name, change := range map[string]func(*sshd.Limits){
		"sessions":            func(l *sshd.Limits) { l.Sessions = 3 },
		"sessions_per_client": func(l *sshd.Limits) { l.SessionsPerClient = 3 },
		"sessions_per_member": func(l *sshd.Limits) { l.SessionsPerMember = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			g := limited(t, change)
			m, other := g.mallory(g.ada), g.mallory(g.ada)
			turn := 0
			full(t, 3, func() (io.Closer, error) {
				turn++
				if name != "sessions_per_client" && turn%2 == 0 {
					return other.open()
				}
				return m.open()
			})
			if name == "sessions" {
				return
			}
			grace := g.mallory(g.person("grace@acme.test", "employee"))
			if _, err := grace.open(); err != nil {
				t.Errorf("another member: %v", err)
			}
		})
	}
}

// TestStrangersMakeRoom: who hasn't signed in, or is about to join, makes room
// for who comes later.
func TestStrangersMakeRoom(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.Unauthenticated = 3; l.Handshake = 10 * time.Minute })
	joins, err := g.dial("join", newKey(t))
	if err != nil {
		t.Fatal(err)
	}
	silent := make([]net.Conn, 3)
	for i := range silent {
		if silent[i], err = net.Dial("tcp", g.addr); err != nil {
			t.Fatal(err)
		}
		defer silent[i].Close()
		if _, err := io.ReadAtLeast(silent[i], make([]byte, 100), 5); err != nil { // the server's first line
			t.Fatal(err)
		}
	}
	_ = joins.Wait()         // it was the oldest
	g.connect("acme", g.ada) // which takes the place of the next
	_, _ = io.Copy(io.Discard, silent[0])
}

func TestTries(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.Tries = 3 })
	var keys []ssh.Signer
	for range 6 {
		keys = append(keys, newKey(t))
	}
	keys = append(keys, g.ada)
	if _, err := g.dial("acme", keys...); err == nil {
		t.Error("in, with the seventh key")
	}
	if _, err := g.dial("acme", keys[5:]...); err != nil {
		t.Error(err)
	}
}

// TestHandshake: neither who says nothing nor who signs in and then does
// nothing stays.
func TestHandshake(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.Handshake = time.Second })
	conn, err := net.Dial("tcp", g.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	client := g.connect("acme", g.ada)
	busy := g.screens(g.connect("acme", g.ada))
	busy.WaitFor("ada@acme.test")
	for _, wait := range []func() error{func() error { _, err := io.Copy(io.Discard, conn); return err }, client.Wait} {
		left := make(chan struct{})
		go func() { _ = wait(); close(left) }()
		select {
		case <-left:
		case <-time.After(10 * time.Second):
			t.Error("one who does nothing stays")
		}
	}
	answers(t, busy)
}

// TestIdleCommand: standard input that never comes holds a command only for so
// long.
func TestIdleCommand(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.Idle = time.Second })
	s, err := g.connect("acme", g.ada).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	s.Stderr = &errs
	ended := make(chan error, 1)
	go func() { ended <- s.Run("import -") }()
	select {
	case err := <-ended:
		if code := exit(err); code != 5 || !strings.Contains(errs.String(), "ended") {
			t.Errorf("exit %d, %q", code, errs.String())
		}
	case <-time.After(10 * time.Second):
		t.Error("it waits on")
	}
}

// TestKeepAlive: a client that answers nothing is gone, and what it ran with
// it.
func TestKeepAlive(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.KeepAlive, l.KeepAlivesMissed = time.Second, 1 })
	m := g.mallory(g.ada)
	if _, err := m.open(); err != nil {
		t.Fatal(err)
	}
	m.stopReading()
	gone := make(chan struct{})
	go func() { _ = m.hungUp(); close(gone) }()
	select {
	case <-gone:
	case <-time.After(8 * time.Second): // before it is asked why it runs nothing
		t.Error("it is waited for")
	}
}

// TestSizeLimits: of a terminal, of the environment, of a command line.
func TestSizeLimits(t *testing.T) {
	g := limited(t, func(l *sshd.Limits) { l.Width, l.Height, l.Variables, l.Argument = 60, 15, 1, 1024 })
	client := g.connect("acme", g.ada)
	s, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Setenv("LANG", "C"), s.RequestPty("xterm-256color", 500, 500, nil)); err != nil {
		t.Fatal(err)
	}
	if err := s.Setenv("NO_COLOR", "1"); err == nil {
		t.Error("one variable too many was taken")
	}
	if err := s.Start("members list " + strings.Repeat("x", 1024)); err == nil {
		t.Error("a longer command line was taken")
	}
	term := g.screens(client)
	term.WaitFor("1 of 1")
	for _, l := range strings.Split(term.Screen(), "\n") {
		if len([]rune(l)) > 60 {
			t.Errorf("too wide: %q", l)
		}
	}
	if n := strings.Count(term.Screen(), "\n"); n >= 15 {
		t.Errorf("%d lines", n+1)
	}
}

func TestLimitTable(t *testing.T) {
	limittest.Complete(t, sshd.LimitTable(), sshd.DefaultLimits())
}
