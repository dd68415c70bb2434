package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// freshKey shows a new secret, once: a key, a token to enrol a login with, or what
// a webhook signs with. It is sent to the terminal's clipboard, and pasting it
// anywhere checks that it arrived; what is pasted is never shown. It goes only when
// one says that one has it, or asks to leave and means it.
type freshKey struct {
	app     *App
	secret  string // never anywhere but here; empty once it is dropped
	noun    string // what it is called: "key"
	title   string
	loss    string   // what leaving would mean
	kept    string   // what is said once one has it
	use     []string // sentences about whom it is for
	until   string
	times   int // how often it was sent to the terminal
	checked checked

	claim   string // the command that fetches it elsewhere, or empty
	claimed func(context.Context) (string, error)
	asking  task[string]
	taken   string // when it was fetched, as a sentence
}

// checked is what became of pasting the key back.
type checked int

const (
	notChecked checked = iota
	arrived
	another
)

// newFreshKey shows a key of a service user. Where the program can be reached
// from elsewhere, a ticket lets whoever made the key fetch it there.
func newFreshKey(a *App, s *domain.Session, k domain.FreshKey) *freshKey {
	until := "never expires"
	if !k.ExpiresAt.IsZero() {
		until = "expires " + k.ExpiresAt.In(a.Now().Location()).Format("2 Jan 2006 15:04")
	}
	name, service := domain.Clean(k.Name), domain.Clean(k.Service.Label())
	d := &freshKey{
		app: a, secret: k.Secret.Reveal(), noun: "key", title: "New key " + name + " of " + service, until: until,
		loss: "This key can't be shown again. Without it, revoke it and make another.",
		kept: "Only you have the key " + name + " of " + service + " now; it " + until + ".",
	}
	if a.Claim == "" {
		return d
	}
	if ticket, err := s.Ticket(k); err == nil { // without one there is still the clipboard
		d.claim = a.Claim + " keys claim " + ticket
		id := k.ID
		d.claimed = func(ctx context.Context) (string, error) { return claimedAt(ctx, s, id) }
	}
	return d
}

// claimedAt says when and from where a key was fetched, as far as the audit
// trail may be read.
func claimedAt(ctx context.Context, s *domain.Session, key domain.ID) (string, error) {
	page, err := s.Events(ctx, domain.EventQuery{Action: "keys.claim", Limit: 20})
	for _, r := range page.Rows {
		if e := r.Item; e.Target.ID == key && e.Result == domain.ResultDone {
			from := ""
			if e.From != "" {
				from = " from " + domain.Clean(e.From)
			}
			return "claimed at " + e.At.In(s.Now().Location()).Format("15:04") + ", " + domain.Clean(e.Via) + from, err
		}
	}
	return "", err
}

func (d *freshKey) Title() string { return d.title }

// Start sends the key to the terminal's clipboard.
func (d *freshKey) Start() tea.Cmd {
	d.times++
	return d.app.copy(d.secret)
}

// Stop drops the key.
func (d *freshKey) Stop() { d.secret = ""; d.asking.drop() }

func (d *freshKey) Typing() bool { return false }

// Unsaved guards the key, which nobody can show again.
func (d *freshKey) Unsaved() string {
	if d.secret == "" {
		return ""
	}
	return d.loss
}

// Update compares a paste with the key, and looks whether it was fetched when
// something changed.
func (d *freshKey) Update(msg tea.Msg) tea.Cmd {
	if a, ok := d.asking.answer(msg); ok {
		if a.err == nil {
			d.taken = a.value
		}
		return nil
	}
	switch msg := msg.(type) {
	case Changed:
		if d.claimed != nil && d.taken == "" {
			return d.asking.ask(d.app.ctx, d.claimed)
		}
	case tea.PasteMsg:
		d.checked = another
		if same(msg.Content, d.secret) {
			d.checked = arrived
		}
	}
	return nil
}

// Actions are few: copying once more, and having it.
func (d *freshKey) Actions() []Action {
	return []Action{
		{Key: on("enter"), Name: "I have it", Do: d.have},
		{Key: on("y"), Name: "copy again", Do: d.again},
		{Key: on("q"), Name: "leave", Do: d.app.back, moves: true},
	}
}

func (d *freshKey) have() tea.Cmd {
	d.app.close(d)
	d.app.say(good, d.kept)
	return nil
}

func (d *freshKey) again() tea.Cmd {
	d.checked = notChecked
	return d.Start()
}

// View draws the key, and how sure one can be of having it.
func (d *freshKey) View(size Size) string {
	t := &d.app.theme
	lines := []string{"This is the only time it is shown."}
	for _, s := range d.use {
		lines = append(lines, wrap(s, size.Width)...)
	}
	lines = append(lines, "")
	for _, l := range wrap(d.secret, size.Width-4) {
		lines = append(lines, "  "+t.tone[strong].paint(l))
	}
	lines = append(lines, "")
	lines = append(lines, d.went(size.Width)...)
	state := map[checked]string{
		notChecked: t.tone[warn].paint("not checked yet"),
		arrived:    t.tone[good].paint("✓ it arrived: what you pasted is the " + d.noun),
		another:    t.tone[bad].paint("✗ that is not it: y sends it again"),
	}
	lines = append(lines, "paste it here to be sure.", state[d.checked])
	lines = append(lines, d.elsewhere(size.Width)...)
	lines = append(lines, "", t.tone[faint].paint(d.until))
	if len(lines) > size.Height { // the gaps go first
		lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	}
	return strings.Join(lines, "\n")
}

// went says that it was sent, each time anew.
func (d *freshKey) went(room int) []string {
	t := &d.app.theme
	if d.times < 2 {
		return wrap("Sent to your terminal's clipboard. Some terminals ignore that:", room)
	}
	again := "✓ sent to your terminal again, " + count(d.times, "time", "times") + " in all."
	return append([]string{t.tone[good].paint(again)}, wrap("Some terminals ignore that:", room)...)
}

// elsewhere is the command that fetches it on one's own machine, once.
func (d *freshKey) elsewhere(room int) []string {
	t := &d.app.theme
	switch {
	case d.claim == "":
		return nil
	case d.taken != "":
		return []string{"", t.tone[good].paint(cut("✓ "+d.taken, room))}
	}
	where := "or, from your own machine, once:"
	if d.app.Local {
		where = "or, from another terminal, once:"
	}
	if width(where)+3+width(d.claim) <= room {
		return []string{"", where + "   " + t.tone[accent].paint(d.claim)}
	}
	lines := []string{"", where}
	for _, l := range wrap(d.claim, room-2) {
		lines = append(lines, "  "+t.tone[accent].paint(l))
	}
	return lines
}
