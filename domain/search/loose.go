package search

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// loose finds documents that have the letters of each term in order in the name
// or the e-mail address, and in which a word of the name or the address starts
// with the first one; the closer together the better.
func (f *finder) loose() Result {
	type near struct {
		id     string
		spread int
	}
	var found []near
	f.screen(f.query.letter)
	budget, more := f.budget(), false
scan:
	for i := range f.may {
		m := &f.may[i]
		for n := range m.set.all() {
			if budget--; budget < 0 {
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
			if at := subsequence(field, q.terms[i].runes); at != nil {
				if w := at[len(at)-1] - at[0] + 1; best == 0 || w < best {
					best = w
				}
			}
		}
		if best == 0 {
			return 0
		}
		sum += best
	}
	return sum
}

// subsequence gives the places in text of some runes in their order, or nil:
// those that end first, and from there backwards the closest.
func subsequence(text []byte, runes []rune) []int {
	end := 0
	for _, r := range runes {
		n := bytes.IndexRune(text[end:], r)
		if n < 0 {
			return nil
		}
		end += n + utf8.RuneLen(r)
	}
	at := make([]int, len(runes))
	for i := len(runes) - 1; i >= 0; i-- {
		var room [utf8.UTFMax]byte
		end = bytes.LastIndex(text[:end], utf8.AppendRune(room[:0], runes[i]))
		at[i] = end
	}
	return at
}
