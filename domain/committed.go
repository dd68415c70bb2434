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

// managersOf are the managers of the units that events made, who lose them
// with the units.
func (v *view) managersOf(part []Event) ([]ID, error) {
	var managers []ID
	for _, e := range part {
		if e.Target.Kind != "unit" {
			continue
		}
		of, err := memberIDs(v, Query{Index: ByUnit, Value: string(e.Target.ID)})
		if err != nil {
			return nil, err
		}
		managers = append(managers, of...)
	}
	return managers, nil
}

// lastUndoable is the number of the actor's newest change that wasn't undone:
// where its commit began. Where that can't be undone, nothing older is taken
// back behind it.
func (v *view) lastUndoable() (uint64, error) {
	undone := map[uint64]bool{}
	q := Query{Index: ByTime, Reverse: true, Limit: 20}
	for more := true; more; q.Limit = 200 {
		var rows []Row[Event]
		var err error
		if rows, more, err = v.EventPages().Page(q); err != nil {
			return 0, err
		}
		for _, r := range rows {
			q.After = r.Cursor
			e := r.Item
			switch {
			case v.now.Sub(e.At) > UndoLasts:
				return 0, nothingToUndo()
			case e.Actor != v.actor.ID || e.Result != ResultDone:
			case e.Undoes != 0:
				undone[e.Undoes] = true
			case !undone[e.Seq]:
				return cmp.Or(e.Part, e.Seq), nil
			}
		}
	}
	return 0, nothingToUndo()
}

func nothingToUndo() error {
	return Errorf(NotFound, "nothing_to_undo", "you changed nothing in the last 10 minutes that could be undone")
}
