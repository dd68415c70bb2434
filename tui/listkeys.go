package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Actions are what can be done with any list.
func (l *rowList) Actions() []Action { return l.with() }

// with puts a screen's own actions in their place among those of the list:
// behind opening a row, before everything else.
func (l *rowList) with(own ...Action) []Action {
	if l.field != nil {
		return append(append(l.typingActions(), own...), l.arrows("↑", "↓")...)
	}
	var actions []Action
	if l.open != nil && len(l.data.rows) > 0 {
		actions = append(actions, Action{Key: on("enter"), Name: l.opening(), Do: l.enter})
	}
	actions = append(append(actions, own...), l.choosing()...)
	return append(actions, l.moving()...)
}

// choosing marks and searches.
func (l *rowList) choosing() (actions []Action) {
	if l.marks && !l.denied {
		actions = append(actions,
			Action{Key: on("space"), Name: "mark", Do: l.mark},
			Action{Key: on("a"), Name: "mark all", Do: l.markAll})
	}
	if l.search && !l.denied {
		actions = append(actions, Action{Key: on("/"), Name: "search", Do: l.startSearch})
	}
	switch {
	case l.query.text != "":
		actions = append(actions, Action{Key: on("esc"), Name: "clear search", Do: l.clearSearch})
	case l.marked.some() || l.marked.task.busy:
		actions = append(actions, Action{Key: on("esc"), Name: "unmark", Do: now(l.marked.none)})
	}
	return actions
}

// moving is in the help alone.
func (l *rowList) moving() []Action {
	actions := append(l.arrows("↑ k", "↓ j", "k", "j"),
		Action{Key: shown("g home", "g", "home"), Name: "first", moves: true, Do: l.first},
		Action{Key: shown("G end", "G", "end"), Name: "last", moves: true, Do: l.last},
		Action{Key: on("ctrl+d"), Name: "half a page down", moves: true, Do: func() tea.Cmd { return l.move(max(l.height/2, 1)) }},
		Action{Key: on("ctrl+u"), Name: "half a page up", moves: true, Do: func() tea.Cmd { return l.move(-max(l.height/2, 1)) }})
	if len(l.sorts()) == 0 {
		return actions
	}
	return append(actions,
		Action{Key: on("<"), Name: "sort by the column before", moves: true, Do: func() tea.Cmd { return l.resort(-1) }},
		Action{Key: on(">"), Name: "sort by the next column", moves: true, Do: func() tea.Cmd { return l.resort(1) }})
}

// typingActions are those of the search field.
func (l *rowList) typingActions() []Action {
	if l.picks {
		return []Action{{Key: on("enter"), Name: l.opening(), Do: l.enter}}
	}
	return []Action{
		{Key: on("enter"), Name: "keep the search", Do: now(func() { l.field = nil })},
		{Key: on("esc"), Name: "clear search", Do: l.clearSearch},
	}
}

func (l *rowList) arrows(up, down string, more ...string) []Action {
	ups, downs := []string{"up"}, []string{"down"}
	if len(more) == 2 {
		ups, downs = append(ups, more[0]), append(downs, more[1])
	}
	return []Action{
		{Key: shown(up, ups...), Name: "up", moves: true, Do: func() tea.Cmd { return l.move(-1) }},
		{Key: shown(down, downs...), Name: "down", moves: true, Do: func() tea.Cmd { return l.move(1) }},
		{Key: on("pgup"), Name: "page up", moves: true, Do: func() tea.Cmd { return l.move(-max(l.height-1, 1)) }},
		{Key: on("pgdown"), Name: "page down", moves: true, Do: func() tea.Cmd { return l.move(max(l.height-1, 1)) }},
	}
}

func (l *rowList) opening() string {
	if l.opens != "" {
		return l.opens
	}
	return "open"
}

func (l *rowList) enter() tea.Cmd {
	l.hasty = l.shown != l.query.text || !l.known
	if r, ok := l.current(); ok && l.open != nil {
		return l.open(r)
	}
	return nil
}

func (l *rowList) startSearch() tea.Cmd {
	l.field = newField(200)
	l.field.set(l.query.text)
	l.origin = l.currentID()
	return nil
}

func (l *rowList) clearSearch() tea.Cmd {
	l.field = nil
	if l.query.text == "" {
		return nil
	}
	at := l.currentID()
	l.query.text, l.owed = "", 0
	return l.returnTo(at)
}

// mark marks the row, or takes its mark away, and goes on to the next.
func (l *rowList) mark() tea.Cmd {
	if r, ok := l.current(); ok {
		l.marked.toggle(l.id(r), r)
	}
	return l.move(1)
}

// markAll looks up all that match now, whatever the screen shows by then.
func (l *rowList) markAll() tea.Cmd {
	from := l.source(l.query)
	return l.marked.task.ask(l.app.ctx, func(ctx context.Context) ([]any, error) { return every(ctx, from) })
}

// sorts are the fields to sort by, in the order of their columns.
func (l *rowList) sorts() (fields []string) {
	for _, c := range l.columns {
		if c.sort != "" {
			fields = append(fields, c.sort)
		}
	}
	return fields
}

// resort goes through the columns, each first upwards, then downwards.
func (l *rowList) resort(step int) tea.Cmd {
	fields := l.sorts()
	place := 0
	for i, f := range fields {
		if f == l.query.sort {
			place = 2 * i
		}
	}
	if l.query.descending {
		place++
	}
	place = (place + step + 2*len(fields)) % (2 * len(fields))
	l.query.sort, l.query.descending = fields[place/2], place%2 == 1
	return l.reload()
}

func (l *rowList) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	switch msg.Button {
	case tea.MouseWheelUp:
		return l.move(-3)
	case tea.MouseWheelDown:
		return l.move(3)
	}
	return nil
}

// click goes to a row; a click on the row one is on opens it.
func (l *rowList) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || msg.Y < 0 || msg.Y >= len(l.lines) || l.lines[msg.Y] < 0 {
		return nil
	}
	if row := l.lines[msg.Y]; row != l.cursor {
		return l.move(row - l.cursor)
	}
	return l.enter()
}

// now does what needs no waiting.
func now(do func()) func() tea.Cmd {
	return func() tea.Cmd { do(); return nil }
}
