package domain_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// world is a workspace in a real database file, with a clock that the test
// sets and randomness that is the same each time.
type world struct {
	t     testing.TB
	db    *domain.Database
	store *storage.Store
	path  string
	clock *clock
	ws    *domain.Workspace
	model *rights.Model
	owner domain.Member
	made  int
	rand  io.Reader
}

type clock struct{ time.Time }

func (c *clock) pass(d time.Duration) { c.Time = c.Add(d) }

// dice is seeded randomness that sessions share.
type dice struct {
	mu sync.Mutex
	*rand.ChaCha8
}

func (d *dice) Read(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ChaCha8.Read(b)
}

var bg = context.Background()

// open makes a workspace of a model on a plan; no plan is the largest.
func open(t testing.TB, model, plan string) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(t.TempDir(), "gate.db"), clock: &clock{time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}}
	engine, err := bolt.Create(w.path, bolt.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, engine.Close()) })
	w.store = storage.New(engine)
	w.rand = &dice{ChaCha8: rand.NewChaCha8([32]byte{1})}
	pepper, err := domain.NewPepper(w.rand)
	must(t, err)
	w.db = domain.NewDatabase(w.store, domain.World{Now: func() time.Time { return w.clock.Time }, Random: w.rand, Pepper: pepper})
	w.db.SendsMail(true)
	w.workspace("acme", model, plan)
	return w
}

// workspace makes another workspace in the same file and moves there.
func (w *world) workspace(slug, model, plan string) {
	w.t.Helper()
	info, err := w.db.CreateWorkspace(bg, domain.CreateWorkspace{Slug: slug, Name: slug, Model: model, Plan: plan, Owner: "ada@acme.test", OwnerName: "Ada"})
	must(w.t, err)
	w.ws, err = w.db.Workspace(bg, slug)
	must(w.t, err)
	w.model, _ = rights.FindModel(model)
	w.owner = w.member(info.Owner)
}

// write puts records as they are, past the use cases.
func (w *world) write(put func(domain.Tx) error) {
	w.t.Helper()
	must(w.t, w.store.Commit(bg, w.ws.ID, put))
}

// person makes an active person with a role.
func (w *world) person(role string, set ...func(*domain.Member)) domain.Member {
	w.t.Helper()
	return w.people(1, role, set...)[0]
}

// people makes many in one commit.
func (w *world) people(n int, role string, set ...func(*domain.Member)) []domain.Member {
	w.t.Helper()
	var all []domain.Member
	for range n {
		w.made++
		m := domain.Member{
			ID: domain.NewID(w.rand), Kind: rights.Person, Name: fmt.Sprintf("Person %04d", w.made), Email: fmt.Sprintf("p%04d@acme.test", w.made),
			Role: role, Options: rights.DefaultOptions | rights.APIOn, JoinedAt: w.clock.Time,
		}
		for _, f := range set {
			f(&m)
		}
		all = append(all, m)
	}
	w.write(func(tx domain.Tx) error {
		for i := range all {
			var err error
			if all[i], err = tx.Members().Put(all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

func service(m *domain.Member) {
	m.Kind, m.Name, m.Email, m.Options = rights.ServiceUser, "robot "+m.Name, "", 0
}

// employed makes an employee record in a unit for each, and links it.
func (w *world) employed(unit domain.ID, people ...domain.Member) {
	w.t.Helper()
	w.write(func(tx domain.Tx) error {
		for _, m := range people {
			w.made++
			e, err := tx.Employees().Put(domain.Employee{ID: domain.NewID(w.rand), Number: fmt.Sprintf("N%04d", w.made), Name: m.Name, Email: m.Email, Unit: unit, Member: m.ID})
			if err != nil {
				return err
			}
			m.Employee = e.ID
			if _, err := tx.Members().Put(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// as is a session of a member, by the channel that it usually has.
func (w *world) as(m domain.Member) *domain.Session {
	p := domain.Principal{Member: m.ID, Channel: rights.Console, Via: domain.ViaLocal}
	if m.Kind == rights.ServiceUser {
		p.Channel, p.Via = rights.API, domain.ViaHTTP
	}
	return w.ws.As(p)
}

func (w *world) boss() *domain.Session { return w.as(w.owner) }

// read runs on a snapshot of the records.
func (w *world) read(f func(domain.View) error) {
	w.t.Helper()
	must(w.t, w.store.View(bg, w.ws.ID, f))
}

// member reads one afresh.
func (w *world) member(id domain.ID) (m domain.Member) {
	w.t.Helper()
	w.read(func(v domain.View) (err error) { m, err = v.Members().Get(id); return err })
	return m
}

func (w *world) info() (info domain.WorkspaceInfo) {
	w.t.Helper()
	w.read(func(v domain.View) (err error) { info, err = v.Workspaces().Get(w.ws.ID); return err })
	return info
}

// events reads the audit trail from a number on, oldest first.
func (w *world) events(after uint64) (out []domain.Event) {
	w.t.Helper()
	w.read(func(v domain.View) error {
		q := domain.Query{Index: domain.ByTime, Reverse: true, Limit: 500}
		for {
			rows, more, err := v.EventPages().Page(q)
			for _, r := range rows {
				if q.After = r.Cursor; r.Item.Seq <= after {
					return err
				}
				out = append(out, r.Item)
			}
			if err != nil || !more {
				return err
			}
		}
	})
	slices.Reverse(out)
	return out
}

// last is the number of the newest event.
func (w *world) last() (seq uint64) {
	w.t.Helper()
	w.read(func(v domain.View) error {
		rows, _, err := v.EventPages().Page(domain.Query{Index: domain.ByTime, Reverse: true, Limit: 1})
		for _, r := range rows {
			seq = r.Item.Seq
		}
		return err
	})
	return seq
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants fails unless an error is of a kind, and has the code if one is named.
func wants(t testing.TB, err error, kind domain.Kind, code string) *domain.Error {
	t.Helper()
	e, _ := err.(*domain.Error)
	if e == nil || e.Kind != kind || code != "" && e.Code != code {
		t.Fatalf("got %v, want an error of kind %s %s", err, kind, code)
	}
	return e
}

// got drops the value of a use case.
func got[T any](_ T, err error) error { return err }

func ref(m domain.Member) domain.Ref { return domain.Ref(m.ID) }

func is[T comparable](t testing.TB, what string, have, want T) {
	t.Helper()
	if have != want {
		t.Fatalf("%s: got %v, want %v", what, have, want)
	}
}

func names(rows []domain.ListedRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Handle())
	}
	return strings.Join(all, " ")
}

func to[T any](v T) *T { return &v }
