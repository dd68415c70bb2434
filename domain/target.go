package domain

import (
	"cmp"
	"slices"

	"gatehouse/domain/rights"
)

// target is what an act is about: as the rights engine sees it, as the audit
// trail names it, and with the words that explanations need.
type target struct {
	rights  rights.Target
	mention Mention
	label   string // how sentences call it

	// Where a scoped role could be given so that it reaches the target.
	unit, project, group ID
	archived             bool // the project is
}

// oneself is the actor.
func (t *txn) oneself() target {
	return target{rights: rights.Target{Kind: rights.OnMember, Self: true, Owner: t.asks.Owner}, mention: mentionMember(t.actor), label: t.actor.Label()}
}

// anyTarget stands for the question whether there is any target at all.
func anyTarget() target { return target{rights: rights.Target{Kind: rights.AnyTarget}} }

func mentionMember(m Member) Mention { return Mention{"member", m.ID, m.Handle()} }

// onMember is a member as the target of the actor's act.
func (t *txn) onMember(m Member) (target, error) { return t.memberFor(t.actor, m) }

// memberFor is a member as the target of an act of who.
func (t *txn) memberFor(who, m Member) (target, error) {
	out := target{mention: mentionMember(m), label: m.Label(), rights: rights.Target{
		Kind: rights.OnMember, Self: m.ID == who.ID, Owner: m.ID == t.info.Owner,
		Maker: who.Kind == rights.ServiceUser && who.MadeBy == m.ID, Service: m.Kind == rights.ServiceUser,
	}}
	if m.ID != t.info.Owner {
		role, err := t.role(m.RoleAt(t.now))
		if err != nil {
			return out, err
		}
		out.rights.Rank = role.Rank
		if base, err := t.role(m.Role); err == nil && m.TemporaryAt(t.now) {
			out.rights.Rank = max(role.Rank, base.Rank)
		}
	}
	if m.Employee != "" {
		e, err := t.Employees().Get(m.Employee)
		if err != nil {
			return out, err
		}
		out.unit = e.Unit
	}
	var err error
	out.rights.Reach, err = t.reachPerson(who, m, out.unit)
	out.project, out.group = first(m.Projects), first(m.Groups)
	out.rights.CouldReach = out.couldReach()
	return out, err
}

// reachPerson tells through which scoped roles of who a member is reached: by
// the unit of the linked employee record, by the projects that both have, by
// the groups. The unit of a project doesn't reach those who work on it.
func (t *txn) reachPerson(who, m Member, unit ID) (rights.Reach, error) {
	reach, err := t.reachUnit(who, unit)
	if err != nil {
		return 0, err
	}
	if len(who.ManagesGroups)+len(who.ManagesProjects) == 0 {
		return reach, nil
	}
	for _, g := range m.Groups {
		if slices.Contains(who.ManagesGroups, g) {
			reach |= rights.ByGroup
		}
	}
	for _, id := range m.Projects {
		p, err := t.Projects().Get(id)
		if err != nil {
			return 0, err
		}
		by, err := t.reachProject(who, p)
		if err != nil {
			return 0, err
		}
		reach |= by &^ (rights.Staffed | rights.ByUnit)
	}
	return reach, nil
}

// reachUnit tells whether a unit is one that who manages, or below one. That
// it counts only while the role is Manager is the engine's to say.
func (t *txn) reachUnit(who Member, unit ID) (rights.Reach, error) {
	if len(who.ManagesUnits) == 0 {
		return 0, nil
	}
	for range deepest {
		if unit == "" {
			return 0, nil
		}
		if slices.Contains(who.ManagesUnits, unit) {
			return rights.ByUnit, nil
		}
		u, err := t.Units().Get(unit)
		if err != nil {
			return 0, err
		}
		unit = u.Parent
	}
	return 0, nil
}

// reachProject tells through what who has charge of a project.
func (t *txn) reachProject(who Member, p Project) (rights.Reach, error) {
	reach, err := t.reachUnit(who, p.Unit)
	if slices.Contains(who.Projects, p.ID) {
		reach |= rights.Staffed
	}
	if slices.Contains(who.ManagesProjects, p.ID) {
		if p.Archived {
			reach |= rights.ByArchivedProject
		} else {
			reach |= rights.ByProject
		}
	}
	if p.Group != "" && slices.Contains(who.ManagesGroups, p.Group) {
		reach |= rights.ByGroup
	}
	return reach, err
}

