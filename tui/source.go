package tui

import (
	"context"

	"gatehouse/domain"
)

// source is where a list's rows come from: an ordered index that is paged from
// a cursor, or rows in memory. It is asked in the background.
type source[R any] interface {
	window(context.Context, span) (window[R], error)
}

// sourced lets a function be a source.
type sourced[R any] func(context.Context, span) (window[R], error)

func (f sourced[R]) window(ctx context.Context, s span) (window[R], error) { return f(ctx, s) }

// span asks for some rows.
type span struct {
	after   domain.Cursor // in the direction of travel; empty: from the start, or with reverse from the end
	reverse bool
	limit   int
	near    string // the id of a row to have among them; a source minds it only if it knows at
}

// window is some rows in the direction of travel.
type window[R any] struct {
	rows    []domain.Row[R]
	more    bool // rows follow in the direction of travel
	behind  bool // with near: rows lie the other way too
	at      int  // how many rows of the whole list lie before rows[0], or -1 where the source doesn't know
	total   int  // of the whole list
	atLeast bool // there may be more than total
}

// query is what a list as a whole asks for.
type query struct {
	text       string // what is searched
	sort       string // a column's sort field
	descending bool
}

// loaded is the part of a list that is in memory, in list order.
type loaded struct {
	rows          []domain.Row[any]
	before, after bool // rows lie there too
	start         int  // rows before the first, -1 when unknown
	total         int
	atLeast       bool
}

// keep is how many rows stay in memory around the cursor.
const keep = 2000

// take makes a window the whole of what is loaded.
func (l *loaded) take(s span, w window[any]) {
	l.rows, l.total, l.atLeast, l.start = w.rows, w.total, w.atLeast, w.at
	l.before, l.after = s.after != "" || w.behind, w.more
	if s.reverse {
		l.rows = reversed(w.rows)
		l.before, l.after = w.more, s.after != ""
		l.start = w.at - len(w.rows) + 1
		if w.at < 0 && !l.after && !w.atLeast {
			l.start = w.total - len(w.rows)
		}
	}
	if !l.before {
		l.start = 0
	}
	l.start = max(l.start, -1)
}

// join adds a window at the end it was asked for, and lets go of rows at the
// other. It returns how far the rows moved that were there before.
func (l *loaded) join(s span, w window[any]) int {
	l.total, l.atLeast = w.total, w.atLeast
	if !s.reverse {
		l.rows, l.after = append(l.rows, w.rows...), w.more
		drop := max(len(l.rows)-keep, 0)
		l.rows = append([]domain.Row[any](nil), l.rows[drop:]...)
		l.before = l.before || drop > 0
		if l.start >= 0 {
			l.start += drop
		}
		return -drop
	}
	l.rows, l.before = append(reversed(w.rows), l.rows...), w.more
	if len(l.rows) > keep {
		l.rows, l.after = l.rows[:keep], true
	}
	switch {
	case !l.before:
		l.start = 0
	case l.start >= 0:
		l.start = max(l.start-len(w.rows), 0)
	}
	return len(w.rows)
}

func reversed[T any](rows []T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[len(rows)-1-i] = r
	}
	return out
}
