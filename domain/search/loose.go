package search

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// loose finds documents that have the letters of each term in order in the name
// or the e-mail address; the closer together the better.
func (f *finder) loose() Result {
	type near struct {
		id     string
		spread int
	}
	var found []near
	f.screen(f.query.letter)
	budget, more := f.budget(), false
	for i := range f.may {
		m := &f.may[i]
		for w, word := range m.set {
			for ; word != 0 && !more; word &= word - 1 {
				n := w*64 + bits.TrailingZeros64(word)
				spread := f.query.spread(m.doc(n))
				if spread > 0 && (f.keep == nil || f.keep(m.ids[n])) {
					found = append(found, near{m.ids[n], spread})
				}
				budget--
				more = budget < 0
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
	name, rest, _ := bytes.Cut(doc, []byte{0})
	mail, _, _ := bytes.Cut(rest, []byte{0})
	sum := 0
	for i := range q.terms {
		best := 0
		for _, field := range [][]byte{name, mail} {
			if at := subsequence(field, q.terms[i].text); at != nil {
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

// subsequence gives the places in text of the runes of term in their order: those
// that end first, and from there backwards the closest.
func subsequence(text, term []byte) []int {
	runes := []rune(string(term))
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
		end = bytes.LastIndex(text[:end], []byte(string(runes[i])))
		at[i] = end
	}
	return at
}
