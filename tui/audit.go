package tui

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// audit is the audit trail, newest first. At the top it follows what happens;
// further down it keeps its place, and says how much came since.
type audit struct {
	*list[domain.Event]
	app     *App
	session *domain.Session
	filter  eventFilter
	seen    uint64 // the newest event that was at the top while the cursor was there
	came    int    // how many came since
	counted task[int]
}

func newAudit(a *App, s *domain.Session) *audit {
	v := &audit{app: a, session: s}
	v.list = newList(a, listing[domain.Event]{
		columns: v.columns(),
		id:      func(e domain.Event) string { return strconv.FormatUint(e.Seq, 10) },
		name:    func(e domain.Event) string { return e.Action },
		above:   v.heading,
		empty:   "Nothing has happened yet.",
		source:  v.rows,
		open:    func(e domain.Event) tea.Cmd { return a.show(newEvent(a, s, e)) },
	})
	return v
}

// Title is its part of the path.
func (v *audit) Title() string { return "Audit" }

// Stop ends what is being asked.
func (v *audit) Stop() { v.list.Stop(); v.counted.drop() }

// Note says of the event under the cursor what the columns cut.
func (v *audit) Note() string {
	e, ok := v.current()
	if !ok {
		return ""
	}
	return line([]string{e.At.In(v.app.Now().Location()).Format("2 Jan 2006 15:04:05"), domain.Clean(e.Target.Name), "via " + domain.Clean(e.Via), domain.Clean(e.Detail)})
}

func (v *audit) columns() []column[domain.Event] {
	type row = domain.Event
	return []column[row]{
		{title: "when", min: 12, max: 12, drop: 2, cell: func(e row) cell { return cell{text: v.when(e), tone: faint} }},
		{title: "who", min: 13, max: 22, cell: func(e row) cell { return cell{text: domain.Clean(e.By)} }},
		{title: "did", min: 15, max: 20, cell: func(e row) cell { return cell{text: deedOf(e)} }},
		{title: "to", min: 12, max: 22, drop: 1, cell: func(e row) cell { return cell{text: domain.Clean(e.Target.Name)} }},
		{title: "result", min: 7, max: 7, cell: result},
		{title: "via", min: 5, max: 5, drop: 4, cell: func(e row) cell { return cell{text: domain.Clean(e.Via), tone: faint} }},
		{title: "detail", min: 20, drop: 3, cell: func(e row) cell { return cell{text: domain.Clean(e.Detail), tone: faint} }},
	}
}

// deedOf is the action, and whether it took one back.
func deedOf(e domain.Event) string {
	if e.Undoes > 0 {
		return "undo of " + domain.Clean(e.Action)
	}
	return domain.Clean(e.Action)
}

func result(e domain.Event) cell {
	if e.Result == domain.ResultDenied {
		return cell{text: "refused", tone: warn}
	}
	return cell{text: "done", tone: faint}
}

// when is the time today, and the day before that.
func (v *audit) when(e domain.Event) string {
	now := v.app.Now()
	at := e.At.In(now.Location())
	switch {
	case at.YearDay() == now.YearDay() && at.Year() == now.Year():
		return at.Format("15:04:05")
	case at.Year() == now.Year():
		return at.Format("2 Jan 15:04")
	}
	return at.Format("2 Jan 2006")
}

// heading says what is shown, and how much came since.
func (v *audit) heading() []string {
	t := &v.app.theme
	var parts []string
	if words := v.filter.words(); words != "" {
		parts = append(parts, t.tone[accent].paint("only "+words))
	} else {
		parts = append(parts, t.tone[faint].paint("newest first"))
	}
	if v.came > 0 {
		parts = append(parts, t.tone[good].paint(atMost(v.came)+" new")+t.tone[faint].paint(" (g)"))
	}
	return []string{" " + strings.Join(parts, t.tone[faint].paint(" · "))}
}

// many is how many new ones are counted.
const many = 99

func atMost(n int) string {
	if n > many {
		return number(many) + "+"
	}
	return number(n)
}

// rows pages through the trail from a cursor. How many there are is known of
// the whole trail, whose events are numbered, and of what fits on one page.
func (v *audit) rows(query) source[domain.Event] {
	ask := v.filter.query()
	return sourced[domain.Event](func(ctx context.Context, s span) (window[domain.Event], error) {
		q := ask
		q.After, q.Forward, q.Limit = s.after, s.reverse, s.limit
		page, err := v.session.Events(ctx, q)
		w := window[domain.Event]{rows: page.Rows, more: page.More, at: -1}
		switch {
		case err != nil || len(page.Rows) == 0:
		case ask != (domain.EventQuery{}):
			if s.after == "" && !page.More {
				w.total = len(page.Rows)
			}
		default:
			err = v.place(ctx, s, &w)
		}
		return w, err
	})
}

// place says where in the whole trail a window lies.
func (v *audit) place(ctx context.Context, s span, w *window[domain.Event]) error {
	newest, err := v.session.Events(ctx, domain.EventQuery{Limit: 1})
	if err != nil || len(newest.Rows) == 0 {
		return err
	}
	oldest, err := v.session.Events(ctx, domain.EventQuery{Limit: 1, Forward: true})
	if err != nil || len(oldest.Rows) == 0 {
		return err
	}
	last := newest.Rows[0].Item.Seq
	w.total = int(last - oldest.Rows[0].Item.Seq + 1)
	w.at = int(last - min(w.rows[0].Item.Seq, last))
	return nil
}

// Update follows what happens while the cursor is at the top.
func (v *audit) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.counted.answer(msg); ok {
		if a.err == nil {
			v.came = a.value
		}
		return nil
	}
	if _, ok := msg.(Changed); ok {
		if v.atTop() {
			return v.list.load(span{limit: chunk}, atFirst)
		}
		return tea.Batch(v.list.Update(msg), v.count())
	}
	cmd := v.list.Update(msg)
	v.look()
	return cmd
}

func (v *audit) atTop() bool { return v.cursor == 0 && !v.data.before }

// look notes what is at the top while one is there.
func (v *audit) look() {
	if all := v.loaded(); v.atTop() && len(all) > 0 {
		v.seen, v.came = all[0].Seq, 0
		v.counted.drop()
	}
}

// count asks how many came since one was at the top.
func (v *audit) count() tea.Cmd {
	q, seen := v.filter.query(), v.seen
	q.Limit = many + 1
	return v.counted.ask(v.app.ctx, func(ctx context.Context) (int, error) {
		page, err := v.session.Events(ctx, q)
		for i, r := range page.Rows {
			if r.Item.Seq <= seen {
				return i, err
			}
		}
		return len(page.Rows), err
	})
}

// Actions filter, and move.
func (v *audit) Actions() []Action {
	own := []Action{{Key: on("f"), Name: "filter", Command: v.filter.command(), Do: v.openFilter}}
	if v.filter != (eventFilter{}) {
		own = append(own, Action{Key: on("esc"), Name: "all events", Do: func() tea.Cmd { return v.setFilter(eventFilter{}) }})
	}
	return behind(v.with(own...), func() tea.Cmd { v.look(); return nil })
}
