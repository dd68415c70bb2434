package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// AddUnit, RemoveUnit and ManageUnit change the organisation.
type (
	AddUnit struct {
		Name   string
		Parent Ref
	}
	RemoveUnit struct {
		Unit    Ref
		Version uint64
	}
	// ManageUnit makes a member a manager of a unit, or takes that away. It
	// counts only while the member's role is Manager.
	ManageUnit struct {
		Unit    Ref
		Member  Ref
		Version uint64 // of the member
		Not     bool
	}
)

// findUnit looks a unit up by id or name.
func findUnit(tx Tx, ref Ref) (Unit, error) { return named(tx, tx.Units(), UniqueUnit, "unit", ref) }

// named looks a record up by its id, or by what is unique of it. The id comes
// first: a name that is written like one leads nobody astray.
func named[T any](tx Tx, records Records[T], u Unique, kind string, ref Ref) (T, error) {
	text := strings.TrimSpace(string(ref))
	if id, err := ParseID(text); err == nil {
		if r, err := records.Get(id); !isNotFound(err) {
			return r, err
		}
	}
	id, err := tx.Find(u, FoldName(text))
	if err == nil && id == "" {
		err = noSuch(kind, text)
	}
	if err != nil {
		var none T
		return none, err
	}
	return records.Get(id)
}

// AddUnit makes a unit, below another if one is named.
func (s *Session) AddUnit(ctx context.Context, c AddUnit) (Unit, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (Unit, error) { return t.addUnit(c, id) })
}

func (t *txn) addUnit(c AddUnit, id ID) (Unit, error) {
	u := Unit{ID: id}
	on := target{mention: Mention{Kind: "unit", Name: said(c.Name)}}
	if err := t.may(ask{right: rights.UnitsManage, target: on}); err != nil {
		return u, err
	}
	var err error
	if u.Name, err = ParseName(c.Name); err != nil {
		return u, err
	}
	if err := t.free(UniqueUnit, FoldName(u.Name), "", "unit", u.Name); err != nil {
		return u, err
	}
	if c.Parent != "" {
		parent, err := findUnit(t, c.Parent)
		if err != nil {
			return u, err
		}
		if u.Parent = parent.ID; t.depth(parent) >= deepest {
			return u, Errorf(Limit, "too_deep", "units nest at most %d levels", deepest)
		}
	}
	if u, err = t.Units().Put(u); err != nil {
		return u, err
	}
	return u, t.record(c.action(), Mention{"unit", u.ID, u.Name}, "")
}

// depth counts the levels down to a unit, itself included.
func (t *txn) depth(u Unit) int {
	n := 1
	for u.Parent != "" && n < deepest {
		var err error
		if u, err = t.Units().Get(u.Parent); err != nil {
			break
		}
		n++
	}
	return n
}

// RemoveUnit refuses while anything is in the unit.
func (s *Session) RemoveUnit(ctx context.Context, c RemoveUnit) (Unit, error) {
	managers, err := look(ctx, s, func(v *view) ([]ID, error) {
		u, err := findUnit(v, c.Unit)
		if err != nil {
			return nil, nil // the use case says what that means
		}
		return memberIDs(v, Query{Index: ByUnit, Value: string(u.ID)})
	})
	if err != nil {
		return Unit{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Unit, error) { return t.removeUnit(c, managers) })
}

func (t *txn) removeUnit(c RemoveUnit, managers []ID) (Unit, error) {
	u, on, err := t.unit(rights.UnitsManage, c.Unit)
	if err != nil {
		return u, err
	}
	if err := current(u.Version, c.Version, on.mention); err != nil {
		return u, err
	}
	people, err := t.Count(CountUnitPeople, string(u.ID))
	if err != nil {
		return u, err
	}
	children, err := t.Count(CountChildren, string(u.ID))
	if err != nil {
		return u, err
	}
	if people+children > 0 {
		return u, Errorf(Conflict, "not_empty", "%s still holds %d records and %d units; move or remove those first", Clean(u.Name), people, children)
	}
	for _, id := range managers {
		m, err := t.Members().Get(id)
		if err != nil {
			return u, err
		}
		m.ManagesUnits = without(m.ManagesUnits, u.ID)
		if _, err := t.Members().Put(m); err != nil {
			return u, err
		}
	}
	if err := t.Units().Delete(u.ID); err != nil {
		return u, err
	}
	return u, t.record(c.action(), on.mention, "")
}

// unit finds a unit and authorises an act on it.
func (t *txn) unit(r rights.Right, ref Ref, more ...func(*ask)) (Unit, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	u, err := findUnit(t, ref)
	if err != nil {
		return u, target{}, t.orRefuse(a, "unit", ref, err)
	}
	if a.target, err = t.onUnit(u); err != nil {
		return u, a.target, err
	}
	return u, a.target, t.allow(a, ref)
}

// ManageUnit asks for units.manage.
func (s *Session) ManageUnit(ctx context.Context, c ManageUnit) (Unit, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Unit, error) { return t.manageUnit(c) })
}

func (t *txn) manageUnit(c ManageUnit) (Unit, error) {
	u, _, err := t.unit(rights.UnitsManage, c.Unit)
	if err != nil {
		return u, err
	}
	m, err := findMember(t, c.Member)
	if err != nil {
		return u, err
	}
	mention := mentionMember(m)
	if err := current(m.Version, c.Version, mention); err != nil {
		return u, err
	}
	verb := "manages"
	if c.Not {
		verb, m.ManagesUnits = "no longer manages", without(m.ManagesUnits, u.ID)
	} else {
		if !m.RemovedAt.IsZero() {
			return u, isRemoved(m)
		}
		m.ManagesUnits = with(m.ManagesUnits, u.ID)
	}
	if _, err := t.Members().Put(m); err != nil {
		return u, err
	}
	return u, t.record(c.action(), mention, "%s %s", verb, u.Name)
}
