package tui_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
	"gatehouse/tui"
	"gatehouse/tui/terminal"
)

// workspace is a real one in a real file, with a clock that stands still and
// randomness that repeats.
type workspace struct {
	t  testing.TB
	db *domain.Database
	ws *domain.Workspace

	mu  sync.Mutex
	now time.Time
}

// draws repeats: ids, and so the order of those with equal names, are the same
// in each run.
type draws struct {
	mu sync.Mutex
	n  uint64
}

func (d *draws) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := 0; i < len(p); {
		d.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, d.n))
		i += copy(p[i:], sum[:])
	}
	return len(p), nil
}

// newWorkspace makes Acme with Ada as its owner and the people of a roster.
func newWorkspace(t testing.TB, people ...domain.RosterPerson) *workspace {
	t.Helper()
	return newWorkspaceOf(t, "", people...)
}

// newWorkspaceOf is newWorkspace in one of the role models.
func newWorkspaceOf(t testing.TB, model string, people ...domain.RosterPerson) *workspace {
	t.Helper()
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "gatehouse.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	w := &workspace{t: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	random := &draws{}
	pepper, err := domain.NewPepper(random)
	if err != nil {
		t.Fatal(err)
	}
	w.db = domain.NewDatabase(storage.New(engine), domain.World{Now: w.clock, Random: random, Pepper: pepper})
	ctx := t.Context()
	if _, err := w.db.CreateWorkspace(ctx, domain.CreateWorkspace{Slug: "acme", Name: "Acme", Owner: "ada@acme.test", OwnerName: "Ada Lovelace", Model: model}); err != nil {
		t.Fatal(err)
	}
	if w.ws, err = w.db.Workspace(ctx, "acme"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.as("").Import(ctx, domain.Import{Roster: domain.Roster{People: people}}); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.Email == "jo@acme.test" {
			do(w, "", (*domain.Session).Suspend, domain.Suspend{Member: "jo@acme.test", Reason: "on leave"})
		}
	}
	return w
}

func (w *workspace) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// pass lets time pass.
func (w *workspace) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// as is a session of a member; of the owner without a name.
func (w *workspace) as(handle string) *domain.Session {
	w.t.Helper()
	s, err := w.ws.Local(w.t.Context(), handle)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// do is what someone else does meanwhile.
func do[C, R any](w *workspace, as string, use func(*domain.Session, context.Context, C) (R, error), c C) R {
	w.t.Helper()
	r, err := use(w.as(as), w.t.Context(), c)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// shown is the program on a terminal.
type shown struct {
	*terminal.Terminal
	app *tui.App
	t   testing.TB
}

// show runs the screens as a member and waits for the list.
func (w *workspace) show(as string, width, height int) shown {
	w.t.Helper()
	app := tui.Open(w.t, w.as(as))
	s := shown{terminal.Start(w.t, spied{app}, width, height), app, w.t}
	s.WaitFor("▌")
	return s
}

// frame compares the screen with the one that is kept.
func (s shown) frame(name string) {
	s.t.Helper()
	path, got := filepath.Join("testdata", name+".txt"), s.Screen()+"\n"
	if tui.Update() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if got != string(want) {
		s.t.Errorf("%s isn't as it was; run with -update if it should be:\n%s", name, got)
	}
}

// acme are people as a workspace has them.
func acme() []domain.RosterPerson {
	return []domain.RosterPerson{
		{Email: "grace@acme.test", Name: "Grace Hopper", Role: "manager", EmployeeNumber: "0042", Unit: "Engineering"},
		{Email: "ivan@acme.test", Name: "Ivan Petrov", Role: "developer", EmployeeNumber: "0043", Unit: "Engineering"},
		{Email: "hana@acme.test", Name: "Hana Kim", EmployeeNumber: "0044", Unit: "Design"},
		{Email: "bo@acme.test", Name: "Bo Nakamura", Role: "admin"},
		{Email: "jo@acme.test", Name: "Jo Müller", EmployeeNumber: "0045", Unit: "Sales"},
		{Email: "xiaolong@acme.test", Name: "李小龍", EmployeeNumber: "0046", Unit: "Design"},
	}
}

// crowdOf is a roster of n more.
func crowdOf(n int) []domain.RosterPerson {
	people := make([]domain.RosterPerson, n)
	for i := range people {
		people[i] = domain.RosterPerson{Email: fmt.Sprintf("p%05d@acme.test", i), Name: fmt.Sprintf("Person %05d", i)}
	}
	return people
}
