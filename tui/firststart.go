package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// FirstStartOptions say what the first start makes, and on what terminal.
type FirstStartOptions struct {
	Database string   // where it will lie, to be shown
	Keys     []string // SSH public keys that were found, as authorized_keys lines
	Create   func(context.Context, domain.CreateWorkspace) error

	Local   bool // as in [Options]
	NoColor bool
	NoMouse bool
	Program []tea.ProgramOption
}

// ErrLeft is what a first start ends with that was left before anything was made.
var ErrLeft = errors.New("left before anything was made")

// FirstStart asks four questions where there is no database yet: the
// workspace, the owner's address, the role model and an SSH public key; and
// makes what was answered. An answer that can't be is said at its question.
func FirstStart(ctx context.Context, o FirstStartOptions) error {
	var first *firstStart
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	a := New(ctx, o.config(&first))
	_, err := program(ctx, cancel, a, o.Program).Run()
	raise(context.Cause(ctx))
	if err != nil {
		return err
	}
	if !first.made {
		return ErrLeft
	}
	return nil
}

func (o FirstStartOptions) config(first **firstStart) Config {
	return Config{
		Home: func(a *App) Screen {
			*first = newFirstStart(a, o)
			return *first
		},
		Local: o.Local, NoColor: o.NoColor, NoMouse: o.NoMouse,
	}
}

// question is one of those of the first start.
type question int

const (
	askName question = iota
	askSlug
	askEmail
	askModel
	askKey
	questions
)

// firstStart is the screen that asks them.
type firstStart struct {
	app    *App
	asks   FirstStartOptions
	fields map[question]*field
	models []*rights.Model
	keys   []domain.Login
	lines  []string // of the keys, as they were given
	at     question
	model  int
	key    int // len(keys) for none
	own    bool
	wrong  string
	task   task[struct{}]
	made   bool
}

func newFirstStart(a *App, o FirstStartOptions) *firstStart {
	v := &firstStart{app: a, asks: o, models: rights.Models(), fields: map[question]*field{}}
	for _, q := range []question{askName, askSlug, askEmail} {
		v.fields[q] = newField(400)
		v.fields[q].focus(q == askName)
	}
	for _, line := range o.Keys {
		if l, err := domain.ParseLogin(line); err == nil {
			v.keys, v.lines = append(v.keys, l), append(v.lines, line)
		}
	}
	return v
}

func (v *firstStart) Title() string  { return "First start" }
func (v *firstStart) Start() tea.Cmd { return nil }
func (v *firstStart) Stop()          { v.task.drop() }
func (v *firstStart) Typing() bool   { return true }

// Unsaved guards what was answered.
func (v *firstStart) Unsaved() string {
	for _, f := range v.fields {
		if f.text() != "" && !v.made {
			return "Nothing is made yet, and what you answered is forgotten."
		}
	}
	return ""
}

// Update types, takes a pasted key, and what came of making it all.
func (v *firstStart) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.task.answer(msg); ok {
		if a.err == nil {
			v.made = true
			return v.app.quit()
		}
		v.wrong = words(a.err)
		if e, ok := errors.AsType[*domain.Error](a.err); ok && e.Code == "slug_taken" {
			v.to(askSlug)
		}
		return nil
	}
	switch m := msg.(type) {
	case tea.PasteMsg:
		if v.at == askKey {
			v.offer(m.Content)
			return nil
		}
		return v.typed(msg)
	case tea.KeyPressMsg:
		return v.typed(msg)
	}
	return nil
}

// typed gives a key to the field. The slug follows the name until it has one
// of its own.
func (v *firstStart) typed(msg tea.Msg) tea.Cmd {
	f := v.fields[v.at]
	if f == nil {
		if k, ok := msg.(tea.KeyPressMsg); ok {
			v.choose(map[string]int{"j": 1, "k": -1}[k.Text])
		}
		return nil
	}
	cmd, changed := f.update(msg)
	if !changed {
		return cmd
	}
	v.wrong = ""
	switch v.at {
	case askSlug:
		v.own = f.text() != ""
	case askName:
		if !v.own {
			v.fields[askSlug].set(domain.SlugFrom(f.text()))
		}
	}
	return cmd
}

// offer adds a key that was pasted.
func (v *firstStart) offer(line string) {
	l, err := domain.ParseLogin(line)
	if v.wrong = words(err); err != nil {
		return
	}
	v.keys, v.lines = append(v.keys, l), append(v.lines, line)
	v.key = len(v.keys) - 1
}

// Actions go from question to question; enter on the last makes it all.
func (v *firstStart) Actions() []Action {
	next := Action{Key: on("enter"), Name: "next", Do: v.next}
	if v.at == askKey {
		next.Name = "make the workspace"
	}
	actions := []Action{next}
	if v.fields[v.at] == nil {
		actions = append(actions,
			Action{Key: shown("↑ ↓", "up"), Name: "choose", Do: now(func() { v.choose(-1) })},
			Action{Key: on("down"), Name: "choose", moves: true, Do: now(func() { v.choose(1) })})
	}
	if v.at > 0 {
		actions = append(actions, Action{Key: on("esc", "shift+tab"), Name: "question before", Do: now(func() { v.to(v.at - 1) })})
	}
	return append(actions,
		Action{Key: on("tab"), Name: "next", moves: true, Do: v.next},
		Action{Key: on("ctrl+c"), Name: "quit", Do: v.app.quit})
}

func (v *firstStart) choose(step int) {
	switch v.at {
	case askModel:
		v.model = max(min(v.model+step, len(v.models)-1), 0)
	case askKey:
		v.key = max(min(v.key+step, len(v.keys)), 0)
	}
}

func (v *firstStart) to(q question) {
	v.at = q
	for each, f := range v.fields {
		f.focus(each == q)
	}
}

// next checks the answer, and goes on or makes it all.
func (v *firstStart) next() tea.Cmd {
	if v.wrong = words(v.check()); v.wrong != "" || v.task.busy {
		return nil
	}
	if v.at+1 < questions {
		v.to(v.at + 1)
		return nil
	}
	c := v.command()
	return v.task.ask(v.app.ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, v.asks.Create(ctx, c) })
}

func (v *firstStart) check() (err error) {
	switch v.at {
	case askName:
		_, err = domain.ParseName(v.fields[askName].text())
	case askSlug:
		_, err = domain.ParseSlug(v.fields[askSlug].text())
	case askEmail:
		_, err = domain.ParseEmail(v.fields[askEmail].text())
	case askKey:
		err = v.command().Check()
	}
	return err
}

func (v *firstStart) command() domain.CreateWorkspace {
	c := domain.CreateWorkspace{
		Name: v.fields[askName].text(), Slug: v.fields[askSlug].text(), Owner: v.fields[askEmail].text(), Model: v.models[v.model].Name,
	}
	if v.key < len(v.lines) {
		c.OwnerKey = v.lines[v.key]
	}
	return c
}
