package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// current is the row that keys act on, see [rowList.current].
func (l *list[R]) current() (row R, ok bool) {
	r, ok := l.rowList.current()
	if ok {
		row = r.(R)
	}
	return row, ok
}

func (l *list[R]) id(row R) string { return l.rowList.id(row) }

// chosen are the marked rows, in the order of marking.
func (l *list[R]) chosen() []R { return typed[R](l.marked.list()) }

// loaded are the rows in memory.
func (l *list[R]) loaded() []R {
	all := make([]R, len(l.data.rows))
	for i, r := range l.data.rows {
		all[i] = r.Item.(R)
	}
	return all
}

func typed[R any](rows []any) []R {
	all := make([]R, len(rows))
	for i, r := range rows {
		all[i] = r.(R)
	}
	return all
}

// untyped is a listing whose functions know of which kind the rows are.
func untyped[R any](is listing[R]) listing[any] {
	out := listing[any]{
		above: is.above, empty: is.empty, instead: is.instead, search: is.search, picks: is.picks, marks: is.marks, opens: is.opens,
		columns: untypedColumns(is.columns), id: func(r any) string { return is.id(r.(R)) },
		source: func(q query) source[any] {
			from := is.source(q)
			return sourced[any](func(ctx context.Context, s span) (window[any], error) {
				w, err := from.window(ctx, s)
				return w.untyped(), err
			})
		},
	}
	if is.name != nil {
		out.name = func(r any) string { return is.name(r.(R)) }
	}
	if is.under != nil {
		out.under = func(r any) string { return is.under(r.(R)) }
	}
	if is.skip != nil {
		out.skip = func(r any) bool { return is.skip(r.(R)) }
	}
	if is.open != nil {
		out.open = func(r any) tea.Cmd { return is.open(r.(R)) }
	}
	return out
}

func untypedColumns[R any](columns []column[R]) (out []column[any]) {
	for _, c := range columns {
		out = append(out, column[any]{c.title, c.min, c.max, c.drop, c.sort, c.right, func(r any) cell { return c.cell(r.(R)) }})
	}
	return out
}

func (w window[R]) untyped() window[any] {
	rows := make([]domain.Row[any], len(w.rows))
	for i, r := range w.rows {
		rows[i] = domain.Row[any]{Item: r.Item, Cursor: r.Cursor}
	}
	return window[any]{rows, w.more, w.behind, w.at, w.total, w.atLeast}
}
