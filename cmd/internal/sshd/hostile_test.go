package sshd_test

import (
	crypto "crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"regexp"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshd"
	"gatehouse/tui/terminal"
)

// mallory is a member who means harm: a connection that can be made deaf, and
// what is written past its encryption.
type mallory struct {
	*ssh.Client
	raw *wire
}

// wire is a connection whose one end may stop reading.
type wire struct {
	net.Conn
	deaf   chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (w *wire) Read(p []byte) (int, error) {
	select {
	case <-w.deaf:
		<-w.closed
		return 0, net.ErrClosed
	default:
		return w.Conn.Read(p)
	}
}

func (w *wire) Close() error {
	w.once.Do(func() { close(w.closed) })
	return w.Conn.Close()
}

// stopReading reads nothing from here on but what is read already.
func (m *mallory) stopReading() { close(m.raw.deaf) }

// mallory signs in, with what else a client can say.
func (g *gate) mallory(key ssh.Signer, change ...func(*ssh.ClientConfig)) *mallory {
	g.t.Helper()
	conn, err := net.Dial("tcp", g.addr)
	if err != nil {
		g.t.Fatal(err)
	}
	raw := &wire{Conn: conn, deaf: make(chan struct{}), closed: make(chan struct{})}
	g.t.Cleanup(func() { _ = raw.Close() })
	c := &ssh.ClientConfig{User: "acme", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.InsecureIgnoreHostKey()}
	for _, f := range change {
		f(c)
	}
	in, channels, requests, err := ssh.NewClientConn(raw, g.addr, c)
	if err != nil {
		g.t.Fatal(err)
	}
	return &mallory{ssh.NewClient(in, channels, requests), raw}
}

// open opens a channel that nobody reads from.
func (m *mallory) open() (ssh.Channel, error) {
	ch, requests, err := m.OpenChannel("session", nil)
	if err == nil {
		go ssh.DiscardRequests(requests) // ends with the channel
	}
	return ch, err
}

// hungUp waits until the server has closed the connection.
func (m *mallory) hungUp() error {
	for { // deaf or not: what is written fails at last
		if _, _, err := m.SendRequest("noise", false, make([]byte, 1<<10)); err != nil {
			return nil
		}
	}
}

func ptyRequest(width, height uint32) []byte {
	return ssh.Marshal(struct {
		Term                string
		Width, Height, X, Y uint32
		Modes               string
	}{"xterm-256color", width, height, width, height, ""})
}

func windowChange(width, height uint32) []byte {
	return ssh.Marshal(struct{ Width, Height, X, Y uint32 }{width, height, 0, 0})
}

// attacks are what one who can sign in does. The error is where the server did
// something else than it should.
var attacks = map[string]func(m *mallory) error{
	"a terminal of any size": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		for range 1000 {
			if _, err := ch.SendRequest("window-change", false, windowChange(1<<32-1, 1<<32-1)); err != nil {
				return err
			}
		}
		if ok, err := ch.SendRequest("pty-req", true, ptyRequest(1<<32-1, 1<<32-1)); !ok {
			return fmt.Errorf("no terminal: %w", err)
		}
		if ok, err := ch.SendRequest("shell", true, nil); !ok {
			return fmt.Errorf("no screens: %w", err)
		}
		for i := range uint32(2000) {
			if _, err := ch.SendRequest("window-change", false, windowChange(1<<32-1-i, 1<<31+i)); err != nil {
				return err
			}
		}
		if _, err := io.ReadFull(ch, make([]byte, 256)); err != nil { // it draws
			return err
		}
		return ch.Close()
	},
	"an environment without end": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		for i := range 5000 {
			v := struct{ Name, Value string }{fmt.Sprint("LC_", i), strings.Repeat("x", 10*i%200_000)}
			if _, err := ch.SendRequest("env", false, ssh.Marshal(v)); err != nil {
				return err
			}
		}
		return ch.Close()
	},
	"requests that nobody knows": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		for i := range 5000 {
			if ok, err := ch.SendRequest(fmt.Sprint("x", i), i%4 == 0, make([]byte, i)); ok || err != nil {
				return fmt.Errorf("a request was taken: %v, %w", ok, err)
			}
			if ok, _, err := m.SendRequest(fmt.Sprint("tcpip-forward", i), i%4 == 0, make([]byte, i)); ok || err != nil {
				return fmt.Errorf("a global request was taken: %v, %w", ok, err)
			}
		}
		return ch.Close()
	},
	"thousands of channels": func(m *mallory) error {
		open := 0
		for range 3000 {
			if _, err := m.open(); err == nil {
				open++
			}
		}
		if limit := sshd.DefaultLimits().SessionsPerClient; open > limit {
			return fmt.Errorf("%d were opened", open)
		}
		for _, kind := range []string{"direct-tcpip", "x11", "forwarded-tcpip", "auth-agent@openssh.com", ""} {
			if _, _, err := m.OpenChannel(kind, make([]byte, 100)); err == nil {
				return fmt.Errorf("a channel %q", kind)
			}
		}
		return nil
	},
	"thousands of channels whose answers nobody reads": func(m *mallory) error {
		m.stopReading()
		for range 5000 {
			go func() { _, _, _ = m.OpenChannel("session", nil) }() // ends with the connection
			if _, _, err := m.SendRequest("noise", false, nil); err != nil {
				return nil
			}
		}
		return m.hungUp()
	},
	"a channel with luggage": func(m *mallory) error {
		if _, _, err := m.OpenChannel("session", make([]byte, 200<<10)); err == nil {
			return errors.New("it was let in")
		}
		return nil
	},
	"standard error towards the server": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		for range 200 { // more than a window: nothing of it waits
			if _, err := ch.Stderr().Write(make([]byte, 32<<10)); err != nil {
				return err
			}
		}
		return ch.Close()
	},
	"keys without end": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		go func() { _, _ = io.Copy(io.Discard, ch) }() // ends with the channel
		if ok, err := ch.SendRequest("pty-req", true, ptyRequest(100, 30)); !ok {
			return err
		}
		if ok, err := ch.SendRequest("shell", true, nil); !ok {
			return err
		}
		for range 200 {
			if _, err := ch.Write([]byte(strings.Repeat("/q\x1b[B\x1b[200~", 2<<10))); err != nil {
				return nil // some key left the screens
			}
		}
		return ch.Close()
	},
	"quotes and command lines": func(m *mallory) error {
		for _, command := range []string{
			strings.Repeat("'", 63<<10+1), strings.Repeat("a ", 30<<10), strings.Repeat("\\", 60<<10), "\x00\x1b]0;x\a", "members list " + strings.Repeat("--json ", 8000),
			"members list --query " + strings.Repeat("(", 50<<10), "completion bash", "__complete members list \xff", "--help=\x1b[2J",
		} {
			s, err := m.NewSession()
			if err != nil {
				return err
			}
			_, _ = s.CombinedOutput(command) // whatever the answer
		}
		return nil
	},
	"a connection that begins anew all the time": func(m *mallory) error { // with its RekeyThreshold
		for range 300 {
			if _, _, err := m.SendRequest("noise", true, make([]byte, 300)); err != nil {
				return err
			}
		}
		return nil
	},
	"garbage once it is encrypted": func(m *mallory) error {
		if _, err := io.CopyN(m.raw.Conn, crypto.Reader, 1<<20); err != nil {
			return nil
		}
		return m.hungUp()
	},
	"no word about the end": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		m.stopReading()
		if _, err := ch.SendRequest("exec", false, ssh.Marshal(struct{ Command string }{"members list"})); err != nil {
			return err
		}
		return m.hungUp()
	},
	"screens that nobody looks at": func(m *mallory) error {
		ch, err := m.open()
		if err != nil {
			return err
		}
		if ok, err := ch.SendRequest("pty-req", true, ptyRequest(300, 100)); !ok {
			return err
		}
		if ok, err := ch.SendRequest("shell", true, nil); !ok {
			return err
		}
		m.stopReading()
		return m.hungUp()
	},
}

