package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked shows spans as brackets.
func marked(s string, spans []Span) string {
	for _, p := range slices.Backward(spans) {
		s = s[:p.Start] + "[" + s[p.Start:p.End] + "]" + s[p.End:]
	}
	return s
}

func TestMatchMarksWhatMatched(t *testing.T) {
	for _, c := range []struct{ query, name, mail, want string }{
		{"hop", "Grace Hopper", "grace@navy.mil", "Grace [Hop]per|grace@navy.mil"},
		{"grace", "Grace Hopper", "grace@navy.mil", "[Grace] Hopper|[grace]@navy.mil"},
		{"gh", "Grace Hopper", "grace@navy.mil", "[G]race [H]opper|grace@navy.mil"},
		{"hopper gr", "Grace Hopper", "", "[Gr]ace [Hopper]|"},
		{"an", "Hannah Anders", "", "Hannah [An]ders|"},
		{"hoper", "Grace Hopper", "", "Grace [Ho]p[per]|"},
		{"muller", "Jürgen Mu\u0308ller", "mueller@x.de", "Jürgen [Mu\u0308ller]|mueller@x.de"},
		{"s", "Groß", "", "Gro[ß]|"},
		{"oyv", "Øyvind", "", "[Øyv]ind|"},
		{"İSTAN", "istanbul", "İstanbul@x", "[istan]bul|[İstan]bul@x"},
		{"ελενη", "Ελένη", "", "[Ελένη]|"},
		{"арсени", "Арсений", "", "[Арсени]й|"},
		{"小", "李小龍", "", "李[小]龍|"},
		{"👩", "👩🏽\u200d💻 Ada", "", "[👩🏽\u200d💻] Ada|"},
		{"🇩🇪", "🇫🇷🇩🇪", "", "🇫🇷[🇩🇪]|"},
		{"zz", "Ada", "ada@x", "Ada|ada@x"},
		{"", "Ada", "ada@x", "Ada|ada@x"},
	} {
		spans := Match(c.query, c.name, c.mail)
		if got := marked(c.name, spans[0]) + "|" + marked(c.mail, spans[1]); got != c.want {
			t.Errorf("Match(%q) = %s, want %s", c.query, got, c.want)
		}
	}
}

// Every hit shows why it is one: what is marked, folded, holds each term, or
// its letters.
func TestMatchCoversEveryHit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Doc{"m", [fields]string{text(6).Draw(t, "name"), text(4).Draw(t, "mail"), text(2).Draw(t, "role"), text(2).Draw(t, "number")}}
		query := text(4).Draw(t, "query")
		x := New()
		x.Put(d)
		if x.Find(query, 1, nil).Total == 0 {
			return
		}
		all := ""
		for i, spans := range Match(query, d.Fields[:]...) {
			end := -1
			for _, p := range spans {
				if p.Start <= end || p.End <= p.Start || p.End > len(d.Fields[i]) {
					t.Fatalf("field %d: %v", i, spans)
				}
				all += folded(d.Fields[i][p.Start:p.End]) + " "
				end = p.End
			}
		}
		for _, term := range strings.Fields(folded(query)) {
			for _, r := range term {
				if !strings.ContainsRune(all, r) {
					t.Fatalf("%q in %q: %q has no %q", query, d.Fields, all, r)
				}
			}
		}
	})
}

func ExampleMatch() {
	fmt.Println(Match("gh", "Grace Hopper", "grace@navy.mil"))
	// Output: [[{0 1} {6 7}] []]
}
