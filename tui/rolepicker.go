package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// rolePicker offers the roles that a member can have, and shows beside each
// what it would give and take.
type rolePicker struct {
	deeds  *deeds
	app    *App
	member domain.Listed
	ask    task[[]domain.RoleChoice]
	guard  guard
	all    []domain.RoleChoice
	at     int
	until  *field
	typing bool
	wrong  string
	loaded bool
}

func (d *deeds) pickRole(l domain.Listed) tea.Cmd {
	p := &rolePicker{deeds: d, app: d.app, member: l, until: newField(40), guard: guard{look: d.unchanged(l)}}
	p.until.focus(false)
	return d.app.over(p)
}

func (p *rolePicker) Title() string { return "Role of " + domain.Clean(p.member.Label()) }
func (p *rolePicker) Typing() bool  { return p.typing }
func (p *rolePicker) Stop()         { p.ask.drop(); p.guard.task.drop() }

// Start asks what each role would give and take.
func (p *rolePicker) Start() tea.Cmd {
	return p.ask.ask(p.app.ctx, func(ctx context.Context) ([]domain.RoleChoice, error) {
		return p.deeds.session.RoleChoices(ctx, domain.Ref(p.member.ID))
	})
}

// Update takes the choices in, and looks again when something changed.
func (p *rolePicker) Update(msg tea.Msg) tea.Cmd {
	if a, ok := p.ask.answer(msg); ok {
		if a.err != nil {
			p.app.close(p)
			return p.app.fail(a.err)
		}
		p.take(a.value)
		return nil
	}
	if p.guard.answer(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Changed:
		return tea.Batch(p.guard.ask(p.app.ctx), p.Start())
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.typing {
			cmd, _ := p.until.update(msg)
			p.wrong = ""
			return cmd
		}
	case tea.MouseWheelMsg:
		p.move(map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: 1}[msg.Button])
	case tea.MouseClickMsg:
		if msg.Y < len(p.all) {
			p.at = msg.Y
		}
	}
	return nil
}

// take shows the choices, at first on the role that the member has.
func (p *rolePicker) take(all []domain.RoleChoice) {
	for i, c := range all {
		if !p.loaded && c.Now {
			p.at = i
		}
	}
	p.all, p.loaded = all, true
	p.move(0)
}

func (p *rolePicker) move(n int) { p.at = max(min(p.at+n, len(p.all)-1), 0) }

func (p *rolePicker) chosen() (domain.RoleChoice, bool) {
	if p.at < len(p.all) {
		return p.all[p.at], true
	}
	return domain.RoleChoice{}, false
}

// Actions give the role, or step through them.
func (p *rolePicker) Actions() []Action {
	if p.guard.stale != "" {
		return []Action{{Key: on("enter", "esc"), Name: "close", Do: now(func() { p.app.close(p) })}}
	}
	if p.typing {
		return []Action{{Key: on("enter", "tab", "esc"), Name: "to the roles", Do: now(func() { p.focus(false) })}}
	}
	c, ok := p.chosen()
	return []Action{
		{Key: on("enter"), Name: "give", Command: p.command(c), Off: !ok || !c.Allowed, Why: func() string { return p.refused(c, ok) }, Do: p.give},
		{Key: on("tab"), Name: "until", Do: now(func() { p.focus(true) })},
		{Key: shown("↑ k", "up", "k"), Name: "up", moves: true, Do: now(func() { p.move(-1) })},
		{Key: shown("↓ j", "down", "j"), Name: "down", moves: true, Do: now(func() { p.move(1) })},
		{Key: shown("g home", "g", "home"), Name: "first", moves: true, Do: now(func() { p.move(-len(p.all)) })},
		{Key: shown("G end", "G", "end"), Name: "last", moves: true, Do: now(func() { p.move(len(p.all)) })},
		{Key: on("q"), Name: "back", moves: true, Do: p.app.back},
	}
}

func (p *rolePicker) refused(c domain.RoleChoice, ok bool) string {
	if !ok {
		return "The roles are still being looked up."
	}
	return capital(c.Name, c.Name) + " can't be given: " + c.Why + "."
}

func (p *rolePicker) focus(until bool) {
	p.typing = until
	p.until.focus(until)
}

// end is when the role ends: zero for never.
func (p *rolePicker) end() (time.Time, error) {
	text := strings.TrimSpace(p.until.text())
	if text == "" || text == "always" {
		return time.Time{}, nil
	}
	return domain.ParseFuture(text, p.deeds.session.Now())
}

func (p *rolePicker) command(c domain.RoleChoice) string {
	if c.Role == nil {
		return ""
	}
	words := []string{"members", "role", p.member.Handle(), c.Name}
	if until := strings.TrimSpace(p.until.text()); until != "" {
		words = append(words, "--until", until)
	}
	return domain.Command(words...)
}

// give gives the role to the member as it was shown.
func (p *rolePicker) give() tea.Cmd {
	c, _ := p.chosen()
	until, err := p.end()
	if err != nil {
		p.wrong = err.Error()
		return nil
	}
	p.app.close(p)
	done := domain.Clean(p.member.Label()) + " is " + c.Name + " now"
	if !until.IsZero() {
		done += ", for " + domain.Left(until, p.deeds.session.Now())
	}
	return p.deeds.make(done+".", domain.ChangeRole{Member: domain.Ref(p.member.ID), Version: p.member.Version, Role: c.Name, Until: until})
}
