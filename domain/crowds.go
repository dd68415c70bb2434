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
	place int
	id    ID
}

// firstNames is how many members a preview names.
const firstNames = 5

// crowds groups all who weren't removed, so that what a change does to each is
// asked once for those who are alike.
func (v *view) crowds() (map[alike]*crowd, error) {
	alike := map[alike]*crowd{}
	err := v.made(func(m makeup, c *crowd) error {
		gather(alike, m.alike, c)
		return nil
	})
	return alike, err
}

// made goes through the census: each makeup with its crowd.
func (v *view) made(do func(makeup, *crowd) error) error {
	c := v.s.ws.db.census(v.s.ws.ID)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.catchUp(v, c); err != nil {
		return err
	}
	crowds := make([]crowd, len(c.makeups.all))
	for place, r := range c.everyone {
		crowds[r.makeup].add(placed{place, r.id})
	}
	for number, m := range c.makeups.all {
		if crowds[number].size == 0 {
			continue
		}
		if err := do(m, &crowds[number]); err != nil {
			return err
		}
	}
	return nil
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

// gather adds a crowd to those of a key.
func gather[K comparable](into map[K]*crowd, key K, c *crowd) {
	if into[key] == nil {
		into[key] = &crowd{}
	}
	into[key].join(c)
}

// add counts one more, who comes after all others.
func (c *crowd) add(one placed) {
	if c.size++; len(c.first) < firstNames {
		c.first = append(c.first, one)
	}
}

// join adds the members of another crowd; those named are still the first.
func (c *crowd) join(other *crowd) {
	c.size += other.size
	c.first = append(c.first, other.first...)
	slices.SortFunc(c.first, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	c.first = c.first[:min(len(c.first), firstNames)]
}

// named are the handles of the first.
func (t *txn) named(c *crowd) ([]string, error) {
	var out []string
	for _, one := range c.first {
		m, err := t.Members().Get(one.id)
		if isNotFound(err) {
			continue // of a moment after this snapshot
		}
		if err != nil {
			return nil, err
		}
		out = append(out, m.Handle())
	}
	return out, nil
}
