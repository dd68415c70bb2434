package domain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	maxName       = 80
	maxPersonName = 200
)

// ParseName reads the name of a service user, unit, group, project or custom
// role: 1 to 80 characters, trimmed, in NFC, every kind of space a plain one.
func ParseName(s string) (string, error) { return parseName(s, maxName) }

// ParsePersonName reads the name of a person: 1 to 200 characters, under the
// same rules.
func ParsePersonName(s string) (string, error) { return parseName(s, maxPersonName) }

func parseName(s string, limit int) (string, error) {
	s = strings.TrimSpace(s)
	if len(s) > limit*64 { // before any work on it
		return "", Errorf(Invalid, "bad_name", "the name is too long: %d characters at most", limit)
	}
	if s == "" {
		return "", Errorf(Invalid, "bad_name", "a name is needed")
	}
	if Masked(s) != s {
		return "", Errorf(Invalid, "bad_name", "this holds a key or token, which is never kept: if it is a real one, revoke it")
	}
	s = norm.NFC.String(s)
	if what, found := Unclean(s); found {
		return "", Errorf(Invalid, "bad_name", "the name holds %s", what)
	}
	s = strings.Map(plainSpace, s)
	if n := utf8.RuneCountInString(s); n > limit {
		return "", Errorf(Invalid, "bad_name", "the name has %d characters: %d at most", n, limit)
	}
	return s, nil
}

// plainSpace makes one space of all those that can't be told apart by eye.
func plainSpace(r rune) rune {
	if unicode.Is(unicode.Zs, r) {
		return ' '
	}
	return r
}

// FoldName is what must be unique among names of one kind: without case
// (Unicode 3.13, D145), in NFC, without the joiners and selectors that only
// change a shape.
func FoldName(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	return norm.NFC.String(fold(norm.NFD.String(strings.Map(shapeless, strings.ToValidUTF8(s, "\ufffd")))))
}

// FoldSearch is what searches compare: without case, accents, width and other
// differences of presentation. Marks that make another letter in their script
// (vowels of Hindi or Thai) stay.
func FoldSearch(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	s = strings.ToValidUTF8(s, "\ufffd") // or what follows a broken letter would be left as it is
	s = strings.Map(bare, norm.NFKD.String(s))
	s = strings.Map(bare, norm.NFKD.String(fold(s)))
	return unaccented.Replace(s)
}

// fold is Unicode's full case folding, and lower case on top: x/text folds
// Cherokee upper and lower case into each other.
func fold(s string) string { return strings.ToLower(cases.Fold().String(s)) }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func shapeless(r rune) rune {
	if r == zwj || r == zwnj || unicode.Is(unicode.Variation_Selector, r) {
		return -1
	}
	return r
}

// bare drops the marks that any script may borrow, Hebrew points, and joiners.
func bare(r rune) rune {
	if unicode.Is(unicode.Inherited, r) || unicode.Is(unicode.Hebrew, r) && unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Variation_Selector, r) {
		return -1
	}
	return r
}

// unaccented: letters that Unicode doesn't take apart, as people without them type them.
var unaccented = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ħ", "h", "ı", "i", "ŧ", "t")
