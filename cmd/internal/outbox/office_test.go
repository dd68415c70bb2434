package outbox_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/cmd/internal/mail"
	"gatehouse/cmd/internal/outbox"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

var bg = context.Background()

// limit is for what must happen at all.
const limit = time.Minute

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// office is a workspace in a database file, and the worker that sends for it.
type office struct {
	t      *testing.T
	db     *domain.Database // as the worker has it
	beside *domain.Database // the same file, whose commits never fail
	disk   *disk
	log    *lockedText
	stop   func() // has the worker end
	end    func() // and waits for it
}

// disk is the real storage, which can be full.
type disk struct {
	domain.Store
	full atomic.Bool
}

func (d *disk) Commit(ctx context.Context, workspace domain.ID, change func(domain.Tx) error) error {
	if d.full.Load() {
		return errors.New("no space left on the device")
	}
	return d.Store.Commit(ctx, workspace, change)
}

type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{} // signals, coalesced
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
	return l.text.Write(p)
}

func (l *lockedText) count(what string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), what)
}

// wait waits until something was logged so often.
func (l *lockedText) wait(t *testing.T, what string, times int) {
	t.Helper()
	for late := time.After(limit); l.count(what) < times; {
		select {
		case <-l.more:
		case <-late:
			t.Fatalf("%q wasn't logged %d times:\n%s", what, times, l.text.String())
		}
	}
}

func newOffice(t *testing.T) *office {
	t.Helper()
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "gate.db"), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, engine.Close()) })
	pepper, err := domain.NewPepper(rand.Reader)
	must(t, err)
	world := domain.World{Now: time.Now, Random: rand.Reader, Pepper: pepper}
	o := &office{t: t, disk: &disk{Store: storage.New(engine)}, log: &lockedText{more: make(chan struct{}, 1)}}
	o.db, o.beside = domain.NewDatabase(o.disk, world), domain.NewDatabase(o.disk.Store, world)
	o.db.SendsMail(true)
	o.beside.SendsMail(true)
	o.workspace("acme")
	return o
}

func (o *office) workspace(slug string) {
	o.t.Helper()
	_, err := o.beside.CreateWorkspace(bg, domain.CreateWorkspace{Slug: slug, Name: slug, Owner: "ada@acme.test", OwnerName: "Ada"})
	must(o.t, err)
}

// work has a worker send until the test is over, or until end.
func (o *office) work(w outbox.Worker) {
	o.t.Helper()
	w.Database, w.Log = o.db, slog.New(slog.NewTextHandler(o.log, nil))
	ctx, cancel := context.WithCancel(bg)
	over := make(chan struct{})
	go func() { w.LookingEvery(10 * time.Millisecond).Run(ctx); close(over) }()
	o.stop = cancel
	o.end = sync.OnceFunc(func() {
		cancel()
		select {
		case <-over:
		case <-time.After(limit):
			o.t.Error("the worker doesn't end")
		}
	})
	o.t.Cleanup(o.end)
}

func (o *office) in(slug string) *domain.Session {
	o.t.Helper()
	ws, err := o.beside.Workspace(bg, slug)
	must(o.t, err)
	s, err := ws.Local(bg, "")
	must(o.t, err)
	return s
}

func (o *office) invite(email string) domain.Invited {
	o.t.Helper()
	i, err := o.in("acme").Invite(bg, domain.Invite{Email: email, Role: "employee"})
	must(o.t, err)
	return i
}

// until waits for a mail to have a status.
func (o *office) until(to, status string) domain.Message {
	o.t.Helper()
	ws, err := o.beside.Workspace(bg, "acme")
	must(o.t, err)
	ctx, cancel := context.WithTimeout(bg, limit)
	defer cancel()
	changed := ws.Watch(ctx)
	for {
		all, err := o.in("acme").Mail(bg)
		must(o.t, err)
		for _, m := range all {
			if m.To == to && m.Status == status {
				return m
			}
		}
		<-changed
		if ctx.Err() != nil {
			o.t.Fatalf("the mail to %s is never %s: %+v\n%s", to, status, all, o.log.text.String())
		}
	}
}

// postman sends by a server, each step of which may take so long.
func postman(t *testing.T, s *mailServer, step time.Duration) *outbox.Postman {
	t.Helper()
	at, err := mail.ParseURL("smtp://" + s.addr)
	must(t, err)
	at.Timeout = step
	return &outbox.Postman{Server: at, Reached: func() outbox.Reached {
		return outbox.Reached{URL: "https://gate.example.com", SSH: "ssh join@gate.example.com"}
	}}
}
