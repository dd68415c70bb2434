package domain

import (
	"cmp"
	"context"
	"slices"

	"gatehouse/domain/rights"
)

// TimeQuery asks for a page of time entries in the order of their days.
type TimeQuery struct {
	Project, Member Ref  // empty: whichever
	From, To        Date // both days are in; empty: no bound
	After           Cursor
	Limit           int
	Reverse         bool
}

// TimePage is one page of time entries.
type TimePage struct {
	Rows []Row[ListedTime]
	More bool
}

// Times lists the actor's own entries (time.track) and those of the projects
// that they manage (projects.manage).
func (s *Session) Times(ctx context.Context, q TimeQuery) (TimePage, error) {
	return look(ctx, s, func(v *view) (TimePage, error) { return v.times(q) })
}

func (v *view) times(q TimeQuery) (TimePage, error) {
	l := timeList{view: v, projects: map[ID]timeProject{}, members: map[ID]string{}}
	own := v.may(ask{right: rights.TimeTrack, target: v.oneself(), takesAway: true})
	l.own = own == nil
	if !l.own && !v.holdsAnywhere(rights.ProjectsManage) {
		return TimePage{}, own
	}
	query, err := l.query(q)
	if err != nil {
		return TimePage{}, err
	}
	return l.page(query)
}

// timeList is a list of time entries being read: what the actor may see of
// which project, asked once for each.
type timeList struct {
	*view
	own      bool
	project  ID // only its entries
	member   ID // only theirs
	projects map[ID]timeProject
	members  map[ID]string
}

type timeProject struct {
	name    string
	managed bool // the actor sees everyone's entries
}

// query makes the question out: who and what it names, and the index that
// serves it best.
func (l *timeList) query(q TimeQuery) (Query, error) {
	query := Query{Index: ByTime, From: q.From, To: q.To, After: q.After, Reverse: q.Reverse, Limit: q.Limit}
	if query.Limit <= 0 {
		query.Limit = 100
	}
	if err := checkPeriod(q.From, q.To); err != nil {
		return query, err
	}
	if q.Member != "" {
		m, err := l.worker(q.Member)
		if err != nil {
			return query, err
		}
		l.member, query.Index, query.Value = m.ID, ByMember, string(m.ID)
	} else if !l.holdsAnywhere(rights.ProjectsManage) {
		l.member, query.Index, query.Value = l.actor.ID, ByMember, string(l.actor.ID)
	}
	if q.Project != "" {
		p, err := l.workedOn(q.Project)
		if err != nil {
			return query, err
		}
		l.project = p.ID
		if l.member == "" {
			query.Index, query.Value = ByProject, string(p.ID)
		}
	}
	return query, nil
}

// worker finds the member whose entries are asked for: oneself, or one that
// the actor sees and may see entries of.
func (l *timeList) worker(ref Ref) (Member, error) {
	m, err := findMember(l.txn, ref)
	if err == nil && m.ID == l.actor.ID {
		return m, nil
	}
	if no := l.refuseAny(ask{right: rights.ProjectsManage, takesAway: true}, "member", said(string(ref))); no != nil || err != nil {
		return m, cmp.Or(no, err)
	}
	on, err := l.onMember(m)
	if err == nil && !l.sees(on) && !l.reachesAll(rights.ProjectsManage) {
		err = noMember(string(ref))
	}
	return m, err
}

// workedOn finds the project whose entries are asked for: one that the actor
// sees, works on, or has entries of their own on.
func (l *timeList) workedOn(ref Ref) (Project, error) {
	p, unseen := l.workable(ref)
	if !isNotFound(unseen) || !l.own {
		return p, unseen
	}
	p, err := findProject(l.txn, ref)
	if err != nil {
		return p, err
	}
	own, err := everything(l.TimePages(), Query{Index: ByMember, Value: string(l.actor.ID)})
	if err == nil && !slices.ContainsFunc(own, func(e TimeEntry) bool { return e.Project == p.ID }) {
		err = unseen
	}
	return p, err
}

// page reads on until the page is full. Where the actor sees little of much it
// may be short though there is more.
func (l *timeList) page(q Query) (TimePage, error) {
	var out TimePage
	limit := q.Limit
	for scanned := 0; ; {
		rows, more, err := l.TimePages().Page(q)
		if err != nil {
			return out, err
		}
		for _, r := range rows {
			q.After = r.Cursor
			scanned++
			item, seen, err := l.list(r.Item)
			if err != nil {
				return out, err
			}
			if !seen {
				continue
			}
			if len(out.Rows) == limit {
				out.More = true
				return out, nil
			}
			out.Rows = append(out.Rows, Row[ListedTime]{item, r.Cursor})
		}
		if !more || scanned >= maxScan && len(out.Rows) > 0 {
			out.More = more
			return out, nil
		}
	}
}

// list completes an entry, if the actor may see it.
func (l *timeList) list(e TimeEntry) (out ListedTime, seen bool, err error) {
	if l.project != "" && e.Project != l.project || l.member != "" && e.Member != l.member {
		return out, false, nil
	}
	p, known := l.projects[e.Project]
	if !known {
		if p, err = l.seeProject(e.Project); err != nil {
			return out, false, err
		}
		l.projects[e.Project] = p
	}
	if !p.managed && (!l.own || e.Member != l.actor.ID) {
		return out, false, nil
	}
	name, known := l.members[e.Member]
	if !known {
		m, err := l.Members().Get(e.Member)
		if err != nil {
			return out, false, err
		}
		name = m.Handle()
		l.members[e.Member] = name
	}
	return ListedTime{e, p.name, name}, true, nil
}

func (l *timeList) seeProject(id ID) (timeProject, error) {
	p, err := l.Projects().Get(id)
	if err != nil {
		return timeProject{}, err
	}
	on, err := l.onProject(p)
	return timeProject{p.Name, err == nil && l.may(ask{right: rights.ProjectsManage, target: on, takesAway: true}) == nil}, err
}

// checkPeriod refuses days that don't exist, and an end before the beginning.
func checkPeriod(from, to Date) error {
	for _, d := range []Date{from, to} {
		if d == "" {
			continue
		}
		if _, err := ParseDate(string(d)); err != nil {
			return err
		}
	}
	if to != "" && from > to {
		return Errorf(Invalid, "bad_period", "%s comes after %s; the period ends before it begins", from, to)
	}
	return nil
}
