package domain

import (
	"io"
	"strings"
)

// ID names a record for good: 13 characters of lower-case Crockford base32, 65
// random bits. It says nothing about the record.
type ID string

const (
	idLength  = 13
	crockford = "0123456789abcdefghjkmnpqrstvwxyz"
)

// NewID draws an id. A random source that fails is a panic, as with crypto/rand:
// nothing sensible can go on without it.
func NewID(random io.Reader) ID {
	var b [idLength]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		panic("drawing an id: " + err.Error())
	}
	for i := range b {
		b[i] = crockford[b[i]&31] // 256 is a multiple of 32: no character is favoured
	}
	return ID(b[:])
}

// ParseID reads an id as NewID writes them, and nothing else.
func ParseID(s string) (ID, error) {
	if len(s) != idLength || strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune(crockford, r) }) {
		return "", Errorf(Invalid, "bad_id", "“%s” is not an id: those are %d characters of 0-9 and a-z without i, l, o, u", CleanMax(s, 40), idLength)
	}
	return ID(s), nil
}
