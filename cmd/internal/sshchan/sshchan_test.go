package sshchan_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshchan"
)

// pair is a client and a server of SSH, and what the server's sessions did.
type pair struct {
	t      testing.TB
	client *ssh.Client
	ended  chan error // a line for each session that is over
}

// connect runs every session channel of a connection by run.
func connect(t testing.TB, run func(context.Context, *sshchan.Session) int) *pair {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	config := &ssh.ServerConfig{NoClientAuth: true}
	config.AddHostKey(key)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &pair{t: t, ended: make(chan error, 100)}
	served := make(chan struct{})
	go func() {
		defer close(served)
		defer l.Close()
		p.serve(l, config, run)
	}()
	p.client, err = ssh.Dial("tcp", l.Addr().String(), &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.client.Close(); <-served })
	return p
}

func (p *pair) serve(l net.Listener, config *ssh.ServerConfig, run func(context.Context, *sshchan.Session) int) {
	raw, err := l.Accept()
	if err != nil {
		p.t.Error(err)
		return
	}
	conn, channels, requests, err := ssh.NewServerConn(raw, config)
	if err != nil {
		p.t.Error(err)
		return
	}
	go ssh.DiscardRequests(requests)
	limits := sshchan.DefaultLimits()
	limits.Variables, limits.Command = 3, 100
	door := sshchan.Door{Limits: limits, HangUp: func() { _ = conn.Close() }}
	for ch := range channels {
		go func() { p.ended <- door.Serve(context.Background(), ch, run) }()
	}
}

func (p *pair) session() *ssh.Session {
	p.t.Helper()
	s, err := p.client.NewSession()
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

// over waits until a session has left nothing.
func (p *pair) over() {
	p.t.Helper()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Error(err)
		}
	case <-time.After(10 * time.Second):
		p.t.Fatal("the session goes on")
	}
}

func TestStreamsAndExit(t *testing.T) {
	p := connect(t, func(ctx context.Context, s *sshchan.Session) int {
		fmt.Fprint(s.Stderr(), "to stderr")
		if _, err := io.Copy(s, s.Input(ctx)); err != nil {
			t.Error(err)
		}
		fmt.Fprint(s, s.Command)
		return 7
	})
	s := p.session()
	var out, errs bytes.Buffer
	many := strings.Repeat("0123456789", 100_000) // several windows
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(many), &out, &errs
	err := s.Run("members list")
	if exit, is := errors.AsType[*ssh.ExitError](err); !is || exit.ExitStatus() != 7 {
		t.Errorf("%v", err)
	}
	if out.String() != many+"members list" || errs.String() != "to stderr" {
		t.Errorf("%d bytes out, %q", out.Len(), errs.String())
	}
	p.over()
}

// TestLimits: what is asked beyond them is refused or made smaller.
func TestLimits(t *testing.T) {
	asked := make(chan sshchan.Request, 1)
	p := connect(t, func(_ context.Context, s *sshchan.Session) int { asked <- s.Request; return 0 })
	s := p.session()
	for _, v := range []struct {
		name, value string
		kept        bool
	}{
		{"LD_PRELOAD", "x", false}, {"LC_ALL", "de_DE", true}, {"LC_\x1b", "x", false}, {"LANG", "\x1b[2J", false},
		{"COLORTERM", strings.Repeat("x", 257), false}, {"NO_COLOR", "1", true}, {"LC_A", "x", true}, {"LC_B", "one too many", false},
	} {
		if err := s.Setenv(v.name, v.value); (err == nil) != v.kept {
			t.Errorf("%q: %v", v.name, err)
		}
	}
	if err := s.RequestPty("xterm\x1b]0;x\a", 1<<31, 1<<31, nil); err != nil {
		t.Error(err)
	}
	if err := s.RequestPty("xterm", 24, 80, nil); err == nil {
		t.Error("a second terminal")
	}
	if ok, _ := s.SendRequest("auth-agent-req@openssh.com", true, nil); ok {
		t.Error("an agent")
	}
	if ok, _ := s.SendRequest("subsystem", true, ssh.Marshal(struct{ Name string }{"sftp"})); ok {
		t.Error("a subsystem")
	}
	if ok, _ := s.SendRequest("exec", true, []byte{0, 0}); ok {
		t.Error("a broken request")
	}
	if err := s.Start(strings.Repeat("x", 101)); err == nil {
		t.Error("a command that is too long")
	}
	if ok, _ := s.SendRequest("shell", true, nil); !ok {
		t.Fatal("no shell")
	}
	r := <-asked
	if r.Window != (sshchan.Window{Width: 320, Height: 120}) || r.Term != "dumb" || len(r.Env) != 3 || !r.Shell {
		t.Errorf("%+v", r)
	}
}

