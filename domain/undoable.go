package domain

import (
	"cmp"
	"fmt"
)

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
	case "rate":
		r, err := t.Rates().Get(touch.ID)
		return r.Version, err
	case "time":
		e, err := t.Time().Get(touch.ID)
		return e.Version, err
	case "workspace":
		return t.info.Version, nil
	}
	return 0, fmt.Errorf("a %s has no version to compare", touch.Kind)
}
