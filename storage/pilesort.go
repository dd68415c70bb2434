package storage

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"

	"gatehouse/domain"
)

// changes is how many keys the load comes to.
func (l *load) changes() int {
	n := len(l.counters)
	for _, p := range l.piles {
		n += len(p.ids)
		for _, list := range p.lists {
			n += len(list.records)
		}
		for _, all := range p.uniques {
			n += len(all.records)
		}
	}
	return n
}

// adder takes the next change, and tells whether it wants more.
type adder func(key, value []byte) bool

// write hands out all changes in the order of their keys. Within a list that
// is ordered by label nothing is compared again: the labels are sorted once.
func (l *load) write(add adder) error {
	tables := slices.Sorted(maps.Keys(l.piles))
	for _, write := range []func(*pile, space, adder) error{(*pile).writeLists, (*pile).writeRecords, (*pile).writeUniques} {
		for _, t := range tables {
			if err := write(l.piles[t], l.in, add); err != nil {
				return err
			}
		}
	}
	tallies := slices.SortedFunc(maps.Keys(l.counters), func(a, b tally) int {
		return bytes.Compare(l.in.counter(a.counter, a.value), l.in.counter(b.counter, b.value))
	})
	for _, t := range tallies {
		key := l.in.counter(t.counter, t.value)
		if !add(key, seal(key, protowire.AppendVarint(nil, l.counters[t]))) {
			return nil
		}
	}
	return nil
}

func (p *pile) writeLists(in space, add adder) error {
	rank, byLabel := p.byLabel()
	names := slices.SortedFunc(maps.Keys(p.lists), func(a, b listed) int {
		return bytes.Compare(in.list(p.table, a.index, a.value), in.list(p.table, b.index, b.value))
	})
	for _, name := range names {
		list := p.lists[name]
		prefix := in.list(p.table, name.index, name.value)
		order := func(i int) string { return p.labels[list.records[i]] }
		if list.orders != nil {
			list.sort(p.ids)
			order = func(i int) string { return list.orders[i] }
		} else {
			for i, r := range list.records {
				list.records[i] = rank[r]
			}
			slices.Sort(list.records)
			for i, r := range list.records {
				list.records[i] = byLabel[r]
			}
		}
		for i, r := range list.records {
			text, id := order(i), p.ids[r]
			key := append(make([]byte, 0, len(prefix)+len(text)+len(id)+8), prefix...)
			if !add(append(appendText(key, text), id...), []byte{}) {
				return nil
			}
		}
		delete(p.lists, name) // its memory isn't needed while the rest is written
	}
	return nil
}

// byLabel is the records by label and id, and the place of each among them.
func (p *pile) byLabel() (rank, sorted []uint32) {
	sorted = sort(p.labels, func(i uint32) domain.ID { return p.ids[i] })
	rank = make([]uint32, len(sorted))
	for place, record := range sorted {
		rank[record] = uint32(place)
	}
	return rank, sorted
}

// sort orders a list by its orders, and where they are equal by id.
func (l *places) sort(ids []domain.ID) {
	sorted := sort(l.orders, func(i uint32) domain.ID { return ids[l.records[i]] })
	records, orders := make([]uint32, len(sorted)), make([]string, len(sorted))
	for to, from := range sorted {
		records[to], orders[to] = l.records[from], l.orders[from]
	}
	l.records, l.orders = records, orders
}

// sort is the numbers of texts in their order, and where they are equal by id.
// Most are told apart by their first bytes, which stand beside the number: the
// texts lie all over the memory.
func sort[S ~string](texts []S, id func(uint32) domain.ID) []uint32 {
	type item struct {
		start  uint64
		number uint32
	}
	items := make([]item, len(texts))
	for i, text := range texts {
		var start [8]byte
		copy(start[:], text)
		items[i] = item{binary.BigEndian.Uint64(start[:]), uint32(i)}
	}
	slices.SortFunc(items, func(a, b item) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Or(cmp.Compare(texts[a.number], texts[b.number]), cmp.Compare(id(a.number), id(b.number)))
	})
	sorted := make([]uint32, len(items))
	for i, item := range items {
		sorted[i] = item.number
	}
	return sorted
}

func (p *pile) writeRecords(in space, add adder) error {
	sorted := sort(p.ids, func(uint32) domain.ID { return "" })
	for i, r := range sorted {
		if i > 0 && p.ids[r] == p.ids[sorted[i-1]] {
			return exists(p.kind)
		}
		key := in.record(p.table, p.ids[r])
		if !add(key, seal(key, p.raws[r])) {
			return nil
		}
	}
	return nil
}

func (p *pile) writeUniques(in space, add adder) error {
	for _, number := range slices.Sorted(maps.Keys(p.uniques)) {
		all := p.uniques[number]
		all.sort(p.ids)
		for i, value := range all.orders {
			if i > 0 && value == all.orders[i-1] {
				return exists(p.kind)
			}
			key := in.unique(p.table, number, value)
			if !add(key, seal(key, []byte(p.ids[all.records[i]]))) {
				return nil
			}
		}
	}
	return nil
}
