package domain

import (
	"slices"
	"sync"

	"gatehouse/domain/search"
)

// finder is the search index of one workspace. It is built when someone first
// searches, and follows the audit trail from then on.
type finder struct {
	mu sync.Mutex
	follower
	index *search.Index
}

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

// upToDate is the index as it is in a snapshot, or later.
func (f *finder) upToDate(v *view) (*search.Index, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.catchUp(v, f)
	return f.index, err
}

// build reads all members, in the order of their names.
func (f *finder) build(v *view) error {
	numbers := map[ID]string{}
	err := each(v.EmployeePages(), Query{Index: ByNumber}, func(e *Employee) error {
		numbers[e.ID] = e.Number
		return nil
	})
	if err != nil {
		return err
	}
	var docs []search.Doc
	err = each(v.MemberPages(), Query{Index: ByName}, func(m *Member) error {
		if m.RemovedAt.IsZero() {
			f.until(v, m.ID, m.RoleUntil)
			docs = append(docs, v.document(*m, numbers[m.Employee]))
		}
		return nil
	})
	if err != nil {
		return err
	}
	f.index = search.New()
	f.index.Load(slices.Values(docs))
	return nil
}

func (v *view) document(m Member, number string) search.Doc {
	return search.Doc{ID: string(m.ID), Fields: [4]string{m.Name, m.Email, v.roleName(m), number}}
}

// touched are the members whose document an event may have changed: those it
// touched, and the account of an employee record.
func (f *finder) touched(v *view, e Event) ([]ID, error) {
	ids := e.members()
	for _, t := range e.Touched {
		if t.Kind != "employee" {
			continue
		}
		record, err := v.Employees().Get(t.ID)
		if err != nil && !isNotFound(err) {
			return nil, err
		}
		ids = append(ids, record.Member)
	}
	return ids, nil
}

// refresh indexes members afresh.
func (f *finder) refresh(v *view, ids []ID) error {
	for _, id := range ids {
		if err := f.refreshOne(v, id); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) refreshOne(v *view, id ID) error {
	m, err := v.Members().Get(id)
	if isNotFound(err) || err == nil && !m.RemovedAt.IsZero() {
		f.until(v, id)
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
	f.until(v, id, m.RoleUntil)
	f.index.Put(v.document(m, number))
	return nil
}
