package storagetest

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gatehouse/domain"
	"gatehouse/storage"
)

// noun is a kind of record, and what must hold of it, said a second time and
// naively.
type noun[T any] struct {
	title   string
	records func(domain.Tx) domain.Records[T]
	pages   func(domain.View) domain.Pages[T]
	key     func(*T) (*domain.ID, *uint64)
	orders  []order[T]
	uniques map[domain.Unique]func(T) string
	counts  map[domain.Counted]func(T) []string
	weights map[domain.Counted]func(T) int // what one record adds; without: one
}

// order is an index: the values under which a record is listed, and what it is
// ordered by there, before its id.
type order[T any] struct {
	index domain.Index
	under func(T) []string // nil: one list of all
	by    func(T) string   // "absent" leaves the record out
}

const absent = "absent"

type anyNoun interface {
	name() string
	run(*testing.T, *storage.Store)
	putSome(*rapid.T, domain.Tx) ([]storage.Record, error)
}

func (n noun[T]) name() string { return n.title }

// run makes random changes and compares everything with a map after each.
func (n noun[T]) run(t *testing.T, s *storage.Store) {
	spaces := 0
	rapid.Check(t, func(rt *rapid.T) {
		spaces++
		m := &model[T]{noun: n, store: s, workspace: domain.ID(fmt.Sprint("w", spaces)), all: map[domain.ID]T{}}
		for range rapid.IntRange(1, 5).Draw(rt, "commits") {
			m.commit(t, rt)
		}
		m.compare(t, rt)
		m.empty(t, rt)
	})
}

type model[T any] struct {
	noun[T]
	store     *storage.Store
	workspace domain.ID
	all       map[domain.ID]T
}

// action is one put or delete.
type action[T any] struct {
	id     domain.ID
	remove bool
	item   T
}

func (m *model[T]) commit(t *testing.T, rt *rapid.T) {
	var actions []action[T]
	for range rapid.IntRange(1, 6).Draw(rt, "changes") {
		actions = append(actions, action[T]{
			rapid.SampledFrom(ids).Draw(rt, "of"), rapid.IntRange(0, 3).Draw(rt, "remove") == 0, draw[T](rt),
		})
	}
	var after map[domain.ID]T
	err := m.store.Commit(t.Context(), m.workspace, func(tx domain.Tx) error {
		after = map[domain.ID]T{}
		for id, item := range m.all {
			after[id] = item
		}
		for _, a := range actions {
			if err := m.act(tx, a, after); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	m.all = after
}

// act does what is to be done to the store and to the model, and wants the
// same answer of both.
func (m *model[T]) act(tx domain.Tx, a action[T], after map[domain.ID]T) error {
	old, found := after[a.id]
	if a.remove {
		err := m.records(tx).Delete(a.id)
		delete(after, a.id)
		return wantKind(err, !found, domain.NotFound)
	}
	id, version := m.key(&a.item)
	*id = a.id
	_, was := m.key(&old)
	*version = *was
	stored, err := m.records(tx).Put(a.item)
	if taken := m.taken(a.item, after); taken || err != nil {
		return wantKind(err, taken, domain.Conflict)
	}
	if !reflect.DeepEqual(a.item, old) {
		*version++
	}
	if !reflect.DeepEqual(stored, a.item) {
		return fmt.Errorf("put returned\n%+v, not\n%+v", stored, a.item)
	}
	after[a.id] = stored
	return nil
}

func wantKind(err error, failing bool, kind domain.Kind) error {
	if failing && domain.KindOf(err) == kind || !failing && err == nil {
		return nil
	}
	return fmt.Errorf("%v, though failing is %v", err, failing)
}

// taken tells whether another record holds a unique value of the item.
func (m *model[T]) taken(item T, all map[domain.ID]T) bool {
	id, _ := m.key(&item)
	for _, of := range m.uniques {
		for other, held := range all {
			if v := of(item); v != "" && other != *id && of(held) == v {
				return true
			}
		}
	}
	return false
}

func (m *model[T]) compare(t *testing.T, rt *rapid.T) {
	err := m.store.View(t.Context(), m.workspace, func(v domain.View) error {
		for _, id := range ids {
			want, found := m.all[id]
			got, err := m.records(v).Get(id)
			if err := wantKind(err, !found, domain.NotFound); err != nil {
				return err
			}
			if !reflect.DeepEqual(got, want) {
				return fmt.Errorf("get returned\n%+v, not\n%+v", got, want)
			}
		}
		for u, of := range m.uniques {
			for id, item := range m.all {
				if value := of(item); value != "" {
					if got, err := v.Find(u, value); err != nil || got != id {
						return fmt.Errorf("%q by %s is %q (%v), not %q", value, u, got, err, id)
					}
				}
			}
		}
		for _, o := range m.orders {
			for value, want := range m.lists(o) {
				limit := rapid.IntRange(1, 4).Draw(rt, "limit")
				for _, reverse := range []bool{false, true} {
					q := domain.Query{Index: o.index, Value: value, Reverse: reverse, Limit: limit}
					if err := m.page(v, q, want); err != nil {
						return err
					}
					slices.Reverse(want)
				}
			}
		}
		return m.recount(v)
	})
	if err != nil {
		rt.Fatal(err)
	}
}

// lists are the ids of each list of an index, in their order.
func (m *model[T]) lists(o order[T]) map[string][]domain.ID {
	type row struct {
		by string
		id domain.ID
	}
	rows := map[string][]row{}
	for id, item := range m.all {
		values, by := []string{""}, o.by(item)
		if by == absent {
			continue
		}
		if o.under != nil {
			values = o.under(item)
		}
		slices.Sort(values)
		for _, value := range slices.Compact(values) {
			rows[value] = append(rows[value], row{by, id})
		}
	}
	lists := map[string][]domain.ID{}
	for value, list := range rows {
		slices.SortFunc(list, func(a, b row) int { return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.id, b.id)) })
		for _, r := range list {
			lists[value] = append(lists[value], r.id)
		}
	}
	return lists
}

// page walks a list in pages and wants exactly these ids.
func (m *model[T]) page(v domain.View, q domain.Query, want []domain.ID) error {
	var got []domain.ID
	for {
		rows, more, err := m.pages(v).Page(q)
		if err != nil {
			return err
		}
		if len(rows) > q.Limit || more && len(rows) < q.Limit {
			return fmt.Errorf("%d rows, limit %d, more %v", len(rows), q.Limit, more)
		}
		for _, r := range rows {
			id, _ := m.key(&r.Item)
			got = append(got, *id)
			q.After = r.Cursor
			if !reflect.DeepEqual(r.Item, m.all[*id]) {
				return fmt.Errorf("the page has\n%+v, not\n%+v", r.Item, m.all[*id])
			}
		}
		if !more {
			break
		}
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s under %q, reverse %v: %q, not %q", q.Index, q.Value, q.Reverse, got, want)
	}
	return nil
}

// byLook is the order of names: as searches compare them, up to 64 bytes.
func byLook(name string) string {
	name = domain.FoldSearch(name)
	return name[:min(len(name), 64)]
}
