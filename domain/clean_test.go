package domain

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Grace Hopper", "Grace Hopper"},
		{"accents", "Jo Müller, Łódź, Søren", "Jo Müller, Łódź, Søren"},
		{"other scripts", "李小龍 Ελένη Юрий שלום مريم สมชาย 김철수", "李小龍 Ελένη Юрий שלום مريم สมชาย 김철수"},
		{"escape sequence", "a\x1b[31mred", `a\x1b[31mred`},
		{"unterminated OSC", "a\x1b]0;title", `a\x1b]0;title`},
		{"lines", "a\nb\rc\td", `a\nb\rc\td`},
		{"null, bell, delete", "\x00\a\x7f", `\x00\x07\x7f`},
		{"C1 as UTF-8", "\u009b31m\u0085", `\u009b31m\u0085`},
		{"C1 as a byte", "a\x9b31m", `a\x9b31m`},
		{"broken UTF-8", "a\xff\xc3", `a\xff\xc3`},
		{"surrogate", "\xed\xa0\x80", `\xed\xa0\x80`},
		{"override", "a\u202egpj.exe", `a\u202egpj.exe`},
		{"isolates", "\u2066a\u2069", `\u2066a\u2069`},
		{"direction marks", "\u200ea\u200f\u061c", `\u200ea\u200f\u061c`},
		{"zero width", "a\u200bb\u2060c\ufeff", `a\u200bb\u2060c\ufeff`},
		{"soft hyphen", "a\u00adb", `a\u00adb`},
		{"separators", "a\u2028b\u2029", `a\u2028b\u2029`},
		{"fillers", "\u3164\u115f\uffa0\u2800\u034f", `\u3164\u115f\uffa0\u2800\u034f`},
		{"tags", "a\U000e0041", `a\U000e0041`},
		{"private", "\ue000\U000f0000", `\ue000\U000f0000`},
		{"unassigned", "\u0378\uffff", `\u0378\uffff`},
		{"joiner between Latin letters", "ad\u200dmin\u200c", `ad\u200dmin\u200c`},
		{"selector on a letter", "a\ufe0f", `a\ufe0f`},
		{"selector on a digit", "1\ufe0f2", `1\ufe0f2`},
		{"selectors piled up", "❤\ufe0f\ufe0f", "❤\ufe0f" + `\ufe0f`},
		{"mark without a letter", "\u0301a", `\u0301a`},
		{"mark after an escape", "a\u202e\u0301", `a\u202e\u0301`},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner into another script", "می\u200cadmin", `می\u200cadmin`},
		{"joiner at the end of a word", "می\u200c", `می\u200c`},
		{"joiners piled up", "क" + strings.Repeat("\u094d\u200d", 9), "क" + strings.Repeat("\u094d\u200d", 8) + `…\u200d`},
		{"Sinhala", "ශ\u0dca\u200dරී", "ශ\u0dca\u200dරී"},
		{"Malayalam at the end", "രാജന\u0d4d\u200d", "രാജന\u0d4d\u200d"},
		{"keycap", "1\ufe0f\u20e3", "1\ufe0f\u20e3"},
		{"family", "👨\u200d👩\u200d👧\u200d👦", "👨\u200d👩\u200d👧\u200d👦"},
		{"kiss", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽"},
		{"endless family", "👨\u200d👨\u200d👨\u200d👨\u200d👨", "👨\u200d👨\u200d👨\u200d👨" + `\u200d👨`},
		{"endless family with skin", strings.Repeat("👩🏽\u200d", 4) + "👩🏽", strings.Repeat("👩🏽\u200d", 3) + "👩🏽" + `\u200d👩🏽`},
		{"joiner at the end", "👨\u200d", `👨\u200d`},
		{"Han variant", "葛\U000e0100", "葛\U000e0100"},
		{"marks", "a" + strings.Repeat("\u0301", 8), "a" + strings.Repeat("\u0301", 8)},
		{"too many marks", "a" + strings.Repeat("\u0301", 900) + "b", "a" + strings.Repeat("\u0301", 8) + "…b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
			_, found := Unclean(c.in)
			if found != (c.in != c.want) {
				t.Errorf("Unclean(%q) = %v", c.in, found)
			}
		})
	}
}