// TestHostileMembers does everything at once that one who can sign in may do,
// while someone else works.
func TestHostileMembers(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.KeepAlive, c.Limits.KeepAlivesMissed = time.Second, 2 })
	grace := g.screens(g.connect("acme", g.person("grace@acme.test", "admin")))
	grace.WaitFor("ada@acme.test")
	failed, over := make(chan error, len(attacks)), make(chan struct{})
	var attacking sync.WaitGroup
	for name, attack := range attacks {
		m := g.mallory(g.person(fmt.Sprintf("m%d@acme.test", rand.Uint64()), "employee"), func(c *ssh.ClientConfig) {
			if strings.Contains(name, "begins anew") {
				c.RekeyThreshold = 256
			}
		})
		attacking.Go(func() {
			if err := attack(m); err != nil {
				failed <- fmt.Errorf("%s: %w", name, err)
			}
			_ = m.raw.Close()
		})
	}
	go func() { attacking.Wait(); close(over) }()
	most := uint64(0)
	for attacked := true; attacked; {
		select {
		case err := <-failed:
			t.Error(err)
		case <-over:
			attacked = false
		default:
		}
		answers(t, grace)
		most = max(most, small(t))
	}
	t.Logf("%d MB at most", most)
	for line := range strings.Lines(g.log.String()) {
		if len(line) > 1000 || unprintable.MatchString(strings.TrimSuffix(line, "\n")) || strings.Contains(line, "panic") {
			t.Errorf("in the log: %.2000q", line)
		}
	}
}

