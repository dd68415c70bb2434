package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// members is the list of members, with what is known of the one under the
// cursor beside it.
type members struct {
	*list[domain.Listed]
	app     *App
	session *domain.Session
	deeds   *deeds
	filter  memberFilter
	sums    task[domain.Summary]
	sum     domain.Summary
	cards   task[domain.Card]
	card    domain.Card // of the row under the cursor, or of the one before
	asked   string      // which card was asked for last
	left    Size        // of the list beside the pane
	width   int         // of the list
}

func newMembers(a *App, s *domain.Session) *members {
	m := &members{app: a, session: s}
	m.deeds = newDeeds(a, s, m, m.focused)
	m.list = newList(a, listing[domain.Listed]{
		columns: m.memberColumns(),
		id:      func(l domain.Listed) string { return string(l.ID) },
		name:    func(l domain.Listed) string { return domain.Clean(l.Label()) },
		under:   func(l domain.Listed) string { return notable(l, s.Now()) },
		above:   m.counts,
		empty:   "Nobody is here. i invites someone, f changes the filter.",
		instead: ": goes to what concerns you, such as Your logins. w says what you may do, and why not.",
		search:  true, marks: true,
		source: m.rows,
		open:   func(l domain.Listed) tea.Cmd { return a.show(newMemberCard(a, s, l)) },
	})
	return m
}

// Title is its part of the path.
func (m *members) Title() string { return "Members" }

// Start asks for the first rows and for the counts.
func (m *members) Start() tea.Cmd { return tea.Batch(m.list.Start(), m.count()) }

// Stop ends what is being asked.
func (m *members) Stop() {
	m.list.Stop()
	m.sums.drop()
	m.cards.drop()
	m.deeds.stop()
}

func (m *members) count() tea.Cmd { return m.sums.ask(m.app.ctx, m.session.Summary) }

// rows is where the list comes from: an index, or a search.
func (m *members) rows(q query) source[domain.Listed] {
	ask := m.filter.query()
	ask.Text, ask.Sort, ask.Desc = q.text, domain.Index(q.sort), q.descending
	if q.text != "" {
		return best{m.session, ask}
	}
	return ordered{m.session, ask, m.filter.total(m.sum)}
}

// Update takes the answers to what the screen asked, and leaves the rest to
// the list.
func (m *members) Update(msg tea.Msg) tea.Cmd {
	if a, ok := m.sums.answer(msg); ok {
		if a.err == nil {
			m.sum = a.value
		}
		return nil
	}
	if a, ok := m.cards.answer(msg); ok {
		switch {
		case a.err == nil:
			m.card = a.value
		case domain.KindOf(a.err) == domain.Denied:
			m.card = domain.Card{}
		}
		return nil
	}
	if cmd, ok := m.deeds.answer(msg); ok {
		return cmd
	}
	switch p := msg.(type) {
	case Changed:
		return tea.Batch(m.list.Update(msg), m.count(), m.look(true))
	case Tick:
		return tea.Batch(m.list.refresh(), m.count(), m.look(true))
	case tea.MouseMsg:
		moved, right := aim(p, m.left)
		if m.left.Width > 0 && right {
			return nil
		}
		msg = moved
	}
	return tea.Batch(m.list.Update(msg), m.look(false))
}

// look asks for the card of the row under the cursor, when that is another
// than before or has changed.
func (m *members) look(again bool) tea.Cmd {
	l, ok := m.current()
	key := string(l.ID) + " " + number(int(l.Version))
	if !ok || key == m.asked && !again {
		return nil
	}
	m.asked = key
	return m.cards.ask(m.app.ctx, func(ctx context.Context) (domain.Card, error) {
		return m.session.Member(ctx, domain.Ref(l.ID))
	})
}

// focused is the member that keys act on, with why not what can't be done.
func (m *members) focused() (domain.Card, bool) {
	l, ok := m.current()
	if m.card.ID == l.ID && m.card.Version == l.Version {
		c := m.card
		c.Listed = l
		return c, ok
	}
	return domain.Card{Listed: l}, ok
}

// Actions are what can be done to the member under the cursor or to those
// that are marked, and what concerns the list.
func (m *members) Actions() []Action {
	if m.Typing() {
		return m.followed(m.with())
	}
	if m.denied {
		return m.with(m.filtering()...)
	}
	own := m.deeds.actions()
	if m.marked.some() {
		own = m.deeds.bulk(m.chosen())
	}
	for i := range own {
		if m.marked.task.busy { // they would be done to one, a moment before all are marked
			own[i].Off, own[i].Why = true, func() string { return "Still marking all that match." }
		}
	}
	first := min(3, len(own))
	actions := append(m.with(own[:first]...), own[first:]...)
	return m.followed(append(actions, m.filtering()...))
}

// filtering invites, and chooses who is listed.
func (m *members) filtering() []Action {
	if m.denied {
		return []Action{{Key: on("w"), Name: "why", Command: "gatehouse rights why EMAIL", Do: func() tea.Cmd { return m.deeds.openWhy(m.sum.Actor) }}}
	}
	actions := []Action{
		{Key: on("i"), Name: "invite", Command: "gatehouse invitations send EMAIL… --role ROLE", Do: func() tea.Cmd { return m.app.invite(m.session, nil) }},
		{Key: on("f"), Name: "filter", Command: m.filter.command(), Do: m.openFilter},
	}
	if m.filter.on() && m.query.text == "" && !m.marked.some() {
		actions = append(actions, Action{Key: on("esc"), Name: "all members", Do: func() tea.Cmd { return m.setFilter(memberFilter{}) }})
	}
	return actions
}

// followed looks whether the cursor came to another row, after each key.
func (m *members) followed(actions []Action) []Action {
	for i := range actions {
		do := actions[i].Do
		actions[i].Do = func() tea.Cmd { return tea.Batch(do(), m.look(false)) }
	}
	return actions
}

// counts is the line over the members: as many numbers as there is room for,
// and always what the list shows.
func (m *members) counts() []string {
	if !m.known { // whoever may not list members isn't told how many there are
		return nil
	}
	t := &m.app.theme
	room := m.width - 2
	words := m.filter.words()
	if words != "" {
		room -= width(words) + 2
	}
	var b strings.Builder
	for _, c := range m.filter.counts(m.sum) {
		text, in := " "+c.name+" "+number(c.n)+" ", faint
		if c.on {
			text, in = "["+c.name+" "+number(c.n)+"]", accent
		}
		if room -= width(text) + 1; room < 0 && !c.on {
			continue
		}
		b.WriteString(t.tone[in].paint(text) + " ")
	}
	return []string{"  " + b.String() + t.tone[accent].paint(words)}
}

// View draws the list and, where there is room, the pane.
func (m *members) View(size Size) string {
	left, right, both := panes(size)
	if !both || m.denied {
		m.left, m.width = Size{}, size.Width
		return m.list.View(size)
	}
	m.left, m.width = left, left.Width
	pane := ""
	if c, ok := m.focused(); ok {
		pane = strings.Join(m.app.pane(c, m.session.Now(), right.Width), "\n")
	}
	return m.app.beside(m.list.View(left), pane, left, right)
}
