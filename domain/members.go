package domain

import (
	"context"
	"slices"
	"strings"
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
	Employee   *Employee
	Unit       string // of the employee record
	Scoped     []ScopedRole
	Can        rights.Set
	ShowReason bool // the asker may know why it was suspended
}

// ScopedRole is one scoped role of a member.
type ScopedRole struct {
	Role string
	On   Mention
}

// MemberQuery asks for a page of members.
type MemberQuery struct {
	Text   string // search; the order is then best first
	Role   string
	Status string // empty: all but the removed
	Kind   string // person or service
	Sort   Index  // ByName, ByEmail, ByRole, ByStatus, ByJoined
	Desc   bool

	After   Cursor // a cursor of an earlier page, in the direction of travel
	Reverse bool   // travel backwards, from After or from the end
	Limit   int
}

// MemberPage is one page of members.
type MemberPage struct {
	Rows []ListedRow
	More bool // in the direction of travel
	// Total is how many there are in all; less than zero where counting would
	// mean reading them all.
	Total int
}

// ListedRow is a member and its place in the list.
type ListedRow struct {
	Listed
	Cursor Cursor
}

// Members pages through the members that the asker reaches. A Manager's list
// comes from their units, not from the index of all.
func (s *Session) Members(ctx context.Context, q MemberQuery) (MemberPage, error) {
	if strings.TrimSpace(q.Text) != "" {
		return s.searchMembers(ctx, q)
	}
	return look(ctx, s, func(v *view) (MemberPage, error) { return v.members(q) })
}

func (v *view) members(q MemberQuery) (MemberPage, error) {
	if err := v.may(ask{right: rights.MembersView, target: anyTarget(), takesAway: true}); err != nil {
		return MemberPage{}, err
	}
	if err := v.checkQuery(&q); err != nil {
		return MemberPage{}, err
	}
	if v.reachesAll(rights.MembersView) {
		return v.pageMembers(q)
	}
	return v.pageReached(q)
}

// reachesAll tells whether the actor holds the right over the whole workspace.
func (t *txn) reachesAll(r rights.Right) bool {
	q := t.question(ask{right: r, takesAway: true})
	return t.model.Decide(&q).Allowed
}

