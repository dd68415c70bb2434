package search

import (
	"bytes"
	"unicode/utf8"
)

// maxQuery is how many bytes of a folded query are looked at: more than an
// e-mail address can have.
const maxQuery = 256

// query is a query taken apart.
type query struct {
	terms  []term
	phrase *term // all terms together, where there are several
	letter []gram
	runes  int
}

// term is one thing that has to be in a document.
type term struct {
	text  []byte
	grams []gram // all of which a document that contains the term has
	start gram   // that a document has where something starts with the term
	whole gram   // that a document has where the term is a whole field
	sure  bool   // the grams alone prove that the term is there
}

func parse(s string) query {
	text := appendFold(nil, s, nil)
	if len(text) > maxQuery {
		text = bytes.ToValidUTF8(text[:maxQuery], nil)
	}
	var q query
	for word := range bytes.FieldsSeq(text) {
		q.terms = append(q.terms, newTerm(word))
		for _, r := range string(word) {
			q.letter = append(q.letter, letterGram(r))
		}
		q.runes += utf8.RuneCount(word)
	}
	if len(q.terms) > 1 {
		phrase := newTerm(bytes.TrimSpace(text))
		q.phrase = &phrase
	}
	return q
}

func newTerm(text []byte) term {
	t := term{text: text, start: startGram(text), whole: wholeGram(text)}
	last, runes, known := rune(-1), 0, true
	for _, r := range string(text) {
		if last >= 0 && wordRune(last) && wordRune(r) {
			t.grams = append(t.grams, pairGram(last, r))
		} else if r != ' ' {
			t.grams = append(t.grams, letterGram(r))
		}
		known = known && letterGram(r) < common
		last = r
		runes++
	}
	if len(t.grams) > 1 && t.grams[1] >= letters && t.grams[1] < otherPairs {
		t.grams = t.grams[1:] // the pair says it
	}
	t.sure = known && len(t.grams) == 1 && (runes == 1 || t.grams[0] < pairs)
	return t
}

// class tells how well a document matches all terms.
func (q *query) class(doc []byte) Class {
	c := Exact
	for i := range q.terms {
		if c = max(c, classOf(doc, q.terms[i].text)); c == noMatch {
			return noMatch
		}
	}
	if len(q.terms) == 0 {
		return Within
	}
	if c > Exact && q.phrase != nil {
		c = min(c, classOf(doc, q.phrase.text))
	}
	return c
}

// matches tells whether a document contains all terms.
func (q *query) matches(doc []byte) bool {
	for i := range q.terms {
		if !bytes.Contains(doc, q.terms[i].text) {
			return false
		}
	}
	return true
}

// classOf is the best class among the places where a document has a text.
func classOf(doc, text []byte) Class {
	best := noMatch
	for from := 0; best > Exact; {
		n := bytes.Index(doc[from:], text)
		if n < 0 {
			break
		}
		n += from
		best = min(best, classAt(doc, n, n+len(text)))
		from = n + 1
	}
	return best
}

// classAt is the class of a match of doc[start:end].
func classAt(doc []byte, start, end int) Class {
	field := 0
	if start > 0 {
		field = bytes.Count(doc[:start], []byte{0})
	}
	begins := start == 0 || doc[start-1] == 0
	switch {
	case field == fields:
		return WordStart // initials
	case begins && doc[end] == 0:
		return Exact
	case begins && field == Name:
		return NameStart
	case begins && field == Email:
		return MailStart
	case field == Name && wordAt(doc, start):
		return WordStart
	}
	return Within
}

// wordAt tells whether a word starts at n, which is not the start of doc.
func wordAt(doc []byte, n int) bool {
	first, _ := utf8.DecodeRune(doc[n:])
	before, _ := utf8.DecodeLastRune(doc[:n])
	return wordRune(first) && !wordRune(before)
}
