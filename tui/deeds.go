package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// deeds are everything that can be done to a member, from the list and from
// the card alike.
type deeds struct {
	app     *App
	session *domain.Session
	screen  Screen                     // whose they are
	on      func() (domain.Card, bool) // the member that keys act on
	ahead   task[plan]
	roles   task[[]domain.ListedRole]
	cards   task[domain.Card] // of whom the options are to be changed
	then    func([]domain.ListedRole) tea.Cmd
}

func newDeeds(a *App, s *domain.Session, of Screen, on func() (domain.Card, bool)) *deeds {
	return &deeds{app: a, session: s, screen: of, on: on}
}

func (d *deeds) stop() { d.ahead.drop(); d.roles.drop(); d.cards.drop() }

// actions are those on one member, the most wanted first.
func (d *deeds) actions() []Action {
	c, there := d.on()
	handle := c.Handle()
	stand := d.standing(c.Listed)
	one := func(key, name string, right rights.Right, do func(domain.Listed) tea.Cmd, command ...string) Action {
		act := Action{Name: name, Command: domain.Command(append(command, handle)...), Off: !there || !c.Can.Has(right),
			Why: func() string { return d.why(c, there, right) }, Do: func() tea.Cmd { return do(c.Listed) }}
		if key != "" {
			act.Key = on(key)
		}
		return act
	}
	actions := []Action{
		one("r", "role", rights.MembersRole, d.pickRole, "members", "role"),
		one("s", stand.name, stand.right, func(l domain.Listed) tea.Cmd { return d.plan(stand, l) }, "members", stand.name),
		one("w", "why", rights.MembersView, d.openWhy, "rights", "why"),
		one("x", "remove", rights.MembersRemove, func(l domain.Listed) tea.Cmd { return d.plan(removing(), l) }, "members", "remove"),
		one("o", "options", rights.MembersOptions, d.openOptions, "members", "options"),
		one("e", "rename", rights.MembersRole, d.rename, "members", "rename"),
		one("y", "copy address", rights.MembersView, d.copy, "members", "show"),
		one("L", d.linkName(c), rights.MembersLink, d.link, "members", strings.Fields(d.linkName(c))[0]),
		one("E", "end date", rights.MembersSuspend, d.expire, "members", "expire"),
	}
	if there && c.Standing == domain.StatusRemoved {
		actions[3].Off = true
		actions[3].Why = func() string { return domain.Clean(c.Label()) + " was removed already. s restores the account." }
	}
	own := there && c.ID == d.session.Principal().Member
	for i := range actions {
		if own && (actions[i].Name == "rename" || actions[i].Name == "why" || actions[i].Name == "copy address") {
			actions[i].Off = false
		}
	}
	return actions
}

// why is the reason in the words of the rights engine, as far as it is known.
func (d *deeds) why(c domain.Card, there bool, right rights.Right) string {
	if !there {
		return "There is nobody under the cursor."
	}
	if why := c.Cannot[right]; why != "" {
		return sentence(why, domain.Clean(c.Label()))
	}
	return "You may not do that to " + domain.Clean(c.Label()) + "; w says why."
}

// standing is the deed that s does: it turns what the account's status is.
func (d *deeds) standing(l domain.Listed) deed {
	switch l.Standing {
	case domain.StatusSuspended:
		return reactivating()
	case domain.StatusRemoved:
		return restoring()
	}
	return suspending()
}

// bulk are the actions on everyone who is marked. Who may not be touched is
// left out by the plan, which says so.
func (d *deeds) bulk(who []domain.Listed) []Action {
	stand := d.standing(who[0])
	var handles []string
	for i, l := range who {
		if i == fewNames {
			handles = append(handles, "…")
			break
		}
		handles = append(handles, l.Handle())
	}
	command := func(words ...string) string { return domain.Command(append(words, handles...)...) }
	return []Action{
		{Key: on("s"), Name: stand.name + " " + number(len(who)), Command: command("members", stand.name), Do: func() tea.Cmd { return d.plan(stand, who...) }},
		{Key: on("r"), Name: "role of " + number(len(who)), Command: command("members", "role"), Do: func() tea.Cmd { return d.pickRoleOf(who) }},
		{Key: on("o"), Name: "options of " + number(len(who)), Command: command("members", "options"), Do: func() tea.Cmd { return d.openOptionsOf(who) }},
		{Key: on("x"), Name: "remove " + number(len(who)), Command: command("members", "remove"), Do: func() tea.Cmd { return d.plan(removing(), who...) }},
	}
}

// plan asks in the background what a deed would do.
func (d *deeds) plan(one deed, who ...domain.Listed) tea.Cmd {
	changes := make([]domain.Change, len(who))
	for i, l := range who {
		changes[i] = one.change(l, "")
	}
	if len(who) > 1 {
		d.app.say(faint, "one moment …")
	}
	return d.ahead.ask(d.app.ctx, func(ctx context.Context) (plan, error) {
		c, err := d.session.Preview(ctx, changes...)
		return plan{one, who, c}, err
	})
}

// withRoles asks for the roles of the workspace, and then does something.
func (d *deeds) withRoles(then func([]domain.ListedRole) tea.Cmd) tea.Cmd {
	d.then = then
	return d.roles.ask(d.app.ctx, d.session.Roles)
}

// answer takes what was asked for out of a message. What comes when the
// screen isn't on top any more is dropped.
func (d *deeds) answer(msg tea.Msg) (tea.Cmd, bool) {
	if a, ok := d.ahead.answer(msg); ok {
		if a.err != nil {
			return d.app.fail(a.err), true
		}
		if d.app.top() != d.screen {
			return nil, true
		}
		d.app.said = message{}
		return d.propose(a.value), true
	}
	if a, ok := d.roles.answer(msg); ok {
		if a.err != nil {
			return d.app.fail(a.err), true
		}
		if d.app.top() != d.screen {
			return nil, true
		}
		return d.then(a.value), true
	}
	if a, ok := d.cards.answer(msg); ok {
		if a.err != nil {
			return d.app.fail(a.err), true
		}
		if d.app.top() != d.screen {
			return nil, true
		}
		return d.optionsForm(a.value), true
	}
	return nil, false
}

// propose shows the plan, or does at once what takes nothing away.
func (d *deeds) propose(p plan) tea.Cmd {
	left := p.left()
	switch {
	case len(left) == 0 && len(p.who) == 1:
		d.app.say(warn, sentence(p.Refused[0].Message, domain.Clean(p.who[0].Label())))
		return nil
	case len(left) == 0:
		d.app.say(warn, "None of them can be changed: "+p.Refused[0].Target+": "+sentence(p.Refused[0].Message))
		return nil
	case len(p.who) == 1 && p.deed.easy:
		return d.carryOut(p, "")
	}
	c := confirm{title: p.title(), lines: p.lines(), no: p.deed.no, yes: p.yes(), meanwhile: d.unchanged(left...),
		do: func(reason string) tea.Cmd { return d.carryOut(p, reason) }}
	if p.deed.reason {
		c.reason = "Reason"
	}
	return d.app.confirm(c)
}

// unchanged looks whether members are still as they were shown.
func (d *deeds) unchanged(who ...domain.Listed) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		for _, l := range who {
			err := d.session.Unchanged(ctx, domain.Ref(l.ID), l.Version)
			if domain.KindOf(err) == domain.Conflict {
				return sentence(err.Error(), domain.Clean(l.Label())), nil
			}
			if err != nil {
				return "", err
			}
		}
		return "", nil
	}
}
