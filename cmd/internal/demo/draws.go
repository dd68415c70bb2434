package demo

import (
	"io"
	"math/rand/v2"
)

// draws is the randomness of a demo. Ids are the same each time; the secret
// part of a key or token comes from elsewhere, or whoever has this source
// could work it out.
type draws struct {
	ids     *rand.ChaCha8
	secrets io.Reader
}

func newDraws(secrets io.Reader) *draws {
	return &draws{rand.NewChaCha8([32]byte([]byte("the demo's people and their ids."))), secrets}
}

// An id is one draw of 13 bytes, and a secret a longer one, whose first 12
// are the identifier that it is found by.
const idDraw, identifierDraw = 13, 12

// base62Takes bounds the bytes that make a base62 character; others are drawn
// again, which would shift all ids after them.
const base62Takes = 4 * 62

// Read fills p. Its error is that of the secrets' source.
func (d *draws) Read(p []byte) (int, error) {
	open := p
	if len(p) > idDraw {
		open = p[:identifierDraw]
	}
	_, _ = d.ids.Read(open) // never fails
	for i := range open {
		open[i] &= 0x7f
	}
	n := len(open)
	for n < len(p) {
		if _, err := io.ReadFull(d.secrets, p[n:]); err != nil {
			return n, err
		}
		for _, b := range p[n:] {
			if b < base62Takes {
				p[n] = b
				n++
			}
		}
	}
	return n, nil
}