func TestCleanMax(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"", 3, ""},
		{"abc", 0, ""},
		{"abc", -1, ""},
		{"abc", 1, "…"},
		{"李小龍李", 3, "李小…"},
		{"a\nb", 4, `a\nb`},
		{"ab\nc", 4, "ab…"}, // an escape is never cut in two
		{"\x1bx", 3, "…"},
		{"👨\u200d👩", 3, "👨\u200d👩"},
		{"👨\u200d👩x", 3, "👨…"},
		{"1\ufe0f\u20e3x", 3, "1…"}, // nor is a joiner left without its neighbour
	} {
		if got := CleanMax(c.in, c.max); got != c.want {
			t.Errorf("CleanMax(%q, %d) = %q, want %q", c.in, c.max, got, c.want)
		}
	}
}

func TestCleanMaxReadsNoFurtherThanItMust(t *testing.T) {
	huge := strings.Repeat("\x1b[2J", 10<<20/4)
	start := time.Now()
	for range 1000 {
		CleanMax(huge, 80)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("1000 times a bounded piece of 10 MB took %v", took)
	}
}

func TestCleanDoesNotAllocate(t *testing.T) {
	for _, s := range []string{"Grace Hopper", "李小龍 Jo Müller", "👨\u200d👩\u200d👧"} {
		if n := testing.AllocsPerRun(100, func() { Clean(s); CleanMax(s, 80) }); n != 0 {
			t.Errorf("Clean(%q) allocates %v times", s, n)
		}
	}
}

func TestUncleanNamesTheCharacter(t *testing.T) {
	for in, want := range map[string]string{
		"a\u202eb":                        "U+202E, a right-to-left override",
		"a\nb":                            "U+000A, a line break",
		"a\x01":                           "U+0001, a control character",
		"a\xff":                           "bytes that aren't UTF-8",
		"a\ue000":                         "U+E000, a private character",
		"a\ufe0f":                         "U+FE0F, a variation selector",
		"\u0301":                          "U+0301, a mark without a letter",
		"a\u2061":                         "U+2061, an invisible character",
		"a\u2800":                         "U+2800, an invisible character",
		"a\u0378":                         "U+0378, a character without a meaning",
		"a" + strings.Repeat("\u0301", 9): "too many marks on one letter",
	} {
		if got, _ := Unclean(in); got != want {
			t.Errorf("Unclean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"Grace", "a\x1b]0;x\a", "\u202e\u0301", "👨\u200d👩\ufe0f\u200d", "می\u200cخ", "\u0dca\u200d\u200d", "1\ufe0f\u20e3\ufe0f",
		"\xff\u0301\u200d", "a" + strings.Repeat("\u0301", 9) + "\u200d\u0301", "葛\U000e0100\U000e0101", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽\u200d👨",
		"\u094d\u200d\u094d\u200d", "\U0001f1e6\u200d\U0001f1e6", "\u1820\u180b\u200d\u1820",
	} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, max int) {
		out := Clean(s)
		harmless(t, s, out)
		if again := Clean(out); again != out {
			t.Errorf("Clean(%q) = %q, and again %q", s, out, again)
		}
		short := CleanMax(s, max%64)
		harmless(t, s, short)
		if n := utf8.RuneCountInString(short); n > 0 && n > max%64 {
			t.Errorf("CleanMax(%q, %d) has %d runes", s, max%64, n)
		}
		if again := Clean(short); again != short {
			t.Errorf("CleanMax(%q) = %q, and again %q", s, short, again)
		}
	})
}

func harmless(t *testing.T, in, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("from %q came %q, not UTF-8", in, out)
	}
	for _, r := range out {
		if r != zwj && r != zwnj && !unicode.IsGraphic(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) {
			t.Errorf("from %q came %q with %U", in, out, r)
		}
	}
}
