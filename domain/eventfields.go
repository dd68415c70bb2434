package domain

import (
	"slices"
	"strings"
)

// before is a field of the event's target as it was.
func (e Event) before(field string) string {
	was, _ := e.changed(field)
	return was
}

// changed is before, and whether the event changed the field at all.
func (e Event) changed(field string) (string, bool) {
	for _, c := range e.Changes {
		if e.Of(c).ID == e.Target.ID && c.Field == field {
			return c.Before, true
		}
	}
	return "", false
}

// listed tells whether a word was in a list of the target before the event,
// and whether it was after.
func (e Event) listed(field, word string) (was, is bool) {
	for _, c := range e.Changes {
		if e.Of(c).ID == e.Target.ID && c.Field == field {
			return slices.Contains(strings.Split(c.Before, ","), word), slices.Contains(strings.Split(c.After, ","), word)
		}
	}
	return false, false
}

// eachMoved calls back for each id that left a list of the target, and with
// not for each that joined it.
func (e Event) eachMoved(field string, back func(id string, not bool) error) error {
	for _, c := range e.Changes {
		if e.Of(c).ID != e.Target.ID || c.Field != field {
			continue
		}
		before, after := strings.Split(c.Before, ","), strings.Split(c.After, ",")
		for _, id := range minus(before, after) {
			if err := back(id, false); err != nil {
				return err
			}
		}
		for _, id := range minus(after, before) {
			if err := back(id, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// minus is what is in a and not in b, without the empty word.
func minus(a, b []string) []string {
	in := map[string]bool{"": true}
	for _, x := range b {
		in[x] = true
	}
	var out []string
	for _, x := range a {
		if !in[x] {
			out = append(out, x)
		}
	}
	return out
}
