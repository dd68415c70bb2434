package domain

import (
	"cmp"
	"context"
	"slices"
	"strings"
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
	commitOf, err := look(ctx, s, func(v *view) (part []Event, err error) {
		if seq == 0 {
			if err = v.present(); err != nil {
				return nil, err
			}
			if seq, err = v.lastUndoable(); err != nil {
				return nil, err
			}
		}
		if part, err = v.committed(seq); err == nil {
			free.managers, err = v.managersOf(part)
		}
		if err == nil {
			free.holders, err = v.holdersOf(part)
		}
		return part, err
	})
	if err != nil {
		return Undone{}, err
	}
	return commit(ctx, s, "undo", func(t *txn) (Undone, error) { return t.undo(seq, commitOf, free) })
}

// committed are the events of the commit that made an event, in their order:
// their numbers follow one another. One that isn't there has none.
func (v *view) committed(seq uint64) ([]Event, error) {
	e, err := v.Event(seq)
	if isNotFound(err) {
		return nil, nil // the undo says what that means
	}
	var part []Event
	head := cmp.Or(e.Part, seq)
	for at := head; err == nil; at++ {
		if e, err = v.Event(at); err == nil {
			if at != head && e.Part != head {
				break
			}
			part = append(part, e)
		}
	}
	if isNotFound(err) {
		err = nil
	}
	return part, err
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

// undo makes the opposite of each event of a commit, the last first.
func (t *txn) undo(seq uint64, part []Event, free lapsed) (Undone, error) {
	if err := t.present(); err != nil {
		return Undone{}, err
	}
	if len(part) == 0 || part[0].Actor != t.actor.ID {
		return Undone{}, Errorf(NotFound, "no_event", "none of your changes has the number %d", seq)
	}
	if err := t.undoable(part); err != nil {
		return Undone{}, err
	}
	for _, e := range slices.Backward(part) {
		t.undoes = e.Seq
		if err := inverses[e.Action](t, e, free); err != nil {
			return Undone{}, err
		}
	}
	return Undone{part[seq-part[0].Seq], part}, nil
}

// undoable refuses what is too old, can't be undone, or changed since.
func (t *txn) undoable(part []Event) error {
	left := map[ID]uint64{} // the versions at which the commit left the records
	for _, e := range part {
		switch {
		case e.Result != ResultDone:
			return Errorf(Invalid, "nothing_to_undo", "change %d was refused, so there is nothing to undo", e.Seq)
		case inverses[e.Action] == nil:
			return Errorf(Invalid, "cannot_undo", "%s can't be undone", e.Action)
		case t.now.Sub(e.At) > UndoLasts:
			return Errorf(Expired, "too_late", "change %d is older than 10 minutes", e.Seq)
		}
		for _, touch := range e.Touched {
			left[touch.ID] = touch.Version
		}
	}
	for _, e := range part {
		touch := Touch{Kind: e.Target.Kind, ID: e.Target.ID, Version: left[e.Target.ID]}
		if touch.Version == 0 {
			continue
		}
		version, err := t.versionOf(touch)
		if err != nil {
			return err
		}
		if err := current(version, touch.Version, e.Target); err != nil {
			return err
		}
	}
	return nil
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
