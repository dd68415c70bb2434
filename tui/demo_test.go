package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/tui/terminal"
)

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
		{Key: on("n"), Name: "new", Do: d.create},
		{Key: on("w"), Name: "why", Do: func() tea.Cmd { return d.app.show(&story{}) }},
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

// create asks for a name and a role.
func (d *demo) create() tea.Cmd {
	return d.app.fill(form{
		title: "New service user", above: []string{"It has API keys and never signs in."}, yes: "create",
		inputs: []input{{label: "Name", hint: "1 to 80 characters"}, {label: "Role", value: "verifier", choices: []string{"verifier", "developer"}}},
		check: func(values []string) string {
			if values[0] == "" {
				return "A service user needs a name."
			}
			return ""
		},
		do: func(values []string) tea.Cmd {
			d.did = append(d.did, strings.Join(values, " as "))
			d.app.say(good, "Created "+values[0]+".")
			return nil
		},
	})
}

// deleteAll can't be undone, so a name must be typed.
func (d *demo) deleteAll() tea.Cmd {
	return d.app.confirm(confirm{title: "Delete acme?", lines: []string{"Everything in it is gone for ever."},
		typed: "acme", no: "Keep it", yes: "Delete", do: func(string) tea.Cmd { d.did = append(d.did, "deleted"); d.app.say(good, "Deleted."); return nil }})
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
	return d.app.work("exporting", func(ctx context.Context, progress func(done, of int)) (Outcome, error) {
		progress(340, 1200)
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
	r := running{start(t, c, width, height), p, changed}
	r.WaitFor("1 of " + number(len(p.rows)))
	return r
}

func start(t testing.TB, c Config, width, height int) *terminal.Terminal {
	t.Helper()
	return terminal.Start(t, New(t.Context(), c), width, height)
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

// story is a screen of text.
type story struct{ page }

func (s *story) Title() string  { return "Why" }
func (s *story) Start() tea.Cmd { s.lines = tale; return nil }
func (s *story) Typing() bool   { return false }

func tale(int) (lines []string) {
	for i := range 200 {
		lines = append(lines, fmt.Sprintf("line %d", i+1))
	}
	return lines
}

// twins is a screen of two lists.
type twins struct {
	lists [2]*list[person]
	left  Size
	on    int
	app   *App
}

func newTwins(app *App, p *people) *twins {
	w := &twins{app: app}
	for i := range w.lists {
		w.lists[i] = newDemo(app, p).list
		w.lists[i].above = nil
	}
	w.focus(0)
	return w
}

func (w *twins) focus(i int)      { w.on = i; w.lists[i].behind, w.lists[1-i].behind = false, true }
func (w *twins) Title() string    { return "Twins" }
func (w *twins) Start() tea.Cmd   { return tea.Batch(w.lists[0].Start(), w.lists[1].Start()) }
func (w *twins) Typing() bool     { return w.lists[w.on].Typing() }
func (w *twins) Note() string     { return w.lists[w.on].Note() }
func (w *twins) Position() string { return w.lists[w.on].Position() }
func (w *twins) Actions() []Action {
	return w.lists[w.on].with(Action{Key: on("tab"), Name: "pane", Do: now(func() { w.focus(1 - w.on) })})
}

func (w *twins) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.MouseMsg); ok {
		moved, right := aim(m, w.left)
		w.focus(map[bool]int{false: 0, true: 1}[right])
		return w.lists[w.on].Update(moved)
	}
	return tea.Batch(w.lists[0].Update(msg), w.lists[1].Update(msg))
}

func (w *twins) View(size Size) string {
	left, right, both := panes(size)
	if !both {
		return w.lists[w.on].View(size)
	}
	w.left = left
	return w.app.beside(w.lists[0].View(left), w.lists[1].View(right), left, right)
}
