package domain_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// sharedClock is a clock that a test sets while others read it.
type sharedClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *sharedClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *sharedClock) pass(d time.Duration) {
	c.mu.Lock()
	c.at = c.at.Add(d)
	c.mu.Unlock()
}

// inhabited is a world whose clock others read meanwhile, and that is closed.
func inhabited(t testing.TB, model string) (*world, *sharedClock) {
	w := open(t, model, "")
	c := &sharedClock{at: w.clock.Time}
	w.runBy(c.now)
	return w, c
}

// runBy opens the workspace again, by another clock.
func (w *world) runBy(now func() time.Time) {
	w.t.Helper()
	pepper, err := domain.NewPepper(w.rand)
	must(w.t, err)
	w.db = domain.NewDatabase(w.store, domain.World{Now: now, Random: w.rand, Pepper: pepper})
	w.t.Cleanup(w.db.Close)
	w.ws, err = w.db.Workspace(bg, w.ws.Slug)
	must(w.t, err)
}

// bySSH is a principal who came over the network.
func bySSH(m domain.Member) domain.Principal {
	return domain.Principal{Member: m.ID, Channel: rights.Console, Via: domain.ViaSSH, From: "10.0.3.7"}
}

// stay is someone who is there, and what they were told.
type stay struct {
	*domain.Presence
	t    testing.TB
	told chan error
}

func (w *world) enter(p domain.Principal, idle time.Duration) stay {
	w.t.Helper()
	return w.comeBy(w.ws.As(p), idle)
}

func (w *world) comeBy(s *domain.Session, idle time.Duration) stay {
	w.t.Helper()
	told := make(chan error, 10)
	p, err := s.Enter(bg, domain.Stay{Idle: idle, End: func(err error) { told <- err }})
	must(w.t, err)
	w.t.Cleanup(p.Leave)
	return stay{p, w.t, told}
}

// bySignal is less than the time after which everyone is looked at anyway, so
// that what comes within it came by the store's signal, or a timer's.
const bySignal = 2500 * time.Millisecond

func (s stay) wants(within time.Duration, kind domain.Kind, code string) *domain.Error {
	s.t.Helper()
	select {
	case err := <-s.told:
		return wants(s.t, err, kind, code)
	case <-time.After(within):
		s.t.Fatalf("not told of %s %s", kind, code)
		return nil
	}
}

func (s stay) stays(why string) {
	s.t.Helper()
	select {
	case err := <-s.told:
		s.t.Fatalf("%s: told %v", why, err)
	default:
	}
}

func TestWhoIsOutIsToldAtOnce(t *testing.T) {
	for _, c := range []struct {
		name   string
		do     func(*world, domain.Member)
		kind   domain.Kind
		code   string
		reason string
	}{
		{"suspended", func(w *world, m domain.Member) {
			must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(m), Reason: "hush"})))
		}, domain.Denied, "suspended", "suspended since"},
		{"removed", func(w *world, m domain.Member) { must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(m)}))) }, domain.Denied, "removed", "removed"},
		{"mobile", func(w *world, m domain.Member) {
			must(t, got(w.boss().SetOptions(bg, domain.SetOptions{Member: ref(m), Ways: to(rights.OnlyMobile)})))
		}, domain.Denied, "channel", "mobile"},
		{"login removed", func(w *world, m domain.Member) {
			w.write(func(tx domain.Tx) error { return tx.Logins().Delete("SHA256:abc") })
		}, domain.Denied, "login_removed", "removed"},
		{"deleted", func(w *world, m domain.Member) {
			must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"})))
		}, domain.NotFound, "no_workspace", "deleted"},
		{"ended by", func(w *world, m domain.Member) {
			must(t, got(w.boss().EndSessions(bg, domain.EndSessions{Of: m.Email})))
		}, domain.Denied, "ended_by", "Ada ended this session"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := inhabited(t, "mtime")
			m, other := w.person("employee"), w.person("employee")
			w.write(func(tx domain.Tx) error {
				return got(tx.Logins().Put(domain.Login{ID: "SHA256:abc", Member: m.ID, AddedAt: w.clock.Time}))
			})
			who := bySSH(m)
			who.Key, who.Login = "SHA256:abc", true
			out, beside := w.enter(who, 0), w.enter(bySSH(other), 0)
			c.do(w, m)
			e := out.wants(bySignal, c.kind, c.code)
			if !strings.Contains(e.Message, c.reason) || strings.Contains(e.Message, "hush") {
				t.Errorf("told %q", e.Message)
			}
			if c.name == "deleted" {
				beside.wants(bySignal, c.kind, c.code)
				return
			}
			marker := w.person("employee")
			seen := w.enter(bySSH(marker), 0)
			must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(marker)})))
			seen.wants(bySignal, domain.Denied, "suspended") // so everyone was looked at once more
			out.stays("told twice")
			beside.stays("someone else")
		})
	}
}

