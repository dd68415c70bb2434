package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var placeColumns = []column[object.Place]{
	{"name", func(p object.Place) string { return p.Name }},
	{"within", func(p object.Place) string { return orDash(orElse(p.Group, p.Parent)) }},
	{"managers", func(p object.Place) string { return orDash(strings.Join(p.Managers, ", ")) }},
	{"members", func(p object.Place) string { return orDash(strings.Join(p.Members, ", ")) }},
	{"status", func(p object.Place) string { return map[bool]string{true: "archived", false: "active"}[p.Archived] }},
}

// placeKind is what groups and projects differ in. Their commands are the same.
type placeKind struct {
	noun, what, about string
	list, names       func(*run) ([]domain.ListedPlace, error) // names reads no members
	add               func(r *run, name, group, unit string) (domain.ListedPlace, error)
	edit              func(r *run, name string, to placeEdit) (domain.ListedPlace, error)
	archive           func(r *run, name string, not bool) (domain.ListedPlace, error)
	staff             func(r *run, name string, who domain.Ref, manager, not bool) (domain.ListedPlace, error)
}

// placeEdit is what an edit changes; nil leaves it.
type placeEdit struct {
	name         *string
	within, unit *domain.Ref
}

func groupNames(r *run) ([]domain.ListedPlace, error)   { return r.GroupNames(r) }
func projectNames(r *run) ([]domain.ListedPlace, error) { return r.ProjectNames(r) }

func groups(p *Program) *cobra.Command {
	return p.places(placeKind{
		noun: "groups", what: "group", about: "Groups of projects and people",
		list: func(r *run) ([]domain.ListedPlace, error) { return r.Groups(r) }, names: groupNames,
		add: func(r *run, name, within, _ string) (domain.ListedPlace, error) {
			return r.shownGroup(r.AddGroup(r, domain.AddGroup{Name: name, Parent: domain.Ref(within)}))
		},
		edit: func(r *run, name string, to placeEdit) (domain.ListedPlace, error) {
			return r.shownGroup(r.EditGroup(r, domain.EditGroup{Group: domain.Ref(name), Name: to.name, Parent: to.within}))
		},
		archive: func(r *run, name string, not bool) (domain.ListedPlace, error) {
			return r.shownGroup(r.ArchiveGroup(r, domain.ArchiveGroup{Group: domain.Ref(name), Not: not}))
		},
		staff: func(r *run, name string, who domain.Ref, manager, not bool) (domain.ListedPlace, error) {
			return r.shownGroup(r.StaffGroup(r, domain.StaffGroup{Group: domain.Ref(name), Member: who, Manager: manager, Not: not}))
		},
	})
}

func projects(p *Program) *cobra.Command {
	c := p.places(placeKind{
		noun: "projects", what: "project", about: "Projects, and who works on them",
		list: func(r *run) ([]domain.ListedPlace, error) { return r.Projects(r) }, names: projectNames,
		add: func(r *run, name, within, unit string) (domain.ListedPlace, error) {
			return r.shownProject(r.AddProject(r, domain.AddProject{Name: name, Group: domain.Ref(within), Unit: domain.Ref(unit)}))
		},
		edit: func(r *run, name string, to placeEdit) (domain.ListedPlace, error) {
			return r.shownProject(r.EditProject(r, domain.EditProject{Project: domain.Ref(name), Name: to.name, Group: to.within, Unit: to.unit}))
		},
		archive: func(r *run, name string, not bool) (domain.ListedPlace, error) {
			return r.shownProject(r.ArchiveProject(r, domain.ArchiveProject{Project: domain.Ref(name), Not: not}))
		},
		staff: func(r *run, name string, who domain.Ref, manager, not bool) (domain.ListedPlace, error) {
			return r.shownProject(r.StaffProject(r, domain.StaffProject{Project: domain.Ref(name), Member: who, Manager: manager, Not: not}))
		},
	})
	c.AddCommand(p.projectsProfit())
	return c
}

func (r *run) shownGroup(g domain.Group, err error) (domain.ListedPlace, error) {
	if err != nil {
		return domain.ListedPlace{}, err
	}
	return r.ShownGroup(r, g)
}

func (r *run) shownProject(p domain.Project, err error) (domain.ListedPlace, error) {
	if err != nil {
		return domain.ListedPlace{}, err
	}
	return r.ShownProject(r, p)
}

