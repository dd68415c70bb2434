package search

import (
	"bytes"
	"cmp"
	"unicode/utf8"
)

// entry is a document ready to be put in a block. Its text is the folded
// fields and the initials of the name, each with a NUL after it. NUL sorts
// first, so comparing texts compares names first.
type entry struct {
	id   string
	text []byte
}

func (e entry) compare(o entry) int {
	return cmp.Or(bytes.Compare(e.text, o.text), cmp.Compare(e.id, o.id))
}

// appendEntry appends the text of a document.
func appendEntry(dst []byte, d Doc) []byte {
	from := len(dst)
	for _, f := range d.Fields {
		dst = append(appendFold(dst, f, nil), 0)
	}
	name, _, _ := bytes.Cut(dst[from:], []byte{0})
	return append(appendInitials(dst, name), 0)
}

// appendInitials appends the first letter of each word of a folded name.
func appendInitials(dst, name []byte) []byte {
	inside := false
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRune(name[i:])
		word := wordRune(r)
		if word && !inside {
			dst = append(dst, name[i:i+n]...)
		}
		inside = word
		i += n
	}
	return dst
}

// block is up to blockSize documents in order of their texts. It never changes.
type block struct {
	ids   []string
	text  []byte
	start []uint32      // where in text each document starts, and the end
	row   [grams]uint16 // of each gram; row 0 is empty
	rows  []set
}

func (b *block) doc(n int) []byte { return b.text[b.start[n]:b.start[n+1]] }
func (b *block) entry(n int) entry {
	return entry{b.ids[n], b.doc(n)}
}

// has is the set of documents with a gram.
func (b *block) has(g gram) *set { return &b.rows[b.row[g]] }

// builder is the room in which blocks are built.
type builder [grams]set

func (t *builder) build(entries []entry) *block {
	size := 0
	for _, e := range entries {
		size += len(e.text)
	}
	b := &block{
		ids:   make([]string, len(entries)),
		text:  make([]byte, 0, size),
		start: make([]uint32, 1, len(entries)+1),
	}
	*t = builder{}
	for n, e := range entries {
		b.ids[n] = e.id
		b.text = append(b.text, e.text...)
		b.start = append(b.start, uint32(len(b.text)))
		t.note(n, e.text)
	}
	used := 1
	for g := range t {
		if !t[g].empty() {
			b.row[g] = uint16(used)
			used++
		}
	}
	b.rows = make([]set, used)
	for g, r := range b.row {
		if r > 0 {
			b.rows[r] = t[g]
		}
	}
	return b
}

// note enters the grams of the document with number n.
func (t *builder) note(n int, text []byte) {
	for f := range fields + 1 {
		end := bytes.IndexByte(text, 0)
		field := text[:end]
		text = text[end+1:]
		if end == 0 {
			continue
		}
		t.noteRunes(n, field, f == Name, f == fields)
		if f < fields {
			for _, g := range wholeGrams(field) {
				t[g].add(n)
			}
		}
		if f == Name || f == Email {
			t[startGram(field)].add(n)
			first, _ := utf8.DecodeRune(field)
			t[otherPairs+letterGram(first)].add(n)
		}
	}
}

// noteRunes enters the letters and pairs of a field; where its words are to be
// found by their starts, or every pair is a start (initials), those as well.
func (t *builder) noteRunes(n int, field []byte, words, initials bool) {
	last := rune(-1) // of the same word
	head := false    // last is the first of its word
	for i := 0; i < len(field); {
		r, size := rune(field[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(field[i:])
		}
		i += size
		t[letterGram(r)].add(n)
		if !wordRune(r) {
			last = -1
			continue
		}
		if last >= 0 {
			t[pairGram(last, r)].add(n)
			if initials || words && head {
				t[startPairGram(last, r)].add(n)
			}
		} else if words {
			t[otherPairs+letterGram(r)].add(n)
		}
		head = last < 0
		last = r
	}
}
