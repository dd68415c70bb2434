package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// add asks for a name, and whether the unit lies below the one under the cursor.
func (v *units) add(u domain.ListedUnit, there bool) tea.Cmd {
	inputs := []input{{label: "Name"}}
	if there {
		below := domain.Clean(u.Name)
		inputs = append(inputs, input{label: "Below", value: below, choices: []string{below, atTop}})
	}
	return v.app.fill(form{
		title: "New unit", yes: "add", inputs: inputs,
		try: func(values []string) func(context.Context) (Outcome, error) {
			c := domain.AddUnit{Name: values[0]}
			if there && values[1] != atTop {
				c.Parent = domain.Ref(u.ID)
			}
			return v.deeds.adding("Added the unit "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) (domain.ID, error) {
				made, err := s.AddUnit(ctx, c)
				return made.ID, err
			})
		},
	})
}

// edit renames a unit, or moves it below another.
func (v *units) edit(u domain.ListedUnit) tea.Cmd {
	return v.placing.ask(func(r rooms) tea.Cmd {
		f := newPlaceForm("Unit "+domain.Clean(u.Name), "save", u.Name)
		f.room("Below", u.ParentName, atTop, slices.DeleteFunc(r.units, func(name string) bool { return name == domain.Clean(u.Name) }))
		f.meanwhile = func(ctx context.Context) (string, error) { return v.meanwhile(ctx, u) }
		f.try = func(values []string) func(context.Context) (Outcome, error) {
			c := domain.EditUnit{Unit: domain.Ref(u.ID), Version: u.Version, Name: f.renamed(values), Parent: f.changed("Below", atTop, values)}
			return v.deeds.changing("Changed the unit "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.EditUnit(ctx, c))
			})
		}
		return v.app.fill(f.form)
	})
}

// addManager picks who is to manage a unit.
func (v *units) addManager(u domain.ListedUnit) tea.Cmd {
	name := domain.Clean(u.Name)
	return v.deeds.pickMember("Who is to manage "+name+"?", "make manager", func(l domain.Listed) tea.Cmd {
		done := domain.Clean(l.Label()) + " manages " + name + ". That counts while the role is Manager; now it is " + domain.Clean(l.RoleName) + "."
		return v.manage(done, domain.ManageUnit{Unit: domain.Ref(u.ID), Member: domain.Ref(l.ID), Version: l.Version})
	})
}

func (v *units) manage(done string, c domain.ManageUnit) tea.Cmd {
	return v.deeds.change(done, func(ctx context.Context, s *domain.Session) error {
		return only(s.ManageUnit(ctx, c))
	})
}

// pickManager picks whom to take a unit from, and says what that means.
func (v *units) pickManager(u domain.ListedUnit) tea.Cmd {
	return v.app.pickHandle("Who no longer manages "+domain.Clean(u.Name)+"?", "take it away", u.Managers, func(h string) tea.Cmd { return v.takeAway(u, h) })
}

func (v *units) takeAway(u domain.ListedUnit, handle string) tea.Cmd {
	who, name := domain.Clean(handle), domain.Clean(u.Name)
	lines := []string{who + " no longer reaches the people of " + name + " and of the units below it."}
	if len(u.Managers) == 1 {
		lines = append(lines, "Nobody else manages "+name+".")
	}
	return v.app.confirm(confirm{
		title: "Take " + name + " from " + who + "?", lines: append(lines, "The role stays as it is."), no: "Leave it", yes: "Take away",
		do: func(string) tea.Cmd {
			return v.manage(who+" no longer manages "+name+".", domain.ManageUnit{Unit: domain.Ref(u.ID), Member: domain.Ref(handle), Not: true})
		},
	})
}

// remove asks first; a unit that holds anything isn't removed, which the use
// case says.
func (v *units) remove(u domain.ListedUnit) tea.Cmd {
	name := domain.Clean(u.Name)
	lines := []string{"It holds no records."}
	if u.People > 0 {
		lines = []string{"It still holds " + count(u.People, "record", "records") + ", so it won't be removed until those are moved."}
	}
	if n := len(u.Managers); n > 0 {
		lines = append(lines, count(n, "member no longer manages", "members no longer manage")+" it.")
	}
	return v.app.confirm(confirm{
		title: "Remove the unit " + name + "?", lines: append(lines, "It can't be undone."), no: "Keep it", yes: "Remove",
		meanwhile: func(ctx context.Context) (string, error) { return v.meanwhile(ctx, u) },
		do: func(string) tea.Cmd {
			return v.app.act(func(ctx context.Context) (Outcome, error) {
				_, err := v.session.RemoveUnit(ctx, domain.RemoveUnit{Unit: domain.Ref(u.ID), Version: u.Version})
				return Outcome{Text: "Removed the unit " + name + "."}, err
			})
		},
	})
}

func (v *units) meanwhile(ctx context.Context, was domain.ListedUnit) (string, error) {
	all, err := v.session.Units(ctx)
	if err != nil {
		return "", err
	}
	for _, u := range all {
		if u.ID == was.ID && u.Version == was.Version && u.People == was.People && len(u.Managers) == len(was.Managers) {
			return "", nil
		}
	}
	return "The unit " + domain.Clean(was.Name) + " changed meanwhile: look at it once more.", nil
}
