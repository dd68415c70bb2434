package search

import "unicode/utf8"

// A gram is a fact about a document that a query can ask for: it has this
// letter, this pair of letters side by side, something in it starts with these,
// a whole field is this. Each is a number under grams. Common letters and their
// pairs have numbers of their own, the others share some by hash.
type gram uint16

const (
	common     = 40 // a–z, 0–9 and . @ - _
	letters    = 64
	alnum      = 36
	pairs      = letters + alnum*alnum
	otherPairs = pairs + 256
	starts     = otherPairs + letters
	startPairs = starts + 240
	wholes     = startPairs + 128
	grams      = wholes
)

func mix(a, b rune) uint32 {
	h := uint64(uint32(a))<<32 | uint64(uint32(b))
	h *= 0x9e3779b97f4a7c15
	return uint32(h >> 32)
}

func letterGram(r rune) gram {
	switch {
	case 'a' <= r && r <= 'z':
		return gram(r - 'a')
	case '0' <= r && r <= '9':
		return gram(r-'0') + 26
	case r == '.':
		return 36
	case r == '@':
		return 37
	case r == '-':
		return 38
	case r == '_':
		return 39
	}
	return gram(common + mix(r, 1)%(letters-common))
}

func pairGram(a, b rune) gram {
	x, y := letterGram(a), letterGram(b)
	if x < alnum && y < alnum {
		return letters + x*alnum + y
	}
	return gram(pairs + mix(a, b)%(otherPairs-pairs))
}

// startGram is that of the text's first two runes if both belong to a word,
// else of the first one.
func startGram(text []byte) gram {
	a, n := utf8.DecodeRune(text)
	b, _ := utf8.DecodeRune(text[n:])
	if wordRune(a) && wordRune(b) && n < len(text) {
		return startPairGram(a, b)
	}
	return otherPairs + letterGram(a)
}

func startPairGram(a, b rune) gram { return gram(starts + mix(a, b)%(startPairs-starts)) }

// wholeGrams are two, so that few have both by chance.
func wholeGrams(text []byte) [2]gram {
	h := uint64(14695981039346656037) // FNV-1a
	for _, c := range text {
		h = (h ^ uint64(c)) * 1099511628211
	}
	const n = wholes - startPairs
	return [2]gram{gram(startPairs + h%n), gram(startPairs + h>>32%n)}
}
