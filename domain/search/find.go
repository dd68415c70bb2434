package search

import (
	"bytes"
	"math/bits"
)

// Find gives the best limit documents that contain all terms of the query, the
// whole order being class, name, e-mail address, role, number, id. Where keep
// is not nil, only documents count for which it says true; it is asked for
// matching ones only. An empty query finds everything. A query of three letters
// or more that nothing contains finds what has its letters in order.
func (x *Index) Find(s string, limit int, keep func(id string) bool) Result {
	f := finder{snapshot: x.now.Load(), query: parse(s), keep: keep, limit: max(limit, 0)}
	f.screen(f.required())
	best := Exact
	if len(f.query.terms) == 0 {
		best = Within
	}
	for c := best; c <= Within && len(f.hits) < f.limit; c++ {
		f.collect(c)
	}
	r := Result{Hits: f.hits, Total: len(f.hits)}
	if len(f.hits) >= f.limit {
		r.Total, r.More = f.count()
	}
	if r.Total == 0 && f.query.runes >= 3 {
		return f.loose()
	}
	return r
}

// finder is one search.
type finder struct {
	*snapshot
	query query
	keep  func(id string) bool
	limit int
	may   []candidates
	hits  []Hit
}

// candidates are the documents of a block that may match.
type candidates struct {
	*block
	set set
}

func (f *finder) required() []gram {
	var all []gram
	for i := range f.query.terms {
		all = append(all, f.query.terms[i].grams...)
	}
	return all
}

// screen finds the candidates: the documents that have all grams.
func (f *finder) screen(grams []gram) {
	f.may = make([]candidates, 0, len(f.blocks))
next:
	for _, b := range f.blocks {
		var s set
		for i := range len(b.ids) {
			s.add(i)
		}
		for _, g := range grams {
			if s.and(b.has(g)); s.empty() {
				continue next
			}
		}
		f.may = append(f.may, candidates{b, s})
	}
}

// collect appends the hits of one class, until there are enough. Hits of better
// classes have been collected before.
func (f *finder) collect(c Class) {
	for i := range f.may {
		m := &f.may[i]
		s := f.narrow(m, c)
		for w := range s {
			for ; s[w] != 0; s[w] &= s[w] - 1 {
				n := w*64 + bits.TrailingZeros64(s[w])
				if f.query.class(m.doc(n)) != c || f.keep != nil && !f.keep(m.ids[n]) {
					continue
				}
				if f.hits = append(f.hits, Hit{m.ids[n], c}); len(f.hits) == f.limit {
					return
				}
			}
		}
	}
}

// narrow is the candidates that may be of class c.
func (f *finder) narrow(m *candidates, c Class) set {
	s := m.set
	if c == Within {
		return s
	}
	for i := range f.query.terms {
		t := m.reach(&f.query.terms[i], c)
		s.and(&t)
	}
	if f.query.phrase != nil {
		t := m.reach(f.query.phrase, c)
		t.and(&m.set)
		s.or(&t)
	}
	return s
}

// reach is the documents for which the class of a term may be c or better.
func (m *candidates) reach(t *term, c Class) set {
	s := *m.has(t.whole)
	if c > NameStart || c == NameStart && m.names(t.text) {
		s.or(m.has(t.start))
	}
	return s
}

// names tells whether a name that starts with text belongs in this block.
func (b *block) names(text []byte) bool {
	first, last := b.doc(0), b.doc(len(b.ids)-1)
	return bytes.Compare(last, text) >= 0 &&
		(bytes.Compare(first, text) <= 0 || bytes.HasPrefix(first, text))
}

// count tells how many documents match, and whether there may be more because
// it read as many texts as a search may.
func (f *finder) count() (total int, more bool) {
	sure := f.keep == nil
	for i := range f.query.terms {
		sure = sure && f.query.terms[i].sure
	}
	budget := f.budget()
	for i := range f.may {
		m := &f.may[i]
		if sure {
			for _, w := range m.set {
				total += bits.OnesCount64(w)
			}
			continue
		}
		for w, word := range m.set {
			for ; word != 0; word &= word - 1 {
				if budget--; budget < 0 {
					return max(total, len(f.hits)), true
				}
				n := w*64 + bits.TrailingZeros64(word)
				if f.query.matches(m.doc(n)) && (f.keep == nil || f.keep(m.ids[n])) {
					total++
				}
			}
		}
	}
	return total, false
}

// budget is how many texts are read for counting.
func (f *finder) budget() int { return 8192 + f.docs/16 }
