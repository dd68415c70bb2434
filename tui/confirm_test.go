package tui

import (
	"slices"
	"testing"
)

func TestADialogDropsWhatWasTypedBeforeItOpened(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Type("sy\ry") // all of it before the question can be seen
	r.WaitFor("enter to the answers")
	in(t, r.Screen(), "Suspend Adaeze Okafor?")
	if did := r.did(); did != "" {
		t.Errorf("did %s, unseen", did)
	}
}

func TestTheSafeAnswerIsHighlighted(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	for _, k := range []string{"enter", "n", "esc"} {
		r.Press("s")
		r.WaitFor("enter to the answers")
		r.Press("enter")
		r.WaitFor("enter keep him in")
		r.Press(k)
		r.WaitGone("Keep him in")
	}
	if did := r.did(); did != "" {
		t.Errorf("did %s", did)
	}
	r.Press("s")
	r.WaitFor("enter to the answers")
	r.Press("enter")
	r.WaitFor("enter keep him in")
	r.Press("right")
	r.WaitFor("[ Suspend ]")
	r.Press("enter")
	r.WaitFor("Suspended Adaeze Okafor.   u undo")
	r.Press("u")
	r.WaitFor("Reactivated Adaeze Okafor.")
	r.Press("u")
	r.WaitFor("Nothing that was done here can be undone.")
}

func TestAReasonIsTextAndIsPassedOn(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("s")
	r.WaitFor("to the answers") // it begins in the field
	r.Type("yn laptop lost")
	r.WaitFor("Reason  yn laptop lost")
	r.Press("enter")
	r.WaitFor("y suspend")
	r.Press("esc")
	r.WaitFor("The reason that you typed isn't saved.")
	r.WaitFor("enter stay")
	r.Press("enter")
	r.WaitFor("y suspend")
	r.Press("y")
	r.WaitFor("Suspended Adaeze Okafor.")
	if did := r.did(); did != "suspended Adaeze Okafor yn laptop lost" {
		t.Errorf("did %q", did)
	}
}

func TestWhatCannotBeUndoneWantsTheNameTyped(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("D")
	r.WaitFor("to the answers")
	r.Type("acm")
	r.Press("enter")
	r.WaitFor("enter keep it")
	r.Press("y")
	r.WaitFor("Type “acme” first, to be sure.")
	r.Press("right", "enter")
	r.WaitFor("Type “acme” first, to be sure.")
	if did := r.did(); did != "" {
		t.Errorf("did %s", did)
	}
	r.Press("tab")
	r.WaitFor("to the answers")
	r.Type("e")
	r.Press("enter")
	r.WaitFor("enter delete")
	r.Press("y")
	r.WaitFor("Deleted.")
}

func TestADialogDoesNotGoAheadWhenItsRowChanged(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("s")
	r.WaitFor("to the answers")
	r.Press("enter")
	r.WaitFor("y suspend")
	r.change(func(rows []person) []person { return slices.Delete(rows, 0, 1) })
	r.WaitFor("Adaeze Okafor was removed meanwhile by Ada Lovelace.")
	r.WaitFor("enter close")
	r.Press("y")
	r.Press("enter")
	r.WaitGone("removed meanwhile")
	if did := r.did(); did != "" {
		t.Errorf("did %s", did)
	}
}

// Where the reason was being typed, the keys are those of the closed question.
func TestAChangeMeanwhileTakesTheFocusFromTheReason(t *testing.T) {
	r := run(t, crowd(100), 120, 30)
	r.Press("s")
	r.WaitFor("to the answers")
	r.change(func(rows []person) []person { return slices.Delete(rows, 0, 1) })
	r.WaitFor("Adaeze Okafor was removed meanwhile by Ada Lovelace.")
	r.WaitFor("enter close")
	r.Press("n")
	r.WaitGone("removed meanwhile")
}
