package domain

import (
	"fmt"
	"unicode"
)

// blank: graphic by their category, yet nothing is drawn.
var blank = &unicode.RangeTable{
	R16: []unicode.Range16{{0x2800, 0x2800, 1}, {0xfffc, 0xfffc, 1}}, // braille blank, object replacement
	R32: []unicode.Range32{{0x1d159, 0x1d159, 1}},                    // musical null notehead
}

var skinTones = &unicode.RangeTable{R32: []unicode.Range32{{0x1f3fb, 0x1f3ff, 1}}}

// pictographs: what can be part of an emoji (Unicode Technical Standard 51), by
// block where a block has little else.
var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'#', '#', 1}, {'*', '*', 1}, {'0', '9', 1}, {0xa9, 0xa9, 1}, {0xae, 0xae, 1},
		{0x203c, 0x203c, 1}, {0x2049, 0x2049, 1}, {0x2122, 0x2122, 1}, {0x2139, 0x2139, 1},
		{0x2190, 0x21ff, 1}, {0x2300, 0x23ff, 1}, {0x24c2, 0x24c2, 1}, {0x25a0, 0x25ff, 1},
		{0x2600, 0x27bf, 1}, {0x2934, 0x2935, 1}, {0x2b00, 0x2bff, 1},
		{0x3030, 0x3030, 1}, {0x303d, 0x303d, 1}, {0x3297, 0x3297, 1}, {0x3299, 0x3299, 1},
	},
	R32:         []unicode.Range32{{0x1f000, 0x1faff, 1}},
	LatinOffset: 5,
}

// joining: scripts whose letters change shape beside each other, so that a
// joiner between two of them is spelling.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mandaic, unicode.Nko, unicode.Mongolian, unicode.Adlam, unicode.Hanifi_Rohingya,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
	unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

// unseen names the characters that are most often met where they don't belong.
var unseen = map[rune]string{
	0x00: "a null character", '\t': "a tab", '\n': "a line break", '\r': "a line break", 0x1b: "an escape character", 0x7f: "a delete character",
	0x85: "a line break", 0x9b: "an escape sequence", 0xad: "a soft hyphen", 0x34f: "an invisible character",
	0x61c: "a direction mark", 0x200b: "a zero-width space", zwnj: "an invisible non-joiner", zwj: "an invisible joiner",
	0x200e: "a left-to-right mark", 0x200f: "a right-to-left mark", 0x2028: "a line break", 0x2029: "a line break",
	0x202a: "a left-to-right embedding", 0x202b: "a right-to-left embedding", 0x202c: "an end of a direction change",
	0x202d: "a left-to-right override", 0x202e: "a right-to-left override",
	0x2060: "an invisible joiner", 0x2066: "a left-to-right isolate", 0x2067: "a right-to-left isolate",
	0x2068: "a direction isolate", 0x2069: "an end of a direction change", 0x3164: "an invisible letter", 0xfeff: "a byte order mark",
}

// whatIs says what stands at a place that isn't clean.
func whatIs(r rune, size int, v verdict) string {
	switch {
	case v == ellipsis:
		return "too many marks on one letter"
	case r == '\ufffd' && size <= 1:
		return "bytes that aren't UTF-8"
	case unseen[r] != "":
		return fmt.Sprintf("U+%04X, %s", r, unseen[r])
	case unicode.Is(unicode.Cc, r):
		return fmt.Sprintf("U+%04X, a control character", r)
	case unicode.Is(unicode.Co, r):
		return fmt.Sprintf("U+%04X, a private character", r)
	case unicode.Is(unicode.Variation_Selector, r):
		return fmt.Sprintf("U+%04X, a variation selector", r)
	case unicode.Is(unicode.M, r):
		return fmt.Sprintf("U+%04X, a mark without a letter", r)
	case unicode.Is(unicode.Cf, r) || unicode.IsGraphic(r):
		return fmt.Sprintf("U+%04X, an invisible character", r)
	}
	return fmt.Sprintf("U+%04X, a character without a meaning", r)
}
