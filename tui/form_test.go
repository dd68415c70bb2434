package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
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

// What is typed finds a choice, however long each letter takes.
func TestAChoiceIsFoundByTyping(t *testing.T) {
	f := filling{form: form{inputs: []input{{choices: []string{"–", "Clay", "Client work", "Internal", "Réunion", "lint"}}}}, fields: []*field{newField(20)}}
	f.fields[0].set("–")
	for _, step := range []struct{ typed, choice, wrong string }{
		{"c", "Clay", ""}, {"l", "Clay", ""}, {"i", "Client work", ""}, {"e", "Client work", ""},
		{"x", "Client work", "There is no “cliex” to choose."}, {"", "Client work", ""},
		{"", "Client work", ""}, {"", "Clay", ""}, {"", "Clay", ""}, {"", "Clay", ""}, {"", "Clay", ""},
		{" ", "Clay", ""}, {"w", "Client work", ""}, {"", "Client work", ""}, {"R", "Réunion", ""}, {"e", "Réunion", ""},
	} {
		key := tea.KeyPressMsg{Text: step.typed}
		if step.typed == "" {
			key = tea.KeyPressMsg{Code: tea.KeyBackspace}
		}
		f.seek(key)
		if got := f.fields[0].text(); got != step.choice || f.wrong != step.wrong {
			t.Errorf("after %q, which makes %q, it is %q (%s)", step.typed, f.typed, got, f.wrong)
		}
	}
	f.choose(1)
	f.seek(tea.PasteMsg{Content: "intern\n"})
	if got := f.fields[0].text(); got != "Internal" {
		t.Errorf("a paste goes to %q", got)
	}
}
