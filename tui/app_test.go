package tui

import (
	"testing"
)

func TestTheListIsThere(t *testing.T) {
	term, _, _ := run(t, 100_000, 120, 36)
	t.Log("\n" + term.Screen())
	term.Press("G")
	term.WaitFor("100,000 of 100,000")
	t.Log("\n" + term.Screen())
	term.Press("s")
	term.WaitFor("y suspend")
	t.Log("\n" + term.Screen())
	term.Press("n")
	term.WaitGone("Keep him in")
	term.Press(":")
	term.WaitFor("┌ Go")
	t.Log("\n" + term.Screen())
}
