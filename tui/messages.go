package tui

import (
	"cmp"
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// messages is a list of what was sent and what waits, the newest first: the part
// that mail and deliveries share.
type messages struct {
	*list[domain.Message]
	app     *App
	session *domain.Session
	may     *permits
	about   func(domain.Message) string
}

// maySettle is asked for what is done with mail and webhooks, and mayStop for what
// takes away.
var (
	maySettle = domain.Question{Right: "workspace.settings"}
	mayStop   = domain.Question{Right: "workspace.settings", TakesAway: true}
)

// newMessages lists what ask gives. First are the columns before the common ones.
func newMessages(a *App, s *domain.Session, empty string, about func(domain.Message) string,
	ask func(context.Context) ([]domain.Message, error), first ...column[domain.Message]) *messages {
	v := &messages{app: a, session: s, about: about}
	v.may = &permits{app: a, session: s, wants: func() []domain.Question { return []domain.Question{maySettle} }}
	v.list = newList(a, listing[domain.Message]{
		columns: append(first, v.columns()...),
		id:      func(m domain.Message) string { return string(m.ID) },
		name:    func(m domain.Message) string { return domain.Clean(m.To) },
		empty:   empty,
		search:  true,
		source: func(q query) source[domain.Message] {
			return sourced[domain.Message](func(ctx context.Context, sp span) (window[domain.Message], error) {
				all, err := ask(ctx)
				if q.text != "" {
					all = rank(all, func(m domain.Message) string { return m.To + " " + about(m) + " " + m.Status }, q.text)
				}
				w, _ := slice[domain.Message]{all, v.id}.window(ctx, sp)
				return w, err
			})
		},
		open: func(m domain.Message) tea.Cmd { return a.show(newPost(a, s, m, about)) },
	})
	return v
}

// columns say how far each is.
func (v *messages) columns() []column[domain.Message] {
	type row = domain.Message
	return []column[row]{
		{title: "status", min: 24, max: 28, cell: func(m row) cell { return state(m, v.session.Now()) }},
		{title: "tries", min: 5, max: 5, drop: 2, right: true, cell: func(m row) cell { return cell{text: strconv.Itoa(m.Tries), tone: faint} }},
		{title: "answer", min: 16, drop: 3, cell: func(m row) cell { return cell{text: cmp.Or(answerOf(m), "–"), tone: faint} }},
	}
}

// found is a cell in which letters can be searched.
func (v *messages) found(text string) cell {
	c := cell{text: text}
	c.found, _, _ = match(text, v.query.text)
	return c
}

// Start asks for the rows, and what may be done with them.
func (v *messages) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked.
func (v *messages) Stop() { v.list.Stop(); v.may.task.drop() }

// Update takes the answers that are the screen's own.
func (v *messages) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Note says of the one under the cursor what the columns cut.
func (v *messages) Note() string {
	m, ok := v.current()
	if !ok {
		return ""
	}
	now := v.session.Now()
	return line([]string{v.about(m), "queued " + since(m.QueuedAt, now), state(m, now).all(), tried(m), answerOf(m)})
}
