package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Action is one thing that can be done on a screen. The same table of actions
// answers the keys and fills the footer, the help and the palette.
type Action struct {
	Key     key.Binding    // without keys it is in the palette only
	Name    string         // a word or two: "suspend"
	Command string         // the command line that does the same, if there is one
	Off     bool           // refused now: shown dimmed, and pressing it says why
	Why     func() string  // the reason, in the words of the rights engine
	Do      func() tea.Cmd // runs between two keys: it must not wait for anything
	moves   bool           // only moves about: in the help, but not in footer and palette
	place   bool           // goes to a screen
}

// on binds keys that are shown by the first one's name.
func on(keys ...string) key.Binding { return shown(keys[0], keys...) }

// shown binds keys that go by a name of their own, such as "↑ ↓".
func shown(name string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, ""))
}

// works tells whether a key of the action can reach it: in a text field
// letters are letters.
func (a Action) works(typing bool) bool {
	return slices.ContainsFunc(a.Key.Keys(), func(k string) bool { return !typing || !isText(k) })
}

// find gives the first action that the key belongs to.
func find(actions []Action, msg tea.KeyPressMsg, typing bool) (Action, bool) {
	if typing && msg.Text != "" {
		return Action{}, false
	}
	for _, a := range actions {
		if key.Matches(msg, a.Key) {
			return a, true
		}
	}
	return Action{}, false
}

// isText tells whether a key writes something when a text field has it.
func isText(name string) bool {
	return name == "space" || len([]rune(name)) == 1
}

// reason is why an action is refused now.
func (a Action) reason() string {
	if a.Why != nil {
		if why := a.Why(); why != "" {
			return why
		}
	}
	return strings.ToUpper(a.Name[:1]) + a.Name[1:] + " can't be done here now."
}
