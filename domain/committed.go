package domain

import (
	"cmp"
	"slices"
)

// committed is what one commit did.
type committed struct {
	events []Event
	left   map[ID]uint64 // the versions at which it left its targets, or the clock did since
}

// committed finds the commit that made an event: the numbers of its events
// follow one another. For one that isn't there it has none.
func (v *view) committed(seq uint64) (committed, error) {
	c := committed{left: map[ID]uint64{}}
	e, err := v.Event(seq)
	if isNotFound(err) {
		return c, nil // the undo says what that means
	}
	head := cmp.Or(e.Part, seq)
	for at := head; err == nil; at++ {
		if e, err = v.Event(at); err != nil || at != head && e.Part != head {
			break
		}
		c.events = append(c.events, e)
		for _, touch := range e.Touched {
			c.left[touch.ID] = touch.Version
		}
	}
	if err != nil && !isNotFound(err) {
		return c, err
	}
	for _, e := range c.events {
		if err := v.passOver(e.Target.ID, c); err != nil {
			return c, err
		}
	}
	return c, nil
}

// passOver moves the version of a target on over what the clock alone did to
// it: who takes a change back didn't wait for that.
func (v *view) passOver(id ID, c committed) error {
	last := c.events[len(c.events)-1].Seq
	rows, _, err := v.EventPages().Page(Query{Index: ByTarget, Value: string(id), Reverse: true, Limit: 20})
	for _, r := range slices.Backward(rows) {
		if r.Item.Seq <= last || r.Item.Via != ViaTime {
			continue
		}
		for _, touch := range r.Item.Touched {
			if touch.ID == id && touch.Version == c.left[id]+1 {
				c.left[id] = touch.Version
			}
		}
	}
	return err
}
