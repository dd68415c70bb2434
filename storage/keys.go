package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"gatehouse/domain"
)

// Every key is a space, a section, a table, and what the section adds:
//
//	index    'i' table index value order id   value and order are texts
//	record   'r' table id
//	unique   'u' table unique value
//	refusal  'x' slot
//	counter  'z' counter value
//
// An id stands last and as it is. Texts before it are escaped and end in a zero
// byte, so that keys sort as their parts do and no two lists of parts make the
// same key. The counters are the last of a space: see Load.
const (
	sectionIndex   = 'i'
	sectionRecord  = 'r'
	sectionUnique  = 'u'
	sectionRefusal = 'x'
	sectionCounter = 'z'
)

// space is the prefix of all keys of one workspace, or of what the workspaces
// share: their own records, and their slugs.
type space []byte

func shared() space { return space{'D'} }

func spaceOf(workspace domain.ID) space { return space(appendText([]byte{'W'}, string(workspace))) }

// key begins a key of a section. Its capacity holds most keys.
func (s space) key(section, table byte) []byte {
	return append(append(make([]byte, 0, len(s)+96), s...), section, table)
}

func (s space) record(table byte, id domain.ID) []byte {
	return append(s.key(sectionRecord, table), id...)
}

func (s space) records(table byte) []byte { return s.key(sectionRecord, table) }

// lists is the prefix of all that an index holds.
func (s space) lists(table, index byte) []byte { return append(s.key(sectionIndex, table), index) }

// list is the prefix of what an index holds under a value.
func (s space) list(table, index byte, value string) []byte {
	return appendValue(s.lists(table, index), value)
}

// place is the key of a record in an index.
func (s space) place(table byte, e entry, id domain.ID) []byte {
	return append(appendText(s.list(table, e.index, e.value), e.order), id...)
}

func (s space) unique(table, unique byte, value string) []byte {
	return appendValue(append(s.key(sectionUnique, table), unique), value)
}

func (s space) refusal(slot uint16) []byte {
	return binary.BigEndian.AppendUint16(s.key(sectionRefusal, 0), slot)
}

func (s space) counter(counter byte, value string) []byte {
	return appendValue(s.key(sectionCounter, counter), value)
}

// idIn reads the id out of what follows the prefix of a list, or of all lists
// of an index.
func idIn(rest []byte, whole bool) (domain.ID, bool) {
	end := bytes.IndexByte(rest, 0)
	if whole && end >= 0 {
		return idIn(rest[end+1:], false)
	}
	return domain.ID(rest[end+1:]), end >= 0
}

// after is the first key that doesn't start with prefix; nil is the end.
func after(prefix []byte) []byte {
	next := bytes.Clone(prefix)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			return next[:i+1]
		}
	}
	return nil
}

// appendText escapes 0 and 1, and ends with 0.
func appendText(key []byte, text string) []byte { return append(appendEscaped(key, text), 0) }

func appendEscaped(key []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c > 1 {
			key = append(key, c)
		} else {
			key = append(key, 1, c+1)
		}
	}
	return key
}

const (
	longestValue = 128 // longer values are kept as their beginning and their hash
	longestOrder = 64  // what is alike up to there is ordered by id
)

// appendValue is appendText for values that are looked up whole. A long one is
// cut at a mark that escaping never makes, and its hash follows.
func appendValue(key []byte, value string) []byte {
	if len(value) <= longestValue {
		return appendText(key, value)
	}
	hash := sha256.Sum256([]byte(value))
	key = append(appendEscaped(key, value[:longestOrder]), 1, 3)
	return appendText(key, string(hash[:]))
}

// inOrder is the text by which names, addresses and numbers are ordered.
func inOrder(text string) string {
	text = domain.FoldSearch(text)
	return text[:min(len(text), longestOrder)]
}

// at is the text by which times are ordered.
func at(t time.Time) string { return sequence(uint64(t.Unix()) ^ 1<<63) }

// sequence is a number as a text that sorts as it does.
func sequence(n uint64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	return string(b[:])
}
