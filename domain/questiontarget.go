package domain

import (
	"strings"

	"gatehouse/domain/rights"
)

// targetFor makes out KIND/NAME as a target of who's acts.
func (t *txn) targetFor(who Member, asks rights.Subject, on string) (target, error) {
	on = strings.TrimSpace(on)
	if on == "" {
		return target{}, nil
	}
	if on == "any" {
		return anyTarget(), nil
	}
	kind, name, ok := strings.Cut(on, "/")
	if !ok {
		return target{}, Errorf(Invalid, "bad_target", "%s is no target; write member/EMAIL, employee/NUMBER, unit/NAME, project/NAME, group/NAME, role/NAME or any", CleanMax(on, 60))
	}
	switch kind {
	case "member":
		m, err := findMember(t, Ref(name))
		if err != nil {
			return target{}, err
		}
		return t.memberFor(who, m)
	case "employee":
		e, err := findEmployee(t, Ref(name))
		if err != nil {
			return target{}, err
		}
		return t.employeeFor(who, e)
	case "unit":
		u, err := findUnit(t, Ref(name))
		if err != nil {
			return target{}, err
		}
		return t.unitFor(who, u)
	case "project":
		p, err := findProject(t, Ref(name))
		if err != nil {
			return target{}, err
		}
		return t.projectFor(who, p)
	case "group":
		g, err := findGroup(t, Ref(name))
		if err != nil {
			return target{}, err
		}
		return t.groupFor(who, g), nil
	case "role":
		r, err := t.role(name)
		if err != nil {
			return target{}, err
		}
		return t.roleFor(who, asks, r)
	}
	return target{}, unknown("kind of target", kind, []string{"member", "employee", "unit", "project", "group", "role"})
}

// noTarget is the answer about a target that the asker may not know of: the
// same as if there were none.
func noTarget(on string) error {
	kind, name, _ := strings.Cut(strings.TrimSpace(on), "/")
	if kind == "member" {
		return noMember(name)
	}
	return noSuch(kind, name)
}

// noSuch is the answer to a name or number that nothing of a kind has.
func noSuch(kind, name string) error {
	return Errorf(NotFound, "no_"+kind, "there is no %s %s", kind, said(name))
}

// names are the words for the gates' sentences. What can't be looked up is
// left out; the sentences do without.
func (t *txn) names(who Member, on target) rights.Names {
	n := rights.Names{Subject: Clean(who.Label()), Target: Clean(on.label)}
	switch who.StandingAt(t.now) {
	case rights.Suspended:
		n.Since = who.SuspendedAt.Format("2 Jan")
		if t.asks.Status == rights.Active && t.reachesAll(rights.MembersSuspend) {
			n.Reason = Clean(who.Reason)
		}
	case rights.Removed:
		n.Since = who.RemovedAt.Format("2 Jan")
	case rights.Ended:
		n.Since = who.ExpiresAt.Format("2 Jan")
	default:
		n.Since = who.JoinedAt.Format("2 Jan 2006")
	}
	if who.Employee != "" {
		if e, err := t.Employees().Get(who.Employee); err == nil {
			n.Employee = Clean(e.Number)
		}
	}
	var manages []string
	if scoped, err := t.scopedRoles(who); err == nil {
		for _, r := range scoped {
			manages = append(manages, Clean(r.On.Name))
		}
	}
	n.Manages = strings.Join(manages, ", ")
	if on.unit != "" {
		if u, err := t.Units().Get(on.unit); err == nil {
			n.Within = Clean(u.Name)
		}
	}
	return n
}
