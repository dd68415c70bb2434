package domain

import (
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// reached lists the members that the actor's scoped roles reach, by name.
func (v *view) reached(r rights.Right) ([]Member, error) {
	seen := map[ID]bool{v.actor.ID: true}
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
	slices.SortFunc(out, func(a, b Member) int {
		return strings.Compare(FoldSearch(a.Label())+"\x00"+string(a.ID), FoldSearch(b.Label())+"\x00"+string(b.ID))
	})
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
	all = slices.DeleteFunc(all, func(m Member) bool { return !v.matches(m, q) })
	v.sortMembers(all, q)
	return v.window(all, q)
}

// sortMembers orders what is held in memory as the indexes order the rest.
func (t *txn) sortMembers(all []Member, q MemberQuery) {
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
	if q.Sort != "" && q.Sort != ByName {
		slices.SortStableFunc(all, func(a, b Member) int { return strings.Compare(key(a), key(b)) })
	}
	if q.Desc {
		slices.Reverse(all)
	}
}

// window cuts a page out of members held in memory.
func (v *view) window(all []Member, q MemberQuery) (MemberPage, error) {
	page := MemberPage{Total: len(all)}
	if q.Reverse {
		slices.Reverse(all)
	}
	start := 0
	if q.After != "" {
		start = 1 + slices.IndexFunc(all, func(m Member) bool { return string(m.ID) == string(q.After) })
	}
	for _, m := range all[start:] {
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
