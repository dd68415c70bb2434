package storage

import (
	"bytes"
	"slices"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
)

// table declares one kind of record: its fields, key, indexes and unique
// values. Whatever writes a record goes by it.
type table[T any] struct {
	kind    string              // as events name it
	number  byte                // in keys: never changed, never used again
	shared  bool                // kept beside the workspaces, not in one
	id      func(*T) *domain.ID // nil: the record holds it
	version func(*T) *uint64
	label   func(*T) string     // what orders the records under a value
	dated   bool                // the label is a date
	silent  bool                // no event tells of its changes
	used    func(*T) *time.Time // when it was last used, which makes no new version; nil: isn't kept
	*message[T]
	indexes []index[T]
	uniques []unique[T]
	counts  []counts[T]
}

// index is an order in which records are paged.
type index[T any] struct {
	name    domain.Index
	number  byte              // in keys: never changed, never used again
	under   func(*T) []string // the values under which a record is listed; nil: one list of all
	order   func(*T) []string // its places in a list; nil: by label
	whole   bool              // without a value: all of them, by their first value
	records bool              // the order of the records' own keys
}

// unique is a value that one record of a table holds.
type unique[T any] struct {
	*uniqueValue
	of func(*T) string // empty: holds none
}

// entry is one place of a record in an index.
type entry struct {
	index        byte
	value, order string
}

// entries lists the places of a record in its table's indexes.
func (t *table[T]) entries(r *T) []entry {
	label := ""
	if t.label != nil {
		label = inOrder(t.label(r))
	}
	entries := make([]entry, 0, 16)
	for i := range t.indexes {
		x := &t.indexes[i]
		values, orders := x.places(r, label)
		for _, value := range values {
			for _, order := range orders {
				if e := (entry{x.number, value, order}); !slices.Contains(entries, e) {
					entries = append(entries, e)
				}
			}
		}
	}
	return entries
}

// places is the values under which a record is listed, and its places there.
func (x *index[T]) places(r *T, label string) (values, orders []string) {
	if x.records {
		return nil, nil
	}
	values, orders = []string{""}, []string{label}
	if x.under != nil {
		values = x.under(r)
	}
	if x.order != nil {
		orders = x.order(r)
	}
	return values, orders
}

func (t *table[T]) index(name domain.Index) *index[T] {
	i := slices.IndexFunc(t.indexes, func(x index[T]) bool { return x.name == name })
	if i < 0 {
		return nil
	}
	return &t.indexes[i]
}

// holds is the folded value of a unique that a record holds, or "".
func (u unique[T]) holds(r *T) string {
	if value := u.of(r); value != "" {
		return u.fold(value)
	}
	return ""
}

// decode reads a sealed record.
func (t *table[T]) decode(r *T, key []byte, id domain.ID, sealed []byte) (raw []byte, err error) {
	raw, err = unseal(key, sealed)
	if err == nil {
		err = t.read(r, raw, string(raw))
	}
	if err != nil {
		return nil, damaged(t.kind, id, err)
	}
	if t.id != nil {
		*t.id(r) = id
	}
	return raw, nil
}

// onlyUsed tells whether nothing but its last use differs: who has a record
// before them that someone used meanwhile still has it as it is.
func (t *table[T]) onlyUsed(before *T, after T) bool {
	if t.used == nil {
		return false
	}
	*t.used(&after) = *t.used(before)
	return bytes.Equal(t.write(nil, &after), t.write(nil, before))
}

// diff says what changed between two states of a record; nil is none.
func (t *table[T]) diff(before, after *T) domain.Diff {
	var d domain.Diff
	var none T
	d.Kind, d.Created, d.Deleted = t.kind, before == nil, after == nil
	if d.Created {
		before = &none
	}
	if d.Deleted {
		d.ID, after = *t.id(before), &none
	} else {
		d.ID, d.Version = *t.id(after), *t.version(after)
	}
	for _, f := range t.fields {
		if f.secret || f.number == versionField {
			continue
		}
		was, is := f.text(before), f.text(after)
		if was == is {
			continue
		}
		if d.Created {
			was = ""
		}
		if d.Deleted {
			is = ""
		}
		d.Fields = append(d.Fields, domain.FieldDiff{Name: f.name, Before: was, After: is})
	}
	return d
}

// versionField is the number of every record's version.
const versionField protowire.Number = 1
