package domain

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxMarks = 8 // combining marks on one letter: a Burmese syllable needs seven
	maxJoins = 3 // joiners in one emoji: a family of four has three

	zwnj = '\u200c'
	zwj  = '\u200d'
)

// Clean makes text from outside harmless and visible for a screen, a title, a
// log or plain output. What a terminal would obey, what turns the direction of
// text, what can't be seen, what has no meaning (unassigned, private) and what
// isn't UTF-8 is written as Go and JSON programmers know it: \n, \x1b, \u202e,
// \U000e0041. Joiners and variation selectors stay where a script or an emoji
// needs them; marks piled on a letter end in an ellipsis. Cleaning twice changes
// nothing more. Clean text comes back as it is, without an allocation.
func Clean(s string) string { return clean(s, math.MaxInt) }

// CleanMax is Clean for at most so many runes; longer text ends in an ellipsis.
// It reads no further than it has to.
func CleanMax(s string, runes int) string { return clean(s, runes) }

// Unclean finds the first place of s that Clean would change, and says what is
// there, such as "U+202E, a right-to-left override".
func Unclean(s string) (what string, found bool) {
	var c cleaner
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if v := c.judge(r, size, s[i+size:]); v != keep {
			return whatIs(r, size, v), true
		}
		i += size
	}
	return "", false
}

func clean(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	var c cleaner
	var out []byte // stays nil as long as nothing had to change
	changed := false
	runes, end, cut := 0, 0, 0 // end of the output, and where an ellipsis would still fit
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		v := c.judge(r, size, s[i+size:])
		if v != keep && !changed {
			changed, out = true, append(make([]byte, 0, i+64), s[:i]...)
		}
		switch {
		case v == keep && !changed:
			runes, end = runes+1, i+size
		case v == keep:
			runes, out = runes+1, append(out, s[i:i+size]...)
		case v == escape:
			out = appendEscape(out, r, s[i:i+size])
			runes += len(out) - end
		case v == ellipsis:
			runes, out = runes+1, append(out, "…"...)
		}
		if changed {
			end = len(out)
		}
		if runes > limit {
			if !changed {
				out = []byte(s[:cut])
			}
			return string(append(trimJoiners(out[:cut]), "…"...))
		}
		if runes < limit {
			cut = end
		}
		i += size
	}
	if !changed {
		return s
	}
	return string(out)
}

// trimJoiners takes off what may have needed the neighbour that was cut away.
func trimJoiners(b []byte) []byte {
	for {
		r, size := utf8.DecodeLastRune(b)
		if r != zwj && r != zwnj && !unicode.Is(unicode.Variation_Selector, r) {
			return b
		}
		b = b[:len(b)-size]
	}
}

type verdict uint8

const (
	keep     verdict = iota
	escape           // write it out
	ellipsis         // the first mark too many
	drop             // the marks after that
)

// cleaner knows what the output ends with: whether a joiner, a mark or a
// selector may stand depends on it. It looks at output, not input, so that a
// second pass decides the same.
type cleaner struct {
	prev  rune // the last rune kept; 0 at the start and after an escape
	base  rune // the last one that isn't a mark, a joiner or a selector
	marks int  // on that base
	joins int  // in this emoji
	flood bool // inside marks that are too many
}

func (c *cleaner) judge(r rune, size int, rest string) verdict {
	switch {
	case ' ' <= r && r <= '~':
		return c.letter(r)
	case r == utf8.RuneError && size <= 1:
		return c.escape()
	case r == zwj, r == zwnj:
		if !c.mayJoin(r, rest) {
			return c.escape()
		}
		c.prev = r
		return keep
	case unicode.Is(unicode.Variation_Selector, r):
		if c.base == 0 || c.prev != c.base || !mayVary(c.base, r, rest) {
			return c.escape()
		}
		c.prev = r
		return keep
	case !unicode.IsGraphic(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(blank, r):
		return c.escape()
	case unicode.Is(unicode.M, r):
		return c.mark(r)
	}
	return c.letter(r)
}

func (c *cleaner) escape() verdict {
	*c = cleaner{}
	return escape
}

func (c *cleaner) letter(r rune) verdict {
	if c.prev != zwj && !unicode.Is(skinTones, r) {
		c.joins = 0
	}
	c.prev, c.base, c.marks, c.flood = r, r, 0, false
	return keep
}

func (c *cleaner) mark(r rune) verdict {
	switch {
	case c.flood:
		return drop
	case c.base == 0: // it would land on whatever the screen shows before it
		return c.escape()
	case c.marks >= maxMarks:
		*c = cleaner{prev: '…', base: '…', flood: true}
		return ellipsis
	}
	c.marks++
	c.prev = r
	return keep
}

// mayJoin allows a joiner after a virama (RFC 5892, A.1 and A.2), between
// letters of scripts that join, and between the parts of an emoji.
func (c *cleaner) mayJoin(joiner rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case c.prev == 0:
		return false
	case isVirama(c.prev):
		return true
	case unicode.In(c.base, joining...):
		return unicode.IsLetter(next) && unicode.In(next, joining...)
	case joiner == zwj && isPictograph(c.base) && isPictograph(next) && c.joins < maxJoins:
		c.joins++
		return true
	}
	return false
}

// mayVary allows a selector right after what it selects a shape of: emoji or
// text presentation, a keycap, a Han or a Mongolian variant.
func mayVary(base, selector rune, rest string) bool {
	switch {
	case selector == '\ufe0e' || selector == '\ufe0f':
		if base < 0x80 { // a keycap: a digit, the selector, the cap
			next, _ := utf8.DecodeRuneInString(rest)
			return next == '\u20e3' && unicode.Is(pictographs, base)
		}
		return unicode.Is(pictographs, base)
	case selector < '\u1900':
		return unicode.Is(unicode.Mongolian, base)
	}
	return unicode.Is(unicode.Han, base)
}

func isVirama(r rune) bool {
	return r > 0x900 && unicode.Is(unicode.M, r) && norm.NFC.PropertiesString(string(r)).CCC() == 9
}

func isPictograph(r rune) bool {
	return r >= 0x2190 && unicode.Is(pictographs, r) && unicode.IsGraphic(r)
}

func appendEscape(out []byte, r rune, raw string) []byte {
	const hex = "0123456789abcdef"
	switch {
	case r == '\n':
		return append(out, `\n`...)
	case r == '\r':
		return append(out, `\r`...)
	case r == '\t':
		return append(out, `\t`...)
	case len(raw) == 1: // C0, DEL, and bytes that aren't UTF-8
		return append(out, '\\', 'x', hex[raw[0]>>4], hex[raw[0]&15])
	}
	digits, letter := 4, byte('u')
	if r > 0xffff {
		digits, letter = 8, 'U'
	}
	out = append(out, '\\', letter)
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		out = append(out, hex[r>>shift&15])
	}
	return out
}
