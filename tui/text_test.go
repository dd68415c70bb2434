package tui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// hard are names that have put columns out of line.
var hard = []string{
	"", "Ada", "李小龍", "Zoë 👩‍💻", "👨‍👩‍👧‍👦 family", "🇩🇪 flag", "❤️ heart", "👍🏽 tone", "1️⃣ keycap", "مريم حسن", "שלום עולם",
	"e\u0301\u0302\u0303\u0304", "\u0301alone", "a\u200bb", "\u202eevil", "नमस्ते", "ไทย", "한국어", "ﷺ", "x\x1b[31mred", "tab\there", "cr\rlf\n",
	"\x9b31m", "\xff\xfe", "\U000e0001", "\u2028", strings.Repeat("字", 50), "ｆｕｌｌ", "½ﬁ",
}

func TestFitIsExactlyAsWide(t *testing.T) {
	for _, s := range hard {
		for n := range 24 {
			exact(t, s, n)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom(hard)), 0, 5).Draw(r, "parts")
		exact(r, strings.Join(parts, ""), rapid.IntRange(0, 60).Draw(r, "cells"))
	})
}

func exact(t interface {
	Helper()
	Errorf(string, ...any)
}, s string, n int) {
	t.Helper()
	for name, got := range map[string]string{"fit": fit(s, n), "fitRight": fitRight(s, n)} {
		if w := ansi.StringWidthWc(got); w != n {
			t.Errorf("%s(%q, %d) = %q: %d cells", name, s, n, got, w)
		}
		for _, r := range got {
			if unicode.IsControl(r) {
				t.Errorf("%s(%q, %d) lets %U through", name, s, n, r)
			}
		}
	}
	if got := fit(s, n); width(s) > n && n > 0 && !strings.Contains(got, ellipsis) {
		t.Errorf("fit(%q, %d) = %q doesn't show that it was cut", s, n, got)
	}
}

// Terminals that measure whole clusters find the same width for emoji.
func TestEmojiAreAsWideInEveryTerminal(t *testing.T) {
	for _, s := range []string{"👩‍💻", "👨‍👩‍👧‍👦 family", "🇩🇪 flag", "❤️ heart", "👍🏽 tone", "1️⃣ keycap", "☺️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"} {
		if got := fit(s, 12); ansi.StringWidth(got) != 12 || ansi.StringWidthWc(got) != 12 {
			t.Errorf("%q: %d or %d cells", got, ansi.StringWidth(got), ansi.StringWidthWc(got))
		}
	}
}

func TestLettersAreNeverLeftOut(t *testing.T) {
	for _, s := range []string{"प्रिया शर्मा", "বাংলা", "தமிழ்", "ខ្មែរ", "မြန်မာ", "สวัสดี", "e\u0301\u0302\u0303", "한국어", "مريم"} {
		if got := strings.TrimRight(fit(s, 30), " "); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestWrapKeepsEveryWordAndTheWidth(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé字]{1,12}`), 0, 20).Draw(r, "words")
		n := rapid.IntRange(3, 40).Draw(r, "cells")
		lines := wrap(strings.Join(words, " "), n)
		for _, l := range lines {
			if width(l) > n {
				r.Errorf("%q is wider than %d", l, n)
			}
		}
		if got, want := strings.Join(lines, ""), strings.Join(words, ""); strings.ReplaceAll(got, " ", "") != want {
			r.Errorf("wrap lost letters: %q of %q", got, want)
		}
	})
}

func TestFoundLettersAreMarked(t *testing.T) {
	app := New(t.Context(), config(crowd(1), nil))
	c := cell{text: "Zoë Müller", found: []found{{5, 12}}}
	for _, n := range []int{40, 10, 8, 6, 3} {
		got := c.paint(&app.theme, style{}, n, false)
		if ansi.StringWidth(got) != n || ansi.Strip(got) != fit(c.text, n) {
			t.Errorf("in %d cells: %q", n, got)
		}
	}
	if got := c.paint(&app.theme, style{}, 20, false); !strings.Contains(got, app.theme.match.paint("Müller")) {
		t.Errorf("not marked: %q", got)
	}
}

func TestMatch(t *testing.T) {
	names := []string{"unsuspend all", "suspend", "Sus Pen", "remove"}
	got := rank(names, func(s string) string { return s }, "SUSP")
	if strings.Join(got, ",") != "suspend,unsuspend all" {
		t.Errorf("ranked %v", got)
	}
	if got := rank(names, func(s string) string { return s }, "pen sus"); strings.Join(got, ",") != "Sus Pen,suspend,unsuspend all" {
		t.Errorf("ranked %v", got)
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 100000: "100,000", 1234567: "1,234,567"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s", n, got)
		}
	}
}

func TestAsManyAreNamedAsThereIsRoomFor(t *testing.T) {
	who := []string{"ada@acme.test", "bo@acme.test", "eva@acme.test", "grace@acme.test", "hana@acme.test"}
	for lines, want := range map[int]string{
		1: "ada@acme.test and 4 more",
		2: "ada@acme.test, bo@acme.test, / eva@acme.test and 2 more",
		3: "ada@acme.test, bo@acme.test, / eva@acme.test, grace@acme.test, / hana@acme.test",
	} {
		if got := strings.Join(namesIn(who, 32, lines), " / "); got != want {
			t.Errorf("in %d lines: %s", lines, got)
		}
	}
	if got := namesIn(nil, 32, 3); len(got) != 1 || got[0] != "nobody" {
		t.Errorf("of none: %q", got)
	}
}
