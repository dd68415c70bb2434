package domain

import (
	"slices"
	"sync"
	"time"

	"gatehouse/domain/search"
)

// finder is the search index of one workspace. It is built when someone first
// searches, and brought up to date from the audit trail: whatever changed a
// member left an event that names it.
type finder struct {
	mu    sync.Mutex
	index *search.Index
	seq   uint64 // the last event that the index knows of
	built bool

	// temporary are the members whose role in the index ends by itself, and when.
	temporary map[ID]time.Time
}

// rebuildAfter is how many unseen events are worth reading one by one.
const rebuildAfter = 20_000

func (d *Database) finder(workspace ID) *finder {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.finders[workspace]
	if f == nil {
		f = &finder{index: search.New()}
		d.finders[workspace] = f
	}
	return f
}

// catchUp builds the index, or adds what changed since, and returns it.
func (f *finder) catchUp(v *view) (*search.Index, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last, _, err := v.EventPages().Page(Query{Index: ByTime, Reverse: true, Limit: 1})
	if err != nil {
		return nil, err
	}
	var now uint64
	if len(last) > 0 {
		now = last[0].Item.Seq
	}
	switch {
	case f.built && now <= f.seq:
	case f.built && now-f.seq < rebuildAfter:
		err = f.follow(v)
	default:
		err = f.build(v)
	}
	if err != nil {
		return nil, err
	}
	if f.built = true; now < f.seq {
		return f.index, nil // the snapshot is older than the index
	}
	f.seq = now
	return f.index, f.expire(v)
}

// expire indexes afresh those whose temporary role ended, which no event says.
func (f *finder) expire(v *view) error {
	for id, until := range f.temporary {
		if v.now.Before(until) {
			continue
		}
		if err := f.refresh(v, id); err != nil {
			return err
		}
	}
	return nil
}

// build reads all members, in the order of their names.
func (f *finder) build(v *view) error {
	index, temporary := search.New(), map[ID]time.Time{}
	var failed error
	numbers := map[ID]string{}
	employees, err := everything(v.EmployeePages(), Query{Index: ByNumber})
	if err != nil {
		return err
	}
	for _, e := range employees {
		numbers[e.ID] = e.Number
	}
	index.Load(func(yield func(search.Doc) bool) {
		q := Query{Index: ByName, Limit: 1000}
		for {
			rows, more, err := v.MemberPages().Page(q)
			if failed = err; err != nil {
				return
			}
			for _, r := range rows {
				if q.After = r.Cursor; !r.Item.RemovedAt.IsZero() {
					continue
				}
				if r.Item.TemporaryAt(v.now) {
					temporary[r.Item.ID] = r.Item.RoleUntil
				}
				if !yield(v.document(r.Item, numbers[r.Item.Employee])) {
					return
				}
			}
			if !more {
				return
			}
		}
	})
	if failed == nil {
		f.index, f.temporary = index, temporary
	}
	return failed
}

func (v *view) document(m Member, number string) search.Doc {
	return search.Doc{ID: string(m.ID), Fields: [4]string{m.Name, m.Email, v.roleName(m), number}}
}

// follow reads the events since the last time and indexes afresh what they
// touched.
func (f *finder) follow(v *view) error {
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
			ids, err := v.indexed(r.Item)
			if err != nil {
				return err
			}
			touched = append(touched, ids...)
		}
	}
	if len(touched) > rebuildAfter {
		return f.build(v)
	}
	slices.Sort(touched)
	for _, id := range slices.Compact(touched) {
		if err := f.refresh(v, id); err != nil {
			return err
		}
	}
	return nil
}

// indexed are the members whose document an event may have changed: those it
// touched, the account of an employee record, and both sides of the ownership.
func (v *view) indexed(e Event) ([]ID, error) {
	var ids []ID
	for _, t := range e.Touched {
		switch t.Kind {
		case "member":
			ids = append(ids, t.ID)
		case "employee":
			record, err := v.Employees().Get(t.ID)
			if err != nil && !isNotFound(err) {
				return nil, err
			}
			ids = append(ids, record.Member)
		}
	}
	for _, c := range e.Changes {
		if e.Of(c).Kind == "workspace" && c.Field == "owner" {
			ids = append(ids, ID(c.Before), ID(c.After))
		}
	}
	return ids, nil
}

func (f *finder) refresh(v *view, id ID) error {
	delete(f.temporary, id)
	m, err := v.Members().Get(id)
	if isNotFound(err) || err == nil && !m.RemovedAt.IsZero() {
		f.index.Delete(string(id))
		return nil
	}
	if err != nil {
		return err
	}
	var number string
	if m.Employee != "" {
		e, err := v.Employees().Get(m.Employee)
		if err != nil {
			return err
		}
		number = e.Number
	}
	if m.TemporaryAt(v.now) {
		f.temporary[id] = m.RoleUntil
	}
	f.index.Put(v.document(m, number))
	return nil
}
