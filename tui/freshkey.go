package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// freshKey shows a new key, once. It is sent to the terminal's clipboard, and
// pasting it anywhere checks that it arrived; what is pasted is never shown.
// It goes only when one says that one has it, or asks to leave and means it.
type freshKey struct {
	app     *App
	secret  domain.Secret
	name    string
	service string
	until   string
	checked checked
	then    func() tea.Cmd // once one has it
}

// checked is what became of pasting the key back.
type checked int

const (
	notChecked checked = iota
	arrived
	another
)

func newFreshKey(a *App, k domain.FreshKey, then func() tea.Cmd) *freshKey {
	until := "never expires"
	if !k.ExpiresAt.IsZero() {
		until = "expires " + k.ExpiresAt.In(a.Now().Location()).Format("2 Jan 2006 15:04")
	}
	return &freshKey{app: a, secret: k.Secret, name: domain.Clean(k.Name), service: domain.Clean(k.Service.Label()), until: until, then: then}
}

func (d *freshKey) Title() string { return "New key " + d.name + " of " + d.service }

// Start sends the key to the terminal's clipboard.
func (d *freshKey) Start() tea.Cmd { return tea.SetClipboard(d.secret.Reveal()) }

// Stop drops the key.
func (d *freshKey) Stop() { d.secret = domain.Secret{} }

func (d *freshKey) Typing() bool { return false }

// Unsaved guards the key, which nobody can show again.
func (d *freshKey) Unsaved() string {
	if d.secret.Reveal() == "" {
		return ""
	}
	return "This key can't be shown again. Without it, revoke it and make another."
}

// Update compares a paste with the key.
func (d *freshKey) Update(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(tea.PasteMsg); ok {
		d.checked = another
		if same(p.Content, d.secret) {
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
	d.app.say(good, "Only you have the key "+d.name+" of "+d.service+" now; it "+d.until+".")
	return d.then()
}

func (d *freshKey) again() tea.Cmd {
	d.checked = notChecked
	return d.Start()
}

// View draws the key, and how sure one can be of having it.
func (d *freshKey) View(size Size) string {
	t := &d.app.theme
	lines := []string{"This is the only time it is shown.", ""}
	for _, l := range wrap(d.secret.Reveal(), size.Width-4) {
		lines = append(lines, "  "+t.tone[strong].paint(l))
	}
	lines = append(lines, "")
	lines = append(lines, wrap("Sent to your terminal's clipboard. Some terminals ignore that:", size.Width)...)
	lines = append(lines, "paste it here to be sure.", "")
	state := map[checked]string{
		notChecked: t.tone[warn].paint("not checked yet"),
		arrived:    t.tone[good].paint("✓ it arrived: what you pasted is the key"),
		another:    t.tone[bad].paint("✗ that is not it: y sends it again"),
	}
	lines = append(lines, state[d.checked], "", t.tone[faint].paint(d.until))
	return strings.Join(lines, "\n")
}
