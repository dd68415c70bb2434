package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// choose goes to the next choice of the field, or the one before.
func (d *filling) choose(step int) {
	choices, f := d.inputs[d.at].choices, d.fields[d.at]
	n := len(choices)
	d.typed, d.wrong = "", ""
	f.set(choices[(slices.Index(choices, f.text())+step+n)%n])
}

// seek finds a choice by what is typed, best first, as lists do. What is found
// nowhere changes nothing, and is said.
func (d *filling) seek(msg tea.Msg) {
	typed := d.typed
	switch m := msg.(type) {
	case tea.PasteMsg:
		typed += strings.TrimSpace(m.Content)
	case tea.KeyPressMsg:
		if last := []rune(typed); m.String() == "backspace" && len(last) > 0 {
			typed = string(last[:len(last)-1])
		}
		typed += m.Text
	}
	typed = strings.TrimLeft(domain.Clean(typed), " ")
	if typed == d.typed {
		return
	}
	d.typed, d.wrong = typed, ""
	hits := rank(d.inputs[d.at].choices, domain.FoldSearch, domain.FoldSearch(typed))
	switch {
	case typed == "":
	case len(hits) == 0:
		d.wrong = "There is no “" + typed + "” to choose."
	default:
		d.fields[d.at].set(hits[0])
	}
}
