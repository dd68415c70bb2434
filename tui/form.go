package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// form is a dialog that asks for a few lines of text.
type form struct {
	title  string
	above  []string // sentences over the fields
	inputs []input
	yes    string                       // what it does, in a word or two: "invite"
	check  func(values []string) string // what is wrong with them, or ""; nil for nothing
	do     func(values []string) tea.Cmd
	// try, in place of do, makes the change with the form still open: what was
	// refused is said in it, and nothing that was typed is lost.
	try func(values []string) func(context.Context) (Outcome, error)
	// meanwhile is as that of a [confirm].
	meanwhile func(context.Context) (string, error)
}

// input is one line of a form.
type input struct {
	label   string
	hint    string   // faint beside the field: what may be written
	value   string   // what it holds at first
	choices []string // where only these may be chosen: ← and → go through them; a single one stays
	why     string   // why it can't be changed or is of no use: said in full while the field has the focus
}

// filling is a form on the screen.
type filling struct {
	form
	app    *App
	fields []*field
	at     int
	typed  string // to find a choice
	wrong  string
	guard  guard
	trying task[Outcome]
}

// fill opens the form.
func (a *App) fill(f form) tea.Cmd {
	d := &filling{form: f, app: a, guard: guard{look: f.meanwhile}}
	for _, in := range f.inputs {
		one := newField(2000)
		one.set(in.value)
		one.focus(false)
		d.fields = append(d.fields, one)
	}
	d.to(0)
	return a.over(d)
}

func (d *filling) Title() string  { return d.title }
func (d *filling) Start() tea.Cmd { return nil }
func (d *filling) Typing() bool   { return d.guard.stale == "" }
func (d *filling) Stop()          { d.guard.task.drop(); d.trying.drop() }

// Unsaved guards what was typed.
func (d *filling) Unsaved() string {
	for i, in := range d.inputs {
		if d.fields[i].text() != in.value && d.guard.stale == "" {
			return "What you typed isn't saved."
		}
	}
	return ""
}

// Update types into the field that has the focus.
func (d *filling) Update(msg tea.Msg) tea.Cmd {
	if d.guard.answer(msg) {
		return nil
	}
	if a, ok := d.trying.answer(msg); ok {
		if d.wrong = words(a.err); a.err == nil {
			d.app.close(d)
			return func() tea.Msg { return outcome{Outcome: a.value} }
		}
		return nil
	}
	switch msg.(type) {
	case Changed:
		return d.guard.ask(d.app.ctx)
	case tea.KeyPressMsg, tea.PasteMsg:
		if d.guard.stale != "" {
			return nil
		}
		if d.inputs[d.at].choices != nil {
			d.seek(msg)
			return nil
		}
		cmd, changed := d.fields[d.at].update(msg)
		if changed {
			d.wrong = ""
		}
		return cmd
	}
	return nil
}

// Actions go through the fields; enter on the last does it.
func (d *filling) Actions() []Action {
	if d.guard.stale != "" {
		return []Action{{Key: on("enter", "esc"), Name: "close", Do: now(func() { d.app.close(d) })}}
	}
	next := Action{Key: on("enter"), Name: "next", Do: now(func() { d.to(d.at + 1) })}
	if d.at == len(d.fields)-1 {
		next = Action{Key: on("enter"), Name: d.yes, Do: d.submit}
	}
	actions := []Action{next}
	if len(d.fields) > 1 {
		actions = append(actions,
			Action{Key: on("tab", "down"), Name: "next field", Do: now(func() { d.to(d.at + 1) })},
			Action{Key: on("shift+tab", "up"), Name: "field before", moves: true, Do: now(func() { d.to(d.at - 1) })},
			Action{Key: on("ctrl+s"), Name: d.yes, moves: d.at == len(d.fields)-1, Do: d.submit})
	}
	if len(d.inputs[d.at].choices) > 1 {
		actions = append(actions,
			Action{Key: shown("← →", "left"), Name: "choose", Do: now(func() { d.choose(-1) })},
			Action{Key: on("right"), Name: "choose", moves: true, Do: now(func() { d.choose(1) })})
	}
	return actions
}

func (d *filling) to(i int) {
	d.typed = ""
	d.fields[d.at].focus(false)
	d.at = (i + len(d.fields)) % len(d.fields)
	d.fields[d.at].focus(d.inputs[d.at].choices == nil)
}

func (d *filling) submit() tea.Cmd {
	d.typed = ""
	values := make([]string, len(d.fields))
	for i, f := range d.fields {
		values[i] = strings.TrimSpace(f.text())
	}
	if d.check != nil {
		if d.wrong = d.check(values); d.wrong != "" {
			return nil
		}
	}
	if d.try != nil {
		return d.trying.ask(d.app.ctx, d.try(values))
	}
	d.app.close(d)
	return d.do(values)
}

// View draws the fields under one another.
func (d *filling) View(size Size) string {
	t := &d.app.theme
	var lines []string
	for _, s := range d.above {
		lines = append(lines, wrap(s, size.Width)...)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	label := 0
	for _, in := range d.inputs {
		label = max(label, width(in.label))
	}
	for i, in := range d.inputs {
		sign, room := "  ", size.Width-label-4
		if i == d.at {
			sign = t.tone[accent].paint("▌") + " "
		}
		hint := cut(in.hint, room/2)
		text := fit(d.fields[i].text(), room-width(hint)-1)
		switch {
		case len(in.choices) == 1:
			hint = cut(in.why, room-width(in.value)-3)
			text = fit(in.value, room-width(hint)-1)
		case in.choices != nil && i == d.at && d.typed != "":
			hint = cut("/ "+d.typed, room/2)
			text = fit("‹ "+d.fields[i].text()+" ›", room-width(hint)-1)
		case in.choices != nil:
			text = fit("‹ "+d.fields[i].text()+" ›", room-width(hint)-1)
		case i == d.at:
			text = d.fields[i].view(room - width(hint) - 1)
		}
		lines = append(lines, sign+t.tone[faint].paint(fit(in.label, label))+"  "+text+" "+t.tone[faint].paint(hint))
	}
	for _, l := range wrap(sentence(d.inputs[d.at].why), size.Width) {
		lines = append(lines, t.tone[faint].paint(l))
	}
	for _, l := range wrap(d.wrong, size.Width) {
		lines = append(lines, t.tone[bad].paint(l))
	}
	for _, l := range wrap(d.guard.stale, size.Width) {
		lines = append(lines, t.tone[warn].paint(l))
	}
	return strings.Join(lines, "\n")
}
