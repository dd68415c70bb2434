package search

import (
	"iter"
	"math/bits"
)

const (
	blockSize = 512 // documents; a set of them is one cache line
	setWords  = blockSize / 64
)

// set is a set of the documents of one block, by their numbers.
type set [setWords]uint64

// firstN is the set of the numbers below n.
func firstN(n int) (s set) {
	for i := range s {
		s[i] = 1<<min(max(n-i*64, 0), 64) - 1
	}
	return s
}

func (s *set) add(n int) { s[n/64] |= 1 << (n % 64) }

func (s *set) and(o *set) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s *set) or(o *set) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s *set) empty() bool { return *s == set{} }

func (s *set) len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// all gives the numbers in order.
func (s set) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(i*64 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}
