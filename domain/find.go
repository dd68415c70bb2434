package domain

import (
	"context"
	"math"
	"slices"
	"strconv"

	"gatehouse/domain/rights"
	"gatehouse/domain/search"
)

// searchMembers answers a query with a text: best first. Cursors are offsets.
func (s *Session) searchMembers(ctx context.Context, q MemberQuery) (MemberPage, error) {
	return look(ctx, s, func(v *view) (MemberPage, error) {
		if err := v.may(ask{right: rights.MembersView, target: anyTarget(), takesAway: true}); err != nil {
			return MemberPage{}, err
		}
		if err := v.checkQuery(&q); err != nil {
			return MemberPage{}, err
		}
		if q.Status == StatusRemoved {
			return v.searchRemoved(q)
		}
		index, err := s.ws.db.finder(s.ws.ID).upToDate(v)
		if err != nil {
			return MemberPage{}, err
		}
		offset, _ := strconv.Atoi(string(q.After))
		offset = min(max(offset, 0), math.MaxInt32)
		end := offset + min(q.Limit, math.MaxInt32)
		var failed error
		hits := index.Find(q.Text, end+1, v.keeps(q, &failed))
		if failed != nil {
			return MemberPage{}, failed
		}
		page := MemberPage{Total: hits.Total, More: len(hits.Hits) > end}
		if hits.More {
			page.Total = -1
		}
		for i, hit := range hits.Hits[min(offset, len(hits.Hits)):min(end, len(hits.Hits))] {
			m, err := v.Members().Get(ID(hit.ID))
			if isNotFound(err) || err == nil && !v.matches(m, q) {
				continue // of a moment after this snapshot
			}
			if err != nil {
				return page, err
			}
			l, err := v.listed(m)
			if err != nil {
				return page, err
			}
			page.Rows = append(page.Rows, ListedRow{l, Cursor(strconv.Itoa(offset + i + 1))})
		}
		return page, nil
	})
}

// searchRemoved looks through the removed members, whom the index leaves out.
func (v *view) searchRemoved(q MemberQuery) (MemberPage, error) {
	all, err := everything(v.MemberPages(), Query{Index: ByStatus, Value: StatusRemoved})
	if err != nil {
		return MemberPage{}, err
	}
	reach := v.reachesAll(rights.MembersView)
	all = slices.DeleteFunc(all, func(m Member) bool {
		return !reach || !v.matches(m, q) || !found(q.Text, m.Name, m.Email, v.roleName(m))
	})
	return v.window(all, q)
}

// keeps is the filter of a search, or nil where it leaves nothing out.
func (v *view) keeps(q MemberQuery, failed *error) func(id string) bool {
	all := v.reachesAll(rights.MembersView)
	if all && !q.filtered() {
		return nil
	}
	return func(id string) bool {
		m, err := v.Members().Get(ID(id))
		if isNotFound(err) {
			return false // of a moment after this snapshot
		}
		if err != nil {
			*failed = err
			return false
		}
		if !v.matches(m, q) || all {
			return v.matches(m, q)
		}
		on, err := v.onMember(m)
		if err != nil {
			*failed = err
			return false
		}
		return v.may(ask{right: rights.MembersView, target: on, takesAway: true}) == nil
	}
}

// Match finds the letters of a search in texts of a row, for highlighting.
func Match(query string, texts ...string) [][]search.Span { return search.Match(query, texts...) }
