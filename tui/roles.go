package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// roles is the matrix: rights down, roles across, each with who holds it. The
// keys that act on a role act on the one that is chosen.
type roles struct {
	*list[rights.Entry]
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	ask     task[[]domain.ListedRole]
	ahead   task[reviewed]
	all     []domain.ListedRole
	at      int    // the chosen role
	left    int    // the first role in view
	goes    string // the role to choose when it is there
	draft   *roleDraft
}

func newRoles(a *App, s *domain.Session) *roles {
	v := &roles{app: a, session: s}
	v.deeds = newDeeds(a, s, v, nil)
	v.may = &permits{app: a, session: s, wants: v.questions}
	v.list = newList(a, listing[rights.Entry]{
		id:     func(e rights.Entry) string { return e.Name },
		name:   func(e rights.Entry) string { return e.Name },
		above:  v.heads,
		search: true,
		source: func(q query) source[rights.Entry] {
			return slice[rights.Entry]{domain.FindRights(q.text), func(e rights.Entry) string { return e.Name }}
		},
		open:  v.whoHas,
		opens: "who may",
	})
	return v
}

// Title is its part of the path.
func (v *roles) Title() string { return "Roles" }

// Start asks for the roles.
func (v *roles) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.look(), v.may.start()) }

// Stop ends what is being asked.
func (v *roles) Stop() {
	v.list.Stop()
	v.deeds.stop()
	v.may.task.drop()
	v.ask.drop()
	v.ahead.drop()
}

func (v *roles) look() tea.Cmd {
	return v.ask.ask(v.app.ctx, func(ctx context.Context) ([]domain.ListedRole, error) { return v.session.Roles(ctx) })
}

// Note says what the letters in the matrix mean.
func (v *roles) Note() string {
	legend := "w whole workspace · s where a unit that one manages reaches · o one's own · – not held"
	if v.draft != nil {
		return "space goes through " + legend
	}
	return legend
}

// Unsaved guards a role that is being edited.
func (v *roles) Unsaved() string {
	if v.draft != nil && v.draft.changed() {
		return "What you changed in " + domain.Clean(v.draft.name) + " isn't saved."
	}
	return ""
}

// chosen is the role that keys act on.
func (v *roles) chosen() (domain.ListedRole, bool) {
	if v.at < len(v.all) {
		return v.all[v.at], true
	}
	return domain.ListedRole{}, false
}

// choose goes to another role, n to the right.
func (v *roles) choose(n int) { v.at = max(min(v.at+n, len(v.all)-1), 0) }

var mayRoles = domain.Question{Right: "roles.manage"}

func (v *roles) questions() []domain.Question {
	q := []domain.Question{mayRoles}
	if r, ok := v.chosen(); ok && r.Custom {
		q = append(q, mayRole(r))
	}
	return q
}

func mayRole(r domain.ListedRole) domain.Question {
	return domain.Question{Right: mayRoles.Right, On: "role/" + r.Name, TakesAway: true}
}

// Update takes the roles in, and what a change of them would do.
func (v *roles) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.ask.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		v.take(a.value)
		return v.may.follow()
	}
	if a, ok := v.ahead.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		return v.propose(a.value)
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	cmds := []tea.Cmd{v.list.Update(msg), v.may.update(msg)}
	if _, changed := msg.(Changed); changed {
		cmds = append(cmds, v.look())
	}
	return tea.Batch(cmds...)
}

// take keeps the chosen role chosen, by its name. One that is being made stands
// behind those that are there.
func (v *roles) take(all []domain.ListedRole) {
	name := v.goes
	if r, ok := v.chosen(); ok && name == "" {
		name = r.Name
	}
	if v.all = all; v.draft != nil && v.draft.make {
		made := *v.draft.from
		made.Name, made.Custom = v.draft.name, true
		v.all = append(slices.Clone(all), domain.ListedRole{Role: &made})
		v.at = len(all)
		return
	}
	for i, r := range all {
		if r.Name == name {
			v.at, v.goes = i, ""
		}
	}
	v.choose(0)
}

// whoHas asks who may do what the right under the cursor is about.
func (v *roles) whoHas(e rights.Entry) tea.Cmd {
	who := newWhoCan(v.app, v.session)
	who.right = e.Name
	return v.app.show(who)
}

// Actions are what can be done with the chosen role.
func (v *roles) Actions() []Action {
	if v.Typing() {
		return behind(v.list.Actions(), v.may.follow)
	}
	if v.draft != nil {
		return v.draftActions()
	}
	r, ok := v.chosen()
	own := []Action{
		{Key: shown("← →", "left", "h"), Name: "role", Do: now(func() { v.choose(-1) })},
		{Key: on("right", "l"), Name: "next role", moves: true, Do: now(func() { v.choose(1) })},
		v.may.dim(mayRoles, Action{Key: on("n"), Name: "new", Command: "gatehouse roles create NAME --from ROLE", Off: !ok, Do: func() tea.Cmd { return v.create(r) }}),
		v.own(r, ok, Action{Key: on("e"), Name: "edit", Command: domain.Command("roles", "edit", nameOf(r)), Do: func() tea.Cmd { return v.edit(r) }}),
		v.own(r, ok, Action{Key: on("x"), Name: "delete", Command: domain.Command("roles", "delete", nameOf(r), "--replace-with", "ROLE"), Do: func() tea.Cmd { return v.remove(r) }}),
	}
	return behind(v.with(own...), v.may.follow)
}

func nameOf(r domain.ListedRole) string {
	if r.Role == nil {
		return "NAME"
	}
	return r.Name
}

// own dims what can be done with roles of the workspace's own alone.
func (v *roles) own(r domain.ListedRole, ok bool, a Action) Action {
	switch {
	case !ok:
		a.Off, a.Why = true, func() string { return "The roles are still being looked up." }
	case !r.Custom:
		a.Off, a.Why = true, func() string {
			return r.Title + " is one of the model's own roles, which stay as they are: n makes a copy that you can change."
		}
	default:
		a = v.may.dim(mayRole(r), a)
	}
	return a
}
