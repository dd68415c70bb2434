package domain

import (
	"strings"

	"gatehouse/domain/rights"
)

// through says what a member's yes rests on: the role where it reaches
// everything, else each way that leads to the target.
func (p *poll) through(m Member, near []leading) (string, error) {
	q, err := p.single(m)
	if err != nil {
		return "", err
	}
	way := q.Through()
	switch {
	case way.Kind:
		return "is a service user", nil
	case way.Role:
		return p.v.asRole(m, ""), nil
	}
	if q.On.Kind == rights.AnyTarget {
		near = anywhere(m)
	}
	words, err := p.v.scopedWays(m, near, way.Reach)
	if way.Own {
		words = append(words, own(&q, p.target.label))
	}
	return some(words), err
}

// scopedWays are the places through which scoped roles reach the target.
func (t *txn) scopedWays(m Member, near []leading, reach rights.Reach) (words []string, err error) {
	for _, l := range near {
		if l.reach&reach == 0 {
			continue
		}
		switch l.kind {
		case managesUnit:
			u, err := t.Units().Get(l.place)
			if err != nil {
				return words, err
			}
			words = append(words, t.asRole(m, u.Name))
		case managesProject:
			p, err := t.Projects().Get(l.place)
			if err != nil {
				return words, err
			}
			if reach&map[bool]rights.Reach{false: rights.ByProject, true: rights.ByArchivedProject}[p.Archived] != 0 {
				words = append(words, "Project Manager of "+p.Name)
			}
		case managesGroup:
			g, err := t.Groups().Get(l.place)
			if err != nil {
				return words, err
			}
			words = append(words, "Group Manager of "+g.Name)
		}
	}
	return words, nil
}

// anywhere is all that a member manages, as ways to any target.
func anywhere(m Member) (all []leading) {
	by := [tieKinds]rights.Reach{
		managesUnit: rights.ByUnit, managesProject: rights.ByProject | rights.ByArchivedProject, managesGroup: rights.ByGroup,
	}
	for _, t := range m.ties() {
		all = append(all, leading{t, by[t.kind]})
	}
	return all
}

// asRole is the role that speaks, of a place if there is one.
func (t *txn) asRole(m Member, place string) string {
	words := t.roleName(m)
	if place != "" {
		words += " of " + place
	}
	if m.TemporaryAt(t.now) && m.ID != t.info.Owner {
		words = "temporary " + words + " until " + m.RoleUntil.UTC().Format("2 Jan 2006 15:04 UTC")
	}
	return words
}

// own says how a target is one's own.
func own(q *rights.Question, target string) string {
	switch {
	case q.On.Kind == rights.OnProject:
		return "staffed on " + target
	case q.On.Kind == rights.OnGroup:
		return "in " + target
	case q.On.Kind == rights.AnyTarget && q.Right == rights.ProjectsView:
		return "staffed on a project"
	}
	return "about oneself"
}

// some names the first of many ways.
func some(ways []string) string {
	const most = 3
	if len(ways) > most {
		return andMore(ways[:most], len(ways))
	}
	return strings.Join(ways, ", ")
}
