package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// confirm asks before something happens: a sentence, its consequences, and
// what to do on yes. The safe answer is highlighted.
type confirm struct {
	title   string   // the question
	lines   []string // consequences, as sentences with counts
	reason  string   // the name of a field for a reason; "" for none
	typed   string   // must be typed first: only for what can't be undone from here
	no      string   // the safe answer, in a word or two
	yes     string
	do      func(reason string) tea.Cmd
	parting bool   // asks whether to leave
	refused string // why it can't be done at all: there is nothing to agree to
	// meanwhile looks whether what the question is about still is as it was,
	// each time that something changed: a sentence says what isn't, and the
	// dialog doesn't go ahead. nil looks at nothing.
	meanwhile func(context.Context) (string, error)
}

// confirmation is a confirm on the screen.
type confirmation struct {
	confirm
	app    *App
	field  *field // of the reason or the name to type, where it begins; nil without
	inside bool   // the field has the focus
	sure   bool   // yes is highlighted
	guard  guard  // says what changed meanwhile, or is refused
	top    int    // the first line in view
	over   int    // lines that there is no room for
}

// confirm opens the dialog.
func (a *App) confirm(c confirm) tea.Cmd {
	d := &confirmation{confirm: c, app: a, guard: guard{look: c.meanwhile, stale: c.refused}}
	if d.guard.stale == "" && (c.reason != "" || c.typed != "") {
		d.field = newField(200)
		d.focus(true)
	}
	return a.over(d)
}

func (d *confirmation) Title() string  { return d.title }
func (d *confirmation) Start() tea.Cmd { return nil }
func (d *confirmation) Stop()          { d.guard.task.drop() }
func (d *confirmation) Typing() bool   { return d.inside && d.guard.stale == "" }

// Unsaved guards a reason that was typed.
func (d *confirmation) Unsaved() string {
	if d.reason != "" && d.guard.stale == "" && strings.TrimSpace(d.field.text()) != "" {
		return "The reason that you typed isn't saved."
	}
	return ""
}

func (d *confirmation) focus(field bool) {
	d.inside = field
	d.field.focus(field)
}

// Update types into the field, and looks again when something changed.
func (d *confirmation) Update(msg tea.Msg) tea.Cmd {
	if d.guard.answer(msg) {
		return nil
	}
	switch msg.(type) {
	case Changed:
		return d.guard.ask(d.app.ctx)
	case tea.KeyPressMsg, tea.PasteMsg:
		if d.Typing() {
			cmd, _ := d.field.update(msg)
			return cmd
		}
	}
	return nil
}

// Actions are the answers, and the way into the field.
func (d *confirmation) Actions() []Action {
	if d.guard.stale != "" {
		return append([]Action{{Key: on("enter", "n", "esc"), Name: "close", Do: d.refuse}}, d.reading()...)
	}
	if d.inside {
		return []Action{
			{Key: on("enter", "tab"), Name: "to the answers", Do: now(func() { d.focus(false) })},
			{Key: on("esc"), Name: strings.ToLower(d.no), Do: d.leave},
		}
	}
	answers := []Action{
		{Key: on("enter"), Name: strings.ToLower(d.highlighted()), Off: d.sure && !d.ready(), Why: d.why, Do: d.answer},
		{Key: on("y"), Name: strings.ToLower(d.yes), Off: !d.ready(), Why: d.why, Do: d.agree, moves: d.sure},
		{Key: on("n"), Name: strings.ToLower(d.no), Do: d.refuse, moves: !d.sure},
		{Key: on("esc"), Name: strings.ToLower(d.no), Do: d.leave, moves: true},
		{Key: shown("← →", "left", "right"), Name: "choose", Do: now(func() { d.sure = !d.sure })},
	}
	answers = append(answers, d.reading()...)
	if d.field != nil {
		return append(answers, Action{Key: on("tab"), Name: d.label(), Do: now(func() { d.focus(true) })})
	}
	return append(answers, Action{Key: on("tab"), Name: "choose", moves: true, Do: now(func() { d.sure = !d.sure })})
}

// reading goes through what there is no room for.
func (d *confirmation) reading() []Action {
	if d.over == 0 {
		return nil
	}
	return []Action{
		{Key: shown("↑ ↓", "up", "k"), Name: "read", Do: now(func() { d.top-- })},
		{Key: on("down", "j"), Name: "read on", moves: true, Do: now(func() { d.top++ })},
	}
}

func (d *confirmation) label() string {
	if d.typed != "" {
		return "type " + d.typed
	}
	return strings.ToLower(d.reason)
}

func (d *confirmation) highlighted() string {
	if d.sure {
		return d.yes
	}
	return d.no
}

// ready tells whether the name was typed, where one must be.
func (d *confirmation) ready() bool {
	return d.typed == "" || strings.TrimSpace(d.field.text()) == d.typed
}

func (d *confirmation) why() string { return "Type “" + d.typed + "” first, to be sure." }

// refuse is an answer; leave isn't, and asks first about a reason that was typed.
func (d *confirmation) refuse() tea.Cmd { d.app.close(d); return nil }
func (d *confirmation) leave() tea.Cmd  { return d.app.back() }

func (d *confirmation) answer() tea.Cmd {
	if d.sure {
		return d.agree()
	}
	return d.refuse()
}

func (d *confirmation) agree() tea.Cmd {
	reason := ""
	if d.reason != "" {
		reason = strings.TrimSpace(d.field.text())
	}
	d.app.close(d)
	return d.do(reason)
}

// View draws the consequences, the field and the answers.
func (d *confirmation) View(size Size) string {
	t := &d.app.theme
	var lines []string
	for _, l := range d.lines {
		lines = append(lines, wrap(l, size.Width)...)
	}
	if stale := d.guard.stale; stale != "" {
		for _, l := range wrap(stale, size.Width) {
			lines = append(lines, t.tone[warn].paint(l))
		}
		return strings.Join(append(d.inView(lines, size.Height-2), "", d.buttons(size.Width, "Close", "")), "\n")
	}
	tail := 2
	if d.field != nil {
		tail += 2
	}
	lines = d.inView(lines, size.Height-tail)
	if d.field != nil {
		label := d.reason
		if d.typed != "" {
			label = "Type " + d.typed
		}
		lines = append(lines, "", t.tone[faint].paint(label)+"  "+d.field.view(size.Width-width(label)-2))
	}
	return strings.Join(append(lines, "", d.buttons(size.Width, d.no, d.yes)), "\n")
}

// inView is as much of the text as there is room for; the answers stay in view.
func (d *confirmation) inView(lines []string, room int) []string {
	if d.over = 0; len(lines) <= room {
		return lines
	}
	room = max(room-1, 1)
	d.over = len(lines) - room
	d.top = max(min(d.top, d.over), 0)
	return append(slices.Clone(lines[d.top:d.top+room]), d.app.theme.tone[faint].paint(count(d.over, "more line", "more lines")+": ↑ and ↓"))
}

// buttons draws the answers; brackets, not colour, say which is highlighted.
func (d *confirmation) buttons(n int, no, yes string) string {
	on, off := d.app.theme.tone[accent], d.app.theme.tone[normal]
	safe, sure := on.paint("[ "+no+" ]"), off.paint("  "+yes+"  ")
	if d.sure {
		safe, sure = off.paint("  "+no+"  "), on.paint("[ "+yes+" ]")
	}
	if yes != "" {
		safe += "   " + sure
	}
	return blank(n-ansi.StringWidthWc(safe)) + safe
}
