package tui

import (
	"cmp"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// sessions is the list of who is here now, the newest first: one's own, and
// those that one may end.
type sessions struct {
	*list[domain.LiveSession]
	app     *App
	session *domain.Session
	gone    bool
}

// sessionsBeat has the list look again: who comes and goes changes no record,
// so nothing signals it.
type sessionsBeat struct{ to *sessions }

func newSessions(a *App, s *domain.Session) *sessions {
	v := &sessions{app: a, session: s}
	v.list = newList(a, listing[domain.LiveSession]{
		columns: v.columns(),
		id:      func(l domain.LiveSession) string { return string(l.ID) },
		name:    func(l domain.LiveSession) string { return domain.Clean(l.Member.Label()) },
		under:   here,
		empty:   "Nobody is here whom you may see.",
		search:  true,
		source:  v.rows,
	})
	return v
}

// Title is its part of the path.
func (v *sessions) Title() string { return "Sessions" }

// Start asks who is here, and goes on asking while the screen is open.
func (v *sessions) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.beat()) }

// Stop ends what is being asked.
func (v *sessions) Stop() { v.list.Stop(); v.gone = true }

func (v *sessions) beat() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return sessionsBeat{v} })
}

func (v *sessions) columns() []column[domain.LiveSession] {
	type row = domain.LiveSession
	return []column[row]{
		{title: "who", min: 14, max: 30, cell: v.who},
		{title: "via", min: 5, max: 6, cell: func(l row) cell { return cell{text: domain.Clean(l.Via)} }},
		{title: "from", min: 11, max: 40, cell: func(l row) cell { return cell{text: cmp.Or(domain.Clean(l.From), "–")} }},
		{title: "key", min: 12, max: 50, drop: 1, cell: func(l row) cell { return cell{text: cmp.Or(domain.Clean(l.Key), "–"), tone: faint} }},
		{title: "since", min: 6, max: 12, cell: func(l row) cell { return cell{text: domain.Ago(l.StartedAt, v.session.Now())} }},
		{title: "idle", min: 10, max: 10, cell: func(l row) cell { return cell{text: idleFor(l.Idle), tone: faint} }},
	}
}

func (v *sessions) who(l domain.LiveSession) cell {
	c := cell{text: domain.Clean(l.Member.Label())}
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

// here says which of the rows is the one that shows them.
func here(l domain.LiveSession) string {
	if l.This {
		return "this very session"
	}
	return ""
}

// idleFor is how long nobody has typed; a moment is none.
func idleFor(d time.Duration) string {
	if d < 10*time.Second {
		return "–"
	}
	return domain.Left(time.Time{}.Add(d), time.Time{})
}

// rows reads the sessions whole: there are as many as there are people here.
func (v *sessions) rows(q query) source[domain.LiveSession] {
	return sourced[domain.LiveSession](func(ctx context.Context, s span) (window[domain.LiveSession], error) {
		all, err := v.session.Sessions(ctx)
		if q.text != "" {
			all = rank(all, func(l domain.LiveSession) string { return l.Member.Label() + " " + l.Where() }, q.text)
		}
		w, _ := slice[domain.LiveSession]{all, v.id}.window(ctx, s)
		return w, err
	})
}

// Update looks again each second, and has a dialog over it do so, too.
func (v *sessions) Update(msg tea.Msg) tea.Cmd {
	beat, ok := msg.(sessionsBeat)
	switch {
	case !ok:
		return v.list.Update(msg)
	case beat.to != v || v.gone:
		return nil
	case v.app.top() == Screen(v):
		return tea.Batch(v.refresh(), v.beat())
	}
	return tea.Batch(v.app.top().Update(Changed{}), v.beat())
}

// Actions end the session under the cursor.
func (v *sessions) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	l, ok := v.current()
	return v.with(Action{Key: on("x"), Name: "end", Command: domain.Command("sessions", "end", string(l.ID)), Off: !ok,
		Why: func() string { return "There is no session under the cursor." }, Do: v.end})
}

// end asks first.
func (v *sessions) end() tea.Cmd {
	l, _ := v.current()
	name := domain.Clean(l.Member.Label())
	lines := []string{
		l.Where() + ", since " + l.StartedAt.In(v.session.Now().Location()).Format("2 Jan 15:04") + ".",
		"The screens or the command that run in it end at once. What was saved stays.",
	}
	switch {
	case l.This:
		lines = append(lines, "This is the very session that you are in: you are out with it.")
	case !l.Yours:
		lines = append(lines, name+" can sign in again: to keep somebody out, suspend the account or remove the login.")
	}
	return v.app.confirm(confirm{
		title: "End the session of " + name + "?", lines: lines, no: "Keep it", yes: "End it",
		meanwhile: func(ctx context.Context) (string, error) { return v.over(ctx, l.ID) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.EndSessions(ctx, domain.EndSessions{Of: string(l.ID)})
				return Outcome{Text: "Ended the session of " + name + ", " + l.Where() + "."}, err
			})
		},
	})
}

// over says that a session which a dialog asks about has ended.
func (v *sessions) over(ctx context.Context, id domain.ID) (string, error) {
	all, err := v.session.Sessions(ctx)
	for _, l := range all {
		if l.ID == id {
			return "", err
		}
	}
	return "It has ended meanwhile.", err
}
