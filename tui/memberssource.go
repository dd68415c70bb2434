package tui

import (
	"context"
	"slices"

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
	return numbered[domain.Listed](func(ctx context.Context, after domain.Cursor, limit int) (stretch[domain.Listed], error) {
		q := b.query
		q.After, q.Limit = after, limit
		page, err := b.session.Members(ctx, q)
		return stretch[domain.Listed]{listedRows(page), page.Total, page.More}, err
	}).window(ctx, s)
}

func listedRows(p domain.MemberPage) []domain.Row[domain.Listed] {
	rows := make([]domain.Row[domain.Listed], len(p.Rows))
	for i, r := range p.Rows {
		rows[i] = domain.Row[domain.Listed]{Item: r.Listed, Cursor: r.Cursor}
	}
	return rows
}
