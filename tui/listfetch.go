package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// landing says where the cursor goes when rows arrive.
type landing int

const (
	atFirst landing = iota
	atLast
	atSame // the row with the same id; if that is gone, the one in its place
	joined // the rows extend what is there
)

// fetched is a window with what was asked for.
type fetched struct {
	span  span
	query query
	land  landing
	window[any]
}

const (
	chunk  = 200 // rows fetched at once
	margin = 60  // rows kept ahead of the view
)

func (l *rowList) load(s span, land landing) tea.Cmd {
	from, asked := l.source(l.query), l.query
	return l.fetch.ask(l.app.ctx, func(ctx context.Context) (fetched, error) {
		w, err := from.window(ctx, s)
		return fetched{s, asked, land, w}, err
	})
}

// refresh asks again for what is loaded around the view, and shows the old
// rows until the new ones are there. The row that it starts from is left out
// of the answer, so it is never the one under the cursor.
func (l *rowList) refresh() tea.Cmd {
	if l.seek != "" {
		return l.goTo(l.seek)
	}
	if !l.known {
		return l.Start()
	}
	s := span{limit: 2 * chunk, near: l.currentID()}
	from := max(l.cursor-chunk, 0)
	switch last := len(l.data.rows) - 1; {
	case l.cursor > from && (from > 0 || l.data.before):
		s.after = l.data.rows[from].Cursor
	case l.data.before && last > 0:
		s.after, s.reverse = l.data.rows[min(last, chunk)].Cursor, true
	}
	l.expect = -1
	if s.after != "" && !s.reverse && l.data.start >= 0 {
		l.expect = l.data.start + from + 1
	}
	return l.load(s, atSame)
}

// goTo puts the cursor on a row as soon as it is there, such as one that was
// just made: the next key acts on that.
func (l *rowList) goTo(id string) tea.Cmd {
	l.seek, l.owed, l.expect = id, 0, -1
	return l.load(span{limit: 2 * chunk, near: id}, atSame)
}

// arrived takes rows in, settles the cursor, and asks for what is still missing.
func (l *rowList) arrived(f fetched, err error) tea.Cmd {
	if domain.KindOf(err) == domain.Denied {
		l.refuse(words(err))
		return nil
	}
	if err != nil {
		l.owed, l.seek, l.broken = 0, "", err.Error()
		return l.app.fail(err)
	}
	l.known, l.denied = true, false
	if f.land == joined {
		moved := l.data.join(f.span, f.window)
		l.cursor, l.top = l.cursor+moved, l.top+moved
	} else {
		l.replaced(f)
	}
	l.marked.renew(l.data.rows, l.id)
	l.shown = f.query.text
	if sought := l.seek; sought != "" && sought == f.span.near {
		l.seek = ""
		if l.query.text != "" && l.field == nil && l.currentID() != sought { // the search hides it
			l.query.text = ""
			return l.goTo(sought)
		}
	}
	if l.hasty {
		l.hasty = false
		return tea.Batch(l.move(0), l.enter())
	}
	return l.move(0)
}

// refuse lets go of all rows: one may not see them any more. Why stays said in
// their place, until they may be seen again.
func (l *rowList) refuse(why string) {
	l.known, l.denied, l.broken = false, true, ended(why)
	l.data, l.cursor, l.top, l.owed, l.seek, l.hasty = loaded{}, 0, 0, 0, "", false
	l.marked.none()
}

// replaced settles the cursor in rows that took the place of others.
func (l *rowList) replaced(f fetched) {
	id, line, place := f.span.near, l.cursor-l.top, l.cursor
	start, total := l.data.start, l.data.total
	l.data.take(f.span, f.window)
	last := max(len(l.data.rows)-1, 0)
	switch f.land {
	case atFirst:
		l.cursor = 0
		if l.skip != nil && last > 0 && l.skip(l.data.rows[0].Item) {
			l.cursor = 1
		}
	case atLast:
		l.cursor = last
	case atSame:
		if l.data.start < 0 && total == l.data.total {
			l.data.start = l.expect // nothing came or went
		}
		l.cursor = min(l.nearest(place, start), last)
		for i, r := range l.data.rows {
			if id != "" && l.id(r.Item) == id {
				l.cursor = i
				break
			}
		}
	}
	l.top = max(l.cursor-line, 0)
}

// nearest is where a row that is gone would be now.
func (l *rowList) nearest(place, start int) int {
	if start < 0 || l.data.start < 0 {
		return place
	}
	return max(place+start-l.data.start, 0)
}

// move puts the cursor n rows on. Where rows aren't there yet it goes as far as
// it can, and the rest when they are.
func (l *rowList) move(n int) tea.Cmd {
	target, last := l.cursor+l.owed+n, len(l.data.rows)-1
	l.owed = 0
	switch {
	case target < 0 && l.data.before:
		l.owed = target
	case target > last && l.data.after:
		l.owed = target - last
	}
	l.cursor = max(min(target, last), 0)
	return l.ahead()
}

// ahead fetches before the view reaches the end of what is loaded.
func (l *rowList) ahead() tea.Cmd {
	rows := l.data.rows
	if l.fetch.busy || len(rows) == 0 {
		return nil
	}
	switch {
	case l.data.after && l.cursor+max(margin, l.height)+l.owed >= len(rows):
		return l.load(span{after: rows[len(rows)-1].Cursor, limit: chunk + max(l.owed, 0)}, joined)
	case l.data.before && l.cursor-max(margin, l.height)+l.owed < 0:
		return l.load(span{after: rows[0].Cursor, reverse: true, limit: chunk + max(-l.owed, 0)}, joined)
	}
	return nil
}

// first and last go to the ends, without reading what lies between.
func (l *rowList) first() tea.Cmd {
	l.owed = 0
	if l.data.before {
		return l.load(span{limit: chunk}, atFirst)
	}
	l.cursor, l.top = 0, 0
	return nil
}

func (l *rowList) last() tea.Cmd {
	l.owed = 0
	if l.data.after {
		return l.load(span{reverse: true, limit: chunk}, atLast)
	}
	l.cursor = max(len(l.data.rows)-1, 0)
	return nil
}
