package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// Somebody copies and quits faster than the terminal is written to: the program
// ends after it is, and draws no secret meanwhile.
func TestWhatWasCopiedIsWrittenBeforeTheEnd(t *testing.T) {
	a := New(t.Context(), config(crowd(3), nil))
	key := newFreshKey(a, nil, domain.FreshKey{Secret: fresh(t, domain.APIKey)})
	a.over(key)
	key.again()
	key.have()
	if cmd := a.quit(); cmd != nil {
		t.Fatalf("it ends with %v, and nothing is copied yet", cmd())
	}
	if key.secret != "" {
		t.Error("the key is still there")
	}
	var end tea.Cmd
	for range 2 { // when the dialog opened, and again
		if end != nil {
			t.Fatal("it ends before all is copied")
		}
		_, end = a.Update(written{})
	}
	if end == nil || end() != tea.Quit() {
		t.Error("it doesn't end")
	}
}
