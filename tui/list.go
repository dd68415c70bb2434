package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// listing is what a list shows, and where from.
type listing[R any] struct {
	columns []column[R]
	id      func(R) string
	name    func(R) string  // how a marked row is named
	under   func(R) string  // a second line under the row, or ""; nil for none
	above   func() []string // lines over the columns; nil for none
	empty   string          // the sentence of an empty list: what to do
	instead string          // what who may not see it can do; empty for nothing
	search  bool            // the source minds query.text
	picks   bool            // starts in its search field and stays there
	marks   bool            // rows can be marked
	skip    func(R) bool    // a row on which the cursor doesn't begin; nil for none
	source  func(query) source[R]
	open    func(R) tea.Cmd // what enter does
	opens   string          // in a word; "open" by default
}

// list is a rowList of one kind of rows.
type list[R any] struct{ *rowList }

// rowList shows a window of any number of rows. It knows how many there are, and
// fetches in the background what comes into view; what it has, it shows. Of which
// kind the rows are is known to its functions alone, so that it is compiled once
// and not for each kind.
type rowList struct {
	listing[any]
	app    *App
	query  query
	data   loaded
	cursor int // into data.rows
	top    int // the first row in view
	owed   int // moves that wait for rows to arrive
	fetch  task[fetched]
	shown  string // the search that the rows answer
	seek   string // a row to go to when it is there
	origin string // the row that a search set out from
	hasty  bool   // enter was pressed before the rows answered the search
	expect int    // where a refreshed window starts if nothing came or went, or -1
	known  bool   // the first window has arrived
	broken string // why it did not
	denied bool   // because one may not see it
	behind bool   // another pane has the focus
	marked marks
	field  *field // while it is typed into
	height int    // rows of text last drawn, by which pages move
	lines  []int  // the row that each line last drawn belongs to, -1 for none
}

func newList[R any](app *App, is listing[R]) *list[R] { return &list[R]{newRowList(app, untyped(is))} }

func newRowList(app *App, is listing[any]) *rowList {
	l := &rowList{listing: is, app: app, height: 10}
	for _, c := range is.columns {
		if c.sort != "" {
			l.query.sort = c.sort
			break
		}
	}
	if is.picks {
		l.field = newField(200)
	}
	return l
}

// Start asks for the first rows.
func (l *rowList) Start() tea.Cmd { return l.load(span{limit: chunk}, atFirst) }

// Stop ends what is being fetched.
func (l *rowList) Stop() { l.fetch.drop(); l.marked.task.drop() }

// Typing is true while the search field has the focus.
func (l *rowList) Typing() bool { return l.field != nil }

// current is the row that keys act on. There is none while the rows don't
// answer what was typed, or the one to go to isn't there yet: a key that came
// too fast must not hit another's row.
func (l *rowList) current() (any, bool) {
	if l.cursor < len(l.data.rows) && l.shown == l.query.text && l.seek == "" {
		return l.data.rows[l.cursor].Item, true
	}
	return nil, false
}

// currentID is its id, or "".
func (l *rowList) currentID() string {
	if r, ok := l.current(); ok {
		return l.id(r)
	}
	return ""
}

// reload asks anew for everything, after a filter changed. The cursor stays on
// its row if that is still there.
func (l *rowList) reload() tea.Cmd {
	l.owed, l.expect = 0, -1
	return l.load(span{limit: chunk, near: l.currentID()}, atSame)
}

// searched asks anew for what is in the search field, best first.
func (l *rowList) searched() tea.Cmd {
	at := l.currentID()
	l.query.text = strings.TrimSpace(l.field.text())
	l.owed = 0
	if l.query.text == "" {
		return l.returnTo(at)
	}
	return l.load(span{limit: chunk}, atFirst)
}

// returnTo asks for all rows again, and goes to the one that the search led
// to, or set out from.
func (l *rowList) returnTo(id string) tea.Cmd {
	if id == "" {
		id = l.origin
	}
	l.expect = -1
	return l.load(span{limit: chunk, near: id}, atSame)
}

// Update takes keys while the search field has the focus, the mouse, answers,
// and the news that something changed.
func (l *rowList) Update(msg tea.Msg) tea.Cmd {
	if a, ok := l.fetch.answer(msg); ok {
		return l.arrived(a.value, a.err)
	}
	if a, ok := l.marked.task.answer(msg); ok {
		l.marked.all(a.value, l.id)
		return nil
	}
	switch msg := msg.(type) {
	case made:
		l.seek = msg.id
	case Changed:
		return l.refresh()
	case tea.MouseWheelMsg:
		return l.wheel(msg)
	case tea.MouseClickMsg:
		return l.click(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if l.field == nil {
			return nil
		}
		cmd, changed := l.field.update(msg)
		if changed {
			return tea.Batch(cmd, l.searched())
		}
		return cmd
	}
	return nil
}

// Note names what is marked.
func (l *rowList) Note() string { return l.marked.note(l.name) }

// Position is where the cursor is: "2 of 214".
func (l *rowList) Position() string {
	if !l.known || l.data.total == 0 {
		return ""
	}
	total := number(l.data.total)
	if l.data.atLeast {
		total = "at least " + total
	}
	if l.data.start < 0 {
		return total + " in all"
	}
	return fmt.Sprintf("%s of %s", number(l.data.start+l.cursor+1), total)
}

// every walks all rows of a source, a page at a time.
func every[R any](ctx context.Context, from source[R]) ([]R, error) {
	var all []R
	for ask := (span{limit: 1000}); ; {
		w, err := from.window(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, r := range w.rows {
			all = append(all, r.Item)
		}
		if !w.more || len(w.rows) == 0 {
			return all, ctx.Err()
		}
		ask.after = w.rows[len(w.rows)-1].Cursor
	}
}
