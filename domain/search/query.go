package search

import (
	"bytes"
	"slices"
)

// maxQuery is how many bytes of a folded query are looked at: more than an
// e-mail address can have.
const maxQuery = 256

// query is a query taken apart.
type query struct {
	terms  []term
	phrase *term  // all terms together, where there are several
	letter []gram // what a document must have to match loosely
}

// term is one thing that has to be in a document.
type term struct {
	text  []byte
	runes []rune  // of text
	grams []gram  // all of which a document that contains the term has
	start gram    // that a document has where something starts with the term
	whole [2]gram // that a document has where the term is a whole field
	sure  bool    // the grams alone prove that the term is there
	names run     // of the blocks where names that start with the term belong
}

func parse(s string) query {
	text := appendFold(nil, s, nil)
	if len(text) > maxQuery {
		text = bytes.ToValidUTF8(text[:maxQuery], nil)
	}
	var q query
	for word := range bytes.FieldsSeq(text) {
		t := newTerm(word)
		q.terms = append(q.terms, t)
		q.letter = append(q.letter, otherPairs+letterGram(t.runes[0]))
		for _, r := range t.runes[1:] {
			q.letter = append(q.letter, letterGram(r))
		}
	}
	if len(q.terms) > 1 {
		phrase := newTerm(bytes.TrimSpace(text))
		q.phrase = &phrase
	}
	return q
}

func newTerm(text []byte) term {
	t := term{text: text, runes: []rune(string(text)), start: startGram(text), whole: wholeGrams(text)}
	last, known := rune(-1), true
	for _, r := range t.runes {
		if last >= 0 && wordRune(last) && wordRune(r) {
			t.grams = append(t.grams, pairGram(last, r))
		} else if r != ' ' {
			t.grams = append(t.grams, letterGram(r))
		}
		known = known && letterGram(r) < common
		last = r
	}
	if len(t.grams) > 1 && t.grams[1] >= letters && t.grams[1] < otherPairs {
		t.grams = t.grams[1:] // the pair says it
	}
	t.sure = known && len(t.grams) == 1 && (len(t.runes) == 1 || t.grams[0] < pairs)
	return t
}

// sure tells whether the grams alone prove that a document matches.
func (q *query) sure() bool {
	return !slices.ContainsFunc(q.terms, func(t term) bool { return !t.sure })
}
