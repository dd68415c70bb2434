package tui

import (
	"context"
	"slices"
	"strconv"

	"gatehouse/domain"
)

// slice is a source of rows that are all in memory, such as ranked results.
// Its cursors are places, so it must not change while a list shows it.
type slice[R any] struct {
	rows []R
	id   func(R) string
}

func (s slice[R]) window(_ context.Context, ask span) (window[R], error) {
	from := s.from(ask)
	w := window[R]{at: from, total: len(s.rows)}
	if ask.reverse {
		to := max(from-ask.limit+1, 0)
		for i := from; i >= to; i-- {
			w.rows = append(w.rows, s.row(i))
		}
		w.more, w.behind = to > 0, from+1 < len(s.rows)
		return w, nil
	}
	to := min(from+ask.limit, len(s.rows))
	for i := from; i < to; i++ {
		w.rows = append(w.rows, s.row(i))
	}
	w.more, w.behind = to < len(s.rows), from > 0
	return w, nil
}

// from is the place of the first row that is asked for.
func (s slice[R]) from(ask span) int {
	if ask.near != "" {
		if i := slices.IndexFunc(s.rows, func(r R) bool { return s.id(r) == ask.near }); i >= 0 {
			if ask.reverse {
				return min(i+ask.limit/2, len(s.rows)-1)
			}
			return max(i-ask.limit/2, 0)
		}
	}
	place, err := strconv.Atoi(string(ask.after))
	switch {
	case err != nil && ask.reverse:
		return len(s.rows) - 1
	case err != nil:
		return 0
	case ask.reverse:
		return min(place-1, len(s.rows)-1)
	}
	return min(place+1, len(s.rows))
}

func (s slice[R]) row(i int) domain.Row[R] {
	return domain.Row[R]{Item: s.rows[i], Cursor: domain.Cursor(strconv.Itoa(i))}
}
