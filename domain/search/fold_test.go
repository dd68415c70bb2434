package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Grace  Hopper\t", "grace hopper"},
		{"Müller", "muller"},
		{"Mu\u0308ller", "muller"},
		{"Groß", "gross"}, {"GROẞ", "gross"},
		{"Øyvind", "oyvind"},
		{"İstanbul", "istanbul"}, {"ISPARTA", "isparta"}, {"ısparta", "isparta"},
		{"Ελένη", "ελενη"}, {"ΟΔΥΣΣΕΎΣ", "οδυσσευσ"}, {"Οδυσσεύς", "οδυσσευσ"},
		{"Арсений", "арсении"}, {"АРСЕНИЙ", "арсении"},
		{"李小龍", "李小龍"},
		{"Łukasz Æsir Œuvre Þór Đặng", "lukasz aesir oeuvre thor dang"},
		{"ｆｕｌｌ ﬁ ①", "full fi 1"},
		{"a\u200bb\u202ec\x00d", "abc d"},
		{"👩🏽\u200d💻", "👩💻"},
		{"\xff", "\ufffd"},
	} {
		if got := folded(c.in); got != c.want {
			t.Errorf("folded(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// What has been folded stays as it is, or a name would not find itself.
func TestFoldTwiceIsFoldOnce(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		once := folded(string(r))
		if twice := folded(once); twice != once {
			t.Errorf("%U folds to %q, and that to %q", r, once, twice)
		}
		if strings.ContainsRune(once, 0) {
			t.Errorf("%U folds to a NUL", r)
		}
	}
}

func TestPlacesAreCharacters(t *testing.T) {
	names := []string{"a\u0301", "e", "İ", "ß", "李", "한", "\u1112\u1161\u11ab", "👩🏽\u200d💻", "👍🏽", "🇫🇷", "🇩🇪", "❤\ufe0f", "नि", "й",
		" ", "\n", "\u0301", "ﬁ", "🎉", "-"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(names), 0, 8).Draw(t, "parts"), "")
		ends := map[int]bool{0: true}
		for rest, at := s, 0; rest != ""; {
			var c string
			c, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
			at += len(c)
			ends[at] = true
		}
		var at []place
		text := appendFold(nil, s, &at)
		if len(at) < len(text) {
			t.Fatalf("%d places for %d bytes", len(at), len(text))
		}
		for _, p := range at {
			if p.start >= p.end || !ends[p.start] || !ends[p.end] {
				t.Fatalf("%q: %v is not whole characters", s, p)
			}
		}
	})
}
