package sshd_test

import (
	"cmp"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	charm "charm.land/ssh"
	"charm.land/wish/v2"
	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/demo"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// newCrowd is a server of the demo workspace: 100,000 people, or as many as
// GATEHOUSE_MEMBERS says.
func newCrowd(b *testing.B) *gate {
	b.Helper()
	members, err := strconv.Atoi(cmp.Or(os.Getenv("GATEHOUSE_MEMBERS"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	engine, err := bolt.Create(filepath.Join(b.TempDir(), "crowd.db"), bolt.Options{Program: "the benchmark"})
	if err != nil {
		b.Fatal(err)
	}
	pepper, err := domain.NewPepper(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	store := storage.New(engine)
	if _, err := demo.Make(b.Context(), store, demo.Options{Members: members, Now: time.Now(), Pepper: pepper, Secrets: rand.Reader}); err != nil {
		b.Fatal(err)
	}
	db := domain.NewDatabase(store, domain.World{Now: time.Now, Random: rand.Reader, Pepper: pepper})
	g := &gate{t: b, ada: newKey(b)}
	if g.ws, err = db.Workspace(b.Context(), demo.Slug); err != nil {
		b.Fatal(err)
	}
	if _, err := g.local().AddLogin(b.Context(), domain.AddLogin{Member: demo.Owner, Key: line(g.ada)}); err != nil {
		b.Fatal(err)
	}
	limits := sshd.DefaultLimits()
	limits.SessionsPerMember = limits.Sessions
	g.srv, err = sshd.New(sshd.Config{
		Database: db, Open: db.Workspace, HostKeys: []ssh.Signer{newKey(b)}, Log: slog.New(slog.DiscardHandler), Version: "test",
		Settings: sshd.Settings{Limits: limits, Host: "gate.example.com"},
	})
	if err != nil {
		b.Fatal(err)
	}
	l := listen(b)
	g.addr = l.Addr().String()
	served := make(chan error, 1)
	go func() { served <- g.srv.Serve(l) }()
	b.Cleanup(func() {
		if err := errors.Join(g.srv.Shutdown(), <-served); err != nil {
			b.Error(err)
		}
		db.Close()
		if err := engine.Close(); err != nil {
			b.Error(err)
		}
	})
	return g
}

func listen(b *testing.B) net.Listener {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// emptyWish is a server of wish whose sessions do nothing but echo, or wait.
func emptyWish(b *testing.B, handle charm.Handler) *gate {
	b.Helper()
	s, err := wish.NewServer(wish.WithPublicKeyAuth(func(charm.Context, charm.PublicKey) bool { return true }),
		func(s *charm.Server) error { s.AddHostKey(newKey(b)); s.Handler = handle; return nil })
	if err != nil {
		b.Fatal(err)
	}
	l := listen(b)
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	b.Cleanup(func() { _ = s.Close(); <-served })
	return &gate{t: b, ada: newKey(b), addr: l.Addr().String()}
}

// bareEcho is x/crypto's server and nothing else: what a byte takes there and
// back.
func bareEcho(b *testing.B) *gate {
	b.Helper()
	config := &ssh.ServerConfig{PublicKeyCallback: func(ssh.ConnMetadata, ssh.PublicKey) (*ssh.Permissions, error) { return nil, nil }}
	config.AddHostKey(newKey(b))
	l := listen(b)
	b.Cleanup(func() { _ = l.Close() })
	go func() { // ends with the listener
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			go func() { // ends with the connection
				_, channels, requests, err := ssh.NewServerConn(raw, config)
				if err != nil {
					return
				}
				go ssh.DiscardRequests(requests)
				for offered := range channels {
					ch, requests, err := offered.Accept()
					if err != nil {
						return
					}
					go func() {
						for r := range requests {
							_ = r.Reply(true, nil)
						}
					}()
					go func() { _, _ = io.Copy(ch, ch) }()
				}
			}()
		}
	}()
	return &gate{t: b, ada: newKey(b), addr: l.Addr().String()}
}

// seat is one who sits at screens and presses keys.
type seat struct {
	*viewer
	drawn chan struct{} // something came
}

func (g *gate) seat(width, height int) *seat {
	g.t.Helper()
	v, err := view(g.connect("acme", g.ada), width, height)
	if err != nil {
		g.t.Fatal(err)
	}
	s := &seat{v, make(chan struct{}, 1)}
	go func() { // ends with the session
		chunk := make([]byte, 32<<10)
		for {
			if _, err := v.frames.Read(chunk); err != nil {
				return
			}
			select {
			case s.drawn <- struct{}{}:
			default:
			}
		}
	}()
	return s
}

// quiet waits until nothing has come for a while.
func (s *seat) quiet(while time.Duration) {
	for {
		select {
		case <-s.drawn:
		case <-time.After(while):
			return
		}
	}
}

// press presses a key, and measures until something comes.
func (s *seat) press(key string) time.Duration {
	start := time.Now()
	_, _ = io.WriteString(s.keys, key)
	select {
	case <-s.drawn:
	case <-time.After(5 * time.Second):
	}
	return time.Since(start)
}

// answer measures many key presses that move the selection.
func (s *seat) answer(n int) (took []time.Duration) {
	for i := range n {
		took = append(took, s.press([]string{"j", "k"}[i%2]))
		s.quiet(15 * time.Millisecond)
	}
	slices.Sort(took)
	return took
}

func share(took []time.Duration, of float64) float64 {
	return float64(took[int(of*float64(len(took)-1))].Microseconds()) / 1e3
}

// BenchmarkKeyPress measures from a key press to the first bytes of what it
// changes, alone and with 200 sessions that all work, against a bare echo of
// x/crypto's meanwhile. Budget: p50 at most 8.3 ms + 1.5 × the echo's, p99 with
// 200 sessions at most 25 ms + 3 × the echo's.
func BenchmarkKeyPress(b *testing.B) {
	g, bare := newCrowd(b), bareEcho(b).seat(100, 30)
	me := g.seat(120, 36)
	me.quiet(time.Second)
	measure := func(as string, n int) {
		took, echo := me.answer(n), bare.answer(n)
		for _, p := range []float64{.5, .99} {
			name := strconv.Itoa(int(p * 100))
			b.ReportMetric(share(took, p), "ms-p"+name+as)
			b.ReportMetric(share(echo, p), "ms-echo-p"+name+as)
		}
	}
	for b.Loop() {
		measure("", 300)
	}
	stop := make(chan struct{})
	defer close(stop)
	for i := range sshd.DefaultLimits().Sessions - 1 {
		s := g.seat(120, 36)
		go func() { // each presses a key twice a second
			pace := time.NewTicker(500*time.Millisecond + time.Duration(i)*time.Millisecond)
			defer pace.Stop()
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				case <-pace.C:
					_, _ = io.WriteString(s.keys, []string{"j", "k"}[n%2])
				}
			}
		}()
	}
	me.quiet(time.Second)
	measure("-of-200", 300)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkAtRest is the memory of a session that does nothing, over one of an
// empty wish server, clients included in both. Budget: 500 kB.
func BenchmarkAtRest(b *testing.B) {
	wait := emptyWish(b, func(s charm.Session) { _, _ = io.WriteString(s, "here"); <-s.Context().Done() })
	g := newCrowd(b)
	for b.Loop() {
		empty := atRest(wait, 120, 36)
		b.ReportMetric(empty, "kB-wish")
		b.ReportMetric(atRest(g, 120, 36)-empty, "kB-over-wish")
		b.ReportMetric(atRest(g, 320, 120)-empty, "kB-over-wish-largest")
	}
	b.ReportMetric(0, "ns/op")
}

// atRest is what each of many sessions holds, in kB.
func atRest(g *gate, width, height int) float64 {
	const sessions = 40
	g.seat(width, height).quiet(time.Second) // what is made once
	held := func() uint64 {
		runtime.GC()
		runtime.GC() // what pools hold goes with the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc + m.StackInuse
	}
	before := held()
	var all []*seat
	for range sessions {
		all = append(all, g.seat(width, height))
	}
	for _, s := range all {
		s.quiet(200 * time.Millisecond)
	}
	after := held()
	for _, s := range all {
		_ = s.Close()
	}
	return float64(after-before) / sessions / 1e3
}
