package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// newcomer is a dialog that asks whom a new account is for, and chooses its
// role among those that the one who is here may give.
type newcomer struct {
	app     *App
	session *domain.Session
	kind    rights.Kind
	title   string
	label   string // of the first line
	hint    string // while that is empty
	yes     string
	check   func(typed string) (note, wrong string) // what the line means, or what is wrong with it
	do      func(welcome) tea.Cmd
	// try, in place of do, makes the change with the dialog still open.
	try func(welcome) func(context.Context) (Outcome, error)

	who, ends *field
	terms     terms
	task      task[terms]
	trying    task[Outcome]
	parts     []part
	at        int
	role      int
	unit      int // into terms.units; -1 for none
	wrong     string
}

// part is what of a newcomer one is at.
type part int

const (
	partWho part = iota
	partRole
	partUnit
	partEnds
)

// terms are what can be given.
type terms struct {
	roles []domain.RoleOffer
	units []string
}

// welcome is what was chosen.
type welcome struct {
	who, role, unit, ends string
}

// newNewcomer makes the dialog; the caller fills in what it is for.
func newNewcomer(a *App, s *domain.Session, k rights.Kind) *newcomer {
	d := &newcomer{app: a, session: s, kind: k, who: newField(0), ends: newField(40), role: -1, unit: -1}
	d.ends.focus(false)
	d.settle()
	return d
}

func (d *newcomer) Title() string { return d.title }

// Start asks what can be given.
func (d *newcomer) Start() tea.Cmd {
	return d.task.ask(d.app.ctx, func(ctx context.Context) (terms, error) {
		roles, err := d.session.RoleOffers(ctx, d.kind)
		if err != nil {
			return terms{}, err
		}
		t := terms{roles: slices.DeleteFunc(roles, func(o domain.RoleOffer) bool { return byTransfer(o.Name) })}
		units, err := d.session.Units(ctx)
		if domain.KindOf(err) == domain.Denied { // who may not see units names none
			err = nil
		}
		for _, u := range units {
			t.units = append(t.units, u.Name)
		}
		return t, err
	})
}

func (d *newcomer) Stop() { d.task.drop(); d.trying.drop() }

// Typing is true in a line of text.
func (d *newcomer) Typing() bool { return d.parts[d.at] == partWho || d.parts[d.at] == partEnds }

// Unsaved guards what was typed.
func (d *newcomer) Unsaved() string {
	if strings.TrimSpace(d.who.text()) != "" {
		return "What you typed isn't saved."
	}
	return ""
}

// Update types, and takes what can be given.
func (d *newcomer) Update(msg tea.Msg) tea.Cmd {
	if a, ok := d.task.answer(msg); ok {
		if a.err != nil {
			d.wrong = a.err.Error()
			return nil
		}
		d.terms = a.value
		d.role = slices.IndexFunc(d.terms.roles, func(o domain.RoleOffer) bool { return o.Usual && o.Allowed })
		if d.role < 0 {
			d.role = slices.IndexFunc(d.terms.roles, func(o domain.RoleOffer) bool { return o.Allowed })
		}
		d.settle()
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
	case tea.KeyPressMsg, tea.PasteMsg:
		f := map[part]*field{partWho: d.who, partEnds: d.ends}[d.parts[d.at]]
		if f == nil {
			return nil
		}
		cmd, changed := f.update(msg)
		if changed {
			d.wrong = ""
		}
		return cmd
	}
	return nil
}

// settle decides which parts there are: a unit only for who manages units, an
// end only for a person's account.
func (d *newcomer) settle() {
	d.parts = []part{partWho, partRole}
	if o, ok := d.chosen(); ok && o.Units && d.kind == rights.Person && len(d.terms.units) > 0 {
		d.parts = append(d.parts, partUnit)
	}
	if d.kind == rights.Person {
		d.parts = append(d.parts, partEnds)
	}
}

func (d *newcomer) chosen() (domain.RoleOffer, bool) {
	if d.role < 0 || d.role >= len(d.terms.roles) {
		return domain.RoleOffer{}, false
	}
	return d.terms.roles[d.role], true
}

// Actions go through the parts; enter on the last does it.
func (d *newcomer) Actions() []Action {
	next := Action{Key: on("enter"), Name: "next", Do: now(func() { d.to(d.at + 1) })}
	done := Action{Key: on("ctrl+s"), Name: d.yes, Do: d.submit}
	if d.at == len(d.parts)-1 {
		next.Name, next.Do, done.moves = d.yes, d.submit, true
	}
	if o, ok := d.chosen(); ok && d.parts[d.at] == partRole && !o.Allowed {
		next.Off, next.Why = true, func() string { return o.Why }
	}
	actions := []Action{next}
	switch d.parts[d.at] {
	case partRole:
		actions = append(actions, d.choosing("↑ ↓", "up", "down", "k", "j", d.chooseRole)...)
	case partUnit:
		actions = append(actions, d.choosing("← →", "left", "right", "h", "l", d.chooseUnit)...)
	}
	return append(actions,
		Action{Key: on("tab"), Name: "next field", Do: now(func() { d.to(d.at + 1) })},
		Action{Key: on("shift+tab"), Name: "field before", moves: true, Do: now(func() { d.to(d.at - 1) })},
		done)
}

func (d *newcomer) choosing(name, back, forth, b, f string, choose func(int)) []Action {
	return []Action{
		{Key: shown(name, back, b), Name: "choose", Do: now(func() { choose(-1) })},
		{Key: on(forth, f), Name: "choose", moves: true, Do: now(func() { choose(1) })},
	}
}

func (d *newcomer) chooseRole(step int) {
	if n := len(d.terms.roles); n > 0 {
		d.role = (d.role + step + n) % n
	}
	d.settle()
}

func (d *newcomer) chooseUnit(step int) {
	n := len(d.terms.units) + 1
	d.unit = (d.unit+1+step+n)%n - 1
}

func (d *newcomer) to(i int) {
	d.at = (i + len(d.parts)) % len(d.parts)
	d.who.focus(d.parts[d.at] == partWho)
	d.ends.focus(d.parts[d.at] == partEnds)
}

// submit checks each part and goes to the one that is wrong.
func (d *newcomer) submit() tea.Cmd {
	o, ok := d.chosen()
	_, wrong := d.check(d.who.text())
	switch {
	case wrong != "":
		d.to(slices.Index(d.parts, partWho))
	case !ok:
		wrong = "The roles aren't here yet."
	case !o.Allowed:
		wrong = o.Why
		d.to(slices.Index(d.parts, partRole))
	}
	if ends := strings.TrimSpace(d.ends.text()); wrong == "" && ends != "" {
		if _, err := domain.ParseFuture(ends, d.session.Now()); err != nil {
			wrong = err.Error()
			d.to(slices.Index(d.parts, partEnds))
		}
	}
	if d.wrong = wrong; wrong != "" {
		return nil
	}
	w := welcome{who: d.who.text(), role: o.Name, ends: strings.TrimSpace(d.ends.text())}
	if d.unit >= 0 && slices.Contains(d.parts, partUnit) {
		w.unit = d.terms.units[d.unit]
	}
	if d.try != nil {
		return d.trying.ask(d.app.ctx, d.try(w))
	}
	d.app.close(d)
	return d.do(w)
}
