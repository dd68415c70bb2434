package domain

import (
	"slices"
	"time"
)

// follower is the part of something held in memory that keeps it up to date
// from the audit trail: whatever changed a member left an event that names it.
// What ends by the clock alone leaves none in time, and is noted beside it.
type follower struct {
	seq   uint64 // the last event that is known
	built bool
	ends  map[ID]time.Time // whose record reads otherwise from then on
	over  time.Time        // the latest end that is taken for past
}

// followed is what a follower keeps up to date.
type followed interface {
	// build reads everything.
	build(*view) error
	// touched are the members that an event may have changed.
	touched(*view, Event) ([]ID, error)
	// refresh reads members again, each named once.
	refresh(*view, []ID) error
}

// rebuildAfter is how many unseen events are worth reading one by one.
const rebuildAfter = 20_000

// catchUp builds what is kept, or adds what changed since.
func (f *follower) catchUp(v *view, of followed) error {
	now, err := v.newest()
	if err != nil {
		return err
	}
	back := v.now.Before(f.over) // the clock was set back, and something hasn't ended after all
	switch {
	case f.built && !back && now < f.seq:
		return nil // the snapshot is older than what is kept
	case f.built && !back && now == f.seq:
	case f.built && !back && now-f.seq < rebuildAfter:
		err = f.follow(v, of)
	default:
		f.built, f.ends, f.over = false, map[ID]time.Time{}, time.Time{}
		err = of.build(v)
	}
	if err != nil {
		return err
	}
	f.built, f.seq = true, now
	return f.expire(v, of)
}

// newest is the number of the last event, or 0 where there is none.
func (v *view) newest() (uint64, error) {
	rows, _, err := v.EventPages().Page(Query{Index: ByTime, Reverse: true, Limit: 1})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Item.Seq, nil
}

// follow reads the events since the last time, and again what they touched.
func (f *follower) follow(v *view, of followed) error {
	var touched []ID
	q := Query{Index: ByTime, Reverse: true, Limit: 500}
	for more := true; more; {
		var rows []Row[Event]
		var err error
		if rows, more, err = v.EventPages().Page(q); err != nil {
			return err
		}
		for _, r := range rows {
			if r.Item.Seq <= f.seq {
				more = false
				break
			}
			q.After = r.Cursor
			ids, err := of.touched(v, r.Item)
			if err != nil {
				return err
			}
			touched = append(touched, ids...)
		}
	}
	return f.again(v, of, touched)
}

// expire reads again those for whom something ended, which no event says.
func (f *follower) expire(v *view, of followed) error {
	var over []ID
	for id, end := range f.ends {
		if !v.now.Before(end) {
			over = append(over, id)
		}
	}
	return f.again(v, of, over)
}

func (f *follower) again(v *view, of followed, ids []ID) error {
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	return of.refresh(v, slices.Compact(ids))
}

// until notes when a member's record reads otherwise, if it does.
func (f *follower) until(v *view, id ID, ends ...time.Time) {
	delete(f.ends, id)
	for _, end := range ends {
		if !end.After(v.now) && end.After(f.over) {
			f.over = end
		}
		if soonest, known := f.ends[id]; end.After(v.now) && (!known || end.Before(soonest)) {
			f.ends[id] = end
		}
	}
}

// members are those whom the event touched, and both sides of the ownership.
func (e Event) members() (ids []ID) {
	for _, t := range e.Touched {
		if t.Kind == "member" {
			ids = append(ids, t.ID)
		}
	}
	for _, c := range e.Changes {
		if e.Of(c).Kind == "workspace" && c.Field == "owner" {
			ids = append(ids, ID(c.Before), ID(c.After))
		}
	}
	return ids
}
