package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/tui/internal/terminal"
)

// person is a row of the demo.
type person struct{ id, name, email, role, status, unit, seen string }

// people is what the demo shows: it can change while it is shown.
type people struct {
	mu    sync.Mutex
	rows  []person
	asks  int   // windows that were read
	err   error // what reading fails with
	index bool  // an ordered index behind cursors, which doesn't know how far in it is
}

var given = []string{"Adaeze Okafor", "Grace Hopper", "Hana Kim", "Ivan Petrov", "Jo Müller", "李小龍", "Zoë 👩‍💻 Emoji",
	"مريم حسن", "Nguyễn Thị Minh", "payroll-export"}

func crowd(n int) *people {
	p := &people{}
	for i := range n {
		name := given[i%len(given)]
		if i >= len(given) {
			name = fmt.Sprintf("%s %d", name, i)
		}
		status := "active"
		if i%9 == 3 {
			status = "suspended"
		}
		p.rows = append(p.rows, person{id: fmt.Sprint(i), name: name, email: fmt.Sprintf("p%d@acme.test", i),
			role: []string{"employee", "manager", "developer"}[i%3], status: status, unit: "Engineering", seen: fmt.Sprintf("%d h", i%24)})
	}
	return p
}

func (p *people) source(q query) source[person] {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := slices.Clone(p.rows)
	if q.text != "" {
		rows = rank(rows, func(r person) string { return r.name }, q.text)
	} else if q.descending {
		slices.Reverse(rows)
	}
	return sourced[person](func(ctx context.Context, s span) (window[person], error) {
		p.mu.Lock()
		p.asks++
		err, index := p.err, p.index
		p.mu.Unlock()
		if err != nil {
			return window[person]{}, err
		}
		if index {
			return p.scan(q, s), nil
		}
		return slice[person]{rows, func(r person) string { return r.id }}.window(ctx, s)
	})
}

// scan reads as an ordered index does: from a row's place, which is its id, in
// either direction. How many rows lie before is known at no place.
func (p *people) scan(q query, s span) window[person] {
	p.mu.Lock()
	defer p.mu.Unlock()
	rows := slices.Clone(p.rows)
	if q.text != "" {
		rows = rank(rows, func(r person) string { return r.name }, q.text)
	}
	if q.descending != s.reverse {
		slices.Reverse(rows)
	}
	w := window[person]{at: -1, total: len(rows)}
	from := 1 + slices.IndexFunc(rows, func(r person) bool { return r.id == string(s.after) })
	to := min(from+s.limit, len(rows))
	for _, r := range rows[from:to] {
		w.rows = append(w.rows, domain.Row[person]{Item: r, Cursor: domain.Cursor(r.id)})
	}
	w.more = to < len(rows)
	return w
}

// reads is how many windows were read.
func (p *people) reads() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asks
}

func (p *people) edit(change func(rows []person) []person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rows = change(p.rows)
}

// demo is a screen like those of the product, over rows in memory.
type demo struct {
	*list[person]
	app    *App
	people *people
	did    []string // what was done, for tests
}

func newDemo(app *App, p *people) *demo {
	d := &demo{app: app, people: p}
	d.list = newList(app, listing[person]{
		columns: []column[person]{
			{title: "name", min: 14, max: 30, sort: "name", cell: d.named},
			{title: "e-mail", min: 14, max: 30, drop: 2, cell: func(p person) cell { return cell{text: p.email} }},
			{title: "role", min: 10, max: 12, drop: 1, cell: func(p person) cell { return cell{text: p.role} }},
			{title: "unit", min: 11, max: 14, drop: 3, cell: func(p person) cell { return cell{text: p.unit, tone: faint} }},
			{title: "seen", min: 5, max: 6, drop: 4, right: true, cell: func(p person) cell { return cell{text: p.seen, tone: faint} }},
		},
		id:     func(p person) string { return p.id },
		name:   func(p person) string { return p.name },
		under:  suspendedUnder,
		above:  func() []string { return []string{" all " + number(d.data.total)} },
		empty:  "Nobody is here yet. i invites the first.",
		search: true, marks: true,
		source: p.source,
		open:   func(p person) tea.Cmd { return app.show(newCard(app, p)) },
	})
	return d
}

func (d *demo) named(p person) cell {
	c := cell{text: p.name}
	c.found, _, _ = match(p.name, d.query.text)
	return c
}

func suspendedUnder(p person) string {
	if p.status == "suspended" {
		return "suspended"
	}
	return ""
}

func (d *demo) Title() string { return "Members" }

func (d *demo) Actions() []Action {
	r, ok := d.current()
	own := []Action{
		{Key: on("s"), Name: "suspend", Command: "gatehouse members suspend " + r.email, Off: !ok, Do: d.suspend},
		{Key: on("x"), Name: "remove", Command: "gatehouse members remove " + r.email, Off: true,
			Why: func() string { return "Your role admin may not remove the owner." }, Do: d.note("removed")},
		{Key: on("i"), Name: "invite", Command: "gatehouse invitations send", Do: d.note("invited")},
		{Key: on("e"), Name: "export", Do: d.export},
		{Key: on("D"), Name: "delete all", Do: d.deleteAll},
	}
	return d.with(own...)
}

