package domain

import (
	"cmp"

	"gatehouse/domain/rights"
)

// deepest is how many levels units and groups may nest.
const deepest = 32

// nest refuses to move a place of so many levels below a parent that is the
// place itself or lies below it, and one that would come to lie too deep.
func nest[T any](kind string, own ID, name string, parent T, levels int, all Records[T], parts func(T) (id, parent ID, name string)) error {
	_, _, below := parts(parent)
	at, depth := parent, 0
	for depth <= deepest {
		id, up, _ := parts(at)
		switch {
		case id == own && depth == 0:
			return Errorf(Invalid, "cycle", "%s can't be below itself", Clean(name))
		case id == own:
			return Errorf(Invalid, "cycle", "%s is below %s; a %s can't be below itself", Clean(below), Clean(name), kind)
		}
		if depth++; up == "" {
			break
		}
		var err error
		if at, err = all.Get(up); err != nil {
			return err
		}
	}
	if depth+levels > deepest {
		return Errorf(Limit, "too_deep", "%ss nest at most %d levels", kind, deepest)
	}
	return nil
}

// levels counts how many levels a place has, itself included.
func levels[T interface{ RecordID() ID }](id ID, by Index, pages Pages[T]) (int, error) {
	level := []ID{id}
	for n := 1; n <= deepest; n++ {
		var next []ID
		for _, id := range level {
			below, err := everything(pages, Query{Index: by, Value: string(id)})
			if err != nil {
				return n, err
			}
			for _, b := range below {
				next = append(next, b.RecordID())
			}
		}
		if level = next; len(level) == 0 {
			return n, nil
		}
	}
	return deepest, nil
}

// intoGroup finds the group that a project is to be in, and authorises making
// one there. A group that isn't there is refused in the words of one that the
// actor can't see.
func (t *txn) intoGroup(ref Ref, p Project) (ID, error) {
	a := ask{right: rights.ProjectsCreate, target: target{mention: mentionProject(p)}}
	if ref == "" {
		return "", t.may(a)
	}
	g, err := findGroup(t, ref)
	if err != nil && !isNotFound(err) {
		return "", err
	}
	on := t.groupFor(t.actor, g)
	if err != nil || !t.sees(on) {
		typed := said(string(ref))
		on = target{label: typed, rights: rights.Target{Kind: rights.OnGroup}}
	}
	on.mention = a.target.mention
	a.target = on
	if err := cmp.Or(t.may(a), err); err != nil || g.ID == p.Group {
		return g.ID, err
	}
	return g.ID, inUse(g)
}

// intoUnit finds the unit that a project is to be in. One that the actor can't
// see isn't there for them.
func (t *txn) intoUnit(ref Ref) (ID, error) {
	if ref == "" {
		return "", nil
	}
	u, err := findUnit(t, ref)
	if err != nil {
		return "", err
	}
	on, err := t.onUnit(u)
	if err == nil && !t.sees(on) {
		err = noSuch("unit", string(ref))
	}
	return u.ID, err
}

// inUse refuses to put anything into an archived group.
func inUse(g Group) error {
	if !g.Archived {
		return nil
	}
	return Errorf(Conflict, "archived", "%s is archived; unarchive it first", Clean(g.Name))
}
