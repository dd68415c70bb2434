package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// units is the tree of organisation units, with who manages each.
type units struct {
	*list[domain.ListedUnit]
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	placing placing
}

func newUnits(a *App, s *domain.Session) *units {
	type row = domain.ListedUnit
	v := &units{app: a, session: s}
	v.deeds = newDeeds(a, s, v, nil)
	v.may = &permits{app: a, session: s, wants: v.questions}
	v.placing = placing{app: a, session: s, screen: v}
	v.list = newList(a, listing[row]{
		columns: []column[row]{
			{title: "unit", min: 20, max: 50, cell: v.named},
			{title: "holds", min: 10, max: 11, drop: 1, right: true, cell: func(u row) cell { return cell{text: count(u.People, "record", "records"), tone: faint} }},
			{title: "managers", min: 16, cell: v.managers},
		},
		id:     func(u row) string { return string(u.ID) },
		name:   func(u row) string { return domain.Clean(u.Name) },
		empty:  "No units yet. n adds one; people and projects can then be placed in it.",
		search: true,
		source: v.rows,
	})
	return v
}

// Title is its part of the path.
func (v *units) Title() string { return "Units" }

// Start asks for the tree.
func (v *units) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked.
func (v *units) Stop() { v.list.Stop(); v.deeds.stop(); v.may.task.drop(); v.placing.task.drop() }

// Note says what managing a unit is worth.
func (v *units) Note() string {
	return "Managing a unit counts only while the role is Manager, and reaches all units below."
}

// named is a unit below its parent; a search shows no tree, but where each lies.
func (v *units) named(u domain.ListedUnit) cell {
	if v.query.text == "" {
		return cell{text: strings.Repeat("  ", u.Depth) + domain.Clean(u.Name)}
	}
	c := cell{text: domain.Clean(u.Name)}
	c.found, _, _ = match(c.text, v.query.text)
	if u.ParentName != "" {
		c.text += "  in " + domain.Clean(u.ParentName)
	}
	return c
}

func (v *units) managers(u domain.ListedUnit) cell {
	if len(u.Managers) == 0 {
		return cell{text: "nobody", tone: faint}
	}
	return cell{text: domain.Clean(strings.Join(u.Managers, ", "))}
}

func (v *units) rows(q query) source[domain.ListedUnit] {
	return sourced[domain.ListedUnit](func(ctx context.Context, s span) (window[domain.ListedUnit], error) {
		all, err := v.session.Units(ctx)
		if q.text != "" {
			all = rank(all, func(u domain.ListedUnit) string { return u.Name + " " + strings.Join(u.Managers, " ") }, q.text)
		}
		w, _ := slice[domain.ListedUnit]{all, v.id}.window(ctx, s)
		return w, err
	})
}

var mayUnits = domain.Question{Right: "units.manage"}

func (v *units) questions() []domain.Question {
	q := []domain.Question{mayUnits}
	if u, ok := v.current(); ok {
		q = append(q, mayUnit(u))
	}
	return q
}

func mayUnit(u domain.ListedUnit) domain.Question {
	return domain.Question{Right: mayUnits.Right, On: "unit/" + u.Name}
}

// Update takes the answers that are the screen's own.
func (v *units) Update(msg tea.Msg) tea.Cmd {
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	if cmd, ok := v.placing.answer(msg); ok {
		return cmd
	}
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Actions are what can be done to the unit under the cursor.
func (v *units) Actions() []Action {
	if v.Typing() {
		return behind(v.list.Actions(), v.may.follow)
	}
	u, ok := v.current()
	none := func() string { return "There is no unit here: n adds one." }
	unmanaged := func() string { return "Nobody manages " + domain.Clean(u.Name) + ": m adds someone." }
	why := none
	if ok {
		why = unmanaged
	}
	own := []Action{
		v.may.dim(mayUnits, Action{Key: on("n"), Name: "new", Command: "gatehouse units add NAME", Do: func() tea.Cmd { return v.add(u, ok) }}),
		v.may.dim(mayUnit(u), Action{Key: on("e"), Name: "edit", Command: domain.Command("units", "edit", u.Name), Off: !ok, Why: none, Do: func() tea.Cmd { return v.edit(u) }}),
		v.may.dim(mayUnit(u), Action{Key: on("m"), Name: "add manager", Command: domain.Command("units", "manager", u.Name, "EMAIL"), Off: !ok, Why: none, Do: func() tea.Cmd { return v.addManager(u) }}),
		v.may.dim(mayUnit(u), Action{Key: on("M"), Name: "take a manager away", Command: domain.Command("units", "manager", u.Name, "EMAIL", "--remove"),
			Off: !ok || len(u.Managers) == 0, Why: why, Do: func() tea.Cmd { return v.pickManager(u) }}),
		v.may.dim(mayUnit(u), Action{Key: on("x"), Name: "remove", Command: domain.Command("units", "remove", u.Name), Off: !ok, Why: none, Do: func() tea.Cmd { return v.remove(u) }}),
	}
	return behind(v.with(own...), v.may.follow)
}
