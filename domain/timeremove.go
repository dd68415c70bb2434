package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// RemoveTime takes a time entry out that was wrong.
type RemoveTime struct {
	Entry   Ref
	Version uint64 // the version that was looked at; 0: whichever it is
}

// RemoveTime asks for time.track where the entry is one's own, and for
// projects.manage of its project where it is someone else's. Any other entry is
// unknown (no_entry).
func (s *Session) RemoveTime(ctx context.Context, c RemoveTime) (ListedTime, error) {
	return commit(ctx, s, c.action(), func(t *txn) (ListedTime, error) {
		e, p, err := t.entry(c.Entry)
		if err != nil {
			return ListedTime{}, err
		}
		if p.Archived {
			return ListedTime{}, timeStands(p)
		}
		m, err := t.Members().Get(e.Member)
		if err != nil {
			return ListedTime{}, err
		}
		if err := current(e.Version, c.Version, mentionMember(m)); err != nil {
			return ListedTime{}, err
		}
		if err := t.Time().Delete(e.ID); err != nil {
			return ListedTime{}, err
		}
		return ListedTime{e, p.Name, m.Handle()}, t.record(c.action(), mentionMember(m), "%s", e.words(p))
	})
}

// entry finds a time entry and its project, and authorises taking it out.
func (t *txn) entry(ref Ref) (TimeEntry, Project, error) {
	a := ask{right: rights.ProjectsManage}
	unknown := Errorf(NotFound, "no_entry", "there is no time entry %s", said(string(ref)))
	id, err := ParseID(string(ref))
	if err != nil {
		return TimeEntry{}, Project{}, t.orRefuse(a, "time", ref, unknown)
	}
	e, err := t.Time().Get(id)
	if err != nil {
		if isNotFound(err) {
			err = t.orRefuse(a, "time", ref, unknown)
		}
		return e, Project{}, err
	}
	p, err := t.Projects().Get(e.Project)
	if err != nil {
		return e, p, err
	}
	if e.Member == t.actor.ID {
		return e, p, t.may(ask{right: rights.TimeTrack, target: t.oneself()})
	}
	on, err := t.onProject(p)
	if err == nil && t.may(ask{right: a.right, target: on}) != nil {
		err = about(t.orRefuse(a, "time", ref, unknown), on.mention)
	}
	return e, p, err
}
