package domain

import (
	"cmp"
	"slices"

	"gatehouse/domain/rights"
)

// alike is everything about a member that effective rights depend on, besides
// the workspace's plan.
type alike struct {
	role    string // the one that speaks
	kind    rights.Kind
	status  rights.Status
	owner   bool
	linked  bool
	options rights.Option
	holds   rights.Reach
}

// crowd is the members who are alike: how many, and the first by name.
type crowd struct {
	size  int
	first []placed
}

// placed is a member by its place in the order of names.
type placed struct {
	place  int
	handle string
}

// firstNames is how many members a preview names.
const firstNames = 5

// crowds groups all members, so that what a change does to each is asked once
// for those who are alike.
func (v *view) crowds() (map[alike]*crowd, error) {
	all, place := map[alike]*crowd{}, 0
	err := v.eachMember(func(m Member) error {
		a, err := v.alike(m, m.RoleAt(v.now))
		if err != nil {
			return err
		}
		c := all[a]
		if c == nil {
			c = &crowd{}
			all[a] = c
		}
		if c.size++; len(c.first) < firstNames {
			c.first = append(c.first, placed{place, m.Handle()})
		}
		place++
		return nil
	})
	return all, err
}

// eachMember goes through all members by name, the removed ones too.
func (v *view) eachMember(do func(Member) error) error {
	q := Query{Index: ByName, Limit: 1000}
	for {
		rows, more, err := v.MemberPages().Page(q)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := do(r.Item); err != nil {
				return err
			}
			q.After = r.Cursor
		}
		if !more {
			return nil
		}
	}
}

// alike is what a member is with a role.
func (t *txn) alike(m Member, role string) (alike, error) {
	a := alike{
		role: role, kind: m.Kind, status: m.StandingAt(t.now), owner: m.ID == t.info.Owner,
		linked: m.Employee != "", options: m.Options,
	}
	if a.owner {
		a.role = "owner"
	}
	var err error
	a.holds, err = t.holds(m)
	return a, err
}

// subject is the rights engine's view of those who are alike.
func (a alike) subject(role *rights.Role, plan *rights.Plan) rights.Subject {
	return rights.Subject{
		Kind: a.kind, Status: a.status, Owner: a.owner, Linked: a.linked, Options: a.options,
		Holds: a.holds, Role: role, Plan: plan,
	}
}

// join adds the members of another crowd; those named are still the first.
func (c *crowd) join(other *crowd) {
	c.size += other.size
	c.first = append(c.first, other.first...)
	slices.SortFunc(c.first, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	c.first = c.first[:min(len(c.first), firstNames)]
}

func (c *crowd) names() []string {
	var out []string
	for _, n := range c.first {
		out = append(out, n.handle)
	}
	return out
}
