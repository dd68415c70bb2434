package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// projectCard is a project: who manages it and works on it, and what it earned.
type projectCard struct {
	page
	app     *App
	session *domain.Session
	deeds   *projectDeeds
	place   domain.ListedPlace
	gone    string // why it can't be shown any more
	about   task[domain.ListedPlace]
	period  period
	earned  domain.Profit
	known   bool   // earned answers the period
	refused string // why it isn't told
	ask     task[domain.Profit]
}

func newProjectCard(a *App, s *domain.Session, p domain.ListedPlace) *projectCard {
	v := &projectCard{app: a, session: s, place: p}
	v.deeds = newProjectDeeds(a, s, v, func() (domain.ListedPlace, bool) { return v.place, v.gone == "" },
		func() []domain.Question { return []domain.Question{mayTrack} })
	v.lines = v.text
	return v
}

// Title is its part of the path.
func (v *projectCard) Title() string { return domain.Clean(v.place.Name) }
func (v *projectCard) Typing() bool  { return false }

// Stop ends what is being asked.
func (v *projectCard) Stop() { v.deeds.stop(); v.about.drop(); v.ask.drop() }

// Start asks for the project and for what it earned.
func (v *projectCard) Start() tea.Cmd {
	id := domain.Ref(v.place.ID)
	about := v.about.ask(v.app.ctx, func(ctx context.Context) (domain.ListedPlace, error) { return v.session.Project(ctx, id) })
	return tea.Batch(about, v.reckon(), v.deeds.may.start())
}

// reckon asks what the project earned in the period.
func (v *projectCard) reckon() tea.Cmd {
	from, to := v.period.days(v.session.Now())
	q := domain.ProfitQuery{Project: domain.Ref(v.place.ID), From: from, To: to}
	return v.ask.ask(v.app.ctx, func(ctx context.Context) (domain.Profit, error) { return v.session.Profit(ctx, q) })
}

// Update takes the answers, and asks again when something changed.
func (v *projectCard) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.about.answer(msg); ok {
		if v.gone = ""; a.err != nil {
			v.gone = sentence(a.err.Error())
			return nil
		}
		v.place = a.value
		return v.deeds.may.follow()
	}
	if a, ok := v.ask.answer(msg); ok {
		v.refused, v.earned, v.known = "", a.value, true
		if a.err != nil {
			v.refused = sentence(a.err.Error())
		}
		return nil
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	if _, ok := msg.(Changed); ok {
		return v.Start()
	}
	return tea.Batch(v.page.Update(msg), v.deeds.may.update(msg))
}

// Note says how to read the bars.
func (v *projectCard) Note() string {
	if v.gone != "" || v.refused != "" || len(v.earned.Totals) == 0 {
		return ""
	}
	return "█ margin and ░ cost make the revenue; ▒ is lost beyond it."
}

// choose goes to another period.
func (v *projectCard) choose(step int) func() tea.Cmd {
	return func() tea.Cmd {
		v.period = period((int(v.period) + step + int(periodsAll)) % int(periodsAll))
		v.known, v.top = false, 0
		return v.reckon()
	}
}

// Actions are all that can be done to the project.
func (v *projectCard) Actions() []Action {
	there := v.gone == ""
	actions := []Action{
		v.recording(there),
		{Key: shown("[ ]", "[", "left", "h"), Name: "period", Off: v.refused != "", Why: func() string { return v.refused }, Do: v.choose(-1)},
		{Key: on("]", "right", "l"), Name: "next period", Off: v.refused != "", Why: func() string { return v.refused }, moves: true, Do: v.choose(1)},
	}
	return append(append(actions, v.deeds.actions(v.place, there)...), v.page.Actions()...)
}
