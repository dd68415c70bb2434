package tui

import (
	"context"
	"strconv"
	"strings"

	"gatehouse/domain"
)

// numbered is a source whose cursors begin with how many rows lie before the
// next, and which can only be read forwards, from a cursor or from a number.
type numbered[R any] func(ctx context.Context, after domain.Cursor, limit int) (stretch[R], error)

// stretch is a page of rows; a total below zero isn't known.
type stretch[R any] struct {
	rows  []domain.Row[R]
	total int
	more  bool
}

func (c numbered[R]) window(ctx context.Context, s span) (window[R], error) {
	digits, _, _ := strings.Cut(string(s.after), ".")
	from, _ := strconv.Atoi(digits)
	after, limit := s.after, s.limit
	if s.reverse {
		end, err := c.end(ctx, s, from)
		if err != nil {
			return window[R]{}, err
		}
		from = max(end-limit, 0)
		after, limit = domain.Cursor(strconv.Itoa(from)), end-from
	}
	page, err := c(ctx, after, max(limit, 1))
	w := window[R]{rows: page.rows, at: from, more: page.more, behind: from > 0, total: page.total}
	if w.total < 0 {
		w.total, w.atLeast = from+len(w.rows), true
	}
	if s.reverse {
		w.rows = reversed(w.rows[:min(limit, len(w.rows))])
		w.at, w.more, w.behind = from+len(w.rows)-1, from > 0, page.more
	}
	return w, err
}

// end is how many rows lie before the one that a window backwards ends at.
func (c numbered[R]) end(ctx context.Context, s span, after int) (int, error) {
	if s.after != "" {
		return max(after-1, 0), nil
	}
	for limit := 1; ; limit *= 10 {
		page, err := c(ctx, "", limit)
		if err != nil || page.total >= 0 {
			return page.total, err
		}
		if !page.more {
			return len(page.rows), nil
		}
	}
}