// TestWindowBeforeTheShell changes nothing and leaves nothing behind.
func TestWindowBeforeTheShell(t *testing.T) {
	sizes := make(chan sshchan.Window, 1)
	p := connect(t, func(_ context.Context, s *sshchan.Session) int { sizes <- <-s.Windows(); return 0 })
	s := p.session()
	if err := s.WindowChange(10, 20); err != nil { // without a terminal
		t.Fatal(err)
	}
	if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	for w := range 1000 {
		if err := s.WindowChange(40, w); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if w := <-sizes; w.Width != 320 { // the newest one, within the limits
		t.Errorf("%+v", w)
	}
	p.over()
}

// TestInputGoesOn: who reads next begins where the one before ended.
func TestInputGoesOn(t *testing.T) {
	begun := make(chan struct{})
	p := connect(t, func(ctx context.Context, s *sshchan.Session) int {
		first, stop := context.WithCancel(ctx)
		waiting := make(chan error, 1)
		go func() {
			_, err := s.Typed(first).Read(make([]byte, 1))
			waiting <- err
		}()
		stop()
		if err := <-waiting; err != io.EOF {
			t.Errorf("the first reader: %v", err)
		}
		close(begun)
		text, err := io.ReadAll(s.Input(ctx))
		if err != nil {
			t.Error(err)
		}
		_, _ = s.Write(text)
		return 0
	})
	s := p.session()
	in, err := s.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s.Stdout = &out
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	<-begun
	if _, err := io.WriteString(in, "for the second"); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err != nil || out.String() != "for the second" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// TestClientLeaves: the context says so, and nothing is left.
func TestClientLeaves(t *testing.T) {
	why := make(chan error, 1)
	p := connect(t, func(ctx context.Context, _ *sshchan.Session) int {
		<-ctx.Done()
		why <- context.Cause(ctx)
		return 0
	})
	s := p.session()
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-why; !errors.Is(err, sshchan.ErrGone) {
		t.Error(err)
	}
	p.over()
	s = p.session() // the connection goes on
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if err := s.Signal(ssh.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := <-why; err != (sshchan.Signalled{Name: "INT"}) {
		t.Error(err)
	}
}

// TestStalledClient: one that reads nothing is left behind when its session
// ends, and its connection with it once it confirms nothing.
func TestStalledClient(t *testing.T) {
	failed := make(chan error, 1)
	p := connect(t, func(ctx context.Context, s *sshchan.Session) int {
		for {
			if _, err := s.Write(make([]byte, 32<<10)); err != nil {
				failed <- err
				return 4
			}
		}
	})
	ch, _, err := p.client.OpenChannel("session", nil) // nobody reads from it, nor answers its requests
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := ch.SendRequest("shell", true, nil); !ok || err != nil {
		t.Fatal(err)
	}
	if _, err := ch.SendRequest("signal", false, ssh.Marshal(struct{ Name string }{"TERM"})); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; err == nil {
		t.Error("the write went on")
	}
	p.over()
}

// TestNothingToRun: a client that never says what to run isn't waited for when
// it leaves.
func TestNothingToRun(t *testing.T) {
	p := connect(t, func(context.Context, *sshchan.Session) int { t.Error("something ran"); return 0 })
	ch, _, err := p.client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := ch.Close(); err != nil {
		t.Fatal(err)
	}
	p.over()
}