// checkQuery refuses filters that mean nothing.
func (t *txn) checkQuery(q *MemberQuery) error {
	if q.Role != "" {
		r, err := t.role(q.Role)
		if err != nil {
			return err
		}
		q.Role = r.Name
	}
	for _, f := range []struct {
		what, word string
		among      []string
	}{
		{"status", q.Status, []string{StatusActive, StatusSuspended, StatusRemoved}},
		{"kind", q.Kind, []string{"person", "service"}},
		{"order", string(q.Sort), []string{string(ByName), string(ByEmail), string(ByRole), string(ByStatus), string(ByJoined)}},
	} {
		if f.word != "" && !slices.Contains(f.among, f.word) {
			return unknown(f.what, f.word, f.among)
		}
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	return nil
}

// matches tells whether a member passes the query's filters now.
func (t *txn) matches(m Member, q MemberQuery) bool {
	return (q.Role == "" || t.roleName(m) == q.Role) &&
		(q.Status == m.StatusAt(t.now) || q.Status == "" && m.RemovedAt.IsZero()) &&
		(q.Kind == "" || kindName(m.Kind) == q.Kind)
}

func kindName(k rights.Kind) string {
	if k == rights.ServiceUser {
		return "service"
	}
	return "person"
}

// roleName is the member's effective role.
func (t *txn) roleName(m Member) string {
	if m.ID == t.info.Owner {
		return "owner"
	}
	return m.RoleAt(t.now)
}

// pageMembers pages through the index that serves the query best, and leaves
// out what the filters leave out.
func (v *view) pageMembers(q MemberQuery) (MemberPage, error) {
	page := MemberPage{Total: -1}
	if q.Role == "" && q.Status == "" && q.Kind == "" {
		all, err := v.Count(CountMembers, "")
		if err != nil {
			return page, err
		}
		removed, err := v.Count(CountByStatus, StatusRemoved)
		if err != nil {
			return page, err
		}
		page.Total = all - removed
	}
	query := Query{Index: orElseIndex(q.Sort, ByName), After: q.After, Reverse: q.Reverse != q.Desc}
	if query.Index == ByName && q.Role != "" && q.Role != "owner" {
		query.Index, query.Value = ByRole, q.Role
	}
	for {
		query.Limit = q.Limit - len(page.Rows) + 1
		rows, more, err := v.MemberPages().Page(query)
		if err != nil {
			return page, err
		}
		for _, r := range rows {
			query.After = r.Cursor
			if !v.matches(r.Item, q) {
				continue
			}
			if len(page.Rows) == q.Limit {
				page.More = true
				return page, nil
			}
			l, err := v.listed(r.Item)
			if err != nil {
				return page, err
			}
			page.Rows = append(page.Rows, ListedRow{l, r.Cursor})
		}
		if !more {
			return page, nil
		}
	}
}

func orElseIndex(i, otherwise Index) Index {
	if i == "" {
		return otherwise
	}
	return i
}

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

// listed completes a member for a list.
func (t *txn) listed(m Member) (Listed, error) {
	l := Listed{Member: m, Owner: m.ID == t.info.Owner, RoleName: t.roleName(m), Standing: m.StatusAt(t.now)}
	if m.TemporaryAt(t.now) && !l.Owner {
		l.Until = m.RoleUntil
	}
	if m.Employee != "" {
		e, err := t.Employees().Get(m.Employee)
		if err != nil {
			return l, err
		}
		l.Employee = &e
		if e.Unit != "" {
			u, err := t.Units().Get(e.Unit)
			if err != nil {
				return l, err
			}
			l.Unit = u.Name
		}
	}
	var err error
	if m.manages() {
		if l.Scoped, err = t.scopedRoles(m); err != nil {
			return l, err
		}
	}
	l.Can, err = t.can(m)
	l.ShowReason = l.Can.Has(rights.MembersSuspend)
	return l, err
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

// cannot says why the actor may not do what can lacks.
func (t *txn) cannot(l Listed) (map[rights.Right]string, error) {
	why := map[rights.Right]string{}
	on, err := t.onMember(l.Member)
	if err != nil {
		return why, err
	}
	for _, r := range acts {
		if l.Can.Has(r) {
			continue
		}
		if err := t.may(ask{right: rightOver(l.Kind, r), target: on}); err != nil {
			why[r] = err.Error()
		} else if err := actFits(l.Member, r); err != nil {
			why[r] = err.Error()
		}
	}
	return why, nil
}

// actFits refuses what the account as it is has no use for.
func actFits(m Member, r rights.Right) error {
	switch {
	case m.Kind == rights.ServiceUser && rights.SetOf(rights.MembersOptions, rights.MembersLink, rights.MembersLogins).Has(r):
		return Errorf(Invalid, "service_user", "%s is a service user: it has API keys, and no options, employee record or logins", Clean(m.Name))
	case !m.RemovedAt.IsZero() && rights.SetOf(rights.MembersRole, rights.MembersSuspend, rights.MembersOptions, rights.MembersLink).Has(r):
		return isRemoved(m)
	}
	return nil
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

// everything reads all rows of a query, page by page.
func everything[T any](pages Pages[T], q Query) ([]T, error) {
	var out []T
	q.Limit = 500
	for {
		rows, more, err := pages.Page(q)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, r.Item)
			q.After = r.Cursor
		}
		if !more {
			return out, nil
		}
	}
}

// memberIDs reads the ids of the members of a query.
func memberIDs(v View, q Query) ([]ID, error) {
	members, err := everything(v.MemberPages(), q)
	ids := make([]ID, 0, len(members))
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	return ids, err
}
