package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// whoCan lists everyone who may do something, and through what.
type whoCan struct {
	*list[domain.Who]
	app     *App
	session *domain.Session
	right   string
	on      about
	channel string // empty: the usual one of each member
}

func newWhoCan(a *App, s *domain.Session) *whoCan {
	v := &whoCan{app: a, session: s}
	v.list = newList(a, listing[domain.Who]{
		columns: v.whoColumns(),
		id:      func(w domain.Who) string { return string(w.ID) },
		name:    func(w domain.Who) string { return domain.Clean(w.Name) },
		above:   v.asked,
		empty:   "Pick a right with / to see who may.",
		source:  v.rows,
		open:    func(w domain.Who) tea.Cmd { return a.show(newMemberCard(a, s, listedWho(w))) },
	})
	return v
}

// listedWho is what is known of someone until their card has come.
func listedWho(w domain.Who) domain.Listed {
	m := domain.Member{ID: w.ID, Kind: w.Kind, Name: w.Name}
	if w.Kind == rights.Person {
		m.Email = w.Handle
	}
	return domain.Listed{Member: m, RoleName: w.Role, Until: w.Until, Standing: domain.StatusActive}
}

// Title is its part of the path.
func (v *whoCan) Title() string { return "Who can" }

// Start asks the question, or for one.
func (v *whoCan) Start() tea.Cmd {
	if v.right == "" {
		return tea.Batch(v.list.Start(), v.pickRight())
	}
	return v.ask()
}

// ask asks the question as it stands, from the top. What answered another is
// gone at once.
func (v *whoCan) ask() tea.Cmd {
	v.empty, v.broken, v.known, v.denied, v.data = "Nobody may.", "", false, false, loaded{}
	return v.list.load(span{limit: chunk}, atFirst)
}

func (v *whoCan) rows(q query) source[domain.Who] {
	if v.right == "" {
		return slice[domain.Who]{}
	}
	ask := domain.WhoQuestion{Right: v.right, On: v.on.ref, Channel: v.channel, Text: q.text}
	return numbered[domain.Who](func(ctx context.Context, after domain.Cursor, limit int) (stretch[domain.Who], error) {
		page, err := v.session.Who(ctx, ask, after, limit)
		return stretch[domain.Who]{page.Rows, page.Total, page.More}, err
	})
}

// Update asks again now and then: what is temporary ends by itself.
func (v *whoCan) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(Tick); ok && v.right != "" {
		return v.list.refresh()
	}
	return v.list.Update(msg)
}

// Actions ask otherwise, and look at the one under the cursor.
func (v *whoCan) Actions() []Action {
	if v.Typing() {
		return v.list.Actions()
	}
	w, ok := v.current()
	nobody := func() string { return "There is nobody here: / picks another right, t another target." }
	none := func() string { return "Pick a right first, with /." }
	own := []Action{
		{Key: on("/"), Name: "another right", Command: whoCommand(v.right, v.on, v.channel), Do: v.pickRight},
		{Key: on("t"), Name: "target", Off: v.right == "", Why: none, Do: v.pickTarget},
		{Key: on("c"), Name: "channel", Off: v.right == "", Why: none, Do: v.nextChannel},
		{Key: on("f"), Name: "find", Off: v.right == "", Why: none, Do: v.startSearch},
		{Key: on("w"), Name: "why", Command: domain.Command(append([]string{"rights", "why", w.Handle}, questionWords(v.right, v.on, v.channel)...)...), Off: !ok, Why: nobody, Do: func() tea.Cmd { return v.why(w) }},
	}
	return v.with(own...)
}

// questionWords are a question as the command line takes it.
func questionWords(right string, on about, channel string) []string {
	words := []string{right}
	if on.ref != "" {
		words = append(words, "--on", on.name)
	}
	if channel != "" {
		words = append(words, "--channel", channel)
	}
	return words
}

// whoCommand is the command that lists the same.
func whoCommand(right string, on about, channel string) string {
	if right == "" {
		return "gatehouse rights who RIGHT"
	}
	return domain.Command(append([]string{"rights", "who"}, questionWords(right, on, channel)...)...)
}

func (v *whoCan) pickRight() tea.Cmd {
	return v.app.pickRight("Who may … what?", func(right string) tea.Cmd {
		v.right = right
		return v.ask()
	})
}

func (v *whoCan) pickTarget() tea.Cmd {
	return v.app.pickTarget(v.session, nil, func(o about) tea.Cmd {
		v.on = o
		return v.ask()
	})
}

// nextChannel goes through the usual one of each member and all others.
func (v *whoCan) nextChannel() tea.Cmd {
	all := append([]string{""}, rights.ChannelNames()...)
	v.channel = all[(slices.Index(all, v.channel)+1)%len(all)]
	return v.ask()
}

// why shows the gates that one of them passed.
func (v *whoCan) why(w domain.Who) tea.Cmd {
	y := newWhy(v.app, v.session, listedWho(w))
	y.right, y.on, y.channel = v.right, v.on, v.channel
	return v.app.show(y)
}
