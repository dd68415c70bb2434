package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	joiner   = '\u200d' // makes one character of its neighbours
	selector = '\ufe0f' // asks for the emoji form of what is before it
)

// place is where in the original a byte of folded text comes from.
type place struct{ start, end int }

// appendFold appends s as search compares it: compatibility decomposition
// without marks and format characters, case folded, white space and control
// characters as single spaces. It never writes a NUL. Where at is not nil it
// gets the place of each byte, always of whole characters as people see them.
func appendFold(dst []byte, s string, at *[]place) []byte {
	from := len(dst)
	for i := 0; i < len(s); {
		end := i + character(s[i:])
		n := len(dst)
		if end == i+1 && s[i] < utf8.RuneSelf {
			dst = appendRune(dst, from, rune(s[i]))
		} else {
			var room [64]byte
			for _, r := range string(norm.NFKD.AppendString(room[:0], s[i:end])) {
				dst = appendRune(dst, from, r)
			}
		}
		if at != nil {
			for range len(dst) - n {
				*at = append(*at, place{i, end})
			}
		}
		i = end
	}
	if len(dst) > from && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

func appendRune(dst []byte, from int, r rune) []byte {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return append(dst, byte(r))
	case 'A' <= r && r <= 'Z':
		return append(dst, byte(r)+'a'-'A')
	case unicode.IsSpace(r) || unicode.IsControl(r):
		if len(dst) == from || dst[len(dst)-1] == ' ' {
			return dst
		}
		return append(dst, ' ')
	case r < utf8.RuneSelf:
		return append(dst, byte(r))
	case silent(r):
		return dst
	}
	r = unicode.ToLower(unicode.ToUpper(r)) // by way of upper case: ς is σ, ı is i
	if plain := latin(r); plain != "" {
		return append(dst, plain...)
	}
	return utf8.AppendRune(dst, r)
}

// latin gives the letters that people type for those that Unicode doesn't
// decompose.
func latin(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ŧ':
		return "t"
	}
	return ""
}

// silent runes leave no trace in folded text: marks, format characters and skin tones.
func silent(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || tone(r)
}

func tone(r rune) bool { return 0x1f3fb <= r && r <= 0x1f3ff }

// character is the length in bytes of the first character of s as people see
// it: a letter with its marks, a decomposed Hangul syllable, an emoji sequence,
// a flag.
func character(s string) int {
	last, n := utf8.DecodeRuneInString(s)
	flags := 1
	for n < len(s) && s[n] >= utf8.RuneSelf && !unicode.IsControl(last) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case unicode.In(r, unicode.M, unicode.Cf) || tone(r):
		case last == joiner && unicode.Is(unicode.So, r):
		case jamo(last) && 0x1160 <= r && r <= 0x11ff: // a vowel or a final after a consonant
		case flag(last) && flag(r) && flags == 1:
			flags++
		default:
			return n
		}
		if r != selector {
			last = r
		}
		n += size
	}
	return n
}

func jamo(r rune) bool { return 0x1100 <= r && r <= 0x11ff || 0xac00 <= r && r <= 0xd7a3 }
func flag(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }

// wordRune tells what words are made of.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}
