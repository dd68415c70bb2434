package tui

import "testing"

// A task runs beside the screen: what it looks up is settled before it starts.
func TestMarkingAllMarksWhatMatchedWhenItWasAskedFor(t *testing.T) {
	p := crowd(20)
	app := New(t.Context(), config(p, nil))
	l := newDemo(app, p).list
	look := l.markAll()
	l.query.text = "nobody is called that"
	a, ok := l.marked.task.answer(look())
	if !ok || len(a.value) != 20 {
		t.Errorf("%d are marked", len(a.value))
	}
}
