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

// class tells how well a document matches all terms, or noMatch if that is
// worse than worst.
func (q *query) class(doc []byte, worst Class) Class {
	if len(q.terms) == 0 {
		return Within
	}
	p := split(doc)
	c := Exact
	for i := range q.terms {
		if c = max(c, p.class(q.terms[i].text, worst)); c == noMatch {
			break
		}
	}
	if c > Exact && q.phrase != nil {
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

// class is the best class of a match of text, or noMatch if that is worse than worst.
func (p *parts) class(text []byte, worst Class) Class {
	switch {
	case p.any(bytes.Equal, text):
		return Exact
	case worst < NameStart:
		return noMatch
	case bytes.HasPrefix(p[Name], text):
		return NameStart
	case worst < WordStart:
		return noMatch
	case bytes.Contains(p[fields], text) || wordStart(p[Name], text) >= 0:
		return WordStart
	case worst < MailStart:
		return noMatch
	case bytes.HasPrefix(p[Email], text):
		return MailStart
	case worst < Within:
		return noMatch
	case p.any(bytes.Contains, text):
		return Within
	}
	return noMatch
}

func (p *parts) any(is func(field, text []byte) bool, text []byte) bool {
	return is(p[Name], text) || is(p[Email], text) || is(p[Role], text) || is(p[Number], text)
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
