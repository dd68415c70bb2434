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

// Undo takes back one's own last change, or the one with the number, within
// 10 minutes and if nobody changed it since. What was made in one commit is
// taken back in one.
func (s *Session) Undo(ctx context.Context, seq uint64) (Undone, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Undone{}, err
	}
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
			free.managers, err = v.managersOf(c.events)
		}
		if err == nil {
			free.holders, err = v.holdersOf(c.events)
		}
		return c, err
	})
	if err != nil {
		return Undone{}, err
	}
	return commit(ctx, s, actionUndo, func(t *txn) (Undone, error) { return t.undo(seq, c, free) })
}

// undo makes the opposite of each event of a commit, the last first.
func (t *txn) undo(seq uint64, c committed, free lapsed) (Undone, error) {
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
		if err := inverses[e.Action](t, e, free); err != nil {
			return Undone{}, err
		}
	}
	return Undone{c.events[seq-c.events[0].Seq], c.events}, nil
}

// undoable refuses what is too old, can't be undone, or isn't any more at the
// version at which its target was left.
func (t *txn) undoable(e Event, left uint64) error {
	switch {
	case e.Result != ResultDone:
		return Errorf(Invalid, "nothing_to_undo", "change %d was refused, so there is nothing to undo", e.Seq)
	case inverses[e.Action] == nil:
		return Errorf(Invalid, "cannot_undo", "%s can't be undone", e.Action)
	case t.now.Sub(e.At) > UndoLasts:
		return Errorf(Expired, "too_late", "change %d is older than 10 minutes", e.Seq)
	case left == 0: // deleted, or not what was changed
		return nil
	}
	version, err := t.versionOf(Touch{Kind: e.Target.Kind, ID: e.Target.ID, Version: left})
	if err != nil {
		return err
	}
	return current(version, left, e.Target)
}

// versionOf is the version that a touched record has now.
func (t *txn) versionOf(touch Touch) (uint64, error) {
	switch touch.Kind {
	case "member":
		m, err := t.Members().Get(touch.ID)
		return m.Version, err
	case "invitation":
		i, err := t.Invitations().Get(touch.ID)
		return i.Version, err
	case "employee":
		e, err := t.Employees().Get(touch.ID)
		return e.Version, err
	case "unit":
		u, err := t.Units().Get(touch.ID)
		return u.Version, err
	case "project":
		p, err := t.Projects().Get(touch.ID)
		return p.Version, err
	case "group":
		g, err := t.Groups().Get(touch.ID)
		return g.Version, err
	case "role":
		r, err := t.Roles().Get(touch.ID)
		return r.Version, err
	case "workspace":
		return t.info.Version, nil
	}
	return touch.Version, nil
}
