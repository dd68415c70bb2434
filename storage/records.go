package storage

import (
	"bytes"
	"slices"

	"gatehouse/domain"
)

// records reads and writes the records of one table in a transaction.
type records[T any] struct {
	tx    *tx
	table *table[T]
}

// Get returns a NotFound error for an unknown id.
func (r records[T]) Get(id domain.ID) (T, error) {
	var item T
	_, found, err := r.load(id, &item)
	if err == nil && !found {
		err = notFound(r.table.kind)
	}
	return item, err
}

func (r records[T]) key(id domain.ID) []byte {
	return r.tx.in(r.table.shared).record(r.table.number, id)
}

// load reads a record as it is written; raw stays the engine's.
func (r records[T]) load(id domain.ID, item *T) (raw []byte, found bool, err error) {
	key := r.key(id)
	sealed, err := r.tx.get(key)
	if err != nil || sealed == nil {
		return nil, false, err
	}
	raw, err = r.table.decode(item, key, id, sealed)
	return raw, err == nil, err
}

// Put writes a record whose Version is the one that was read, or zero for a
// new one. Where nothing differs it writes nothing and the version stays; it
// stays too where only when it was last used differs.
func (r records[T]) Put(item T) (T, error) {
	t, id := r.table, *r.table.id(&item)
	if id == "" {
		return item, invalid("no_id", "a %s without an id", t.kind)
	}
	var before T
	raw, found, err := r.load(id, &before)
	switch version := *t.version(&item); {
	case err != nil:
		return item, err
	case version == 0 && found:
		return item, exists(t.kind)
	case version != *t.version(&before):
		return item, changedMeanwhile(t.kind)
	}
	value := t.write(nil, &item)
	if found && bytes.Equal(value, t.write(nil, &before)) {
		return item, nil
	}
	stored := item
	if !found || !t.onlyUsed(&before, item) {
		*t.version(&stored)++
	}
	value = append(t.write(value[:0], &stored), t.unknown(raw)...)
	var was *T
	if found {
		was = &before
	}
	if err := r.replace(id, was, &stored); err != nil {
		return item, err
	}
	key := r.key(id)
	r.tx.put(key, seal(key, value))
	return stored, nil
}

// Delete removes a record with all that leads to it.
func (r records[T]) Delete(id domain.ID) error {
	var before T
	_, found, err := r.load(id, &before)
	if err != nil {
		return err
	}
	if !found {
		return notFound(r.table.kind)
	}
	if err := r.replace(id, &before, nil); err != nil {
		return err
	}
	r.tx.remove(r.key(id))
	return nil
}

// replace brings unique values, indexes and counters from one state of a
// record to the next; nil is none. It fails before it changes anything.
func (r records[T]) replace(id domain.ID, before, after *T) error {
	in := r.tx.in(r.table.shared)
	if after != nil {
		for _, u := range r.table.uniques {
			if err := r.free(u, id, after); err != nil {
				return err
			}
		}
	}
	steps, err := r.table.steps(r.tx, before, after)
	if err != nil {
		return err
	}
	for _, s := range steps {
		s.take()
	}
	for _, u := range r.table.uniques {
		r.move(u, id, before, after)
	}
	var old, new []entry
	if before != nil {
		old = r.table.entries(before)
	}
	if after != nil {
		new = r.table.entries(after)
	}
	for _, e := range old {
		if !slices.Contains(new, e) {
			r.tx.remove(in.place(r.table.number, e, id))
		}
	}
	for _, e := range new {
		if !slices.Contains(old, e) {
			r.tx.put(in.place(r.table.number, e, id), []byte{})
		}
	}
	r.note(id, before, after)
	return nil
}

// free refuses a unique value that another record holds.
func (r records[T]) free(u unique[T], id domain.ID, after *T) error {
	value := u.holds(after)
	if value == "" {
		return nil
	}
	holder, err := r.tx.holder(r.tx.uniqueKey(u.uniqueValue, value))
	if err == nil && holder != "" && holder != id {
		err = exists(r.table.kind)
	}
	return err
}

func (r records[T]) move(u unique[T], id domain.ID, before, after *T) {
	var old, new string
	if before != nil {
		old = u.holds(before)
	}
	if after != nil {
		new = u.holds(after)
	}
	if old == new {
		return
	}
	if old != "" {
		r.tx.remove(r.tx.uniqueKey(u.uniqueValue, old))
	}
	if new != "" {
		key := r.tx.uniqueKey(u.uniqueValue, new)
		r.tx.put(key, seal(key, []byte(id)))
	}
}

// note remembers a changed record for Changed: as it was before the
// transaction, and as it is now.
func (r records[T]) note(id domain.ID, before, after *T) {
	if r.table.silent {
		return
	}
	key := string(r.key(id))
	if c, ok := r.tx.touched[key].(*touched[T]); ok {
		c.after = after
		return
	}
	r.tx.touched[key] = &touched[T]{r.table, before, after}
	r.tx.order = append(r.tx.order, key)
}
