package tui

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// pickModel offers the role models; each opens what a switch to it would do.
func (v *workspace) pickModel() tea.Cmd {
	var actions []Action
	for _, m := range rights.Models() {
		actions = append(actions, Action{Name: m.Title, Command: m.Line, Off: m == v.model,
			Why: func() string { return "The workspace uses it now." }, Do: func() tea.Cmd { return v.app.show(newModelSwitch(v, m)) }})
	}
	return v.app.pickAction("Switch to which role model?", "There is no such model. esc goes back.", actions)
}

// modelSwitch is what every role becomes in another model. Nothing happens
// before it was seen and agreed to.
type modelSwitch struct {
	*list[domain.RoleMapping]
	app     *App
	session *domain.Session
	of      *workspace
	to      *rights.Model
	plan    string            // of the new model; empty: its largest
	roles   map[string]string // what was chosen, old to new
	ask     task[domain.SwitchImpact]
	impact  domain.SwitchImpact
	known   bool
	begun   bool
	trouble string
}

func newModelSwitch(of *workspace, to *rights.Model) *modelSwitch {
	v := &modelSwitch{app: of.app, session: of.session, of: of, to: to, roles: map[string]string{}}
	v.list = newList(v.app, listing[domain.RoleMapping]{
		columns: v.mapped(),
		id:      func(r domain.RoleMapping) string { return r.From.Name },
		name:    func(r domain.RoleMapping) string { return domain.Clean(r.From.Name) },
		under:   v.underMapping,
		above:   v.heads,
		empty:   "There are no roles to map.",
		source: func(query) source[domain.RoleMapping] {
			return slice[domain.RoleMapping]{v.impact.Rows, func(r domain.RoleMapping) string { return r.From.Name }}
		},
	})
	return v
}

// Title is its part of the path.
func (v *modelSwitch) Title() string { return "Switch to " + v.to.Title }

// Start asks what everyone's role would become.
func (v *modelSwitch) Start() tea.Cmd { return v.look() }

// Stop ends what is being asked.
func (v *modelSwitch) Stop() { v.list.Stop(); v.ask.drop() }

func (v *modelSwitch) change() domain.SwitchModel {
	return domain.SwitchModel{Version: v.of.sum.Version, Model: v.to.Name, Plan: v.plan, Roles: maps.Clone(v.roles)}
}

func (v *modelSwitch) look() tea.Cmd {
	c := v.change()
	c.Version = 0
	return v.ask.ask(v.app.ctx, func(ctx context.Context) (domain.SwitchImpact, error) { return v.session.PreviewModel(ctx, c) })
}

// Unsaved guards what was chosen.
func (v *modelSwitch) Unsaved() string {
	if len(v.roles) > 0 && !v.begun {
		return "What you chose for " + count(len(v.roles), "role", "roles") + " isn't kept."
	}
	return ""
}

// Update takes in what would become of the roles.
func (v *modelSwitch) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.ask.answer(msg); ok {
		if v.trouble = words(a.err); a.err != nil {
			return nil
		}
		v.impact, v.known = a.value, true
		return v.list.reload()
	}
	cmd := v.list.Update(msg)
	if _, changed := msg.(Changed); changed && !v.begun {
		return tea.Batch(cmd, v.look())
	}
	return cmd
}

// Actions choose what a role becomes, and switch.
func (v *modelSwitch) Actions() []Action {
	r, ok := v.list.current()
	fixed := !ok || len(r.Choices) < 2
	choose := func(step int) func() tea.Cmd { return func() tea.Cmd { return v.choose(r, step) } }
	none := func() string { return "There is nothing to choose from." }
	return v.with(
		Action{Key: shown("← →", "left", "h"), Name: "what it becomes", Off: fixed, Why: none, Do: choose(-1)},
		Action{Key: on("right", "l"), Name: "the next one", moves: true, Off: fixed, Why: none, Do: choose(1)},
		Action{Key: on("enter"), Name: "switch", Command: v.command(), Off: !v.known || !v.impact.Allowed, Why: v.why, Do: v.propose},
		Action{Key: on("p"), Name: "plan", Off: len(v.to.Plans) < 2, Why: func() string { return "The " + v.to.Title + " model has one plan." }, Do: v.nextPlan},
	)
}

func (v *modelSwitch) why() string {
	switch {
	case v.trouble != "":
		return v.trouble
	case !v.known:
		return "What would become of the roles is still being looked up."
	}
	return sentence(v.impact.Why)
}

// choose goes through what a role may become.
func (v *modelSwitch) choose(r domain.RoleMapping, step int) tea.Cmd {
	n, at := len(r.Choices), slices.Index(r.Choices, r.To)
	if at < 0 && step < 0 {
		at = 0
	}
	v.roles[r.From.Name] = r.Choices[(at+step+n)%n].Name
	return v.look()
}

// nextPlan goes through the plans of the new model.
func (v *modelSwitch) nextPlan() tea.Cmd {
	at := slices.Index(v.to.Plans, v.impact.Plan)
	v.plan = v.to.Plans[(at+1)%len(v.to.Plans)].Name
	return v.look()
}

// command is the command line that does the same.
func (v *modelSwitch) command() string {
	words := []string{"workspace", "model", v.to.Name}
	if v.plan != "" {
		words = append(words, "--plan", v.plan)
	}
	for _, from := range slices.Sorted(maps.Keys(v.roles)) {
		words = append(words, "--map", from+"="+v.roles[from])
	}
	return domain.Command(words...)
}

// propose asks before everyone's role is rewritten.
func (v *modelSwitch) propose() tea.Cmd {
	return v.app.confirm(confirm{
		title: "Switch from " + v.of.model.Title + " to " + v.to.Title + "?", lines: v.gist(), no: "Not yet", yes: "Switch",
		meanwhile: v.of.unchanged(),
		do:        func(string) tea.Cmd { return v.carryOut(v.change()) },
	})
}

// carryOut goes back to the workspace, which says how far it is. What has begun
// is finished, even if it is stopped here.
func (v *modelSwitch) carryOut(c domain.SwitchModel) tea.Cmd {
	v.begun = true
	v.app.close(v)
	done := "The workspace uses the " + v.to.Title + " model now, on the " + v.impact.Plan.Title + " plan."
	return v.app.work("switching the model", func(ctx context.Context, progress func(done, of int)) (Outcome, error) {
		_, err := v.session.SwitchModel(ctx, c, progress)
		return Outcome{Text: done}, err
	})
}
