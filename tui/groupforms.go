package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// atTop is the choice of lying below nothing.
const atTop = "the top"

// add asks for a name, and which group the new one lies below.
func (v *groups) add(g domain.ListedPlace) tea.Cmd {
	return v.placing.ask(func(r rooms) tea.Cmd {
		f := newPlaceForm("New group", "add", "")
		above := g.Name
		if g.Archived {
			above = ""
		}
		f.room("Below", above, atTop, r.groups)
		f.try = func(values []string) func(context.Context) (Outcome, error) {
			c := domain.AddGroup{Name: values[0], Parent: f.chosen("Below", atTop, values)}
			return v.deeds.adding("Added the group "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) (domain.ID, error) {
				made, err := s.AddGroup(ctx, c)
				return made.ID, err
			})
		}
		return v.app.fill(f.form)
	})
}

// edit renames a group, or moves it below another.
func (v *groups) edit(g domain.ListedPlace) tea.Cmd {
	return v.placing.ask(func(r rooms) tea.Cmd {
		f := newPlaceForm("Group "+domain.Clean(g.Name), "save", g.Name)
		f.room("Below", g.Parent, atTop, slices.DeleteFunc(r.groups, func(name string) bool { return name == domain.Clean(g.Name) }))
		f.meanwhile = v.staff.meanwhile(g)
		f.try = func(values []string) func(context.Context) (Outcome, error) {
			c := domain.EditGroup{Group: domain.Ref(g.ID), Version: g.Version, Name: f.renamed(values), Parent: f.changed("Below", atTop, values)}
			return v.deeds.changing("Changed the group "+domain.Clean(values[0])+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.EditGroup(ctx, c))
			})
		}
		return v.app.fill(f.form)
	})
}

// archive asks first; bringing back takes nothing away.
func (v *groups) archive(g domain.ListedPlace) tea.Cmd {
	name := domain.Clean(g.Name)
	set := func(done string) tea.Cmd {
		return v.deeds.change(done, func(ctx context.Context, s *domain.Session) error {
			return only(s.ArchiveGroup(ctx, domain.ArchiveGroup{Group: domain.Ref(g.ID), Not: g.Archived}))
		})
	}
	if g.Archived {
		return set("Unarchived " + name + ".")
	}
	lines := []string{"It takes in no project and no group any more."}
	if g.Projects > 0 {
		lines = append(lines, "The "+count(g.Projects, "project", "projects")+" in it stay as they are, and whoever manages "+name+" goes on managing them.")
	}
	return v.app.confirm(confirm{title: "Archive the group " + name + "?", lines: append(lines, "Nothing is deleted. Unarchiving brings it back."), no: "Keep it active", yes: "Archive",
		meanwhile: v.staff.meanwhile(g),
		do:        func(string) tea.Cmd { return set("Archived " + name + ".") }})
}
