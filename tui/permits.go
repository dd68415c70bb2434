package tui

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// permits knows what the one who is here may do on a screen, and why not, in
// the words of the rights engine. Until an answer is there nothing is dimmed:
// the use case decides in any case.
type permits struct {
	app     *App
	session *domain.Session
	wants   func() []domain.Question // by what is under the cursor
	asked   []domain.Question
	refused map[domain.Question]string
	task    task[map[domain.Question]string]
}

// start asks; it asks again when something changed.
func (p *permits) start() tea.Cmd { return p.ask(p.wants()) }

// follow asks when the cursor came to something else.
func (p *permits) follow() tea.Cmd {
	if wants := p.wants(); !slices.Equal(wants, p.asked) {
		return p.ask(wants)
	}
	return nil
}

func (p *permits) ask(questions []domain.Question) tea.Cmd {
	p.asked = questions
	return p.task.ask(p.app.ctx, func(ctx context.Context) (map[domain.Question]string, error) {
		refused := map[domain.Question]string{}
		for _, q := range questions {
			here := q
			here.Channel = p.session.Principal().Channel.String()
			answer, err := p.session.Check(ctx, here)
			switch {
			case err != nil && domain.KindOf(err) == domain.Denied:
				refused[q] = err.Error()
			case err == nil && !answer.Allowed:
				refused[q] = refusal(answer)
			}
		}
		return refused, ctx.Err()
	})
}

// refusal is the sentence of the first gate that said no.
func refusal(e domain.Explanation) string {
	for _, g := range e.Gates {
		if !g.OK {
			return g.Message
		}
	}
	return ""
}

// update takes the answer, and asks again when something changed.
func (p *permits) update(msg tea.Msg) tea.Cmd {
	if a, ok := p.task.answer(msg); ok {
		if a.err == nil {
			p.refused = maps.Clone(a.value)
		}
		return nil
	}
	if _, ok := msg.(Changed); ok {
		return p.start()
	}
	return p.follow()
}

// dim refuses an action whose question was answered with no.
func (p *permits) dim(q domain.Question, a Action) Action {
	if why, no := p.refused[q]; no && !a.Off {
		a.Off, a.Why = true, func() string { return why }
	}
	return a
}

// behind has something done after each action, such as looking what is under
// the cursor then.
func behind(actions []Action, then func() tea.Cmd) []Action {
	for i := range actions {
		do := actions[i].Do
		actions[i].Do = func() tea.Cmd { return tea.Batch(do(), then()) }
	}
	return actions
}
