package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// nested is a group with how deep it lies below others.
type nested struct {
	domain.ListedPlace
	depth int
}

// groups is the tree of groups, with what is in each and who manages it.
type groups struct {
	*list[nested]
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	staff   *staff
	placing placing
}

func newGroups(a *App, s *domain.Session) *groups {
	v := &groups{app: a, session: s}
	v.deeds = newDeeds(a, s, v, nil)
	v.placing = placing{app: a, session: s, screen: v}
	v.may = &permits{app: a, session: s, wants: v.questions}
	v.staff = newStaff(v.deeds, v.may, "group")
	v.list = newList(a, listing[nested]{
		columns: []column[nested]{
			{title: "group", min: 18, max: 44, cell: v.named},
			{title: "projects", min: 8, max: 8, drop: 2, right: true, cell: func(g nested) cell { return dimmed(g.ListedPlace, number(g.Projects)) }},
			{title: "people", min: 6, max: 6, drop: 3, right: true, cell: func(g nested) cell { return dimmed(g.ListedPlace, number(len(g.Members))) }},
			{title: "managers", min: 14, cell: func(g nested) cell { return managersOf(g.ListedPlace) }},
			{title: "status", min: 8, max: 8, drop: 1, cell: func(g nested) cell { return statusOf(g.ListedPlace) }},
		},
		id:     func(g nested) string { return string(g.ID) },
		name:   func(g nested) string { return domain.Clean(g.Name) },
		empty:  "There is no group that you may see. n adds one; projects and people can then be put into it.",
		search: true,
		source: v.rows,
		open:   func(g nested) tea.Cmd { return a.show(newProjects(a, s, g.ListedPlace)) },
	})
	return v
}

// Title is its part of the path.
func (v *groups) Title() string { return "Groups" }

// Start asks for the tree.
func (v *groups) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked.
func (v *groups) Stop() { v.list.Stop(); v.deeds.stop(); v.may.task.drop(); v.placing.task.drop() }

// named is a group below its parent; a search shows no tree, but where each lies.
func (v *groups) named(g nested) cell {
	if v.query.text == "" {
		return dimmed(g.ListedPlace, strings.Repeat("  ", g.depth)+domain.Clean(g.Name))
	}
	c := dimmed(g.ListedPlace, domain.Clean(g.Name))
	c.found, _, _ = match(c.text, v.query.text)
	if g.Parent != "" {
		c.text += "  in " + domain.Clean(g.Parent)
	}
	return c
}

func (v *groups) rows(q query) source[nested] {
	return sourced[nested](func(ctx context.Context, s span) (window[nested], error) {
		all, err := v.session.Groups(ctx)
		rows := tree(all)
		if q.text != "" {
			rows = rank(rows, func(g nested) string { return g.Name + " " + strings.Join(g.Managers, " ") }, q.text)
		}
		w, _ := slice[nested]{rows, v.id}.window(ctx, s)
		return w, err
	})
}

// tree puts each group below its parent, archived ones after their like.
func tree(all []domain.ListedPlace) []nested {
	below := map[string][]domain.ListedPlace{}
	for _, g := range lastArchived(all) {
		below[g.Parent] = append(below[g.Parent], g)
	}
	var rows []nested
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		for _, g := range below[parent] {
			rows = append(rows, nested{g, depth})
			walk(g.Name, depth+1)
		}
	}
	walk("", 0)
	return rows
}

var mayGroups = domain.Question{Right: "groups.manage"}

func (v *groups) questions() []domain.Question {
	q := []domain.Question{mayGroups}
	if g, ok := v.current(); ok {
		q = append(q, v.staff.questions(g.ListedPlace)...)
	}
	return q
}

// Update takes the answers that are the screen's own.
func (v *groups) Update(msg tea.Msg) tea.Cmd {
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	if cmd, ok := v.placing.answer(msg); ok {
		return cmd
	}
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Actions are what can be done to the group under the cursor.
func (v *groups) Actions() []Action {
	if v.Typing() {
		return behind(v.list.Actions(), v.may.follow)
	}
	row, ok := v.current()
	g := row.ListedPlace
	none := func() string { return "There is no group here: n adds one." }
	word := map[bool]string{false: "archive", true: "unarchive"}[g.Archived]
	manage := v.staff.on(v.staff.right, g)
	own := []Action{
		v.may.dim(mayGroups, Action{Key: on("n"), Name: "new", Command: "gatehouse groups add NAME", Do: func() tea.Cmd { return v.add(g) }}),
		v.may.dim(manage, Action{Key: on("e"), Name: "edit", Command: domain.Command("groups", "edit", g.Name), Off: !ok, Why: none, Do: func() tea.Cmd { return v.edit(g) }}),
	}
	own = append(own, v.staff.actions(g, ok)...)
	own = append(own, v.may.dim(manage, Action{Key: on("A"), Name: word, Command: domain.Command("groups", word, g.Name), Off: !ok, Why: none, Do: func() tea.Cmd { return v.archive(g) }}))
	return behind(v.with(own...), v.may.follow)
}
