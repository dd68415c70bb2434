package storage

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// gather reads all records. To encode and to fold them is most of the work, so
// every processor has piles of its own, which are put together at the end.
func gather(ctx context.Context, in space, records iter.Seq2[Record, error]) (*load, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	chunks := make(chan []Record)
	loads := make([]*load, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup // they end with the chunks
	for i := range loads {
		loads[i] = newLoad(in)
		workers.Go(func() {
			for chunk := range chunks {
				if err := loads[i].addAll(chunk); err != nil {
					cancel(err)
				}
			}
		})
	}
	err := inChunks(ctx, records, chunks)
	close(chunks)
	workers.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	for _, other := range loads[1:] {
		loads[0].merge(other)
	}
	return loads[0], err
}

func inChunks(ctx context.Context, records iter.Seq2[Record, error], chunks chan<- []Record) error {
	const size = 1000
	chunk := make([]Record, 0, size)
	for r, err := range records {
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return err
		}
		if chunk = append(chunk, r); len(chunk) == size {
			chunks <- chunk
			chunk = make([]Record, 0, size)
		}
	}
	chunks <- chunk
	return nil
}

func (l *load) addAll(records []Record) error {
	for _, r := range records {
		if err := l.add(r); err != nil {
			return err
		}
	}
	return nil
}

// merge takes over what another load has gathered.
func (l *load) merge(other *load) {
	for table, p := range other.piles {
		if have := l.piles[table]; have != nil {
			have.merge(p)
		} else {
			l.piles[table] = p
		}
	}
	for t, n := range other.counters {
		l.counters[t] += n
	}
	l.records += other.records
}

func (p *pile) merge(other *pile) {
	shift := uint32(len(p.ids))
	p.ids = append(p.ids, other.ids...)
	p.labels = append(p.labels, other.labels...)
	p.raws = append(p.raws, other.raws...)
	mergePlaces(p.lists, other.lists, shift)
	mergePlaces(p.uniques, other.uniques, shift)
}

func mergePlaces[K comparable](have, others map[K]*places, shift uint32) {
	for name, other := range others {
		for i := range other.records {
			other.records[i] += shift
		}
		if list := have[name]; list != nil {
			list.records = append(list.records, other.records...)
			list.orders = append(list.orders, other.orders...)
		} else {
			have[name] = other
		}
	}
}
