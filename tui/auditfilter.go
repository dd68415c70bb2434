package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// eventFilter leaves events out of the audit trail.
type eventFilter struct{ actor, target, action, result string }

func (f eventFilter) query() domain.EventQuery {
	return domain.EventQuery{Actor: f.actor, Target: f.target, Action: f.action, Result: f.result}
}

// words say what is shown.
func (f eventFilter) words() string {
	var words []string
	for _, w := range []struct{ before, value string }{{"by ", f.actor}, {"to ", f.target}, {"", f.action}} {
		if w.value != "" {
			words = append(words, w.before+domain.Clean(w.value))
		}
	}
	if f.result != "" {
		words = append(words, resultWords[f.result])
	}
	return strings.Join(words, ", ")
}

// command is the command line that lists the same.
func (f eventFilter) command() string {
	return filtered("audit", [2]string{"--actor", f.actor}, [2]string{"--target", f.target}, [2]string{"--action", f.action}, [2]string{"--result", f.result})
}

// resultWords are the results as the screen says them.
var resultWords = map[string]string{domain.ResultDone: "done", domain.ResultDenied: "refused"}

// openFilter asks for what to show.
func (v *audit) openFilter() tea.Cmd {
	f := v.filter
	chosen := everyone
	if f.result != "" {
		chosen = resultWords[f.result]
	}
	return v.app.fill(form{
		title: "Show only", yes: "show",
		inputs: []input{
			{label: "By", value: f.actor, hint: "an address or a name; empty: anyone"},
			{label: "To", value: f.target, hint: "an address, a name, KIND/NAME"},
			{label: "Action", value: f.action, hint: "members, or members.role"},
			{label: "Result", value: chosen, choices: []string{everyone, "done", "refused"}},
		},
		do: func(values []string) tea.Cmd {
			next := eventFilter{actor: values[0], target: values[1], action: values[2]}
			for result, word := range resultWords {
				if values[3] == word {
					next.result = result
				}
			}
			return v.setFilter(next)
		},
	})
}

func (v *audit) setFilter(f eventFilter) tea.Cmd {
	v.filter = f
	v.empty = "Nothing has happened yet."
	if f != (eventFilter{}) {
		v.empty = "No event is " + f.words() + ". f changes the filter, esc shows all."
	}
	v.seen, v.came = 0, 0
	return v.load(span{limit: chunk}, atFirst)
}
