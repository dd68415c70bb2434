package domain

import (
	"context"
	"fmt"

	"gatehouse/domain/rights"
)

// AddTime records time that someone worked on a project on a day.
type AddTime struct {
	Project Ref
	Member  Ref // empty: oneself
	Date    Date
	Minutes int
}

// ListedTime is a time entry with what its ids stand for.
type ListedTime struct {
	TimeEntry
	ProjectName, MemberName string
}

// AddTime asks for time.track where the time is one's own and the project is
// one that the actor sees or works on; for someone else's it asks for
// projects.manage. A person's day has 24 hours over all projects (day_full).
func (s *Session) AddTime(ctx context.Context, c AddTime) (ListedTime, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (ListedTime, error) {
		p, m, err := t.placeOfTime(c)
		if err != nil {
			return ListedTime{}, err
		}
		if err := works(m); err != nil {
			return ListedTime{}, err
		}
		if p.Archived {
			return ListedTime{}, timeStands(p)
		}
		e := TimeEntry{ID: id, Project: p.ID, Member: m.ID, Date: c.Date, Minutes: c.Minutes}
		if err := t.fitsDay(e, m); err != nil {
			return ListedTime{}, err
		}
		if e, err = t.Time().Put(e); err != nil {
			return ListedTime{}, err
		}
		return ListedTime{e, p.Name, m.Handle()}, t.record(c.action(), mentionMember(m), "%s", e.words(p))
	})
}

// works refuses a service user: hours, and what they cost, are people's.
func works(m Member) error {
	if m.Kind == rights.ServiceUser {
		return Errorf(Invalid, "no_person", "%s is a service user; time and rates are for people", Clean(m.Name))
	}
	return nil
}

// timeStands refuses to change the time of a project that is out of use.
func timeStands(p Project) error {
	e := Errorf(Conflict, "archived", "%s is archived, so its time stays as it is", Clean(p.Name))
	e.Fix = []Step{{Command: command("projects", "unarchive", p.Name), Message: "bring the project back into use"}}
	return e
}

// words is the entry as the audit trail tells it.
func (e TimeEntry) words(p Project) string {
	return fmt.Sprintf("%s h on %s, %s", Hours(e.Minutes), p.Name, e.Date)
}

// placeOfTime finds the project and the member of a time entry and authorises
// adding it, or taking it back.
func (t *txn) placeOfTime(c AddTime) (Project, Member, error) {
	m, missing := t.actor, error(nil)
	if c.Member != "" {
		m, missing = findMember(t, c.Member)
	}
	if missing == nil && m.ID == t.actor.ID {
		if err := t.may(ask{right: rights.TimeTrack, target: t.oneself()}); err != nil {
			return Project{}, m, err
		}
		p, err := t.workable(c.Project)
		return p, m, err
	}
	p, _, err := t.project(rights.ProjectsManage, c.Project)
	if err != nil {
		return p, m, err
	}
	m, err = t.staffable(c.Member, false)
	return p, m, err
}

// workable finds a project that the actor sees or works on; any other is
// unknown.
func (t *txn) workable(ref Ref) (Project, error) {
	p, err := findProject(t, ref)
	if err != nil {
		return p, err
	}
	on, err := t.onProject(p)
	if err == nil && !on.rights.Self && !t.sees(on) {
		err = noSuch("project", string(ref))
	}
	return p, err
}

// fitsDay refuses what can't have been worked: on no day, in the future, for
// longer than is left of the person's day.
func (t *txn) fitsDay(e TimeEntry, m Member) error {
	if _, err := ParseDate(string(e.Date)); err != nil {
		return err
	}
	if today := DateOf(t.now); e.Date > today {
		return Errorf(Invalid, "in_the_future", "%s is yet to come; time is entered once it was worked", e.Date)
	}
	if err := checkMinutes(e.Minutes); err != nil {
		return err
	}
	had, err := t.Count(CountMinutes, DayKey(m.ID, e.Date))
	if err == nil && had+e.Minutes > dayMinutes {
		err = Errorf(Limit, "day_full", "with %s h more, %s would have worked over 24 hours on %s", Hours(e.Minutes), Clean(m.Label()), e.Date)
	}
	return err
}
