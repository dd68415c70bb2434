package domain

import (
	"context"
	"slices"
	"time"
)

// UndoLasts is how long a change can be taken back.
const UndoLasts = 10 * time.Minute

// Undone is what undo did.
type Undone struct {
	Event  Event   // the one that was asked for; without a number, what the commit began with
	Events []Event // all of its commit, which go back together, in their order
}

// undoing is what the opposites must know and can't scan for inside a commit,
// as a view found it before.
type undoing struct {
	free     lapsed
	managers []ID        // of a unit that goes
	holders  roleHolders // of a role that changes
}

// Undo takes back one's own last change, or the one with the number, within
// 10 minutes and if nobody changed it since. What was made in one commit is
// taken back in one.
func (s *Session) Undo(ctx context.Context, seq uint64) (Undone, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Undone{}, err
	}
	with := undoing{free: free}
	c, err := look(ctx, s, func(v *view) (c committed, err error) {
		if seq == 0 {
			if err = v.present(); err != nil {
				return c, err
			}
			if seq, err = v.lastUndoable(); err != nil {
				return c, err
			}
		}
		if c, err = v.committed(seq); err == nil {
			with.managers, err = v.managersOf(c.events)
		}
		if err == nil {
			with.holders, err = v.holdersOf(c.events)
		}
		return c, err
	})
	if err != nil {
		return Undone{}, err
	}
	return commit(ctx, s, actionUndo, func(t *txn) (Undone, error) { return t.undo(seq, c, with) })
}

// undo makes the opposite of each event of a commit, the last first.
func (t *txn) undo(seq uint64, c committed, with undoing) (Undone, error) {
	if err := t.present(); err != nil {
		return Undone{}, err
	}
	if len(c.events) == 0 || c.events[0].Actor != t.actor.ID {
		return Undone{}, Errorf(NotFound, "no_event", "none of your changes has the number %d", seq)
	}
	for _, e := range c.events {
		if err := t.undoable(e, c.left[e.Target.ID]); err != nil {
			return Undone{}, err
		}
	}
	for _, e := range slices.Backward(c.events) {
		t.undoes = e.Seq
		if err := inverses[e.Action](t, e, with); err != nil {
			return Undone{}, err
		}
	}
	return Undone{c.events[seq-c.events[0].Seq], c.events}, nil
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
