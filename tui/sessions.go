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
		search:  true, marks: true,
		source: v.rows,
		open: func(l domain.LiveSession) tea.Cmd {
			return a.show(newMemberCard(a, s, domain.Listed{Member: l.Member, Standing: domain.StatusActive}))
		},
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
		{title: "key", min: 50, max: 50, drop: 1, cell: func(l row) cell { return cell{text: cmp.Or(domain.Clean(l.Key), "–"), tone: faint} }},
		{title: "since", min: 6, max: 8, cell: func(l row) cell { return cell{text: domain.Ago(l.StartedAt, v.session.Now())} }},
		{title: "idle", min: 10, max: 10, cell: func(l row) cell { return cell{text: idleFor(l.Idle), tone: faint} }},
	}
}

func (v *sessions) who(l domain.LiveSession) cell {
	c := cell{text: domain.Clean(l.Member.Label())}
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

// here says which of the rows are one's own, and which one shows them.
func here(l domain.LiveSession) string {
	switch {
	case l.This:
		return "you, in this very session"
	case l.Yours:
		return "you, in another session"
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

// Update looks again each second, and has its dialog do so, too; under another
// screen it waits.
func (v *sessions) Update(msg tea.Msg) tea.Cmd {
	beat, ok := msg.(sessionsBeat)
	switch {
	case !ok:
		return v.list.Update(msg)
	case beat.to != v || v.gone:
		return nil
	case v.app.top() == Screen(v):
		return tea.Batch(v.refresh(), v.beat())
	case v.app.screens[len(v.app.screens)-1] == Screen(v):
		if d, ok := v.app.top().(*confirmation); ok {
			return tea.Batch(d.Update(Changed{}), v.beat())
		}
	}
	return v.beat()
}
