package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// memberCard is everything about a member, and everything one can do to them.
type memberCard struct {
	page
	app     *App
	session *domain.Session
	deeds   *deeds
	ask     task[domain.Card]
	card    domain.Card
	known   bool
	gone    string // why it can't be shown any more
}

func newMemberCard(a *App, s *domain.Session, l domain.Listed) *memberCard {
	c := &memberCard{app: a, session: s, card: domain.Card{Listed: l}}
	c.deeds = newDeeds(a, s, c, func() (domain.Card, bool) { return c.card, c.gone == "" })
	c.lines = c.text
	return c
}

// Title is its part of the path.
func (c *memberCard) Title() string { return domain.Clean(c.card.Label()) }
func (c *memberCard) Typing() bool  { return false }
func (c *memberCard) Stop()         { c.ask.drop(); c.deeds.stop() }

// Start asks for the card.
func (c *memberCard) Start() tea.Cmd {
	id := c.card.ID
	return c.ask.ask(c.app.ctx, func(ctx context.Context) (domain.Card, error) { return c.session.Member(ctx, domain.Ref(id)) })
}

// Update takes the card in, and asks again when something changed.
func (c *memberCard) Update(msg tea.Msg) tea.Cmd {
	if a, ok := c.ask.answer(msg); ok {
		c.gone = ""
		if a.err != nil {
			c.gone = a.err.Error()
			return nil
		}
		c.card, c.known = a.value, true
		return nil
	}
	if cmd, ok := c.deeds.answer(msg); ok {
		return cmd
	}
	switch msg.(type) {
	case Changed, Tick:
		return c.Start()
	}
	return c.page.Update(msg)
}

// Actions are all that can be done to the member.
func (c *memberCard) Actions() []Action { return append(c.deeds.actions(), c.page.Actions()...) }
