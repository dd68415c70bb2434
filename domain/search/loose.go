package search

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// loose finds documents that have the letters of each term in order in the name
// or the e-mail address, and in which a word of the name or the address starts
// with the first one; the closer together the better. It reads no more than
// budget/8 texts, in order of names.
func (f *finder) loose() Result {
	type near struct {
		id     string
		spread int
	}
	var found []near
	f.screen(f.query.letter)
	left, more := budget/8, false
scan:
	for i := range f.may {
		m := &f.may[i]
		for n := range m.set.all() {
			if left--; left < 0 {
				more = true
				break scan
			}
			if spread := f.query.spread(m.doc(n)); spread > 0 && f.kept(m.ids[n]) {
				found = append(found, near{m.ids[n], spread})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.spread, b.spread) })
	r := Result{Total: len(found), More: more}
	for _, n := range found[:min(f.limit, len(found))] {
		r.Hits = append(r.Hits, Hit{n.id, Loose})
	}
	return r
}

// spread is the sum of what the terms take up in a document, in bytes, or 0
// where one isn't in it.
func (q *query) spread(doc []byte) int {
	p := split(doc)
	sum := 0
	for i := range q.terms {
		best := 0
		for _, field := range p[:Email+1] {
			if from, to := subsequence(field, q.terms[i].runes, nil); from < to && (best == 0 || to-from < best) {
				best = to - from
			}
		}
		if best == 0 {
			return 0
		}
		sum += best
	}
	return sum
}

// subsequence is the part of text that has some runes in their order: the one
// that ends first, and of those the shortest; from is to if there is none. Each
// place is given to at, from the last to the first, unless that is nil.
func subsequence(text []byte, runes []rune, at func(int)) (from, to int) {
	for _, r := range runes {
		n := bytes.IndexRune(text[to:], r)
		if n < 0 {
			return 0, 0
		}
		to += n + utf8.RuneLen(r)
	}
	from = to
	for _, r := range slices.Backward(runes) {
		var room [utf8.UTFMax]byte
		from = bytes.LastIndex(text[:from], utf8.AppendRune(room[:0], r))
		if at != nil {
			at(from)
		}
	}
	return from, to
}
