package domain

import (
	"time"

	"gatehouse/domain/rights"
)

// Listed is a member as lists and cards show it: with what the record points
// to, and what the asker may do to it, decided in the same snapshot.
type Listed struct {
	Member
	Owner      bool
	RoleName   string    // effective now
	Until      time.Time // when a temporary role that speaks now ends
	Standing   string    // active, suspended or removed, now
	Employee   *Employee // nil also for who may not see the record
	Unit       string    // of the employee record
	Scoped     []ScopedRole
	Can        rights.Set
	ShowReason bool // the asker may know why it was suspended
}

// ScopedRole is one scoped role of a member. A place that the asker can't see
// has neither name nor id.
type ScopedRole struct {
	Role string
	On   Mention
}

// listed completes a member for a list.
func (t *txn) listed(m Member) (Listed, error) {
	l := Listed{Member: t.veiled(m), Owner: m.ID == t.info.Owner, RoleName: t.roleName(m), Standing: m.StatusAt(t.now)}
	if m.TemporaryAt(t.now) && !l.Owner {
		l.Until = m.RoleUntil
	}
	err := t.listRecord(&l)
	if err != nil {
		return l, err
	}
	if m.manages() {
		if l.Scoped, err = t.scopedRoles(m); err != nil {
			return l, err
		}
		if err := t.veilPlaces(m, l.Scoped); err != nil {
			return l, err
		}
	}
	l.Can, err = t.can(m)
	l.ShowReason = t.reachesAll(rights.MembersSuspend)
	return l, err
}

// listRecord adds the employee record, for those who may see it: oneself, and
// whom employees.view lets.
func (t *txn) listRecord(l *Listed) error {
	if l.Member.Employee == "" {
		return nil
	}
	e, err := t.Employees().Get(l.Member.Employee)
	if err != nil {
		return err
	}
	if l.ID != t.actor.ID && !t.reachesAll(rights.EmployeesView) {
		on, err := t.onEmployee(e)
		if err != nil || t.may(ask{right: rights.EmployeesView, target: on, takesAway: true}) != nil {
			return err
		}
	}
	l.Employee = &e
	l.Unit, err = t.unitName(e.Unit)
	return err
}

// acts are what a list of members offers to do to a row.
var acts = []rights.Right{
	rights.MembersView, rights.MembersRole, rights.MembersSuspend, rights.MembersRemove, rights.MembersOptions,
	rights.MembersLink, rights.MembersLogins, rights.ServiceUsersManage, rights.APIKeysManage,
}

// can is what the actor may do to a member: the acts by the names that they
// have for persons, whatever right they take for this kind of account.
func (t *txn) can(m Member) (rights.Set, error) {
	var set rights.Set
	on, err := t.onMember(m)
	if err != nil {
		return set, err
	}
	for _, r := range acts {
		q := t.question(ask{right: rightOver(m.Kind, r), target: on})
		if t.model.Decide(&q).Allowed && actFits(m, r) == nil {
			set = set.With(r)
		}
	}
	return set, nil
}

// scopedRoles names what a member manages; a place that is gone is left out.
func (t *txn) scopedRoles(m Member) ([]ScopedRole, error) {
	var out []ScopedRole
	add := func(role, kind string, id ID, name string, err error) error {
		if isNotFound(err) {
			return nil
		}
		out = append(out, ScopedRole{role, Mention{kind, id, name}})
		return err
	}
	for _, id := range m.ManagesUnits {
		u, err := t.Units().Get(id)
		if err := add("manager", "unit", id, u.Name, err); err != nil {
			return nil, err
		}
	}
	for _, id := range m.ManagesProjects {
		p, err := t.Projects().Get(id)
		if err := add("project-manager", "project", id, p.Name, err); err != nil {
			return nil, err
		}
	}
	for _, id := range m.ManagesGroups {
		g, err := t.Groups().Get(id)
		if err := add("group-manager", "group", id, g.Name, err); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// veilPlaces takes away what the places are called that the actor can't see;
// how many there are remains.
func (t *txn) veilPlaces(m Member, scoped []ScopedRole) error {
	for i, s := range scoped {
		seen, err := t.seesPlace(m, s.On)
		if err != nil {
			return err
		}
		if !seen {
			scoped[i].On = Mention{Kind: s.On.Kind}
		}
	}
	return nil
}

// seesPlace tells whether the actor may know of a place that a member manages.
// One's own one knows.
func (t *txn) seesPlace(m Member, place Mention) (bool, error) {
	if m.ID == t.actor.ID {
		return true, nil
	}
	var on target
	switch place.Kind {
	case "unit":
		u, err := t.Units().Get(place.ID)
		if err != nil {
			return false, err
		}
		if on, err = t.onUnit(u); err != nil {
			return false, err
		}
	case "project":
		p, err := t.Projects().Get(place.ID)
		if err != nil {
			return false, err
		}
		if on, err = t.onProject(p); err != nil {
			return false, err
		}
	case "group":
		g, err := t.Groups().Get(place.ID)
		if err != nil {
			return false, err
		}
		on = t.groupFor(t.actor, g)
	}
	return t.sees(on), nil
}
