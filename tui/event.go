package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// event is one event opened: who, when and by which way, and each field before
// and after.
type event struct {
	page
	app     *App
	session *domain.Session
	event   domain.Event
}

func newEvent(a *App, s *domain.Session, e domain.Event) *event {
	v := &event{app: a, session: s, event: e}
	v.page.lines = v.text
	return v
}

func (v *event) Title() string  { return "Event " + number(int(v.event.Seq)) }
func (v *event) Start() tea.Cmd { return nil }
func (v *event) Typing() bool   { return false }

// Actions take one's own change back, and scroll.
func (v *event) Actions() []Action {
	e := v.event
	undo := Action{Key: on("u"), Name: "undo this", Command: domain.Command("undo", strconv.FormatUint(e.Seq, 10)), Do: v.undo}
	switch {
	case e.Result != domain.ResultDone:
		undo.Off, undo.Why = true, func() string { return "It was refused, so there is nothing to undo." }
	case e.Actor != v.session.Principal().Member:
		undo.Off, undo.Why = true, func() string { return "Only " + domain.Clean(e.By) + " can undo it: each undoes what is their own." }
	}
	return append([]Action{undo}, v.page.Actions()...)
}

func (v *event) undo() tea.Cmd {
	return v.app.act(func(ctx context.Context) (Outcome, error) {
		u, err := v.session.Undo(ctx, v.event.Seq)
		return Outcome{Text: undid(u.Events)}, err
	})
}

// text says everything that the event holds.
func (v *event) text(width int) []string {
	t, e := &v.app.theme, v.event
	at := e.At.In(v.app.Now().Location())
	lines := []string{" " + t.tone[strong].paint(cut(domain.Clean(e.Action), width-2)), ""}
	for _, f := range [][2]string{
		{"When", at.Format("2 Jan 2006 15:04:05 MST")}, {"Who", e.By}, {"Via", e.Via}, {"From", e.From},
		{"To", e.Target.String()}, {"Result", resultWords[e.Result]}, {"Detail", e.Detail}, {"Undoes", anEvent(e.Undoes)}, {"Part of", anEvent(e.Part)},
	} {
		lines = append(lines, v.fact(f[0], domain.Clean(f[1]), width)...)
	}
	if len(e.Changes) == 0 {
		return append(lines, "", " "+t.tone[faint].paint("No field changed."))
	}
	return append(lines, v.changes(width)...)
}

func anEvent(seq uint64) string {
	if seq == 0 {
		return ""
	}
	return "event " + number(int(seq))
}

// fact is a name with what it holds, wrapped under itself.
func (v *event) fact(name, value string, width int) (lines []string) {
	t := &v.app.theme
	for i, l := range wrap(value, width-11) {
		if name == "Result" && v.event.Result == domain.ResultDenied {
			l = t.tone[warn].paint(l)
		}
		if i > 0 {
			name = ""
		}
		lines = append(lines, " "+t.tone[faint].paint(fit(name, 8))+"  "+l)
	}
	return lines
}

// changes are the fields of each record, before and after.
func (v *event) changes(width int) []string {
	t := &v.app.theme
	each := max((width-22)/2, 8)
	lines := []string{"", " " + t.tone[faint].paint(fit("FIELD", 16)+"  "+fit("BEFORE", each)+"  "+fit("AFTER", each))}
	record := v.event.Target
	for _, c := range v.event.Changes {
		if of := v.event.Of(c); of != record {
			record = of
			lines = append(lines, " "+t.tone[faint].paint(cut(domain.Clean(record.String()), width-2)))
		}
		before, after := wrap(orDash(c.Before), each), wrap(orDash(c.After), each)
		for i := range max(len(before), len(after)) {
			name := ""
			if i == 0 {
				name = domain.Clean(c.Field)
			}
			lines = append(lines, " "+fit(name, 16)+"  "+t.tone[faint].paint(fit(at(before, i), each))+"  "+at(after, i))
		}
	}
	return lines
}

func orDash(text string) string {
	if text = domain.Clean(text); text == "" {
		return "–"
	}
	return text
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
