package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// rooms are the groups and units that something can be put into.
type rooms struct{ groups, units []string }

// placing asks for the rooms, and then opens a form that offers them.
type placing struct {
	app     *App
	session *domain.Session
	screen  Screen
	task    task[rooms]
	then    func(rooms) tea.Cmd
}

// ask looks which there are. Who may not see units, or groups, is offered none.
func (p *placing) ask(then func(rooms) tea.Cmd) tea.Cmd {
	p.then = then
	return p.task.ask(p.app.ctx, func(ctx context.Context) (rooms, error) {
		var r rooms
		groups, err := p.session.GroupNames(ctx)
		if err != nil && domain.KindOf(err) != domain.Denied {
			return r, err
		}
		for _, g := range groups {
			if !g.Archived {
				r.groups = append(r.groups, domain.Clean(g.Name))
			}
		}
		units, err := p.session.Units(ctx)
		if err != nil && domain.KindOf(err) != domain.Denied {
			return r, err
		}
		for _, u := range units {
			r.units = append(r.units, domain.Clean(u.Name))
		}
		return r, nil
	})
}

// answer opens the form. What comes when the screen isn't on top any more is
// dropped.
func (p *placing) answer(msg tea.Msg) (tea.Cmd, bool) {
	a, ok := p.task.answer(msg)
	switch {
	case !ok:
		return nil, false
	case a.err != nil:
		return p.app.fail(a.err), true
	case p.app.top() != p.screen:
		return nil, true
	}
	return p.then(a.value), true
}

// placeForm is a form of a name and of rooms, which are offered where there
// are any to choose from.
type placeForm struct {
	form
	labels []string
}

func newPlaceForm(title, yes, name string) *placeForm {
	return &placeForm{form{title: title, yes: yes, inputs: []input{{label: "Name", value: domain.Clean(name)}}}, []string{"Name"}}
}

// room adds a choice of rooms or none of them, where there is any.
func (f *placeForm) room(label, value, none string, choices []string) {
	if len(choices) == 0 {
		return
	}
	value = domain.Clean(value)
	if value == "" {
		value = none
	}
	choices = append([]string{none}, choices...)
	if !slices.Contains(choices, value) {
		choices = append(choices, value)
	}
	f.inputs = append(f.inputs, input{label: label, value: value, choices: choices, hint: "type to find it"})
	f.labels = append(f.labels, label)
}

// chosen is a room as it was chosen, or "" for none.
func (f *placeForm) chosen(label, none string, values []string) domain.Ref {
	i := slices.Index(f.labels, label)
	if i < 0 || values[i] == none {
		return ""
	}
	return domain.Ref(values[i])
}

// changed is chosen where it isn't what the form began with, or nil.
func (f *placeForm) changed(label, none string, values []string) *domain.Ref {
	i := slices.Index(f.labels, label)
	if i < 0 || values[i] == f.inputs[i].value {
		return nil
	}
	ref := f.chosen(label, none, values)
	return &ref
}

// renamed is the name that was typed where it isn't the one before, or nil.
func (f *placeForm) renamed(values []string) *string {
	if values[0] == f.inputs[0].value {
		return nil
	}
	return &values[0]
}
