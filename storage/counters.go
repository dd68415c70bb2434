package storage

import (
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
)

// counters are the numbers of the counters in keys: never changed, never used
// again. Tables say which of them a record counts in. Each value has a small
// record of its own, which is the guard of what it counts: whoever adds or
// removes there writes it, and whoever decides by it reads it.
var counters = map[domain.Counted]byte{
	domain.CountMembers:  1,
	domain.CountByRole:   2,
	domain.CountByStatus: 3,
	domain.CountByKind:   4,
	domain.CountSeats:    5,
	domain.CountOpen:     6,
	// 7 was employees, 8 was employees without an account
	domain.CountUnitPeople: 9,
	domain.CountChildren:   10,
	domain.CountGroup:      11,
	// 12 was the keys of a service user
	domain.CountRoles:   13,
	domain.CountOffered: 14,
	domain.CountMinutes: 15,
	// 16 was the time entries of a project
	domain.CountLogins:   17,
	domain.CountWaiting:  18,
	domain.CountWebhooks: 19,
}

// lastEvent is the counter that holds the number of the last event.
const lastEvent byte = 0

// counts is a counter in which a record counts, under each value once or with
// its weight.
type counts[T any] struct {
	counter domain.Counted
	of      func(*T) []string
	weight  func(*T) uint64 // nil: once
}

// weighs is what a record adds under each of its values.
func (c counts[T]) weighs(r *T) uint64 {
	if c.weight == nil {
		return 1
	}
	return c.weight(r)
}

// values are where a record counts, each once; a record that isn't there doesn't.
func (c counts[T]) values(r *T) []string {
	if r == nil {
		return nil
	}
	all := c.of(r)
	slices.Sort(all)
	return slices.Compact(all)
}

// once is the value of a counter without values, if it counts at all.
func once(counts bool) []string {
	if counts {
		return []string{""}
	}
	return nil
}

// counter is a counter as the transaction has it.
type counter struct{ was, is uint64 }

// Count tells how many a counter counts under a value, as written and in this
// transaction.
func (t *tx) Count(c domain.Counted, value string) (int, error) {
	number, ok := counters[c]
	if !ok {
		return 0, invalid("not_counted", "nothing is counted as %q", c)
	}
	n, err := t.counter(number, value)
	if err != nil {
		return 0, err
	}
	return int(n.is), nil
}

// counter reads a counter, once in a transaction.
func (t *tx) counter(number byte, value string) (*counter, error) {
	key := t.workspace.counter(number, value)
	if c, ok := t.counters[string(key)]; ok {
		return c, nil
	}
	sealed, err := t.get(key)
	if err != nil {
		return nil, err
	}
	c := &counter{}
	if sealed != nil {
		raw, err := unseal(key, sealed)
		n, used := protowire.ConsumeVarint(raw)
		if err == nil && used != len(raw) {
			err = errWire
		}
		if err != nil {
			return nil, damaged("counter", domain.ID(key), err)
		}
		c.was, c.is = n, n
	}
	t.counters[string(key)] = c
	return c, nil
}

// writeCounters adds the counters that moved to the changes. One at zero goes.
func (t *tx) writeCounters() {
	for key, c := range t.counters {
		switch {
		case c.is == c.was:
		case c.is == 0:
			t.changes[key] = nil
		default:
			t.changes[key] = seal([]byte(key), protowire.AppendVarint(nil, c.is))
		}
	}
}

// step is a counter that a change of a record moves, up and down.
type step struct {
	*counter
	up, down uint64
}

// steps reads the counters that a change of a record moves.
func (t *table[T]) steps(tx *tx, before, after *T) (steps []step, err error) {
	for _, c := range t.counts {
		old, new := c.values(before), c.values(after)
		values := slices.Concat(old, new)
		slices.Sort(values)
		for _, value := range slices.Compact(values) {
			s := step{}
			if slices.Contains(old, value) {
				s.down = c.weighs(before)
			}
			if slices.Contains(new, value) {
				s.up = c.weighs(after)
			}
			if s.up == s.down {
				continue
			}
			if s.counter, err = tx.counter(counters[c.counter], value); err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
	}
	return steps, nil
}

func (s step) take() {
	s.is += s.up
	s.is -= min(s.is, s.down) // a counter that was wrong stops no removal
}
