package tui

import (
	"testing"
	"time"
)

func TestAFormIsFilledCheckedAndDone(t *testing.T) {
	r := run(t, crowd(10), 100, 24)
	r.Press("n")
	r.WaitFor("enter next")
	r.Press("enter", "enter")
	r.WaitFor("A service user needs a name.")
	r.Press("tab")
	r.WaitFor("▌ Name")
	r.Type("q payroll")
	r.Press("enter", "right")
	r.WaitFor("‹ developer ›")
	r.Press("enter")
	r.WaitFor("Created q payroll.")
	if did := r.did(); did != "q payroll as developer" {
		t.Errorf("did %q", did)
	}
}

// Someone who types fast loses no letter; enter, typed before the form could be
// seen, does nothing.
func TestAFormKeepsWhatIsTypedFast(t *testing.T) {
	r := run(t, crowd(10), 100, 24)
	r.Type("nbil\rling")
	r.WaitFor("Name  billing")
}

func TestAFormIsntThrownAwayWithoutAsking(t *testing.T) {
	r := run(t, crowd(10), 100, 24)
	r.Press("n")
	r.WaitFor("enter next")
	r.Paste("billing")
	r.WaitFor("billing")
	r.Press("esc")
	r.WaitFor("What you typed isn't saved.")
	r.WaitFor("y leave")
	r.Press("y")
	r.WaitGone("New service user")
	r.Press("n")
	r.WaitFor("enter next")
	r.Press("esc")
	r.WaitGone("New service user")
	if did := r.did(); did != "" {
		t.Errorf("did %q", did)
	}
}

func TestATextFieldTakesNothingFromTheServersClipboard(t *testing.T) {
	if newField(10).input.KeyMap.Paste.Enabled() {
		t.Error("ctrl+v would read the clipboard of the machine that the program runs on")
	}
}

// Letters that are typed one after another are the beginning of one choice.
func TestAChoiceIsTyped(t *testing.T) {
	f := filling{form: form{inputs: []input{{choices: []string{"–", "Clay", "Client work", "Internal", "lint"}}}}, fields: []*field{newField(20)}}
	f.fields[0].set("–")
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i, want := range []string{"Clay", "Clay", "Client work", "Client work"} {
		if f.jump("clie"[i:i+1], at); f.fields[0].text() != want {
			t.Errorf("after %q it is %q", "clie"[:i+1], f.fields[0].text())
		}
	}
	f.jump("l", at)
	if got := f.fields[0].text(); got != "lint" {
		t.Errorf("what goes on as nothing begins anew: %q", got)
	}
	f.typed = ""
	f.jump("c", at)
	f.jump("x", at)
	if got := f.fields[0].text(); got != "Clay" {
		t.Errorf("what nothing begins with changes nothing: %q", got)
	}
	f.jump("l", at)
	f.jump("c", at.Add(2*time.Second))
	f.jump("l", at.Add(4*time.Second))
	if got := f.fields[0].text(); got != "lint" {
		t.Errorf("after a pause it begins anew: %q", got)
	}
}
