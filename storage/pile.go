package storage

import (
	"gatehouse/domain"
)

// load is what a load has read so far: a pile for each table, and the counters.
type load struct {
	in       space
	piles    map[byte]*pile
	counters map[tally]uint64
	records  int
}

type tally struct {
	counter byte
	value   string
}

func newLoad(in space) *load {
	return &load{in: in, piles: map[byte]*pile{}, counters: map[tally]uint64{}}
}

// pile is the records of a table, and where they go.
type pile struct {
	table   byte
	kind    string
	ids     []domain.ID
	labels  []string
	raws    [][]byte
	lists   map[listed]*places
	uniques map[byte]*places
	buffer  []byte // raws are cut from it
}

// listed names a list of an index.
type listed struct {
	index byte
	value string
}

// places are the records of a list, or the holders of a unique value, by their
// numbers in the pile. Without orders they stand by label.
type places struct {
	records []uint32
	orders  []string
}

func (l *load) add(r Record) error {
	switch r := r.(type) {
	case domain.Member:
		return pileUp(l, members, &r)
	case domain.Invitation:
		return pileUp(l, invitations, &r)
	case domain.Key:
		return pileUp(l, keys, &r)
	case domain.Employee:
		return pileUp(l, employees, &r)
	case domain.Unit:
		return pileUp(l, units, &r)
	case domain.Group:
		return pileUp(l, groups, &r)
	case domain.Project:
		return pileUp(l, projects, &r)
	case domain.Login:
		return pileUp(l, logins, &r)
	case domain.Enrolment:
		return pileUp(l, enrolments, &r)
	case domain.CustomRole:
		return pileUp(l, customRoles, &r)
	case domain.Rate:
		return pileUp(l, rates, &r)
	case domain.TimeEntry:
		return pileUp(l, timeEntries, &r)
	case domain.Message:
		return pileUp(l, messages, &r)
	case domain.Webhook:
		return pileUp(l, webhooks, &r)
	case domain.Replay:
		return pileUp(l, replays, &r)
	}
	return invalid("not_loadable", "a %T can't be loaded", r)
}

func pileUp[T any](l *load, t *table[T], r *T) error {
	if *t.id(r) == "" {
		return invalid("no_id", "a %s without an id", t.kind)
	}
	if *t.version(r) != 0 {
		return exists(t.kind)
	}
	*t.version(r) = 1
	p := l.piles[t.number]
	if p == nil {
		p = &pile{table: t.number, kind: t.kind, lists: map[listed]*places{}, uniques: map[byte]*places{}}
		l.piles[t.number] = p
	}
	number := uint32(len(p.ids))
	p.ids = append(p.ids, *t.id(r))
	p.keep(func(b []byte) []byte { return t.write(b, r) })
	label := ""
	if t.label != nil {
		label = inOrder(t.label(r))
	}
	p.labels = append(p.labels, label)
	for i := range t.indexes {
		x := &t.indexes[i]
		values, orders := x.places(r, label)
		for _, value := range values {
			for _, order := range orders {
				p.place(listed{x.number, value}, order, x.order == nil, number)
			}
		}
	}
	for _, u := range t.uniques {
		if value := u.holds(r); value != "" {
			all := p.uniques[u.number]
			if all == nil {
				all = &places{}
				p.uniques[u.number] = all
			}
			all.records, all.orders = append(all.records, number), append(all.orders, value)
		}
	}
	for _, c := range t.counts {
		weight := c.weighs(r)
		if weight == 0 {
			continue // a counter at zero isn't written
		}
		for _, value := range c.values(r) {
			l.counters[tally{counters[c.counter], value}] += weight
		}
	}
	l.records++
	return nil
}

// block is what raws are cut from: one allocation for thousands of records.
const block = 1 << 20

// keep writes a record's bytes at the end of the buffer, with room for the seal.
func (p *pile) keep(write func([]byte) []byte) {
	if cap(p.buffer)-len(p.buffer) < block/4 {
		p.buffer = make([]byte, 0, block)
	}
	start := len(p.buffer)
	b := write(p.buffer)
	raw := b[start:]
	if cap(b) == cap(p.buffer) {
		p.buffer = b[:min(len(b)+sealLength, cap(b))]
	}
	p.raws = append(p.raws, raw[:len(raw):min(len(raw)+sealLength, cap(raw))])
}

// place adds a record to a list, once.
func (p *pile) place(name listed, order string, byLabel bool, record uint32) {
	list := p.lists[name]
	if list == nil {
		list = &places{}
		p.lists[name] = list
	}
	if n := len(list.records); n > 0 && list.records[n-1] == record {
		return
	}
	list.records = append(list.records, record)
	if !byLabel {
		list.orders = append(list.orders, order)
	}
}
