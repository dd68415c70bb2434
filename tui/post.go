package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// post is one mail or delivery opened: how far it is, and the other side's words
// in full. It follows what becomes of it.
type post struct {
	page
	app     *App
	session *domain.Session
	message domain.Message
	about   func(domain.Message) string
	task    task[domain.Message]
	gone    string // why it can't be shown any more
}

func newPost(a *App, s *domain.Session, m domain.Message, about func(domain.Message) string) *post {
	v := &post{app: a, session: s, message: m, about: about}
	v.page.lines = v.text
	return v
}

func (v *post) Title() string  { return cut(v.about(v.message), 30) }
func (v *post) Start() tea.Cmd { return nil }
func (v *post) Stop()          { v.task.drop() }
func (v *post) Typing() bool   { return false }

// Update looks again when something changed.
func (v *post) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.task.answer(msg); ok {
		if v.gone = words(a.err); a.err == nil {
			v.message = a.value
		}
		return nil
	}
	if _, ok := msg.(Changed); ok {
		return v.task.ask(v.app.ctx, func(ctx context.Context) (domain.Message, error) { return v.session.Message(ctx, v.message.ID) })
	}
	return v.page.Update(msg)
}

// text says everything that is known of it.
func (v *post) text(room int) (lines []string) {
	t, m := &v.app.theme, v.message
	if v.gone != "" {
		return wrap(v.gone, room-2)
	}
	now := v.session.Now()
	how := state(m, now)
	for _, f := range [][2]string{
		{"To", domain.Clean(m.To)}, {"About", v.about(m)}, {"Status", how.all()}, {"Tries", number(m.Tries)},
		{"Queued", moment(m.QueuedAt, now)}, {"Sent", moment(m.SentAt, now)}, {"Next try", moment(m.NextTryAt, now)},
		{"Answer", answerOf(m)}, {"Id", string(m.ID)},
	} {
		for i, l := range wrap(f[1], room-12) {
			name := f[0]
			switch {
			case i > 0:
				name = ""
			case name == "Status":
				l = t.tone[how.tone].paint(l)
			}
			lines = append(lines, " "+t.tone[faint].paint(fit(name, 8))+"  "+l)
		}
	}
	return lines
}

// moment is a time to the second, where the one who is here is.
func moment(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(now.Location()).Format("2 Jan 2006 15:04:05 MST")
}
