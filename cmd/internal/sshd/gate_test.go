package sshd_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/app"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
	"gatehouse/tui/terminal"
)

// gate is a server on loopback over a database file, with ada as the owner of
// acme.
type gate struct {
	t    testing.TB
	o    *app.Opened
	ws   *domain.Workspace
	srv  *sshd.Server
	addr string
	ada  ssh.Signer
	log  *lockedText
	over chan error // what Serve returned
}

// lockedText is what the server logs.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newGate(t testing.TB, change ...func(*sshd.Config)) *gate {
	t.Helper()
	g := &gate{t: t, ada: newKey(t), log: &lockedText{}, over: make(chan error, 1)}
	var err error
	g.o, err = app.FirstStart(t.Context(), app.Files{DB: filepath.Join(t.TempDir(), "gatehouse.db")}, domain.CreateWorkspace{
		Slug: "acme", Name: "Acme", Owner: "ada@acme.test", OwnerName: "Ada Lovelace", OwnerKey: line(g.ada),
	})
	if err != nil {
		t.Fatal(err)
	}
	if g.ws, err = g.o.Workspace(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	c := sshd.Config{
		Database: g.o.Database, Open: g.o.Workspace, HostKeys: []ssh.Signer{newKey(t)},
		Log: slog.New(slog.NewTextHandler(g.log, nil)), Version: "test",
		Settings: sshd.Settings{Limits: sshd.DefaultLimits(), Host: "gate.example.com:2222"},
	}
	for _, f := range change {
		f(&c)
	}
	if g.srv, err = sshd.New(c); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g.addr = l.Addr().String()
	go func() { g.over <- g.srv.Serve(l) }()
	t.Cleanup(func() {
		if err := errors.Join(g.srv.Shutdown(), g.o.Close()); err != nil {
			t.Error(err)
		}
		if err := <-g.over; err != nil {
			t.Error(err)
		}
	})
	return g
}

func newPrivateKey(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

func newKey(t testing.TB) ssh.Signer {
	t.Helper()
	signer, err := ssh.NewSignerFromKey(newPrivateKey(t))
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// line is a key as authorized_keys has it.
func line(key ssh.Signer) string { return string(ssh.MarshalAuthorizedKey(key.PublicKey())) }

// local is the session of whoever has the file.
func (g *gate) local() *domain.Session {
	g.t.Helper()
	s, err := g.ws.Local(g.t.Context(), "")
	if err != nil {
		g.t.Fatal(err)
	}
	return s
}

// person makes a member who signs in with a new key.
func (g *gate) person(email, role string) ssh.Signer {
	g.t.Helper()
	key := newKey(g.t)
	g.enrol(email, role, key)
	return key
}

// enrol makes a member who signs in with a key.
func (g *gate) enrol(email, role string, key ssh.Signer) {
	g.t.Helper()
	i, err := g.local().Invite(g.t.Context(), domain.Invite{Email: email, Role: role})
	if err != nil {
		g.t.Fatal(err)
	}
	if _, err := g.ws.Accept(g.t.Context(), domain.Accept{Token: i.Secret.Reveal(), Key: line(key)}); err != nil {
		g.t.Fatal(err)
	}
}

// dial signs in.
func (g *gate) dial(user string, keys ...ssh.Signer) (*ssh.Client, error) {
	client, err := ssh.Dial("tcp", g.addr, &ssh.ClientConfig{
		User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(keys...)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: 10 * time.Second,
	})
	if err == nil {
		g.t.Cleanup(func() { _ = client.Close() })
	}
	return client, err
}

func (g *gate) connect(user string, key ssh.Signer) *ssh.Client {
	g.t.Helper()
	client, err := g.dial(user, key)
	if err != nil {
		g.t.Fatal(err)
	}
	return client
}

// result is what a command came to.
type result struct {
	out, err string
	code     int // -1: the server told none
}

// run runs a command to its end.
func (g *gate) run(client *ssh.Client, stdin, command string) result {
	g.t.Helper()
	s, err := client.NewSession()
	if err != nil {
		g.t.Fatal(err)
	}
	defer s.Close()
	var out, errs strings.Builder
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(stdin), &out, &errs
	return result{code: exit(s.Run(command)), out: out.String(), err: errs.String()}
}

func exit(err error) int {
	if e, is := errors.AsType[*ssh.ExitError](err); is {
		return e.ExitStatus()
	}
	if err != nil {
		return -1
	}
	return 0
}

// screens opens the screens on a terminal of 100 columns.
func (g *gate) screens(client *ssh.Client) *terminal.Terminal { return g.terminal(client, "") }

// terminal runs a command on a terminal; none is the screens.
func (g *gate) terminal(client *ssh.Client, command string) *terminal.Terminal {
	g.t.Helper()
	s, err := client.NewSession()
	if err != nil {
		g.t.Fatal(err)
	}
	in, err := s.StdinPipe()
	if err != nil {
		g.t.Fatal(err)
	}
	term := terminal.Connect(g.t, 100, 30, in, func(width, height int) { _ = s.WindowChange(height, width) })
	s.Stdout, s.Stderr = term, term
	if err := s.RequestPty("xterm-256color", 30, 100, nil); err != nil {
		g.t.Fatal(err)
	}
	if command == "" {
		err = s.Shell()
	} else {
		err = s.Start(command)
	}
	if err != nil {
		g.t.Fatal(err)
	}
	go func() { term.End(s.Wait()) }() // ends with the session
	g.t.Cleanup(func() { _ = s.Close() })
	return term
}

// until waits for what happens elsewhere, for as long as a test may.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !so(); {
		if time.Now().After(late) {
			t.Fatalf("waited for %s", what)
		}
		<-time.After(10 * time.Millisecond)
	}
}
