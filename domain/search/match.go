package search

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// Span is part of a text, in bytes; it starts and ends between characters.
type Span struct{ Start, End int }

// Match tells which parts of the fields of a hit match the query, for showing
// them: for each field spans in order that don't touch. The fields are given in
// the order of a Doc and as they are shown. Each term is marked once in every
// field that has it, at the start of a word where it can be; one that no field
// has is marked in the initials of the name, or letter by letter.
func Match(s string, fields ...string) [][]Span {
	q := parse(s)
	texts := make([]mapped, len(fields))
	for i, f := range fields {
		texts[i].text = appendFold(nil, f, &texts[i].at)
	}
	spans := make([][]Span, len(fields))
	for _, t := range q.terms {
		marked := false
		for i := range texts {
			if n := texts[i].find(t.text); n >= 0 {
				spans[i] = append(spans[i], texts[i].span(n, n+len(t.text)))
				marked = true
			}
		}
		for i := 0; i < min(Email+1, len(texts)) && !marked; i++ {
			one := func(n int) {
				spans[i] = append(spans[i], texts[i].span(n, n+1))
				marked = true
			}
			if at := texts[i].initials(t.text); i == Name && at != nil {
				for _, n := range at {
					one(n)
				}
				continue
			}
			subsequence(texts[i].text, t.runes, one)
		}
	}
	for i := range spans {
		spans[i] = join(spans[i])
	}
	return spans
}

// mapped is a folded text that knows where it comes from.
type mapped struct {
	text []byte
	at   []place
}

func (m *mapped) span(from, to int) Span { return Span{m.at[from].start, m.at[to-1].end} }

// find is where the text has a term: at the start of a word, else the first place; or -1.
func (m *mapped) find(term []byte) int {
	if n := wordStart(m.text, term); n >= 0 {
		return n
	}
	return bytes.Index(m.text, term)
}

// initials gives the places of the first letters of words that together are the term, or nil.
func (m *mapped) initials(term []byte) []int {
	var letters []byte
	var at []int // of each byte of letters
	inside := false
	for i, r := range string(m.text) {
		if wordRune(r) && !inside {
			letters = utf8.AppendRune(letters, r)
			for len(at) < len(letters) {
				at = append(at, i)
			}
		}
		inside = wordRune(r)
	}
	n := bytes.Index(letters, term)
	if n < 0 {
		return nil
	}
	return slices.Compact(at[n : n+len(term)])
}

// join sorts spans and makes one of those that touch.
func join(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