// changePlace makes a change and prints the group or project after it.
func (r *run) changePlace(do func() (domain.ListedPlace, error)) error {
	return one(r, placeColumns, func() (object.Place, error) {
		l, err := do()
		return object.OfPlace(l), err
	})
}

func (p *Program) places(k placeKind) *cobra.Command {
	return group(k.noun, k.about, p.placesList(k), p.placesAdd(k), p.placesEdit(k),
		p.placesArchive(k, "archive", "Take a "+k.what+" out of use", false), p.placesArchive(k, "unarchive", "Bring a "+k.what+" back into use", true),
		p.placesStaff(k, "member", "Put someone into a "+k.what, false), p.placesStaff(k, "manager", "Put someone in charge of a "+k.what, true))
}

func (p *Program) placesList(k placeKind) *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List " + k.noun + " by name", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := k.list(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfPlace), placeColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) placesAdd(k placeKind) *cobra.Command {
	var within, unit string
	c := &cobra.Command{
		Use: "add NAME", Short: "Add a " + k.what, Args: exactArgs(1), ValidArgsFunction: words(),
		RunE: p.run(func(r *run) error {
			return r.changePlace(func() (domain.ListedPlace, error) { return k.add(r, r.args[0], within, unit) })
		}),
	}
	p.placeFlags(c, k, &within, &unit)
	return c
}

// placeFlags say where a group or a project lies.
func (p *Program) placeFlags(c *cobra.Command, k placeKind, within, unit *string) {
	c.Flags().StringVar(within, "group", "", "the `group` that it is in")
	p.completeFlag(c, "group", p.completePlaces(groupNames))
	if k.what == "project" {
		c.Flags().StringVar(unit, "unit", "", "the organisation `unit` that it belongs to")
		p.completeFlag(c, "unit", p.completeUnits)
	}
}

func (p *Program) placesEdit(k placeKind) *cobra.Command {
	var name, within, unit string
	flags := map[string]string{"group": "--name or --group", "project": "--name, --group or --unit"}[k.what]
	c := &cobra.Command{
		Use: "edit NAME", Short: "Rename or move a " + k.what + "; an empty value takes it out", Args: exactArgs(1), ValidArgsFunction: p.completePlaces(k.names),
		RunE: p.run(func(r *run) error {
			group, in := domain.Ref(within), domain.Ref(unit)
			to := placeEdit{name: given(r.cmd, "name", &name), within: given(r.cmd, "group", &group)}
			if k.what == "project" {
				to.unit = given(r.cmd, "unit", &in)
			}
			if to == (placeEdit{}) {
				return usage("say what to change, with %s", flags)
			}
			return r.changePlace(func() (domain.ListedPlace, error) { return k.edit(r, r.args[0], to) })
		}),
	}
	c.Flags().StringVar(&name, "name", "", "its new `name`")
	p.placeFlags(c, k, &within, &unit)
	optional(c, "group")
	if k.what == "project" {
		optional(c, "unit")
	}
	return c
}

func (p *Program) completePlaces(names func(*run) ([]domain.ListedPlace, error)) completer {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := names(r)
		return offers(all, func(l domain.ListedPlace) (string, string) { return l.Name, orElse(l.Group, l.Parent) }), err
	})
}

func (p *Program) placesArchive(k placeKind, verb, short string, not bool) *cobra.Command {
	return &cobra.Command{
		Use: verb + " NAME", Short: short, Args: exactArgs(1), ValidArgsFunction: p.completePlaces(k.names),
		RunE: p.run(func(r *run) error {
			return r.changePlace(func() (domain.ListedPlace, error) { return k.archive(r, r.args[0], not) })
		}),
	}
}

func (p *Program) placesStaff(k placeKind, verb, short string, manager bool) *cobra.Command {
	var not bool
	c := &cobra.Command{
		Use: verb + " NAME EMAIL", Short: short, Args: exactArgs(2), ValidArgsFunction: inOrder(p.completePlaces(k.names), p.completeMembers),
		RunE: p.run(func(r *run) error {
			who, err := r.meant(r.args[1])
			if err != nil {
				return err
			}
			return r.changePlace(func() (domain.ListedPlace, error) { return k.staff(r, r.args[0], who, manager, not) })
		}),
	}
	c.Flags().BoolVar(&not, "remove", false, "take it away instead")
	return c
}
