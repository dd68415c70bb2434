package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// AddGroup makes a group, below another if one is named; ArchiveGroup takes
// one out of use, or with Not back into it.
type (
	AddGroup struct {
		Name   string
		Parent Ref
	}
	ArchiveGroup struct {
		Group   Ref
		Version uint64 // the version that was looked at; 0: whichever it is
		Not     bool
	}
)

// findGroup looks a group up by name or id.
func findGroup(tx Tx, ref Ref) (Group, error) {
	return named(tx, tx.Groups(), UniqueGroup, "group", ref)
}

// AddGroup makes a group, below another if one is named.
func (s *Session) AddGroup(ctx context.Context, c AddGroup) (Group, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (Group, error) {
		on := target{mention: Mention{Kind: "group", Name: said(c.Name)}}
		if err := t.may(ask{right: rights.GroupsManage, target: on}); err != nil {
			return Group{}, err
		}
		return t.addGroup(c, id)
	})
}

// addGroup is AddGroup once it is authorised.
func (t *txn) addGroup(c AddGroup, id ID) (Group, error) {
	g := Group{ID: id}
	var err error
	if g.Name, err = ParseName(c.Name); err != nil {
		return g, err
	}
	if err := t.free(UniqueGroup, FoldName(g.Name), "", "group", g.Name); err != nil {
		return g, err
	}
	if c.Parent != "" {
		parent, err := findGroup(t, c.Parent)
		if err != nil {
			return g, err
		}
		if g.Parent = parent.ID; t.groupDepth(parent) >= deepest {
			return g, Errorf(Limit, "too_deep", "groups nest at most %d levels", deepest)
		}
		if err := inUse(parent); err != nil {
			return g, err
		}
	}
	if g, err = t.Groups().Put(g); err != nil {
		return g, err
	}
	return g, t.record(c.action(), mentionGroup(g), "")
}

// groupDepth counts the levels down to a group, itself included.
func (t *txn) groupDepth(g Group) int {
	n := 1
	for ; g.Parent != "" && n < deepest; n++ {
		var err error
		if g, err = t.Groups().Get(g.Parent); err != nil {
			break
		}
	}
	return n
}

// ArchiveGroup takes a group out of use, or with Not back into it.
func (s *Session) ArchiveGroup(ctx context.Context, c ArchiveGroup) (Group, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Group, error) { return t.archiveGroup(c) })
}

func (t *txn) archiveGroup(c ArchiveGroup) (Group, error) {
	g, on, err := t.group(rights.GroupsManage, c.Group)
	if err != nil {
		return g, err
	}
	if err := current(g.Version, c.Version, on.mention); err != nil {
		return g, err
	}
	g.Archived = !c.Not
	if g, err = t.Groups().Put(g); err != nil {
		return g, err
	}
	return g, t.record(c.action(), on.mention, "")
}

// group finds a group and authorises an act on it.
func (t *txn) group(r rights.Right, ref Ref, more ...func(*ask)) (Group, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	g, err := findGroup(t, ref)
	if err != nil {
		return g, target{}, t.orRefuse(a, "group", ref, err)
	}
	a.target = t.groupFor(t.actor, g)
	return g, a.target, t.allow(a, ref)
}
