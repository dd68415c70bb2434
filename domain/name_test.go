package domain

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseName(t *testing.T) {
	for in, want := range map[string]string{
		"payroll-export":                    "payroll-export",
		"  Sales \n":                        "Sales",
		"Jo Mu\u0308ller":                   "Jo Müller",
		"a\u00a0b\u3000c":                   "a b c",
		"李小龍":                               "李小龍",
		"می\u200cخواهم":                     "می\u200cخواهم",
		"Builders 👩\u200d💻":                 "Builders 👩\u200d💻",
		"Team #1 (night) & more":            "Team #1 (night) & more",
		strings.Repeat("ü", 80):             strings.Repeat("ü", 80),
		strings.Repeat("u\u0308", 80) + " ": strings.Repeat("ü", 80),
	} {
		if got, err := ParseName(in); err != nil || got != want {
			t.Errorf("ParseName(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for in, why := range map[string]string{
		"":                                 "is needed",
		" \t\u00a0":                        "is needed",
		strings.Repeat("a", 81):            "81 characters: 80 at most",
		strings.Repeat("ü", 81):            "81 characters: 80 at most",
		strings.Repeat("x", 1<<20):         "too long",
		"a\nb":                             "U+000A, a line break",
		"a\x1b[31m":                        "U+001B, an escape character",
		"a\u009b31m":                       "U+009B, an escape sequence",
		"adm\u200bin":                      "U+200B, a zero-width space",
		"ad\u200dmin":                      "U+200D, an invisible joiner",
		"a\u202eb":                         "U+202E, a right-to-left override",
		"\u3164":                           "U+3164, an invisible letter",
		"a\xff":                            "aren't UTF-8",
		"a\U000e0041":                      "U+E0041, an invisible character",
		"\u0301a":                          "a mark without a letter",
		"a" + strings.Repeat("\u0332", 20): "too many marks",
	} {
		_, err := ParseName(in)
		refused(t, in, err, "bad_name", why)
		_, err = ParsePersonName(in)
		if !strings.Contains(why, "80") { // the length is the only difference
			refused(t, in, err, "bad_name", why)
		}
	}
}

func TestParsePersonName(t *testing.T) {
	long := strings.Repeat("ü", 200)
	if got, err := ParsePersonName(long); err != nil || got != long {
		t.Errorf("200 characters: %q, %v", got, err)
	}
	_, err := ParsePersonName(long + "a")
	refused(t, "201 characters", err, "bad_name", "201 characters: 200 at most")
}

func TestFoldName(t *testing.T) {
	for _, same := range [][]string{
		{"Sales", "SALES", "sales"},
		{"Müller", "MU\u0308LLER", "müller"},
		{"Straße", "STRASSE"},
		{"Ꮆ", "ꮆ"},
		{"ΣΊΣΥΦΟΣ", "σίσυφος"},
		{"می\u200cخواهم", "میخواهم"},
		{"❤\ufe0f", "❤"},
		{"\u212Aim", "kim"},
	} {
		for _, s := range same {
			if FoldName(s) != FoldName(same[0]) {
				t.Errorf("%q and %q differ: %q, %q", s, same[0], FoldName(s), FoldName(same[0]))
			}
		}
	}
	for _, other := range [][2]string{{"Muller", "Müller"}, {"a b", "ab"}, {"o", "ø"}} {
		if FoldName(other[0]) == FoldName(other[1]) {
			t.Errorf("%q and %q are the same", other[0], other[1])
		}
	}
}

func TestFoldSearch(t *testing.T) {
	for in, want := range map[string]string{
		"Grace Hopper":  "grace hopper",
		"grace":         "grace",
		"Jo Müller":     "jo muller",
		"Søren Łukasz":  "soren lukasz",
		"Đorđe Ægir":    "dorde aegir",
		"ＡＢＣ":           "abc",
		"ﬁn":            "fin",
		"İstanbul Işık": "istanbul isik",
		"Straße":        "strasse",
		"Ελένη":         "ελενη",
		"Йод":           "иод",
		"שָׁלוֹם":       "שלום",
		"مُحَمَّد":      "محمد",
		"李小龍":           "李小龍",
		"a\u00a0b":      "a b",
	} {
		if got := FoldSearch(in); got != want {
			t.Errorf("FoldSearch(%q) = %q, want %q", in, got, want)
		}
	}
	if FoldSearch("हिन्दी") == FoldSearch("हन्द") {
		t.Error("the vowels of Hindi are lost")
	}
}

func TestFoldSearchOfFoldedAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { FoldSearch("grace hopper") }); n != 0 {
		t.Errorf("folding what is folded allocates %v times", n)
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Grace", "ΐ\u0345", "ǅ", "ß\u0301", "\u1e9e", "가\u11a8", "\u0344\u200d", "ﬃ", "İ\u0307", "\u094d\u200d\u093c", "a\xffb", "\xf0ϔ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if name, err := ParseName(s); err != nil {
			refused(t, s, err, "bad_name", "name")
		} else {
			if again, err := ParseName(name); err != nil || again != name {
				t.Errorf("%q became %q, and again %q, %v", s, name, again, err)
			}
			if n := utf8.RuneCountInString(name); n < 1 || n > 80 || Clean(name) != name {
				t.Errorf("%q became %q", s, name)
			}
		}
		for what, fold := range map[string]func(string) string{"FoldName": FoldName, "FoldSearch": FoldSearch} {
			if once := fold(s); fold(once) != once {
				t.Errorf("%s(%q) = %q, and again %q", what, s, once, fold(once))
			}
		}
	})
}
