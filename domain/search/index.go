package search

import (
	"cmp"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// Index holds the documents. Its methods may be called from any goroutine.
type Index struct {
	now atomic.Pointer[snapshot] // what readers see

	mu    sync.Mutex // held by the one writer
	owner map[string]*block
	room  builder
}

// snapshot is all documents at one moment, in order of their texts. It never changes.
type snapshot struct {
	blocks []*block
	docs   int
}

// New makes an empty index.
func New() *Index {
	x := &Index{owner: map[string]*block{}}
	x.now.Store(&snapshot{})
	return x
}

// Len is the number of documents.
func (x *Index) Len() int { return x.now.Load().docs }

// Load replaces everything by docs. Where an id comes twice the last one stands.
func (x *Index) Load(docs iter.Seq[Doc]) {
	x.mu.Lock()
	defer x.mu.Unlock()
	entries := unique(docs)
	slices.SortFunc(entries, entry.compare)
	x.owner = make(map[string]*block, len(entries))
	x.publish(x.cut(nil, entries))
}

// Put adds documents, in place of those with the same ids. What a call puts
// appears at once. Each block that is touched is built once, so that many
// documents in one call are cheaper than many calls.
func (x *Index) Put(docs ...Doc) {
	x.mu.Lock()
	defer x.mu.Unlock()
	entries := unique(slices.Values(docs))
	gone := make([]string, len(entries))
	for i, e := range entries {
		gone[i] = e.id
	}
	slices.SortFunc(entries, entry.compare)
	x.change(gone, entries)
}

// Delete takes documents out; ids that aren't there are passed over.
func (x *Index) Delete(ids ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.change(ids, nil)
}

// unique folds documents, the last one of each id.
func unique(docs iter.Seq[Doc]) []entry {
	var entries []entry
	at := map[string]int{}
	var room []byte
	for d := range docs {
		if cap(room)-len(room) < 4096 {
			room = make([]byte, 0, 1<<16)
		}
		from := len(room)
		room = appendEntry(room, d)
		e := entry{d.ID, room[from:len(room):len(room)]}
		if n, twice := at[d.ID]; twice {
			entries[n] = e
			continue
		}
		at[d.ID] = len(entries)
		entries = append(entries, e)
	}
	return entries
}

// change takes ids out and puts entries, which are in order, in.
func (x *Index) change(gone []string, put []entry) {
	old := x.now.Load().blocks
	out := make(map[string]bool, len(gone))
	var touched []int // blocks
	for _, id := range gone {
		if b := x.owner[id]; b != nil {
			out[id] = true
			delete(x.owner, id)
			touched = append(touched, slices.Index(old, b))
		}
	}
	into := map[int][]entry{}
	for rest := put; len(rest) > 0 && len(old) > 0; {
		i, _ := slices.BinarySearchFunc(old[1:], rest[0], func(b *block, e entry) int { return cmp.Or(b.entry(0).compare(e), -1) })
		n := len(rest)
		if i+1 < len(old) {
			n, _ = slices.BinarySearchFunc(rest, old[i+1].entry(0), entry.compare)
		}
		into[i], rest = rest[:n], rest[n:]
		touched = append(touched, i)
	}
	slices.Sort(touched)
	blocks := make([]*block, 0, len(old)+1)
	from := 0
	for _, i := range slices.Compact(touched) {
		blocks = append(blocks, old[from:i]...)
		blocks = x.cut(blocks, merge(old[i], out, into[i]))
		from = i + 1
	}
	blocks = append(blocks, old[from:]...)
	if len(old) == 0 {
		blocks = x.cut(nil, put)
	}
	x.publish(blocks)
}

// merge is what a block becomes: without those that are out, with put.
func merge(b *block, out map[string]bool, put []entry) []entry {
	all := make([]entry, 0, len(b.ids)+len(put))
	for n, id := range b.ids {
		if out[id] {
			continue
		}
		e := b.entry(n)
		for len(put) > 0 && put[0].compare(e) < 0 {
			all, put = append(all, put[0]), put[1:]
		}
		all = append(all, e)
	}
	return append(all, put...)
}

// cut appends entries to blocks as new blocks of even size with room to grow,
// and joins a small one with the block before it.
func (x *Index) cut(blocks []*block, entries []entry) []*block {
	if n := len(blocks); n > 0 && len(entries) > 0 && len(entries)+len(blocks[n-1].ids) <= blockSize/2 {
		entries = merge(blocks[n-1], nil, entries)
		blocks = blocks[:n-1]
	}
	parts := 1
	if len(entries) > blockSize {
		parts = (len(entries) + fill - 1) / fill
	}
	for ; len(entries) > 0; parts-- {
		n := (len(entries) + parts - 1) / parts
		b := x.room.build(entries[:n])
		entries = entries[n:]
		for _, id := range b.ids {
			x.owner[id] = b
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// fill is how full blocks are made when there are several to make.
const fill = blockSize * 7 / 8

func (x *Index) publish(blocks []*block) {
	x.now.Store(&snapshot{blocks: blocks, docs: len(x.owner)})
}
