package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// employees is the list of employee records, with the account that each is
// linked to.
type employees struct {
	*list[domain.ListedEmployee]
	app     *App
	session *domain.Session
	deeds   *deeds
	may     *permits
	units   task[[]string]
	then    func(units []string) tea.Cmd
}

var mayEmployees = domain.Question{Right: "employees.manage"}

func newEmployees(a *App, s *domain.Session) *employees {
	type row = domain.ListedEmployee
	v := &employees{app: a, session: s}
	v.deeds = newDeeds(a, s, v, nil)
	v.may = &permits{app: a, session: s, wants: v.questions}
	v.list = newList(a, listing[row]{
		columns: []column[row]{
			{title: "no.", min: 6, max: 10, cell: func(e row) cell { return v.found(e.Number) }},
			{title: "name", min: 16, max: 32, cell: func(e row) cell { return v.found(e.Name) }},
			{title: "e-mail", min: 14, max: 32, drop: 3, cell: func(e row) cell { return v.found(e.Email) }},
			{title: "unit", min: 10, max: 20, drop: 2, cell: func(e row) cell { return v.found(e.UnitName) }},
			{title: "account", min: 12, max: 32, drop: 1, cell: func(e row) cell {
				if e.LinkedTo == "" {
					return cell{text: "not linked", tone: faint}
				}
				return cell{text: domain.Clean(e.LinkedTo)}
			}},
		},
		id:     func(e row) string { return string(e.ID) },
		name:   func(e row) string { return domain.Clean(e.Name) },
		empty:  "No employee records. n adds one; import brings in many: gatehouse employees import FILE",
		search: true,
		source: func(q query) source[row] { return v.deeds.employees(q.text) },
		open:   func(e row) tea.Cmd { return v.edit(e) },
		opens:  "edit",
	})
	return v
}

// Title is its part of the path.
func (v *employees) Title() string { return "Employees" }

// Start asks for the records.
func (v *employees) Start() tea.Cmd { return tea.Batch(v.list.Start(), v.may.start()) }

// Stop ends what is being asked.
func (v *employees) Stop() { v.list.Stop(); v.deeds.stop(); v.may.task.drop(); v.units.drop() }

// found is a text of a row with the letters that a search found.
func (v *employees) found(text string) cell {
	c := cell{text: domain.Clean(text)}
	c.found, _, _ = match(c.text, v.query.text)
	return c
}

// questions are what may be done, and to the record under the cursor.
func (v *employees) questions() []domain.Question {
	q := []domain.Question{{Right: mayEmployees.Right, On: "any"}}
	if e, ok := v.current(); ok {
		q = append(q, mayEmployee(e), mayLink(e))
	}
	return q
}

func mayEmployee(e domain.ListedEmployee) domain.Question {
	return domain.Question{Right: mayEmployees.Right, On: "employee/" + e.Number}
}

func mayLink(e domain.ListedEmployee) domain.Question {
	q := domain.Question{Right: "members.link"}
	if e.LinkedTo != "" {
		q.On = "member/" + e.LinkedTo
	}
	return q
}

// Update takes the answers that are the screen's own.
func (v *employees) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.units.answer(msg); ok {
		if a.err != nil {
			return v.app.fail(a.err)
		}
		if v.app.top() != Screen(v) {
			return nil
		}
		return v.then(a.value)
	}
	if cmd, ok := v.deeds.answer(msg); ok {
		return cmd
	}
	return tea.Batch(v.list.Update(msg), v.may.update(msg))
}

// Actions are what can be done to the record under the cursor.
func (v *employees) Actions() []Action {
	if v.Typing() {
		return behind(v.list.Actions(), v.may.follow)
	}
	e, ok := v.current()
	none := func() string { return "There is no record here: n adds one." }
	link, does := "link", v.link
	command := domain.Command("members", "link", "EMAIL", e.Number)
	if e.LinkedTo != "" {
		link, does, command = "unlink", v.unlink, domain.Command("members", "unlink", e.LinkedTo)
	}
	own := []Action{
		v.may.dim(domain.Question{Right: mayEmployees.Right, On: "any"}, Action{Key: on("n"), Name: "new", Command: "gatehouse employees add --number N --name NAME", Do: v.add}),
		v.may.dim(mayEmployee(e), Action{Key: on("e"), Name: "edit", Command: domain.Command("employees", "edit", e.Number), Off: !ok, Why: none, Do: func() tea.Cmd { return v.edit(e) }}),
		v.may.dim(mayEmployee(e), Action{Key: on("x"), Name: "remove", Command: domain.Command("employees", "remove", e.Number), Off: !ok, Why: none, Do: func() tea.Cmd { return v.remove(e) }}),
		v.may.dim(mayLink(e), Action{Key: on("L"), Name: link, Command: command, Off: !ok, Why: none, Do: func() tea.Cmd { return does(e) }}),
	}
	return behind(v.with(own...), v.may.follow)
}

// remove asks first: what hangs on the record goes with it.
func (v *employees) remove(e domain.ListedEmployee) tea.Cmd {
	name := domain.Clean(e.Number + " " + e.Name)
	lines := []string{"The record is deleted; it can't be brought back."}
	if e.LinkedTo != "" {
		lines = append(lines, "The account "+domain.Clean(e.LinkedTo)+" stays, and is linked to no record: what needs one, such as a timesheet, stops working.")
	} else {
		lines = append(lines, "No account is linked to it.")
	}
	if e.UnitName != "" {
		lines = append(lines, domain.Clean(e.UnitName)+" has one record less.")
	}
	return v.app.confirm(confirm{
		title: "Remove employee " + name + "?", lines: lines, no: "Keep it", yes: "Remove",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, e) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.RemoveEmployee(ctx, domain.RemoveEmployee{Employee: domain.Ref(e.ID), Version: e.Version})
				return Outcome{Text: "Removed employee " + name + "."}, err
			})
		},
	})
}

// meanwhile says what became of a record that a dialog is about.
func (v *employees) meanwhile(ctx context.Context, was domain.ListedEmployee) (string, error) {
	all, err := v.session.Employees(ctx, was.Number)
	if err != nil {
		return "", err
	}
	for _, e := range all {
		if e.ID == was.ID && e.Version == was.Version {
			return "", nil
		}
	}
	return "Employee " + domain.Clean(was.Number) + " was changed or removed meanwhile.", nil
}
