package tui

import (
	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// workspace is the workspace itself: its name, owner and role model, and the
// plans of the model beside each other. Keys about plans act on the chosen one.
type workspace struct {
	page
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	ask     task[domain.Summary]
	ahead   task[domain.PlanImpact]
	sum     domain.Summary
	model   *rights.Model // nil until it is known
	at      int           // the chosen plan
	low     bool          // there is no room for blank lines
	trouble string        // why nothing newer can be shown
}

func newWorkspace(a *App, s *domain.Session) *workspace {
	v := &workspace{app: a, session: s}
	v.deeds = newDeeds(a, s, v, nil)
	v.may = &permits{app: a, session: s, wants: func() []domain.Question { return mayWorkspace }}
	v.lines = v.text
	return v
}

// Title is its part of the path.
func (v *workspace) Title() string { return "Workspace" }

// Typing is never true: there is nothing to type into.
func (v *workspace) Typing() bool { return false }

// Start asks how things stand.
func (v *workspace) Start() tea.Cmd { return tea.Batch(v.look(), v.may.start()) }

// Stop ends what is being asked.
func (v *workspace) Stop() { v.ask.drop(); v.ahead.drop(); v.deeds.stop(); v.may.task.drop() }

func (v *workspace) look() tea.Cmd { return v.ask.ask(v.app.ctx, v.session.Summary) }

// What the keys of the screen take, in the order of the catalogue.
var (
	mayBilling   = domain.Question{Right: "workspace.billing"}
	maySettings  = domain.Question{Right: "workspace.settings"}
	mayTransfer  = domain.Question{Right: "workspace.transfer"}
	mayDelete    = domain.Question{Right: "workspace.delete"}
	mayWorkspace = []domain.Question{mayBilling, maySettings, mayTransfer, mayDelete}
)

// Update takes in how things stand, and what another plan would do.
func (v *workspace) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.ask.answer(msg); ok {
		v.take(a.value, a.err)
		return nil
	}
	if a, ok := v.ahead.answer(msg); ok {
		switch {
		case a.err != nil:
			return v.app.fail(a.err)
		case v.app.top() != v:
			return nil
		}
		return v.propose(a.value)
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	cmds := []tea.Cmd{v.page.Update(msg), v.may.update(msg)}
	switch msg.(type) {
	case Changed, Tick:
		cmds = append(cmds, v.look())
	}
	return tea.Batch(cmds...)
}

// take keeps the chosen plan chosen while the model is the same.
func (v *workspace) take(sum domain.Summary, err error) {
	if v.trouble = words(err); err != nil {
		return
	}
	model, _ := rights.FindModel(sum.Model)
	if v.sum = sum; model != v.model {
		v.model, v.at = model, 0
		for i, p := range v.all() {
			if p.Name == sum.Plan {
				v.at = i
			}
		}
	}
}

// all are the plans of the model, the smallest first.
func (v *workspace) all() []*rights.Plan {
	if v.model == nil {
		return nil
	}
	return v.model.Plans
}

func (v *workspace) choose(n int) { v.at = max(min(v.at+n, len(v.all())-1), 0) }

// current is the plan that the workspace is on, and chosen the one that keys
// act on; nil until they are known.
func (v *workspace) current() *rights.Plan {
	for _, p := range v.all() {
		if p.Name == v.sum.Plan {
			return p
		}
	}
	return nil
}

func (v *workspace) chosen() *rights.Plan {
	if v.at < len(v.all()) {
		return v.all()[v.at]
	}
	return nil
}

// Actions are what can be done with the workspace.
func (v *workspace) Actions() []Action {
	known := v.model != nil
	wait := func() string { return "The workspace is still being looked up." }
	one := func(q domain.Question, key, name string, do func() tea.Cmd, command ...string) Action {
		return v.may.dim(q, Action{Key: on(key), Name: name, Command: domain.Command(append([]string{"workspace"}, command...)...), Off: !known, Why: wait, Do: do})
	}
	actions := []Action{
		{Key: shown("← →", "left", "h"), Name: "plan", moves: len(v.all()) < 2, Do: now(func() { v.choose(-1) })},
		{Key: on("right", "l"), Name: "next plan", moves: true, Do: now(func() { v.choose(1) })},
		v.planAction(one),
		one(maySettings, "e", "rename", v.rename, "rename", "--name", "NAME"),
		one(mayBilling, "m", "model", v.pickModel, "model", "MODEL"),
	}
	actions = append(actions, v.offerActions(one)...)
	actions = append(actions, one(mayDelete, "x", "delete", v.remove, "delete"))
	return append(actions, v.page.Actions()...)
}

// planAction changes to the chosen plan, once it was seen what that does.
func (v *workspace) planAction(one func(domain.Question, string, string, func() tea.Cmd, ...string) Action) Action {
	p, name := v.chosen(), "PLAN"
	if p != nil {
		name = p.Name
	}
	a := one(mayBilling, "enter", "change plan", v.preview, "plan", name)
	if p != nil && p == v.current() && !a.Off {
		a.Off, a.Why = true, func() string {
			if len(v.all()) == 1 {
				return "The " + v.model.Title + " model has no other plan."
			}
			return p.Title + " is today's plan: ← and → go to another."
		}
	}
	return a
}

// offerActions are about the ownership: to offer it, and to answer or end an
// offer.
func (v *workspace) offerActions(one func(domain.Question, string, string, func() tea.Cmd, ...string) Action) []Action {
	free := domain.Question{} // whoever an offer is made to may answer it
	switch {
	case v.sum.Offer.ToYou:
		return []Action{one(free, "t", "take ownership", v.accept, "accept-transfer"), one(free, "c", "decline", v.endOffer, "cancel-transfer")}
	case v.sum.Offer.To != "":
		return []Action{one(mayTransfer, "t", "transfer", v.pickOwner, "transfer", "EMAIL"), one(mayTransfer, "c", "cancel the offer", v.endOffer, "cancel-transfer")}
	}
	return []Action{one(mayTransfer, "t", "transfer", v.pickOwner, "transfer", "EMAIL")}
}
