package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// field is one line of text to type into.
type field struct{ input textinput.Model }

// newField makes a field that has the focus. It takes pastes from the terminal
// only: a program that is served would read the server's clipboard.
func newField(limit int) *field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	in.SetStyles(textinput.Styles{Cursor: textinput.CursorStyle{Blink: false}, Focused: textinput.StyleState{Text: lipgloss.NewStyle()}})
	in.Focus()
	return &field{in}
}

// update takes a key or a paste, and tells whether the text changed.
func (f *field) update(msg tea.Msg) (tea.Cmd, bool) {
	before := f.input.Value()
	var cmd tea.Cmd
	f.input, cmd = f.input.Update(msg)
	return cmd, f.input.Value() != before
}

func (f *field) text() string { return f.input.Value() }

func (f *field) set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

func (f *field) focus(on bool) {
	if on {
		f.input.Focus()
	} else {
		f.input.Blur()
	}
}

// view draws the field into n cells, one of them for the cursor at its end.
func (f *field) view(n int) string {
	f.input.SetWidth(max(n-1, 1))
	return f.input.View()
}