var unprintable = regexp.MustCompile(`[^ -~]`)

// answers presses keys and waits for what they show.
func answers(t *testing.T, term *terminal.Terminal) {
	t.Helper()
	term.Press("/")
	term.Type("zzz")
	term.WaitGone("ada@acme.test")
	term.Press("esc", "esc")
	term.WaitFor("ada@acme.test")
}

// small fails when the process, clients and all, takes as much as the server
// mustn't.
func small(t *testing.T) (megabytes uint64) {
	t.Helper()
	const most = 300 << 20
	taken := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(taken)
	n := taken[0].Value.Uint64() - taken[1].Value.Uint64()
	if n > most {
		t.Fatalf("%d MB in use", n>>20)
	}
	return n >> 20
}

// TestHostileStrangers: what comes before anyone has signed in.
func TestHostileStrangers(t *testing.T) {
	g := newGate(t, func(c *sshd.Config) { c.Limits.Handshake = 2 * time.Second })
	grace := g.screens(g.connect("acme", g.person("grace@acme.test", "admin")))
	grace.WaitFor("ada@acme.test")
	hello := "SSH-2.0-x\r\n"
	var at sync.WaitGroup
	for _, words := range []string{
		"", "S", hello, strings.Repeat("x", 1<<20), hello + "\xff\xff\xff\xff" + strings.Repeat("x", 1<<20), hello + "\x00\x00\x00\x01\x00",
		hello + "\x00\x00\x00\x0c\x0a\x14" + strings.Repeat("\x00", 100), strings.Repeat("x\n", 1<<20), "GET / HTTP/1.1\r\n\r\n", hello + strings.Repeat("\x00", 1<<20),
	} {
		for range 20 { // more at once than may be
			conn, err := net.Dial("tcp", g.addr)
			if err != nil {
				t.Fatal(err)
			}
			at.Go(func() { // ends when the server hangs up
				defer conn.Close()
				_, _ = io.WriteString(conn, words)
				_, _ = io.Copy(io.Discard, conn)
			})
		}
		answers(t, grace)
		small(t)
	}
	at.Go(func() { g.slowly(hello) })
	g.connect("acme", g.ada) // one who means well gets in all the same
	at.Wait()
	answers(t, grace)
}

// slowly says a handshake byte by byte, until the server has had enough.
func (g *gate) slowly(words string) {
	conn, err := net.Dial("tcp", g.addr)
	if err != nil {
		g.t.Error(err)
		return
	}
	defer conn.Close()
	pace := time.NewTicker(100 * time.Millisecond)
	defer pace.Stop()
	for i := 0; ; i++ {
		if _, err := conn.Write([]byte{words[i%len(words)]}); err != nil {
			return
		}
		<-pace.C
	}
}

// TestHostileNames: nothing that is offered before someone has signed in gets
// into the log, or in.
func TestHostileNames(t *testing.T) {
	g := newGate(t)
	for _, name := range []string{strings.Repeat("a", 100<<10), "acme\x00", "\x1b]0;x\a", "acme\n time=", "", "ACME", "join\n", "\xff\xfe"} {
		if client, err := g.dial(name, g.ada); err == nil {
			t.Errorf("%.20q was let in", name)
			_ = client.Close()
		}
	}
	if _, err := g.dial("acme", forger{g.ada}); err == nil {
		t.Error("a signature that isn't one was taken")
	}
	if text := g.log.String(); text != "" {
		t.Errorf("in the log: %.500q", text)
	}
}

// forger has a public key of someone else.
type forger struct{ ssh.Signer }

func (f forger) Sign(random io.Reader, data []byte) (*ssh.Signature, error) {
	s, err := f.Signer.Sign(random, data)
	s.Blob[7] ^= 1
	return s, err
}

// TestUnread: what clients send and nobody takes has its room, and who sends
// most of it is hung up on.
func TestUnread(t *testing.T) {
	const each = 10 // sessions
	g := newGate(t)
	grace := g.screens(g.connect("acme", g.person("grace@acme.test", "admin")))
	grace.WaitFor("ada@acme.test")
	gone := make(chan struct{}, 3)
	for range 3 { // 60 MiB of windows
		m := g.mallory(g.ada)
		go func() { _ = m.Wait(); gone <- struct{}{} }()
		for range each {
			ch, err := m.open()
			if err != nil {
				t.Fatal(err)
			}
			go func() { // nothing runs that could read it; ends with the connection
				for {
					if _, err := ch.Write(make([]byte, 32<<10)); err != nil {
						return
					}
				}
			}()
		}
	}
	select {
	case <-gone:
	case <-time.After(8 * time.Second): // before they are asked why they run nothing
		t.Fatal("nobody was hung up on")
	}
	answers(t, grace)
	small(t)
}
