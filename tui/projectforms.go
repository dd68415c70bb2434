package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// addProject asks for a name, and for where the project is to be: nowhere, or the
// group whose projects are on the screen.
func (d *projectDeeds) addProject(group string) tea.Cmd {
	return d.placing.ask(func(r rooms) tea.Cmd {
		f := newPlaceForm("New project", "add", "")
		f.room("Group", group, nowhere, r.groups)
		f.room("Unit", "", nowhere, r.units)
		f.try = func(values []string) func(context.Context) (Outcome, error) {
			c := domain.AddProject{Name: values[0], Group: f.chosen("Group", nowhere, values), Unit: f.chosen("Unit", nowhere, values)}
			return d.deeds.adding("Added the project "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) (domain.ID, error) {
				made, err := s.AddProject(ctx, c)
				return made.ID, err
			})
		}
		return d.app.fill(f.form)
	})
}

// edit renames a project, or moves it.
func (d *projectDeeds) edit(p domain.ListedPlace) tea.Cmd {
	return d.placing.ask(func(r rooms) tea.Cmd {
		f := newPlaceForm("Project "+domain.Clean(p.Name), "save", p.Name)
		f.room("Group", p.Group, nowhere, r.groups)
		f.room("Unit", p.Unit, nowhere, r.units)
		f.meanwhile = d.staff.meanwhile(p)
		f.try = func(values []string) func(context.Context) (Outcome, error) {
			c := domain.EditProject{Project: domain.Ref(p.ID), Version: p.Version, Name: f.renamed(values),
				Group: f.changed("Group", nowhere, values), Unit: f.changed("Unit", nowhere, values)}
			return d.deeds.changing("Changed the project "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.EditProject(ctx, c))
			})
		}
		return d.app.fill(f.form)
	})
}
