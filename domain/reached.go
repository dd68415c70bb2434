package domain

import (
	"cmp"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// reached lists the members that the actor's scoped roles reach.
func (v *view) reached(r rights.Right) ([]Member, error) {
	seen := map[ID]bool{}
	var out []Member
	add := func(id ID) error {
		if id == "" || seen[id] {
			return nil
		}
		seen[id] = true
		m, err := v.Members().Get(id)
		if err != nil {
			return err
		}
		on, err := v.onMember(m)
		if err != nil {
			return err
		}
		if v.may(ask{right: r, target: on, takesAway: true}) == nil {
			out = append(out, m)
		}
		return nil
	}
	units, err := v.unitsBelow(v.actor.ManagesUnits)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		people, err := everything(v.EmployeePages(), Query{Index: ByUnit, Value: string(u)})
		if err != nil {
			return nil, err
		}
		for _, e := range people {
			if err := add(e.Member); err != nil {
				return nil, err
			}
		}
	}
	for _, places := range []struct {
		index Index
		ids   []ID
	}{{ByProject, v.actor.ManagesProjects}, {ByGroup, v.actor.ManagesGroups}} {
		for _, id := range places.ids {
			found, err := memberIDs(v, Query{Index: places.index, Value: string(id)})
			if err != nil {
				return nil, err
			}
			for _, m := range found {
				if err := add(m); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// unitsBelow is units with all units below them.
func (v *view) unitsBelow(units []ID) ([]ID, error) {
	all := slices.Clone(units)
	seen := map[ID]bool{}
	for _, u := range units {
		seen[u] = true
	}
	for i := 0; i < len(all); i++ {
		children, err := everything(v.UnitPages(), Query{Index: ByParent, Value: string(all[i])})
		if err != nil {
			return nil, err
		}
		for _, c := range children {
			if !seen[c.ID] {
				seen[c.ID] = true
				all = append(all, c.ID)
			}
		}
	}
	return all, nil
}

// pageReached pages through what the actor's scoped roles reach. The cursor
// is the id of a row.
func (v *view) pageReached(q MemberQuery) (MemberPage, error) {
	all, err := v.reached(rights.MembersView)
	if err != nil {
		return MemberPage{}, err
	}
	return v.window(slices.DeleteFunc(all, func(m Member) bool { return !v.matches(m, q) }), q)
}

// order compares members as the indexes order them, or the other way round
// for a page that travels so.
func (t *txn) order(q MemberQuery) func(a, b Member) int {
	key := func(m Member) string {
		switch q.Sort {
		case ByEmail:
			return m.Email
		case ByRole:
			return t.roleName(m)
		case ByStatus:
			return m.StatusAt(t.now)
		case ByJoined:
			return m.JoinedAt.Format("20060102150405")
		}
		return ""
	}
	return func(a, b Member) int {
		c := cmp.Or(strings.Compare(key(a), key(b)), strings.Compare(FoldSearch(a.Label()), FoldSearch(b.Label())), strings.Compare(string(a.ID), string(b.ID)))
		if q.Reverse != q.Desc {
			return -c
		}
		return c
	}
}

// window cuts a page out of members held in memory. It goes on after the
// cursor's member also where that one isn't among them any more.
func (v *view) window(all []Member, q MemberQuery) (MemberPage, error) {
	page := MemberPage{Total: len(all)}
	order := v.order(q)
	slices.SortFunc(all, order)
	if q.After != "" {
		last, err := v.Members().Get(ID(q.After))
		if isNotFound(err) {
			err = Errorf(Invalid, "bad_cursor", "the cursor is of another list")
		}
		if err != nil {
			return page, err
		}
		all = slices.DeleteFunc(all, func(m Member) bool { return order(m, last) <= 0 })
	}
	for _, m := range all {
		if len(page.Rows) == q.Limit {
			page.More = true
			break
		}
		l, err := v.listed(m)
		if err != nil {
			return page, err
		}
		page.Rows = append(page.Rows, ListedRow{l, Cursor(m.ID)})
	}
	return page, nil
}
