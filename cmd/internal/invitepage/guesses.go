package invitepage

import (
	"strconv"
	"time"

	"gatehouse/cmd/internal/limit"
)

// guesses is how many wrong tokens one address may send.
var guesses = limit.Rate{Each: time.Minute / 20, Burst: 20, Names: 10_000}

// client is what the wrong tokens of a visit are counted against.
func (v *visit) client() string { return limit.Network(v.from).String() }

// later tells when to come again, in whole seconds (RFC 9110, 10.2.3).
func (v *visit) later(wait time.Duration) {
	v.w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
}
