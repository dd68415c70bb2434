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

	"gatehouse/tui/internal/terminal"
)

// person is a row of the demo.
type person struct{ id, name, email, role, status, unit, seen string }

// people is what the demo shows: it can change while it is shown.
type people struct {
	mu   sync.Mutex
	rows []person
	asks int // windows that were read
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
		p.mu.Unlock()
		return slice[person]{rows, func(r person) string { return r.id }}.window(ctx, s)
	})
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
	}
	return append(own, d.list.Actions()...)
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

// gone says that a row isn't there any more.
func (p *people) gone(id, name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slices.ContainsFunc(p.rows, func(r person) bool { return r.id == id }) {
		return ""
	}
	return name + " was removed meanwhile by Ada Lovelace."
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
func config(p *people, changed <-chan struct{}) (Config, func() *demo) {
	var d *demo
	return Config{
		Header: func() Header {
			return Header{Workspace: "Acme", Plan: "Pro", Seats: "198 of 250 seats", Who: "Ada Lovelace", Role: "owner", Via: "local"}
		},
		Home: func(a *App) Screen { d = newDemo(a, p); return d },
		Places: func(a *App) []Action {
			return []Action{{Name: "Vault", Command: "gatehouse keys list", Do: func() tea.Cmd { return a.visit(newCard(a, person{name: "Vault"})) }}}
		},
		Changed: changed,
		Now:     func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
	}, func() *demo { return d }
}

// run shows n people on a terminal and waits for the list.
func run(t testing.TB, n, width, height int) (*terminal.Terminal, *people, chan struct{}) {
	t.Helper()
	p, changed := crowd(n), make(chan struct{}, 1)
	c, _ := config(p, changed)
	term := terminal.Start(t, New(t.Context(), c), width, height)
	term.WaitFor("1 of " + number(n))
	return term, p, changed
}

// in tells whether a text is there, for messages of tests.
func in(t *testing.T, screen, text string) {
	t.Helper()
	if !strings.Contains(screen, text) {
		t.Errorf("not on the screen: %q\n%s", text, screen)
	}
}
