package domain

import (
	"io"
	"strings"
	"sync"
	"time"
)

// ID names a record for good: 13 characters of lower-case Crockford base32. It
// is no secret, and at most says when the record was made.
type ID string

const (
	idLength  = 13
	idTime    = 8 // characters of time in the ids that a database hands out
	crockford = "0123456789abcdefghjkmnpqrstvwxyz"
)

// NewID draws an id of 65 random bits. A random source that fails is a panic, as
// with crypto/rand: nothing sensible can go on without it.
func NewID(random io.Reader) ID {
	var b [idLength]byte
	drawID(b[:], random)
	return ID(b[:])
}

func drawID(b []byte, random io.Reader) {
	if _, err := io.ReadFull(random, b); err != nil {
		panic("drawing an id: " + err.Error())
	}
	for i := range b {
		b[i] = crockford[b[i]&31] // 256 is a multiple of 32: no character is favoured
	}
}

// idClock makes ids that sort in the order in which they are made, so that many
// new records stand together on disk. Each begins with a hundredth of a second
// of its own, ahead of the time where many are made at once, and ends in 25
// random bits, which keep those of two processes, and of a slip, apart.
type idClock struct {
	mu   sync.Mutex
	last uint64 // hundredths of a second since 1970, which fit until the year 2318
}

func (c *idClock) next(now time.Time, random io.Reader) ID {
	c.mu.Lock()
	c.last = max(c.last+1, uint64(max(0, now.UnixMilli()/10)))
	at := c.last
	c.mu.Unlock()
	var b [idLength]byte
	for i := idTime - 1; i >= 0; i-- {
		b[i], at = crockford[at&31], at>>5
	}
	drawID(b[idTime:], random)
	return ID(b[:])
}

// ParseID reads an id as NewID writes them, and nothing else.
func ParseID(s string) (ID, error) {
	if len(s) != idLength || strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune(crockford, r) }) {
		return "", Errorf(Invalid, "bad_id", "“%s” is not an id: those are %d characters of 0-9 and a-z without i, l, o, u", CleanMax(s, 40), idLength)
	}
	return ID(s), nil
}
