package tui

import (
	"context"
	"slices"
	"strconv"

	"gatehouse/domain"
)

// ordered pages through members in the order of an index.
type ordered struct {
	session *domain.Session
	query   domain.MemberQuery
	total   int // where it is known without reading all, or less than zero
}

func (o ordered) window(ctx context.Context, s span) (window[domain.Listed], error) {
	q := o.query
	q.After, q.Reverse, q.Limit = s.after, s.reverse, s.limit
	page, err := o.session.Members(ctx, q)
	if err == nil && s.near != "" && s.after == "" && !s.reverse && !has(page, s.near) {
		q.Near = domain.ID(s.near)
		page, err = o.session.Members(ctx, q)
	}
	w := window[domain.Listed]{at: -1, rows: listedRows(page), more: page.More, behind: page.Behind, total: page.Total}
	if page.Total < 0 {
		w.total = o.total
	}
	if w.total < 0 {
		w.total, w.atLeast = len(w.rows), s.after != "" || w.more
	}
	return w, err
}

// has tells whether a member is on a page.
func has(p domain.MemberPage, id string) bool {
	return slices.ContainsFunc(p.Rows, func(r domain.ListedRow) bool { return string(r.ID) == id })
}

// best pages through the results of a search, which are ranked: their cursors
// are how many lie before the next.
type best struct {
	session *domain.Session
	query   domain.MemberQuery
}

func (b best) window(ctx context.Context, s span) (window[domain.Listed], error) {
	from, _ := strconv.Atoi(string(s.after))
	limit := s.limit
	if s.reverse {
		end, err := b.end(ctx, s, from)
		if err != nil {
			return window[domain.Listed]{}, err
		}
		from = max(end-limit, 0)
		limit = end - from
	}
	q := b.query
	q.After, q.Limit = domain.Cursor(strconv.Itoa(from)), max(limit, 1)
	page, err := b.session.Members(ctx, q)
	w := window[domain.Listed]{rows: listedRows(page), at: from, more: page.More, behind: from > 0, total: page.Total}
	if w.total < 0 {
		w.total, w.atLeast = from+len(w.rows), true
	}
	if s.reverse {
		w.rows = reversed(w.rows[:min(limit, len(w.rows))])
		w.at, w.more, w.behind = from+len(w.rows)-1, from > 0, page.More
	}
	return w, err
}

// end is how many rows lie before the one that a window backwards ends at.
func (b best) end(ctx context.Context, s span, after int) (int, error) {
	if s.after != "" {
		return max(after-1, 0), nil
	}
	q := b.query
	for q.Limit = 1; ; q.Limit *= 10 {
		page, err := b.session.Members(ctx, q)
		if err != nil || page.Total >= 0 {
			return page.Total, err
		}
		if !page.More {
			return len(page.Rows), nil
		}
	}
}

func listedRows(p domain.MemberPage) []domain.Row[domain.Listed] {
	rows := make([]domain.Row[domain.Listed], len(p.Rows))
	for i, r := range p.Rows {
		rows[i] = domain.Row[domain.Listed]{Item: r.Listed, Cursor: r.Cursor}
	}
	return rows
}
