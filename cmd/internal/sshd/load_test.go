package sshd_test

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// viewer is the screens without a terminal emulator, which costs more than
// they do.
type viewer struct {
	*ssh.Session
	keys   io.Writer
	frames io.Reader
}

func view(client *ssh.Client, width, height int) (*viewer, error) {
	s, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	v := &viewer{Session: s}
	if v.keys, err = s.StdinPipe(); err != nil {
		return nil, err
	}
	if v.frames, err = s.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := s.RequestPty("xterm-256color", height, width, nil); err != nil {
		return nil, err
	}
	return v, s.Shell()
}

// wait reads until something was drawn, or the end.
func (v *viewer) wait(text string) error {
	seen, chunk := "", make([]byte, 32<<10)
	for {
		n, err := v.frames.Read(chunk)
		if seen += string(chunk[:n]); strings.Contains(seen, text) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%q wasn't drawn: %w", text, err)
		}
		seen = seen[max(0, len(seen)-len(text)):]
	}
}

// leave quits, and waits for the end.
func (v *viewer) leave() error {
	if _, err := io.WriteString(v.keys, "q"); err != nil {
		return err
	}
	go func() { _, _ = io.Copy(io.Discard, v.frames) }() // ends with the session
	return v.Wait()
}

// visits are the ways in which sessions come and go.
var visits = []func(g *gate, client *ssh.Client) error{
	func(_ *gate, client *ssh.Client) error {
		s, err := client.NewSession()
		if err != nil {
			return err
		}
		defer s.Close()
		return s.Run("members list --json")
	},
	func(_ *gate, client *ssh.Client) error {
		v, err := view(client, 100, 30)
		if err != nil {
			return err
		}
		if err := v.wait("ada@acme.test"); err != nil {
			return err
		}
		return v.leave()
	},
	func(_ *gate, client *ssh.Client) error { // breaks off mid-screen
		v, err := view(client, 100, 30)
		if err != nil {
			return err
		}
		_ = v.wait("ada@acme.test")
		return client.Close()
	},
	func(_ *gate, client *ssh.Client) error { // breaks off a command that waits for input
		s, err := client.NewSession()
		if err != nil {
			return err
		}
		if _, err := s.StdinPipe(); err != nil {
			return err
		}
		if err := s.Start("import -"); err != nil {
			return err
		}
		return client.Close()
	},
	func(_ *gate, client *ssh.Client) error { // asks for nothing
		ch, _, err := client.OpenChannel("session", nil)
		if err != nil {
			return err
		}
		return ch.Close()
	},
	func(_ *gate, client *ssh.Client) error { return client.Close() },
	func(g *gate, _ *ssh.Client) error { _, _ = g.dial("acme", forger{g.ada}); return nil },
}

// TestNothingIsLeft of sessions that came and went, in each way:
// GATEHOUSE_SESSIONS of them.
func TestNothingIsLeft(t *testing.T) {
	sessions := 280
	if text := os.Getenv("GATEHOUSE_SESSIONS"); text != "" {
		var err error
		if sessions, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	g := newGate(t)
	g.visit(t, 10*len(visits)) // what is made once
	goroutines, files, heap := left(t, 0, 0)
	g.visit(t, sessions)
	moreGoroutines, moreFiles, more := left(t, goroutines, files)
	t.Logf("%d sessions: goroutines %d → %d, files %d → %d, heap %d → %d kB", sessions, goroutines, moreGoroutines, files, moreFiles, heap>>10, more>>10)
	if moreGoroutines > goroutines || moreFiles > files {
		t.Error("something is left running, or open")
	}
	// Screens are more than a megabyte. What stays is the log of this test, and
	// what other tests leave to be collected.
	if limit := heap + 8<<20 + uint64(sessions)*1<<10; more > limit {
		t.Errorf("%d kB are left, of %d", more>>10, heap>>10)
	}
}

// visit runs sessions, some at a time.
func (g *gate) visit(t *testing.T, sessions int) {
	t.Helper()
	var at sync.WaitGroup
	turns := make(chan int)
	for range 2 * runtime.GOMAXPROCS(0) {
		at.Go(func() {
			for i := range turns {
				client, err := ssh.Dial("tcp", g.addr, &ssh.ClientConfig{
					User: "acme", Auth: []ssh.AuthMethod{ssh.PublicKeys(g.ada)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
				})
				if err == nil {
					err = visits[i%len(visits)](g, client)
					_ = client.Close()
				}
				if err != nil {
					t.Errorf("session %d: %v", i, err)
				}
			}
		})
	}
	for i := range sessions {
		turns <- i
	}
	close(turns)
	at.Wait()
}

// left counts what is there, once it isn't more than it was or a while is over.
func left(t *testing.T, goroutines, files int) (_, _ int, heap uint64) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); ; {
		runtime.GC()
		runtime.GC() // what pools hold goes with the second
		there, open := runtime.NumGoroutine(), 0
		if all, err := os.ReadDir("/proc/self/fd"); err == nil { // elsewhere they aren't counted
			open = len(all)
		}
		quiet := goroutines == 0 && there < 40 || there <= goroutines && open <= files
		if quiet || time.Now().After(late) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return there, open, m.HeapAlloc
		}
	}
}

// TestCrowd: many are there and at work, one of them reads nothing any more, and
// everyone still sees what another changes.
func TestCrowd(t *testing.T) {
	const clients, each = 5, 8
	names := []string{"Zbcdefgh", "Bcdefghi", "Cdefghij", "Defghijk", "Efghijkl"} // no letter stays: only what changes is drawn
	g := newGate(t)
	admin := g.local()
	stalled := g.mallory(g.ada)
	v, err := view(stalled.Client, 300, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.wait("ada@acme.test"); err != nil {
		t.Fatal(err)
	}
	stalled.stopReading()
	var watching sync.WaitGroup
	seen := make(chan error, clients*each)
	for range clients {
		client := g.connect("acme", g.person(fmt.Sprintf("w%d@acme.test", time.Now().UnixNano()), "admin"))
		for range each {
			v, err := view(client, 100, 30)
			if err != nil {
				t.Fatal(err)
			}
			if err := v.wait("ada@acme.test"); err != nil {
				t.Fatal(err)
			}
			watching.Go(func() {
				for i := range names {
					_, _ = io.WriteString(v.keys, "G\x1b[H") // they work
					seen <- v.wait(names[i])
				}
				if err := v.leave(); err != nil {
					t.Error(err)
				}
			})
		}
	}
	for i := range names {
		if _, err := admin.Rename(t.Context(), domain.Rename{Member: "ada@acme.test", Name: &names[i]}); err != nil {
			t.Fatal(err)
		}
		for range clients * each {
			if err := <-seen; err != nil {
				t.Fatal(err)
			}
		}
	}
	watching.Wait()
}
