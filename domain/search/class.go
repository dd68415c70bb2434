package search

import (
	"bytes"
	"unicode/utf8"
)

// matches tells whether a document contains all terms.
func (q *query) matches(doc []byte) bool {
	for i := range q.terms {
		if !contains(doc, q.terms[i].text) {
			return false
		}
	}
	return true
}

// contains is bytes.Contains, which is several times faster on 64 bytes than on
// a few more.
func contains(doc, text []byte) bool {
	const fast = 64
	if len(doc) > fast && len(text) < fast/2 {
		return bytes.Contains(doc[:fast], text) || contains(doc[fast-len(text)+1:], text)
	}
	return bytes.Contains(doc, text)
}

// class tells how well a document matches all terms, or noMatch if it doesn't
// or worse than worst.
func (q *query) class(doc []byte, worst Class) Class {
	if !q.matches(doc) {
		return noMatch
	}
	if len(q.terms) == 0 {
		return Within
	}
	p := split(doc)
	c := Exact
	for i := range q.terms {
		c = max(c, p.class(q.terms[i].text, worst))
	}
	if c > Exact && q.phrase != nil && contains(doc, q.phrase.text) {
		c = min(c, p.class(q.phrase.text, worst))
	}
	return c
}

// parts are the fields of a document and the initials of its name.
type parts [fields + 1][]byte

func split(doc []byte) (p parts) {
	for i := range p {
		end := bytes.IndexByte(doc, 0)
		p[i], doc = doc[:end], doc[end+1:]
	}
	return p
}

// class is the best class of a text that is somewhere in the parts, or noMatch
// if that is worse than worst.
func (p *parts) class(text []byte, worst Class) Class {
	switch {
	case p.equal(text):
		return Exact
	case worst == Exact:
		return noMatch
	case bytes.HasPrefix(p[Name], text):
		return NameStart
	case worst == NameStart:
		return noMatch
	case bytes.Contains(p[fields], text) || wordStart(p[Name], text) >= 0:
		return WordStart
	case bytes.HasPrefix(p[Email], text):
		return MailStart
	case worst == MailStart:
		return noMatch
	}
	return Within
}

func (p *parts) equal(text []byte) bool {
	for _, field := range p[:fields] {
		if bytes.Equal(field, text) {
			return true
		}
	}
	return false
}

// wordStart is where in a field a word starts that, with what follows it,
// starts with text, or -1.
func wordStart(field, text []byte) int {
	if first, _ := utf8.DecodeRune(text); !wordRune(first) {
		return -1
	}
	for from := 0; ; {
		n := bytes.Index(field[from:], text)
		if n < 0 {
			return -1
		}
		n += from
		if before, _ := utf8.DecodeLastRune(field[:n]); n == 0 || !wordRune(before) {
			return n
		}
		from = n + 1
	}
}
