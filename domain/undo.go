package domain

import (
	"context"
	"slices"
	"strings"
	"time"
)

// UndoLasts is how long a change can be taken back.
const UndoLasts = 10 * time.Minute

// Undone is what undo did.
type Undone struct {
	Event Event // the one that was taken back
}

// Undo takes back one's own last change, or the one with the number, within
// 10 minutes and if nobody changed it since.
func (s *Session) Undo(ctx context.Context, seq uint64) (Undone, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Undone{}, err
	}
	if seq == 0 {
		if seq, err = s.lastUndoable(ctx); err != nil {
			return Undone{}, err
		}
	}
	if free.managers, err = s.managersOfTarget(ctx, seq); err != nil {
		return Undone{}, err
	}
	return commit(ctx, s, "undo", func(t *txn) (Undone, error) { return t.undo(seq, free) })
}

// managersOfTarget are the managers of the unit that an event made, who lose it
// with the unit.
func (s *Session) managersOfTarget(ctx context.Context, seq uint64) ([]ID, error) {
	return look(ctx, s, func(v *view) ([]ID, error) {
		e, err := v.Event(seq)
		if err != nil || e.Target.Kind != "unit" {
			return nil, nil // the undo says what that means
		}
		return memberIDs(v, Query{Index: ByUnit, Value: string(e.Target.ID)})
	})
}

// lastUndoable is the number of the actor's newest change that wasn't undone.
// Where that can't be, nothing older is taken back behind it.
func (s *Session) lastUndoable(ctx context.Context) (uint64, error) {
	last, err := s.LastChanges(ctx, 1)
	if err == nil && len(last) == 0 {
		err = Errorf(NotFound, "nothing_to_undo", "you changed nothing in the last 10 minutes that could be undone")
	}
	if err != nil {
		return 0, err
	}
	return last[0], nil
}

// LastChanges are the numbers of the actor's last changes that weren't undone
// and aren't too old for it, the newest first. It is how one who has just made
// them can take back exactly these.
func (s *Session) LastChanges(ctx context.Context, n int) ([]uint64, error) {
	return look(ctx, s, func(v *view) ([]uint64, error) {
		if err := v.present(); err != nil {
			return nil, err
		}
		var last []uint64
		undone := map[uint64]bool{}
		q := Query{Index: ByTime, Reverse: true, Limit: 20}
		for {
			rows, more, err := v.EventPages().Page(q)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				q.After = r.Cursor
				e := r.Item
				switch {
				case v.now.Sub(e.At) > UndoLasts:
					more = false
				case e.Actor != v.actor.ID || e.Result != ResultDone || undone[e.Seq]:
				case e.Undoes != 0:
					undone[e.Undoes] = true
				default:
					if last = append(last, e.Seq); len(last) == n {
						return last, nil
					}
				}
			}
			if !more {
				return last, nil
			}
			q.Limit = 200
		}
	})
}

func (t *txn) undo(seq uint64, free lapsed) (Undone, error) {
	if err := t.present(); err != nil {
		return Undone{}, err
	}
	e, err := t.Event(seq)
	if isNotFound(err) || err == nil && e.Actor != t.actor.ID {
		return Undone{}, Errorf(NotFound, "no_event", "none of your changes has the number %d", seq)
	}
	if err != nil {
		return Undone{}, err
	}
	if err := t.undoable(e); err != nil {
		return Undone{}, err
	}
	t.undoes = seq
	if err := inverses[e.Action](t, e, free); err != nil {
		return Undone{}, err
	}
	return Undone{e}, nil
}

// undoable refuses what is too old, can't be undone, or changed since.
func (t *txn) undoable(e Event) error {
	switch {
	case e.Result != ResultDone:
		return Errorf(Invalid, "nothing_to_undo", "change %d was refused, so there is nothing to undo", e.Seq)
	case inverses[e.Action] == nil:
		return Errorf(Invalid, "cannot_undo", "%s can't be undone", e.Action)
	case t.now.Sub(e.At) > UndoLasts:
		return Errorf(Expired, "too_late", "change %d is older than 10 minutes", e.Seq)
	}
	for _, touch := range e.Touched {
		if touch.Kind != e.Target.Kind || touch.ID != e.Target.ID {
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
