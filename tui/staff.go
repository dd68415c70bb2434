package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// staff puts people into a group or a project and in charge of it, and takes
// that away again.
type staff struct {
	app   *App
	deeds *deeds
	may   *permits
	noun  string // group or project
	right string // what putting people into it asks for
	look  func(context.Context, domain.Ref) (domain.ListedPlace, error)
	call  func(context.Context, *domain.Session, staffing) error
}

// staffing is one such change.
type staffing struct {
	place, who   domain.Ref
	manager, not bool
}

func newStaff(d *deeds, may *permits, noun string) *staff {
	f := &staff{app: d.app, deeds: d, may: may, noun: noun, right: noun + "s.manage", look: d.session.Project}
	f.call = func(ctx context.Context, s *domain.Session, c staffing) error {
		return only(s.StaffProject(ctx, domain.StaffProject{Project: c.place, Member: c.who, Manager: c.manager, Not: c.not}))
	}
	if noun == "group" {
		f.look = d.session.Group
		f.call = func(ctx context.Context, s *domain.Session, c staffing) error {
			return only(s.StaffGroup(ctx, domain.StaffGroup{Group: c.place, Member: c.who, Manager: c.manager, Not: c.not}))
		}
	}
	return f
}

// on is a question about a place.
func (f *staff) on(right string, p domain.ListedPlace) domain.Question {
	return domain.Question{Right: right, On: f.noun + "/" + p.Name}
}

// questions are what may be done to the place.
func (f *staff) questions(p domain.ListedPlace) []domain.Question {
	return []domain.Question{f.on(f.right, p), f.on("roles.assign", p)}
}

// actions are those on the people of a place.
func (f *staff) actions(p domain.ListedPlace, there bool) []Action {
	name, none := domain.Clean(p.Name), func() string { return "There is no " + f.noun + " here: n adds one." }
	act := func(key, what string, manager, not bool) Action {
		right, word, list, lacks := f.right, "member", p.Members, "Nobody is in "+name+": p puts someone in."
		if manager {
			right, word, list, lacks = "roles.assign", "manager", p.Managers, "Nobody manages "+name+": m adds someone."
		}
		a := Action{Key: on(key), Name: what, Command: domain.Command(f.noun+"s", word, p.Name, "EMAIL"), Off: !there, Why: none,
			Do: func() tea.Cmd { return f.add(p, manager) }}
		if not {
			a.Command += " --remove"
			a.Do = func() tea.Cmd { return f.take(p, manager) }
			if there && len(list) == 0 {
				a.Off, a.Why = true, func() string { return lacks }
			}
		}
		return f.may.dim(f.on(right, p), a)
	}
	return []Action{
		act("m", "add manager", true, false), act("M", "take a manager away", true, true),
		act("p", "add person", false, false), act("P", "take a person out", false, true),
	}
}

// meanwhile looks what became of a place that a dialog is about.
func (f *staff) meanwhile(was domain.ListedPlace) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		is, err := f.look(ctx, domain.Ref(was.ID))
		if err == nil && is.Version == was.Version {
			return "", nil
		}
		if kind := domain.KindOf(err); err != nil && kind != domain.NotFound && kind != domain.Denied {
			return "", err
		}
		return "The " + f.noun + " " + domain.Clean(was.Name) + " changed meanwhile: look at it once more.", nil
	}
}

// add picks who is to be in a place or in charge of it.
func (f *staff) add(p domain.ListedPlace, manager bool) tea.Cmd {
	name := domain.Clean(p.Name)
	title, does, done := "Who is to be in "+name+"?", "put in", " is in "+name+"."
	switch {
	case manager:
		title, does, done = "Who is to manage "+name+"?", "make manager", " manages "+name+"."
	case f.noun == "project":
		title, does, done = "Who is to work on "+name+"?", "put on it", " works on "+name+"."
	}
	if manager && p.Archived && f.noun == "project" {
		done += " That counts once it is unarchived."
	}
	return f.deeds.pickMember(title, does, func(l domain.Listed) tea.Cmd {
		return f.change(domain.Clean(l.Label())+done, staffing{domain.Ref(p.ID), domain.Ref(l.ID), manager, false})
	})
}

func (f *staff) change(done string, c staffing) tea.Cmd {
	return f.deeds.change(done, func(ctx context.Context, s *domain.Session) error { return f.call(ctx, s, c) })
}

// take picks whom to take it from, and says first what that means.
func (f *staff) take(p domain.ListedPlace, manager bool) tea.Cmd {
	name := domain.Clean(p.Name)
	if manager {
		return f.app.pickHandle("Who no longer manages "+name+"?", "take it away", p.Managers, func(h string) tea.Cmd { return f.takeCharge(p, h) })
	}
	return f.app.pickHandle("Who leaves "+name+"?", "take out", p.Members, func(h string) tea.Cmd {
		who := domain.Clean(h)
		lines := []string{who + " no longer sees " + name + " by being on it.", "Time that is recorded stays."}
		if f.noun == "group" {
			lines = []string{"Whoever manages " + name + " no longer sees " + who + " by it."}
		}
		return f.app.confirm(confirm{title: "Take " + who + " out of " + name + "?", lines: lines, no: "Leave it", yes: "Take out",
			do: func(string) tea.Cmd {
				return f.change(who+" is no longer in "+name+".", staffing{domain.Ref(p.ID), domain.Ref(h), false, true})
			}})
	})
}

func (f *staff) takeCharge(p domain.ListedPlace, handle string) tea.Cmd {
	who, name := domain.Clean(handle), domain.Clean(p.Name)
	lines := []string{who + " no longer manages " + name + ", nor reaches the people who work on it by that."}
	if f.noun == "group" {
		lines = []string{who + " no longer makes projects in " + name + ", nor manages those in it, nor reaches its people."}
	}
	if len(p.Managers) == 1 {
		lines = append(lines, "Nobody manages "+name+" then.")
	}
	return f.app.confirm(confirm{
		title: "Take " + name + " from " + who + "?", lines: append(lines, "The role in the workspace stays as it is."), no: "Leave it", yes: "Take away",
		do: func(string) tea.Cmd {
			return f.change(who+" no longer manages "+name+".", staffing{domain.Ref(p.ID), domain.Ref(handle), true, true})
		},
	})
}