func (d *demo) note(what string) func() tea.Cmd {
	return now(func() { d.did = append(d.did, what); d.app.say(good, what) })
}

func (d *demo) suspend() tea.Cmd {
	r, _ := d.current()
	return d.app.confirm(confirm{
		title:  "Suspend " + r.name + "?",
		lines:  []string{"He is out at once: 2 sessions end (ssh from 10.0.3.7, local).", "Nothing is deleted. Reactivating brings back developer and every setting."},
		reason: "Reason", no: "Keep him in", yes: "Suspend",
		meanwhile: func(context.Context) (string, error) { return d.people.gone(r.id, r.name), nil },
		do: func(reason string) tea.Cmd {
			d.did = append(d.did, "suspended "+r.name+" "+reason)
			return d.app.act(func(context.Context) (Outcome, error) {
				return Outcome{Text: "Suspended " + r.name + ".", Undo: func(context.Context) (Outcome, error) {
					return Outcome{Text: "Reactivated " + r.name + "."}, nil
				}}, nil
			})
		},
	})
}

// deleteAll can't be undone, so a name must be typed.
func (d *demo) deleteAll() tea.Cmd {
	return d.app.confirm(confirm{title: "Delete acme?", lines: []string{"Everything in it is gone for ever."},
		typed: "acme", no: "Keep it", yes: "Delete", do: func(string) tea.Cmd { d.did = append(d.did, "deleted"); d.app.say(good, "Deleted."); return nil }})
}

// gone says that a row isn't there any more.
func (p *people) gone(id, name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slices.ContainsFunc(p.rows, func(r person) bool { return r.id == id }) {
		return ""
	}
	return name + " was removed meanwhile by Ada Lovelace."
}

// peek runs in the program's own loop, where its state may be looked at.
type peek func(*demo)

func (d *demo) Update(msg tea.Msg) tea.Cmd {
	if look, ok := msg.(peek); ok {
		look(d)
		return nil
	}
	return d.list.Update(msg)
}

// export is long work that only ends when it is stopped.
func (d *demo) export() tea.Cmd {
	return d.app.work("exporting", 1200, func(ctx context.Context, done func(int)) (Outcome, error) {
		done(340)
		<-ctx.Done()
		return Outcome{Text: "340 of 1,200 are written."}, ctx.Err()
	})
}

// card is a screen over it, with a field that leaving would lose.
type card struct {
	app    *App
	person person
	field  *field
}

func newCard(app *App, p person) *card { return &card{app: app, person: p, field: newField(80)} }
func (c *card) Title() string          { return c.person.name }
func (c *card) Start() tea.Cmd         { return nil }
func (c *card) Actions() []Action {
	return []Action{{Key: on("tab"), Name: "type or not", Do: now(c.turn)}}
}
func (c *card) turn()                 { c.field.focus(!c.field.input.Focused()) }
func (c *card) Typing() bool          { return c.field.input.Focused() }
func (c *card) View(size Size) string { return "note: " + c.field.view(size.Width-6) }
func (c *card) Unsaved() string {
	if c.field.text() != "" {
		return "Your note isn't saved."
	}
	return ""
}

func (c *card) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		cmd, _ := c.field.update(msg)
		return cmd
	}
	return nil
}

// config is the frame around the demo.
func config(p *people, changed <-chan struct{}) Config {
	return Config{
		Header: func() Header {
			return Header{Workspace: "Acme", Plan: "Pro", Seats: "198 of 250 seats", Who: "Ada Lovelace", Role: "owner", Via: "local"}
		},
		Home: func(a *App) Screen { return newDemo(a, p) },
		Places: func(a *App) []Action {
			return []Action{{Name: "Vault", Command: "gatehouse keys list", Do: func() tea.Cmd { return a.visit(newCard(a, person{name: "Vault"})) }}}
		},
		Changed: changed,
		Now:     func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
	}
}

// running is the demo on a terminal.
type running struct {
	*terminal.Terminal
	people  *people
	changed chan struct{}
}

// run shows people on a terminal and waits for the list. Configure, where
// given, changes what the frame needs.
func run(t testing.TB, p *people, width, height int, configure ...func(*Config)) running {
	t.Helper()
	changed := make(chan struct{}, 1)
	c := config(p, changed)
	for _, f := range configure {
		f(&c)
	}
	r := running{terminal.Start(t, New(t.Context(), c), width, height), p, changed}
	r.WaitFor("1 of " + number(len(p.rows)))
	return r
}

// did is what the demo did so far.
func (r running) did() string {
	return ask(r, func(d *demo) string { return strings.Join(d.did, ", ") })
}

// ask looks at the demo between two of its messages.
func ask[T any](r running, look func(*demo) T) T {
	got := make(chan T, 1)
	r.Send(peek(func(d *demo) { got <- look(d) }))
	return <-got
}

// change edits the rows and signals it.
func (r running) change(edit func([]person) []person) {
	r.people.edit(edit)
	r.changed <- struct{}{}
}

// in tells whether a text is there.
func in(t *testing.T, screen, text string) {
	t.Helper()
	if !strings.Contains(screen, text) {
		t.Errorf("not on the screen: %q\n%s", text, screen)
	}
}
