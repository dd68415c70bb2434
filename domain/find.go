package domain

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"gatehouse/domain/rights"
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

// searchMembers answers a query with a text: best first. Cursors are offsets.
func (s *Session) searchMembers(ctx context.Context, q MemberQuery) (MemberPage, error) {
	return look(ctx, s, func(v *view) (MemberPage, error) {
		if err := v.may(ask{right: rights.MembersView, target: anyTarget(), takesAway: true}); err != nil {
			return MemberPage{}, err
		}
		if err := v.checkQuery(&q); err != nil {
			return MemberPage{}, err
		}
		if q.Status == StatusRemoved {
			return v.searchRemoved(q)
		}
		f := s.ws.db.finder(s.ws.ID)
		if err := f.catchUp(v); err != nil {
			return MemberPage{}, err
		}
		offset, _ := strconv.Atoi(string(q.After))
		offset = max(offset, 0)
		var failed error
		hits := f.index.Find(q.Text, offset+q.Limit+1, v.keeps(q, &failed))
		if failed != nil {
			return MemberPage{}, failed
		}
		page := MemberPage{Total: hits.Total, More: len(hits.Hits) > offset+q.Limit}
		if hits.More {
			page.Total = -1
		}
		for i, hit := range hits.Hits[min(offset, len(hits.Hits)):min(offset+q.Limit, len(hits.Hits))] {
			m, err := v.Members().Get(ID(hit.ID))
			if err != nil {
				return page, err
			}
			l, err := v.listed(m)
			if err != nil {
				return page, err
			}
			page.Rows = append(page.Rows, ListedRow{l, Cursor(strconv.Itoa(offset + i + 1))})
		}
		return page, nil
	})
}

// searchRemoved looks through the removed members, whom the index leaves out.
func (v *view) searchRemoved(q MemberQuery) (MemberPage, error) {
	all, err := everything(v.MemberPages(), Query{Index: ByStatus, Value: StatusRemoved})
	if err != nil {
		return MemberPage{}, err
	}
	reach := v.reachesAll(rights.MembersView)
	all = slices.DeleteFunc(all, func(m Member) bool {
		return !reach || !v.matches(m, q) || !found(q.Text, m.Name, m.Email, v.roleName(m))
	})
	return v.window(all, q)
}

// keeps is the filter of a search, or nil where it leaves nothing out.
func (v *view) keeps(q MemberQuery, failed *error) func(id string) bool {
	all := v.reachesAll(rights.MembersView)
	if all && q.Role == "" && q.Status == "" && q.Kind == "" {
		return nil
	}
	return func(id string) bool {
		m, err := v.Members().Get(ID(id))
		if err != nil {
			*failed = err
			return false
		}
		if !v.matches(m, q) || all {
			return v.matches(m, q)
		}
		on, err := v.onMember(m)
		if err != nil {
			*failed = err
			return false
		}
		return v.may(ask{right: rights.MembersView, target: on, takesAway: true}) == nil
	}
}

// catchUp builds the index, or adds what changed since.
func (f *finder) catchUp(v *view) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	last, _, err := v.EventPages().Page(Query{Index: ByTime, Reverse: true, Limit: 1})
	if err != nil {
		return err
	}
	var now uint64
	if len(last) > 0 {
		now = last[0].Item.Seq
	}
	switch {
	case f.built && now <= f.seq:
		return nil
	case f.built && now-f.seq < rebuildAfter:
		err = f.follow(v)
	default:
		err = f.build(v)
	}
	if err == nil {
		f.seq, f.built = now, true
	}
	return err
}

// build reads all members, in the order of their names.
func (f *finder) build(v *view) error {
	f.index = search.New()
	var failed error
	numbers := map[ID]string{}
	employees, err := everything(v.EmployeePages(), Query{Index: ByNumber})
	if err != nil {
		return err
	}
	for _, e := range employees {
		numbers[e.ID] = e.Number
	}
	f.index.Load(func(yield func(search.Doc) bool) {
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
				if !yield(v.document(r.Item, numbers[r.Item.Employee])) {
					return
				}
			}
			if !more {
				return
			}
		}
	})
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
			for _, t := range r.Item.Touched {
				if t.Kind == "member" {
					touched = append(touched, t.ID)
				}
			}
		}
	}
	slices.Sort(touched)
	for _, id := range slices.Compact(touched) {
		if err := f.refresh(v, id); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) refresh(v *view, id ID) error {
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
	f.index.Put(v.document(m, number))
	return nil
}

// Match finds the letters of a search in texts of a row, for highlighting.
func Match(query string, texts ...string) [][]search.Span { return search.Match(query, texts...) }
