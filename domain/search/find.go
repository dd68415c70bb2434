package search

import (
	"bytes"
	"sort"
)

// Find gives the best limit documents that contain all terms of the query, the
// whole order being class, name, e-mail address, role, number, id. Where keep
// is not nil, only documents count for which it says true; it is asked for
// matching ones only. An empty query finds everything. A query of three letters
// or more that nothing contains finds loose matches instead.
func (x *Index) Find(s string, limit int, keep func(id string) bool) Result {
	f := finder{snapshot: x.now.Load(), query: parse(s), keep: keep, limit: max(limit, 0)}
	f.screen(f.required())
	if len(f.query.terms) > 0 {
		f.locate()
		f.collect(Exact, Exact)
		f.collect(NameStart, NameStart)
		f.collect(WordStart, MailStart)
	}
	total, more := f.rest()
	if total == 0 && len(f.query.letter) >= 3 {
		return f.loose()
	}
	return Result{Hits: f.hits, Total: total, More: more}
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

// run is a run of blocks; to is not in it.
type run struct{ from, to int }

// candidates are the documents of a block that may match.
type candidates struct {
	*block
	place int // of the block among all
	set   set
}

func (f *finder) required() []gram {
	var all []gram
	for i := range f.query.terms {
		all = append(all, f.query.terms[i].grams...)
	}
	return all
}

// locate notes where the names are that start with a term or the phrase.
func (f *finder) locate() {
	for i := range f.query.terms {
		f.query.terms[i].names = f.names(f.query.terms[i].text)
	}
	if f.query.phrase != nil {
		f.query.phrase.names = f.names(f.query.phrase.text)
	}
}

// screen finds the candidates: the documents that have all grams.
func (f *finder) screen(grams []gram) {
	f.may = make([]candidates, 0, len(f.blocks))
next:
	for i, b := range f.blocks {
		s := firstN(len(b.ids))
		for _, g := range grams {
			if s.and(b.has(g)); s.empty() {
				continue next
			}
		}
		f.may = append(f.may, candidates{b, i, s})
	}
}

// collect appends the hits of the classes from best to worst until there are
// enough. What is better than best has been collected before.
func (f *finder) collect(best, worst Class) {
	var later []Hit // of the worst class; it has two at most
	for i := range f.may {
		if f.full() {
			return
		}
		m := &f.may[i]
		for n := range f.narrow(m, worst).all() {
			c := f.query.class(m.doc(n), worst)
			switch {
			case c < best || c > worst || !f.kept(m.ids[n]):
			case c > best && len(later) < f.limit:
				later = append(later, Hit{m.ids[n], c})
			case c == best && !f.full():
				f.hits = append(f.hits, Hit{m.ids[n], c})
			}
		}
	}
	f.hits = append(f.hits, later[:min(len(later), f.limit-len(f.hits))]...)
}

func (f *finder) full() bool          { return len(f.hits) >= f.limit }
func (f *finder) kept(id string) bool { return f.keep == nil || f.keep(id) }

// narrow is the candidates that may be of class c.
func (f *finder) narrow(m *candidates, c Class) set {
	s := m.set
	if c == Within {
		return s
	}
	for i := range f.query.terms {
		t := f.reach(m, &f.query.terms[i], c)
		s.and(&t)
	}
	if f.query.phrase != nil {
		t := f.reach(m, f.query.phrase, c)
		t.and(&m.set)
		s.or(&t)
	}
	return s
}

// reach is the documents for which the class of a term may be c or better; of
// a lone term, those that may be just c.
func (f *finder) reach(m *candidates, t *term, c Class) set {
	var s set
	if c == Exact || len(f.query.terms) > 1 {
		s = *m.has(t.whole[0])
		s.and(m.has(t.whole[1]))
	}
	if c > NameStart || c == NameStart && t.names.from <= m.place && m.place < t.names.to {
		s.or(m.has(t.start))
	}
	return s
}

// names gives the blocks that names starting with text belong in.
func (s *snapshot) names(text []byte) run {
	from := sort.Search(len(s.blocks), func(i int) bool {
		b := s.blocks[i]
		return bytes.Compare(b.doc(len(b.ids)-1), text) >= 0
	})
	n := sort.Search(len(s.blocks)-from, func(i int) bool {
		first := s.blocks[from+i].doc(0)
		return bytes.Compare(first, text) > 0 && !bytes.HasPrefix(first, text)
	})
	return run{from, from + n}
}

// rest counts what matches and appends the hits that are merely within a field
// while there is room. When there is none left it reads only as many texts as a
// search may, and then says that there may be more.
func (f *finder) rest() (total int, more bool) {
	sure := f.keep == nil && f.query.sure()
	left := budget
	for i := range f.may {
		m := &f.may[i]
		if sure && f.full() {
			total += m.set.len()
			continue
		}
		for n := range m.set.all() {
			if f.full() {
				if left--; left < 0 {
					return max(total, len(f.hits)), true
				}
			}
			if !sure && !f.query.matches(m.doc(n)) || !f.kept(m.ids[n]) {
				continue
			}
			total++
			if !f.full() && f.query.class(m.doc(n), Within) == Within {
				f.hits = append(f.hits, Hit{m.ids[n], Within})
			}
		}
	}
	return total, false
}

// budget is how many texts a search reads for what it could do without.
const budget = 8192
