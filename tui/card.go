package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// memberCard is everything about a member, and everything one can do to them.
type memberCard struct {
	page
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	ask     task[carded]
	card    domain.Card
	rates   []domain.ListedRate // newest first
	priced  bool                // one may see rates
	known   bool
	gone    string // why it can't be shown any more
	hidden  bool   // one may not see it, nor whose it is
}

func newMemberCard(a *App, s *domain.Session, l domain.Listed) *memberCard {
	c := &memberCard{app: a, session: s, card: domain.Card{Listed: l}}
	c.deeds = newDeeds(a, s, c, func() (domain.Card, bool) { return c.card, c.gone == "" })
	c.may = &permits{app: a, session: s, wants: c.questions}
	c.lines = c.text
	return c
}

// Title is its part of the path.
func (c *memberCard) Title() string {
	if c.hidden {
		return "Member"
	}
	return domain.Clean(c.card.Label())
}
func (c *memberCard) Typing() bool { return false }
func (c *memberCard) Stop()        { c.ask.drop(); c.deeds.stop(); c.may.task.drop() }

// carded is a card with the rates that one may see.
type carded struct {
	domain.Card
	rates  []domain.ListedRate
	priced bool
}

// Start asks for the card, and what one may do besides.
func (c *memberCard) Start() tea.Cmd { return tea.Batch(c.look(), c.may.start()) }

func (c *memberCard) look() tea.Cmd {
	ref := domain.Ref(c.card.ID)
	return c.ask.ask(c.app.ctx, func(ctx context.Context) (carded, error) {
		card, err := c.session.Member(ctx, ref)
		if err != nil || card.Kind != rights.Person {
			return carded{Card: card}, err
		}
		rates, err := c.session.Rates(ctx, ref)
		if domain.KindOf(err) == domain.Denied {
			return carded{Card: card}, nil
		}
		return carded{card, rates, true}, err
	})
}

// Update takes the card in, and asks again when something changed.
func (c *memberCard) Update(msg tea.Msg) tea.Cmd {
	if a, ok := c.ask.answer(msg); ok {
		c.gone, c.hidden = "", false
		if a.err != nil {
			c.lost(a.err)
			return nil
		}
		c.card, c.rates, c.priced, c.known = a.value.Card, a.value.rates, a.value.priced, true
		return nil
	}
	if cmd, ok := c.deeds.answer(msg); ok {
		return cmd
	}
	switch msg.(type) {
	case Changed, Tick:
		return tea.Batch(c.look(), c.may.update(msg))
	}
	return tea.Batch(c.page.Update(msg), c.may.update(msg))
}

// lost says why the card isn't shown; what one may not see any more is let go.
func (c *memberCard) lost(err error) {
	c.gone = err.Error()
	if domain.KindOf(err) == domain.Denied {
		id := c.card.ID
		c.gone, c.hidden, c.card, c.rates, c.priced, c.known = words(err), true, domain.Card{}, nil, false, false
		c.card.ID = id
	}
}

// Actions are all that can be done to the member.
func (c *memberCard) Actions() []Action {
	actions := c.deeds.actions()
	for i, a := range actions {
		if a.Name == "copy address" {
			actions = slices.Insert(actions, i, c.loginsAction())
			break
		}
	}
	return append(append(actions, c.rateAction()), c.page.Actions()...)
}

// loginsAction opens the logins of a person: one's own, or those that one may
// see.
func (c *memberCard) loginsAction() Action {
	m := c.card.Listed
	act := Action{Key: on("l"), Name: "logins", Command: domain.Command("logins", "list", m.Handle()),
		Do: func() tea.Cmd { return c.app.show(newLogins(c.app, c.session, m)) }}
	switch {
	case m.Kind != rights.Person:
		act.Off, act.Why = true, func() string { return "A service user has keys and never signs in." }
	case m.ID != c.session.Principal().Member && !m.Can.Has(rights.MembersLogins):
		act.Off, act.Why = true, func() string { return c.deeds.why(c.card, c.gone == "", rights.MembersLogins) }
	}
	return act
}