// What ends by the clock ends by a timer, not before, and also when the clock
// is set.
func TestStaysEndByTheClock(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	w.runBy(time.Now)
	end := time.Now().Truncate(time.Second).Add(2 * time.Second)
	temporary := w.person("employee", func(m *domain.Member) { m.ExpiresAt = end })
	certified := bySSH(w.person("employee"))
	certified.Until = end
	account, certificate := w.enter(bySSH(temporary), 0), w.enter(certified, 0)
	idle := w.enter(bySSH(w.owner), 200*time.Millisecond)
	idle.wants(bySignal, domain.Expired, "idle")
	account.wants(10*time.Second, domain.Denied, "ended")
	certificate.wants(10*time.Second, domain.Denied, "certificate_over")
	if time.Now().Before(end) {
		t.Error("ended too early")
	}

	w, c := inhabited(t, "mtime")
	typing, away := w.enter(bySSH(w.owner), 30*time.Minute), w.enter(bySSH(w.owner), 30*time.Minute)
	c.pass(20 * time.Minute)
	typing.Touch()
	c.pass(20 * time.Minute)
	e := away.wants(10*time.Second, domain.Expired, "idle")
	is(t, "sentence", e.Message, "this session ended because nobody typed for 30 min")
	typing.stays("somebody types")
}

func TestALoweredRoleEndsNothing(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	admin, marker := w.person("admin"), w.person("employee")
	lowered, seen := w.enter(bySSH(admin), 0), w.enter(bySSH(marker), 0)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "employee"})))
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(marker)})))
	seen.wants(bySignal, domain.Denied, "suspended") // so both were looked at after the change
	lowered.stays("a lowered role")
}

// While the workspace is switched to another model nobody may do anything, and
// nobody is sent away.
func TestASwitchOfTheModelEndsNothing(t *testing.T) {
	w, c := inhabited(t, "mtime")
	waits, away := w.enter(bySSH(w.owner), 0), w.enter(bySSH(w.owner), time.Hour)
	w.write(func(tx domain.Tx) error {
		info, err := tx.Workspaces().Get(w.ws.ID)
		must(t, err)
		info.Switch.Model = "timetonic"
		return got(tx.Workspaces().Put(info))
	})
	c.pass(time.Hour)
	away.wants(10*time.Second, domain.Expired, "idle") // so both were looked at
	waits.stays("a switch")
}

func TestEnteringAsksWhoMayBeHere(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	over := bySSH(w.person("employee"))
	over.Until = w.clock.Time
	gone := bySSH(w.owner)
	gone.Key, gone.Login = "SHA256:gone", true
	for code, p := range map[string]domain.Principal{
		"suspended":        bySSH(w.person("admin", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })),
		"removed":          bySSH(w.person("admin", func(m *domain.Member) { m.RemovedAt = w.clock.Time })),
		"ended":            bySSH(w.person("admin", func(m *domain.Member) { m.ExpiresAt = w.clock.Time })),
		"channel":          bySSH(w.person("admin", func(m *domain.Member) { m.Ways = rights.OnlyMobile })),
		"certificate_over": over,
		"login_removed":    gone,
	} {
		_, err := w.ws.As(p).Enter(bg, domain.Stay{})
		wants(t, err, domain.Denied, code)
	}
	live, err := w.boss().Sessions(bg)
	must(t, err)
	is(t, "sessions of the refused", len(live), 0)
}

// watching waits until so many goroutines watch over people: one that begins or
// ends takes a moment to be seen so.
func watching(t *testing.T, want int) {
	t.Helper()
	buf := make([]byte, 4<<20)
	for limit := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		have := strings.Count(string(buf[:runtime.Stack(buf, true)]), "domain.(*room).watch(")
		if have == want {
			return
		}
		if time.Now().After(limit) {
			t.Fatalf("%d goroutines watch, want %d", have, want)
		}
	}
}

func TestLeavingEndsWhatWatches(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	var here []stay
	for range 100 {
		here = append(here, w.enter(bySSH(w.owner), time.Hour))
	}
	watching(t, 1)
	var leaving sync.WaitGroup
	for _, s := range here {
		for range 2 {
			leaving.Go(s.Leave)
		}
	}
	leaving.Wait()
	watching(t, 0)
	for _, s := range here {
		s.stays("they had left")
	}
	again := w.enter(bySSH(w.owner), 0)
	w.db.Close()
	watching(t, 0)
	wants(t, got(w.boss().Enter(bg, domain.Stay{})), domain.Unavailable, "stopping")
	again.Leave()
}

// Of a thousand people in a workspace the one who is suspended is told, while
// others come, type, leave and change things.
func TestAThousandAreThere(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	people := w.people(1000, "employee")
	here := make([]stay, len(people))
	var coming sync.WaitGroup
	for part := range 4 {
		coming.Go(func() {
			for i := part; i < len(people); i += 4 {
				here[i] = w.enter(bySSH(people[i]), time.Hour)
				here[i].Touch()
			}
		})
	}
	coming.Go(func() {
		for i := range 20 {
			_, err := w.boss().AddUnit(bg, domain.AddUnit{Name: fmt.Sprint("Unit ", i)})
			if err != nil {
				t.Error(err)
			}
		}
	})
	coming.Wait()
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(people[500])})))
	here[500].wants(bySignal, domain.Denied, "suspended")
	for i, s := range here {
		if i != 500 {
			s.stays("nobody suspended them")
		}
	}
	live, err := w.boss().Sessions(bg)
	must(t, err)
	is(t, "sessions", len(live), 999)
}
