package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// projectDeeds are everything that can be done to a project, from the list and
// from its own screen alike.
type projectDeeds struct {
	app     *App
	session *domain.Session
	screen  Screen
	deeds   *deeds
	may     *permits
	staff   *staff
	placing placing
	archive task[archiving]
}

// archiving is a project with what archiving it would take away.
type archiving struct {
	place  domain.ListedPlace
	impact domain.ArchiveImpact
}

// newProjectDeeds takes what else the screen asks whether it may be done.
func newProjectDeeds(a *App, s *domain.Session, of Screen, on func() (domain.ListedPlace, bool), also func() []domain.Question) *projectDeeds {
	d := &projectDeeds{app: a, session: s, screen: of, deeds: newDeeds(a, s, of, nil), placing: placing{app: a, session: s, screen: of}}
	d.may = &permits{app: a, session: s, wants: func() []domain.Question {
		q := also()
		if p, ok := on(); ok {
			q = append(q, d.staff.questions(p)...)
		}
		return q
	}}
	d.staff = newStaff(d.deeds, d.may, "project")
	return d
}

func (d *projectDeeds) stop() {
	d.deeds.stop()
	d.may.task.drop()
	d.placing.task.drop()
	d.archive.drop()
}

// answer takes what was asked for out of a message.
func (d *projectDeeds) answer(msg tea.Msg) (tea.Cmd, bool) {
	if cmd, ok := d.deeds.answer(msg); ok {
		return cmd, true
	}
	if cmd, ok := d.placing.answer(msg); ok {
		return cmd, true
	}
	a, ok := d.archive.answer(msg)
	switch {
	case !ok:
		return nil, false
	case a.err != nil:
		return d.app.fail(a.err), true
	case d.app.top() != d.screen:
		return nil, true
	}
	return d.proposeArchiving(a.value), true
}

// actions are those on one project.
func (d *projectDeeds) actions(p domain.ListedPlace, there bool) []Action {
	none := func() string { return "There is no project here: n adds one." }
	word := map[bool]string{false: "archive", true: "unarchive"}[p.Archived]
	manage := d.staff.on(d.staff.right, p)
	own := []Action{
		d.may.dim(manage, Action{Key: on("e"), Name: "edit", Command: domain.Command("projects", "edit", p.Name), Off: !there, Why: none, Do: func() tea.Cmd { return d.edit(p) }}),
	}
	own = append(own, d.staff.actions(p, there)...)
	return append(own, d.may.dim(manage, Action{Key: on("A"), Name: word, Command: domain.Command("projects", word, p.Name), Off: !there, Why: none,
		Do: func() tea.Cmd { return d.askArchiving(p) }}))
}

// askArchiving looks what archiving would take away, or brings back at once.
func (d *projectDeeds) askArchiving(p domain.ListedPlace) tea.Cmd {
	return d.archive.ask(d.app.ctx, func(ctx context.Context) (archiving, error) {
		impact, err := d.session.PreviewArchive(ctx, domain.ArchiveProject{Project: domain.Ref(p.ID), Not: p.Archived})
		return archiving{p, impact}, err
	})
}

func (d *projectDeeds) proposeArchiving(a archiving) tea.Cmd {
	p, name := a.place, domain.Clean(a.place.Name)
	set := func(done string) tea.Cmd {
		return d.deeds.change(done, func(ctx context.Context, s *domain.Session) error {
			return only(s.ArchiveProject(ctx, domain.ArchiveProject{Project: domain.Ref(p.ID), Not: p.Archived}))
		})
	}
	if p.Archived {
		done := "Unarchived " + name + "."
		if len(a.impact.Gained) > 0 {
			done += " " + verb(a.impact.Gained, "manages", "manage") + " it again."
		}
		return set(done)
	}
	lines := []string{"Nobody loses the right to manage it."}
	if lost := a.impact.Lost; len(lost) > 0 {
		lines = []string{verb(lost, "manages", "manage") + " it no longer: Project Managers act for active projects only."}
	}
	lines = append(lines, "It stays to be seen by whoever sees it now. Time that is recorded stays, and no more is recorded.", "Nothing is deleted. Unarchiving gives everything back.")
	return d.app.confirm(confirm{title: "Archive the project " + name + "?", lines: lines, no: "Keep it active", yes: "Archive",
		meanwhile: d.staff.meanwhile(p),
		do:        func(string) tea.Cmd { return set("Archived " + name + ".") }})
}

// verb names people with what they do.
func verb(who []string, one, many string) string {
	if len(who) == 1 {
		return handles(who) + " " + one
	}
	return handles(who) + " " + many
}
