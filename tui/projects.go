package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// projects is the list of projects with who manages each and works on it; all
// that one reaches, or those of one group.
type projects struct {
	*list[domain.ListedPlace]
	app     *App
	session *domain.Session
	deeds   *projectDeeds
	group   domain.ListedPlace // whose projects these are; without a name of all
	ask     task[domain.ListedPlace]
}

func newProjects(a *App, s *domain.Session, group domain.ListedPlace) *projects {
	type row = domain.ListedPlace
	v := &projects{app: a, session: s, group: group}
	v.list = newList(a, listing[row]{
		columns: []column[row]{
			{title: "project", min: 18, max: 40, cell: func(p row) cell { return v.found(p, p.Name) }},
			{title: "group", min: 10, max: 22, drop: 2, cell: func(p row) cell { return v.found(p, p.Group) }},
			{title: "unit", min: 10, max: 18, drop: 4, cell: func(p row) cell { return v.found(p, p.Unit) }},
			{title: "people", min: 6, max: 6, drop: 3, right: true, cell: func(p row) cell { return dimmed(p, number(len(p.Members))) }},
			{title: "managers", min: 14, cell: managersOf},
			{title: "status", min: 8, max: 8, drop: 1, cell: statusOf},
		},
		id:     func(p row) string { return string(p.ID) },
		name:   func(p row) string { return domain.Clean(p.Name) },
		empty:  "There is no project here that you may see. n adds one; people can then be put on it.",
		search: true,
		source: v.rows,
		open:   func(p row) tea.Cmd { return a.show(newProjectCard(a, s, p)) },
	})
	v.deeds = newProjectDeeds(a, s, v, v.current, func() []domain.Question { return []domain.Question{v.mayAdd()} })
	if group.Name != "" {
		v.columns = slices.DeleteFunc(v.columns, func(c column[any]) bool { return c.title == "group" })
		v.above = v.aboutGroup
	}
	return v
}

// Title is its part of the path.
func (v *projects) Title() string {
	if v.group.Name != "" {
		return domain.Clean(v.group.Name)
	}
	return "Projects"
}

// Start asks for the rows, and for the group that they are in.
func (v *projects) Start() tea.Cmd {
	return tea.Batch(v.list.Start(), v.deeds.may.start(), v.askGroup())
}

func (v *projects) askGroup() tea.Cmd {
	if v.group.Name == "" {
		return nil
	}
	id := domain.Ref(v.group.ID)
	return v.ask.ask(v.app.ctx, func(ctx context.Context) (domain.ListedPlace, error) { return v.session.Group(ctx, id) })
}

// Stop ends what is being asked.
func (v *projects) Stop() { v.list.Stop(); v.deeds.stop(); v.ask.drop() }

// dimmed is a text of a place; of an archived one beside the point.
func dimmed(p domain.ListedPlace, text string) cell {
	c := cell{text: text}
	if p.Archived {
		c.tone = faint
	}
	return c
}

// found is a text of a row with the letters that a search found.
func (v *projects) found(p domain.ListedPlace, text string) cell {
	c := dimmed(p, domain.Clean(text))
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

func managersOf(p domain.ListedPlace) cell {
	if len(p.Managers) == 0 {
		return cell{text: "nobody", tone: faint}
	}
	return dimmed(p, domain.Clean(strings.Join(p.Managers, ", ")))
}

func statusOf(p domain.ListedPlace) cell {
	if p.Archived {
		return cell{text: "archived", tone: faint}
	}
	return cell{text: "active"}
}

func (v *projects) rows(q query) source[domain.ListedPlace] {
	group := v.group.ID
	return sourced[domain.ListedPlace](func(ctx context.Context, s span) (window[domain.ListedPlace], error) {
		all, err := v.session.Projects(ctx)
		if group != "" {
			all = slices.DeleteFunc(all, func(p domain.ListedPlace) bool { return p.GroupID != group })
		}
		all = lastArchived(all)
		if q.text != "" {
			all = rank(all, func(p domain.ListedPlace) string {
				return strings.Join(append([]string{p.Name, p.Group, p.Unit}, p.Managers...), " ")
			}, q.text)
		}
		w, _ := slice[domain.ListedPlace]{all, v.id}.window(ctx, s)
		return w, err
	})
}

// lastArchived puts what is archived after what isn't.
func lastArchived(all []domain.ListedPlace) []domain.ListedPlace {
	slices.SortStableFunc(all, func(a, b domain.ListedPlace) int {
		switch {
		case a.Archived == b.Archived:
			return 0
		case a.Archived:
			return 1
		}
		return -1
	})
	return all
}

// aboutGroup stands over the projects of a group.
func (v *projects) aboutGroup() []string {
	t, g := &v.app.theme, v.group
	line := func(label, text string) string {
		return " " + t.tone[faint].paint(fit(label, 9)) + cut(text, max(v.app.size.Width-11, 0))
	}
	people := func(label string, who []string) (lines []string) {
		for i, part := range namesIn(who, max(v.app.size.Width-11, 20), 3) {
			lines = append(lines, line(map[bool]string{true: label}[i == 0], part))
		}
		return lines
	}
	lines := append(people("Managers", g.Managers), people("People", g.Members)...)
	if g.Parent != "" {
		lines = append(lines, line("Below", domain.Clean(g.Parent)))
	}
	if g.Archived {
		lines = append(lines, line("Status", "archived: takes in nothing new"))
	}
	return append(lines, "")
}

// mayAdd is the question behind n.
func (v *projects) mayAdd() domain.Question {
	q := domain.Question{Right: "projects.create", On: "any"}
	if v.group.Name != "" {
		q.On = "group/" + v.group.Name
	}
	return q
}

// Update takes the answers that are the screen's own.
func (v *projects) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.ask.answer(msg); ok {
		if a.err == nil {
			v.group = a.value
		}
		return v.deeds.may.follow()
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	cmds := []tea.Cmd{v.list.Update(msg), v.deeds.may.update(msg)}
	if _, ok := msg.(Changed); ok {
		cmds = append(cmds, v.askGroup())
	}
	return tea.Batch(cmds...)
}

// Actions are what can be done to the project under the cursor.
func (v *projects) Actions() []Action {
	if v.Typing() {
		return behind(v.list.Actions(), v.deeds.may.follow)
	}
	p, ok := v.current()
	own := []Action{v.deeds.may.dim(v.mayAdd(), Action{Key: on("n"), Name: "new", Command: "gatehouse projects add NAME", Do: func() tea.Cmd { return v.deeds.addProject(v.group.Name) }})}
	return behind(v.with(append(own, v.deeds.actions(p, ok)...)...), v.deeds.may.follow)
}
