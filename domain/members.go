package domain

import (
	"cmp"
	"context"
	"strings"

	"gatehouse/domain/rights"
)

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

// pageMembers pages through the index that serves the query best, and leaves
// out what the filters leave out.
func (v *view) pageMembers(q MemberQuery) (MemberPage, error) {
	if q.Role == "owner" {
		return v.onlyOwner(q)
	}
	page := MemberPage{Total: -1}
	if !q.filtered() {
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
	query := Query{Index: cmp.Or(q.Sort, ByName), After: q.After, Reverse: q.Reverse != q.Desc}
	if query.Index == ByName {
		query.Index, query.Value = q.narrowest()
	}
	if q.Near != "" && q.After == "" && !q.Reverse {
		var err error
		if query.After, err = v.before(query, q); err != nil {
			return page, err
		}
		page.Behind = query.After != ""
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

// before is the cursor from which half a page leads to the member that a page
// is asked near; "" if that is the start of the list.
func (v *view) before(query Query, q MemberQuery) (Cursor, error) {
	place, err := v.MemberPages().Place(query, q.Near)
	if isNotFound(err) || err == nil && place == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	query.After, query.Reverse, query.Limit = place, !query.Reverse, max(q.Limit/2, 1)
	rows, more, err := v.MemberPages().Page(query)
	if err != nil || !more {
		return "", err
	}
	return rows[len(rows)-1].Cursor, nil
}

// narrowest is the index in the order of names that has the least to leave out.
func (q MemberQuery) narrowest() (Index, string) {
	switch {
	case q.Role != "":
		return ByRole, q.Role
	case q.Status == StatusRemoved:
		return ByStatus, StatusRemoved
	case q.Kind == "service":
		return ByKind, "service"
	}
	return ByName, ""
}

// onlyOwner is the page of the one who has the role Owner.
func (v *view) onlyOwner(q MemberQuery) (MemberPage, error) {
	owner, err := v.Members().Get(v.info.Owner)
	if err != nil || !v.matches(owner, q) {
		return MemberPage{}, err
	}
	return v.window([]Member{owner}, q)
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
