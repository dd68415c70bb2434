package domain

import (
	"slices"
	"strings"
	"sync"

	"gatehouse/domain/rights"
)

// census is everyone in a workspace who wasn't removed, with what their rights
// depend on. It is made when someone first asks who may, or what another plan or
// model would do, and follows the audit trail from then on. It holds names of
// roles and not what they grant, so that neither an edited role nor another plan
// concerns it.
type census struct {
	mu sync.Mutex
	follower
	everyone []*resident // by name
	by       map[ID]*resident
	makeups  table[makeup]
	ties     table[tie]
}

// resident is a member in the census. Members who are made up alike share what
// is kept of it.
type resident struct {
	id     ID     // shares its bytes with the key
	key    string // its place in the order of names
	makeup uint32
	ties   []uint32
	gone   bool
}

// makeup is what a decision depends on besides the target.
type makeup struct {
	alike
	below string // the role that comes back after a temporary one
	ways  rights.Channels
}

// tie is what a member has to do with one place, or with who made it.
type tie struct {
	kind  tieKind
	place ID
}

type tieKind uint8

const (
	managesUnit tieKind = iota
	managesProject
	managesGroup
	staffedOn
	belongsTo // a group
	madeBy

	tieKinds
)

// table numbers values.
type table[T comparable] struct {
	all    []T
	number map[T]uint32
}

func (t *table[T]) of(value T) uint32 {
	n, known := t.number[value]
	if !known {
		if t.number == nil {
			t.number = map[T]uint32{}
		}
		n = uint32(len(t.all))
		t.all, t.number[value] = append(t.all, value), n
	}
	return n
}

func (d *Database) census(workspace ID) *census {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.censuses[workspace]
	if c == nil {
		c = &census{}
		d.censuses[workspace] = c
	}
	return c
}

// build reads all members.
func (c *census) build(v *view) error {
	n := census{follower: c.follower, by: map[ID]*resident{}}
	err := eachMember(v, Query{Index: ByName}, func(m Member) error {
		if !m.RemovedAt.IsZero() {
			return nil
		}
		r, err := n.resident(v, m)
		n.everyone, n.by[r.id] = append(n.everyone, r), r
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(n.everyone, byKey)
	c.follower, c.everyone, c.by, c.makeups, c.ties = n.follower, slices.Clip(n.everyone), n.by, n.makeups, n.ties
	return nil
}

func byKey(a, b *resident) int { return strings.Compare(a.key, b.key) }

// resident makes a member one of the census.
func (c *census) resident(v *view, m Member) (*resident, error) {
	a, err := v.alike(m, m.RoleAt(v.now))
	if err != nil {
		return nil, err
	}
	made := makeup{alike: a, ways: m.Ways}
	if m.TemporaryAt(v.now) && !a.owner {
		made.below = m.Role
	}
	c.until(v, m.ID, m.RoleUntil, m.ExpiresAt)
	key := m.place()
	r := &resident{id: ID(key[len(key)-len(m.ID):]), key: key, makeup: c.makeups.of(made)}
	for _, t := range m.ties() {
		r.ties = append(r.ties, c.ties.of(t))
	}
	r.ties = slices.Clip(r.ties)
	return r, nil
}

// place is where a member stands among all by name, as lists have it.
func (m Member) place() string { return FoldSearch(m.Label()) + "\x00" + string(m.ID) }

// ties are all that a member has to do with anything.
func (m Member) ties() []tie {
	var all []tie
	for kind, places := range [tieKinds][]ID{
		managesUnit: m.ManagesUnits, managesProject: m.ManagesProjects, managesGroup: m.ManagesGroups,
		staffedOn: m.Projects, belongsTo: m.Groups,
	} {
		for _, id := range places {
			all = append(all, tie{tieKind(kind), id})
		}
	}
	if m.Kind == rights.ServiceUser && m.MadeBy != "" {
		all = append(all, tie{madeBy, m.MadeBy})
	}
	return all
}

// tied is a member who has nothing but this to do with anything.
func (t tie) tied() Member {
	at := []ID{t.place}
	switch t.kind {
	case managesUnit:
		return Member{ManagesUnits: at}
	case managesProject:
		return Member{ManagesProjects: at}
	case managesGroup:
		return Member{ManagesGroups: at}
	case staffedOn:
		return Member{Projects: at}
	case belongsTo:
		return Member{Groups: at}
	}
	return Member{Kind: rights.ServiceUser, MadeBy: t.place}
}

// makers are those who made a service user.
func (c *census) makers() (ids []ID) {
	for _, t := range c.ties.all {
		if t.kind == madeBy {
			ids = append(ids, t.place)
		}
	}
	return ids
}

// touched are the members whom an event touched, and those who manage a
// project that was archived or brought back.
func (c *census) touched(_ *view, e Event) ([]ID, error) {
	ids := e.members()
	for _, change := range e.Changes {
		on := e.Of(change)
		if on.Kind != "project" || change.Field != "archived" {
			continue
		}
		if number, known := c.ties.number[tie{managesProject, on.ID}]; known {
			for _, r := range c.everyone {
				if slices.Contains(r.ties, number) {
					ids = append(ids, r.id)
				}
			}
		}
	}
	return ids, nil
}

// refresh reads members again, and puts them where they are now.
func (c *census) refresh(v *view, ids []ID) error {
	var fresh []*resident
	for _, id := range ids {
		m, err := v.Members().Get(id)
		if isNotFound(err) || err == nil && !m.RemovedAt.IsZero() {
			c.until(v, id)
			continue
		}
		if err != nil {
			return err
		}
		r, err := c.resident(v, m)
		if err != nil {
			return err
		}
		fresh = append(fresh, r)
	}
	for _, id := range ids {
		if r := c.by[id]; r != nil {
			r.gone = true
			delete(c.by, id)
		}
	}
	c.everyone = slices.DeleteFunc(c.everyone, func(r *resident) bool { return r.gone })
	slices.SortFunc(fresh, byKey)
	for _, r := range fresh {
		c.by[r.id] = r
	}
	c.everyone = merged(c.everyone, fresh)
	return nil
}

// merged puts some into their places among many.
func merged(many, some []*resident) []*resident {
	if len(some) == 0 {
		return many
	}
	from := len(many)
	many = append(many, some...)
	for to := len(many) - 1; len(some) > 0; to-- { // from the end, where there is room
		last := some[len(some)-1]
		if from > 0 && byKey(many[from-1], last) > 0 {
			from--
			many[to] = many[from]
			continue
		}
		many[to], some = last, some[:len(some)-1]
	}
	return many
}