func (t *txn) onEmployee(e Employee) (target, error) { return t.employeeFor(t.actor, e) }

// employeeFor carries what the linked account is, so that the record is no way
// round its rank.
func (t *txn) employeeFor(who Member, e Employee) (target, error) {
	var out target
	if e.Member != "" {
		m, err := t.Members().Get(e.Member)
		if err != nil {
			return out, err
		}
		if out, err = t.memberFor(who, m); err != nil {
			return out, err
		}
	}
	reach, err := t.reachUnit(who, e.Unit)
	out.mention, out.label, out.unit = mentionEmployee(e), cmp.Or(e.Name, e.Number), e.Unit
	out.rights.Kind = rights.OnEmployee
	out.rights.Self = who.Employee != "" && who.Employee == e.ID
	out.rights.Reach |= reach
	out.rights.CouldReach = out.couldReach()
	return out, err
}

func mentionEmployee(e Employee) Mention { return Mention{"employee", e.ID, e.Number} }

func (t *txn) onUnit(u Unit) (target, error) { return t.unitFor(t.actor, u) }

func (t *txn) unitFor(who Member, u Unit) (target, error) {
	reach, err := t.reachUnit(who, u.ID)
	return target{mention: Mention{"unit", u.ID, u.Name}, label: u.Name, unit: u.ID,
		rights: rights.Target{Kind: rights.OnUnit, Reach: reach, CouldReach: rights.ByUnit}}, err
}

func (t *txn) onProject(p Project) (target, error) { return t.projectFor(t.actor, p) }

func (t *txn) projectFor(who Member, p Project) (target, error) {
	reach, err := t.reachProject(who, p)
	out := target{mention: mentionProject(p), label: p.Name, unit: p.Unit, project: p.ID, group: p.Group, archived: p.Archived}
	out.rights = rights.Target{
		Kind: rights.OnProject, Self: slices.Contains(who.Projects, p.ID), Reach: reach, CouldReach: out.couldReach(),
	}
	return out, err
}

func (t *txn) groupFor(who Member, g Group) target {
	var reach rights.Reach
	if slices.Contains(who.ManagesGroups, g.ID) {
		reach = rights.ByGroup
	}
	return target{mention: mentionGroup(g), label: g.Name, group: g.ID,
		rights: rights.Target{Kind: rights.OnGroup, Self: slices.Contains(who.Groups, g.ID), Reach: reach, CouldReach: rights.ByGroup}}
}

// roleFor is a role as the target of an act of who. What changes the role
// changes whoever holds it, so the maker of a service user is looked for there.
func (t *txn) roleFor(who Member, asks rights.Subject, r *rights.Role) (target, error) {
	out := heldBy(asks, r)
	if who.Kind != rights.ServiceUser || who.MadeBy == "" || who.MadeBy == t.info.Owner {
		return out, nil
	}
	m, err := t.Members().Get(who.MadeBy)
	if isNotFound(err) {
		return out, nil
	}
	out.rights.Maker = m.Role == r.Name || m.TempRole == r.Name
	return out, err
}

// heldBy is a role as the target of someone of whom only the rights are known.
func heldBy(asks rights.Subject, r *rights.Role) target {
	return target{mention: Mention{Kind: "role", Name: r.Name}, label: r.Title, rights: rights.Target{
		Kind: rights.OnRole, Self: asks.Role.Name == r.Name || asks.Below != nil && asks.Below.Name == r.Name, Owner: r.Name == "owner", Rank: r.Rank, Role: r,
	}}
}

// couldReach tells what the target belongs to, through which a scoped role
// could be made to reach it.
func (on target) couldReach() rights.Reach {
	var r rights.Reach
	if on.unit != "" {
		r |= rights.ByUnit
	}
	if on.project != "" {
		r |= rights.Staffed
		if on.archived {
			r |= rights.ByArchivedProject
		} else {
			r |= rights.ByProject
		}
	}
	if on.group != "" {
		r |= rights.ByGroup
	}
	return r
}

// first is the first id of a list, or none.
func first(ids []ID) ID {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

func mentionProject(p Project) Mention { return Mention{"project", p.ID, p.Name} }
func mentionGroup(g Group) Mention     { return Mention{"group", g.ID, g.Name} }
