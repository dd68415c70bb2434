package rights

import (
	"iter"
	"math/bits"
)

// Set is a set of rights.
type Set uint64

// SetOf makes a set.
func SetOf(rights ...Right) Set {
	var s Set
	for _, r := range rights {
		s |= 1 << r
	}
	return s
}

// Everything is the set of all rights.
const Everything Set = 1<<count - 2

// Has tells whether the right is in the set.
func (s Set) Has(r Right) bool { return s>>r&1 != 0 }

// With is the set and the right.
func (s Set) With(r Right) Set { return s | 1<<r }

// Without is the set but for the right.
func (s Set) Without(r Right) Set { return s &^ (1 << r) }

// Union is what is in either set.
func (s Set) Union(t Set) Set { return s | t }

// Minus is what is in s and not in t.
func (s Set) Minus(t Set) Set { return s &^ t }

// Len counts the rights in the set.
func (s Set) Len() int { return bits.OnesCount64(uint64(s)) }

// All yields the rights in the order of the catalogue.
func (s Set) All() iter.Seq[Right] {
	return func(yield func(Right) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(Right(bits.TrailingZeros64(uint64(s)))) {
				return
			}
		}
	}
}

// where is the set of the rights that the catalogue describes in some way.
func where(is func(Entry) bool) Set {
	var s Set
	for _, e := range catalogue[1:] {
		if is(e) {
			s = s.With(e.Right)
		}
	}
	return s
}

var (
	personal = where(func(e Entry) bool { return e.Personal })
	reserved = where(func(e Entry) bool { return e.Reserved })
)
