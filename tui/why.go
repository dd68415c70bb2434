package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// why asks whether a member may do something, and shows every gate that the
// question passed, the one that stopped it, and the smallest change.
type why struct {
	page
	app     *App
	session *domain.Session
	member  domain.Listed
	right   string
	on      about
	channel string
	ask     task[domain.Explanation]
	answer  domain.Explanation
	known   bool
	wrong   string
}

func (d *deeds) openWhy(l domain.Listed) tea.Cmd {
	w := newWhy(d.app, d.session, l)
	return tea.Batch(d.app.show(w), w.pickRight())
}

func newWhy(a *App, s *domain.Session, l domain.Listed) *why {
	w := &why{app: a, session: s, member: l}
	w.lines = w.text
	return w
}

// Title is its part of the path.
func (w *why) Title() string  { return "Why" }
func (w *why) Typing() bool   { return false }
func (w *why) Start() tea.Cmd { return w.again() }
func (w *why) Stop()          { w.ask.drop() }

// again asks the question as it stands.
func (w *why) again() tea.Cmd {
	if w.right == "" {
		return nil
	}
	q := w.question()
	return w.ask.ask(w.app.ctx, func(ctx context.Context) (domain.Explanation, error) { return w.session.Check(ctx, q) })
}

// anew asks another question: what was answered before no longer stands.
func (w *why) anew() tea.Cmd {
	w.known = false
	return w.again()
}

func (w *why) question() domain.Question {
	return domain.Question{Subject: domain.Ref(w.member.ID), Right: w.right, On: w.on.ref, Channel: w.channel}
}

// Update takes answers in, and asks again when something changed.
func (w *why) Update(msg tea.Msg) tea.Cmd {
	if a, ok := w.ask.answer(msg); ok {
		w.wrong = ""
		if a.err != nil {
			w.known, w.wrong = false, a.err.Error()
			return nil
		}
		w.answer, w.known = a.value, true
		return nil
	}
	if _, ok := msg.(Changed); ok {
		return w.again()
	}
	return w.page.Update(msg)
}

// Actions ask otherwise, or make the change.
func (w *why) Actions() []Action {
	words := append([]string{"rights", "why", w.member.Handle()}, questionWords(w.right, w.on, w.channel)...)
	actions := []Action{
		{Key: on("F"), Name: "apply", Command: domain.Command(append(words, "--apply")...), Off: !w.can(), Why: w.cannot, Do: w.applyFix},
		{Key: on("/"), Name: "another right", Command: domain.Command(words...), Do: w.pickRight},
		{Key: on("t"), Name: "target", Do: w.pickTarget},
		{Key: on("c"), Name: "channel", Do: w.nextChannel},
		{Key: on("W"), Name: "who else may", Command: whoCommand(w.right, w.on, w.channel), Off: w.right == "", Why: w.cannot, Do: w.whoElse},
	}
	return append(actions, w.page.Actions()...)
}

// can tells whether every step of the fix may be made by the one who asks.
func (w *why) can() bool {
	for _, s := range w.answer.Fix {
		if !s.You {
			return false
		}
	}
	return w.known && !w.answer.Allowed && len(w.answer.Fix) > 0
}

func (w *why) cannot() string {
	switch {
	case w.right == "":
		return "Pick a right first, with /."
	case !w.known:
		return "There is no answer yet."
	case w.answer.Allowed:
		return "It is allowed already."
	case len(w.answer.Fix) == 0:
		return "Nothing can be changed so that this is allowed."
	}
	for _, s := range w.answer.Fix {
		if !s.You {
			return "You may not " + domain.Clean(s.Message) + "; " + byWhom(s) + "."
		}
	}
	return ""
}

// byWhom says who may make a step.
func byWhom(s domain.Step) string {
	switch {
	case s.You:
		return "you may"
	case len(s.By) == 0:
		return "nobody here may"
	}
	return domain.Clean(domain.OrList(s.By)) + " may"
}

// applyFix makes every step in one commit.
func (w *why) applyFix() tea.Cmd {
	q := w.question()
	var did []string
	for _, s := range w.answer.Fix {
		did = append(did, domain.Clean(s.Message))
	}
	return newDeeds(w.app, w.session, w, nil).change(sentence("done: "+strings.Join(did, "; ")), func(ctx context.Context, s *domain.Session) error {
		return only(s.Apply(ctx, q))
	})
}

func (w *why) nextChannel() tea.Cmd {
	all := rights.ChannelNames()
	at := w.channel
	if at == "" {
		at = w.answer.Channel
	}
	for i, c := range all {
		if c == at {
			w.channel = all[(i+1)%len(all)]
			return w.anew()
		}
	}
	w.channel = all[0]
	return w.anew()
}

func (w *why) pickRight() tea.Cmd {
	return w.app.pickRight("May "+domain.Clean(w.member.Label())+" … what?", func(right string) tea.Cmd {
		w.right = right
		return w.anew()
	})
}

func (w *why) pickTarget() tea.Cmd {
	themselves := about{"member/" + string(w.member.ID), "member/" + w.member.Handle(), "themselves"}
	return w.app.pickTarget(w.session, []about{themselves}, func(o about) tea.Cmd {
		w.on = o
		return w.anew()
	})
}

// whoElse asks the same about everyone.
func (w *why) whoElse() tea.Cmd {
	v := newWhoCan(w.app, w.session)
	v.right, v.on, v.channel = w.right, w.on, w.channel
	return w.app.show(v)
}
