package tui

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// logins is the list of the SSH keys by which a person signs in.
type logins struct {
	*list[domain.Login]
	app     *App
	session *domain.Session
	may     *permits
	member  domain.Listed
	self    task[domain.Summary] // who one is, where that isn't known yet
	ahead   task[removal]
	making  task[domain.LoginInvitation]
}

func newLogins(a *App, s *domain.Session, l domain.Listed) *logins {
	v := &logins{app: a, session: s, member: l}
	v.may = &permits{app: a, session: s, wants: func() []domain.Question { return []domain.Question{v.mayAdd(), v.mayTake()} }}
	v.list = newList(a, listing[domain.Login]{
		columns: v.columns(),
		id:      func(l domain.Login) string { return string(l.ID) },
		name:    func(l domain.Login) string { return string(l.ID) },
		source:  v.rows,
	})
	v.of(l)
	return v
}

// newOwnLogins is the list of one's own, which everybody may see.
func newOwnLogins(a *App, s *domain.Session) *logins {
	return newLogins(a, s, domain.Listed{Member: domain.Member{ID: s.Principal().Member}})
}

// of says whose logins they are.
func (v *logins) of(l domain.Listed) {
	v.member = l
	v.empty = v.called() + " has no login and can't come in by SSH. i makes a token to enrol a key with."
	if v.mine() {
		v.empty = "You have no login and can't come in by SSH. n adds a public key."
	}
}

func (v *logins) called() string { return domain.Clean(v.member.Label()) }
func (v *logins) mine() bool     { return v.member.ID == v.session.Principal().Member }

// Title is its part of the path.
func (v *logins) Title() string {
	if v.mine() {
		return "Your logins"
	}
	return "Logins"
}

// Start asks for the logins, and what may be done to them.
func (v *logins) Start() tea.Cmd {
	if v.member.Version == 0 {
		return tea.Batch(v.list.Start(), v.may.start(), v.self.ask(v.app.ctx, v.session.Summary))
	}
	return tea.Batch(v.list.Start(), v.may.start())
}

// Stop ends what is being asked.
func (v *logins) Stop() {
	v.list.Stop()
	v.may.task.drop()
	v.self.drop()
	v.ahead.drop()
	v.making.drop()
}

func (v *logins) columns() []column[domain.Login] {
	type row = domain.Login
	return []column[row]{
		{title: "type", min: 11, max: 12, drop: 1, cell: func(l row) cell { return cell{text: domain.Clean(l.Type)} }},
		{title: "comment", min: 10, max: 24, cell: func(l row) cell { return cell{text: cmp.Or(domain.Clean(l.Comment), "–")} }},
		{title: "fingerprint", min: 16, max: 50, cell: func(l row) cell { return cell{text: domain.Clean(string(l.ID))} }},
		{title: "added", min: 6, max: 12, drop: 2, cell: func(l row) cell { return cell{text: domain.Ago(l.AddedAt, v.session.Now()), tone: faint} }},
		{title: "used", min: 6, max: 12, cell: v.used},
	}
}

func (v *logins) used(l domain.Login) cell {
	if l.LastUsedAt.IsZero() {
		return cell{text: "never", tone: faint}
	}
	return cell{text: domain.Ago(l.LastUsedAt, v.session.Now())}
}

func (v *logins) rows(query) source[domain.Login] {
	of := domain.Ref(v.member.ID)
	return sourced[domain.Login](func(ctx context.Context, s span) (window[domain.Login], error) {
		all, err := v.session.Logins(ctx, of)
		w, _ := slice[domain.Login]{all, v.id}.window(ctx, s)
		return w, err
	})
}

// mayTake asks whether a login may be taken from the member, and mayAdd whether
// one may be given: whoever has one is the member.
func (v *logins) mayTake() domain.Question {
	return domain.Question{Right: rights.MembersLogins.String(), On: "member/" + string(v.member.ID), TakesAway: true}
}

func (v *logins) mayAdd() domain.Question {
	return domain.Question{Right: rights.MembersLogins.String(), On: "member/" + string(v.member.ID), Giving: v.member.Role}
}

// dim refuses what may not be done to others; one's own need no right.
func (v *logins) dim(q domain.Question, a Action) Action {
	if v.mine() {
		return a
	}
	return v.may.dim(q, a)
}

// Update takes the answers that are the screen's own.
func (v *logins) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.ahead.answer(msg); ok {
		switch {
		case a.err != nil:
			return v.app.fail(a.err)
		case v.app.top() != Screen(v):
			return nil
		}
		return v.propose(a.value)
	}
	if a, ok := v.making.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		return v.app.over(v.token(a.value))
	}
	if a, ok := v.self.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		v.of(a.value.Actor)
		return nil
	}
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Actions add, invite to enrol, and remove.
func (v *logins) Actions() []Action {
	handle := v.member.Handle()
	l, ok := v.current()
	add := Action{Key: on("n"), Name: "add a key", Command: domain.Command("logins", "add", handle, "FILE.pub"), Do: v.add}
	if !v.mine() && v.session.Principal().Via != domain.ViaLocal {
		add.Off, add.Why = true, func() string {
			return "Nobody adds a key for someone else: i makes a token, and " + v.called() + " enrols a key with it."
		}
	}
	return v.with(
		v.dim(v.mayAdd(), add),
		v.dim(v.mayAdd(), Action{Key: on("i"), Name: "token", Command: domain.Command("logins", "invite", handle), Do: v.invite}),
		v.dim(v.mayTake(), Action{Key: on("x"), Name: "remove", Command: domain.Command("logins", "remove", handle, string(l.ID)), Off: !ok,
			Why: func() string { return "There is no login under the cursor." }, Do: v.remove}),
		Action{Key: on("y"), Name: "copy", Command: domain.Command("logins", "list", handle), Off: !ok,
			Why: func() string { return "There is no login under the cursor." }, Do: v.copy},
	)
}

// copy sends the public key to the terminal's clipboard.
func (v *logins) copy() tea.Cmd {
	l, _ := v.current()
	v.app.say(good, "Sent to your terminal's clipboard: the public key.")
	return v.app.copy(strings.TrimSpace(l.PublicKey + " " + l.Comment))
}

// add asks for a public key.
func (v *logins) add() tea.Cmd {
	return v.app.fill(form{
		title: "New login of " + v.called(), yes: "add",
		above:  []string{"Paste the public key: one line, from a file whose name ends in .pub."},
		inputs: []input{{label: "Key"}},
		try: func(values []string) func(context.Context) (Outcome, error) {
			return func(ctx context.Context) (Outcome, error) {
				l, err := v.session.AddLogin(ctx, domain.AddLogin{Member: domain.Ref(v.member.ID), Key: values[0]})
				return Outcome{Text: v.called() + " can sign in by " + domain.Clean(strings.TrimSpace(l.Comment+" "+string(l.ID))) + "."}, err
			}
		},
	})
}
