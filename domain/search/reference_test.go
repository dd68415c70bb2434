package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// reference is what Find promises, said plainly: every document looked at, its
// class worked out field by field, all sorted.
func reference(docs map[string]Doc, query string, limit int, keep func(string) bool) Result {
	type found struct {
		Hit
		key []string
	}
	var all []found
	terms := strings.Fields(folded(query))
	for _, d := range docs {
		c := referenceClass(d, terms)
		if c == noMatch || keep != nil && !keep(d.ID) {
			continue
		}
		key := make([]string, 0, fields+1)
		for _, f := range d.Fields {
			key = append(key, folded(f))
		}
		all = append(all, found{Hit{d.ID, c}, append(key, d.ID)})
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), slices.Compare(a.key, b.key))
	})
	r := Result{Total: len(all)}
	for _, f := range all[:min(limit, len(all))] {
		r.Hits = append(r.Hits, f.Hit)
	}
	return r
}

func folded(s string) string { return string(appendFold(nil, s, nil)) }

func referenceClass(d Doc, terms []string) Class {
	if len(terms) == 0 {
		return Within
	}
	worst := Exact
	for _, t := range terms {
		worst = max(worst, referenceTerm(d, t))
	}
	if worst == noMatch {
		return noMatch
	}
	return min(worst, referenceTerm(d, strings.Join(terms, " ")))
}

func referenceTerm(d Doc, t string) Class {
	var f [fields]string
	for i := range f {
		f[i] = folded(d.Fields[i])
	}
	words := strings.FieldsFunc(f[Name], func(r rune) bool { return !wordRune(r) })
	initials := ""
	for _, w := range words {
		initials += string([]rune(w)[:1])
	}
	switch {
	case slices.Contains(f[:], t):
		return Exact
	case strings.HasPrefix(f[Name], t):
		return NameStart
	case strings.Contains(initials, t) || startsWord(f[Name], t):
		return WordStart
	case strings.HasPrefix(f[Email], t):
		return MailStart
	case slices.ContainsFunc(f[:], func(s string) bool { return strings.Contains(s, t) }):
		return Within
	}
	return noMatch
}

// startsWord tells whether a word of s, with what follows it, starts with t.
func startsWord(s, t string) bool {
	before := ' '
	for i, r := range s {
		if wordRune(r) && !wordRune(before) && strings.HasPrefix(s[i:], t) {
			return true
		}
		before = r
	}
	return false
}

// pieces make documents and queries that have much in common.
var pieces = []string{"a", "b", "an", "ann", "nan", "Anna", "gh", "Grace", " ", " ", " ", ".", "@", "-", "é", "e\u0301", "ß", "李", "小",
	"Ø", "И", "й", "🎉", "9", "10", "ab", "'", "_", "\x00"}

func text(max int) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, max), func(p []string) string { return strings.Join(p, "") })
}

func TestFindsWhatTheReferenceFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, docs := New(), map[string]Doc{}
		id := rapid.Map(rapid.IntRange(0, 2000), func(n int) string { return fmt.Sprint("m", n) })
		doc := rapid.Custom(func(t *rapid.T) Doc {
			return Doc{id.Draw(t, "id"), [fields]string{text(6).Draw(t, "name"), text(4).Draw(t, "mail"),
				rapid.SampledFrom([]string{"", "Admin", "an"}).Draw(t, "role"), text(2).Draw(t, "number")}}
		})
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				many := rapid.SliceOfN(doc, 1, 20).Draw(t, "docs")
				x.Put(many...)
				for _, d := range many {
					docs[d.ID] = d
				}
			},
			"load": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "rarely") > 0 {
					return
				}
				many := crowd(rapid.IntRange(0, 1500).Draw(t, "n"), rapid.Uint64().Draw(t, "seed"))
				x.Load(slices.Values(many))
				clear(docs)
				for _, d := range many {
					docs[d.ID] = d
				}
			},
			"delete": func(t *rapid.T) {
				gone := rapid.SliceOfN(id, 1, 200).Draw(t, "ids")
				x.Delete(gone...)
				for _, id := range gone {
					delete(docs, id)
				}
			},
			"": func(t *rapid.T) {
				if x.Len() != len(docs) {
					t.Fatalf("Len() = %d, want %d", x.Len(), len(docs))
				}
				compare(t, x, docs, text(4).Draw(t, "query"), rapid.IntRange(0, 30).Draw(t, "limit"))
			},
		})
	})
}

func compare(t *rapid.T, x *Index, docs map[string]Doc, query string, limit int) {
	for _, keep := range []func(string) bool{nil, func(id string) bool { return id[len(id)-1]&1 == 0 }} {
		got, want := x.Find(query, limit, keep), reference(docs, query, limit, keep)
		if want.Total == 0 && got.Total > 0 && len(strings.Join(strings.FieldsFunc(query, unicode.IsSpace), "")) >= 3 {
			continue // loose
		}
		if !slices.Equal(got.Hits, want.Hits) || got.Total != want.Total || got.More {
			t.Fatalf("Find(%q, %d) = %+v\nwant %+v", query, limit, got, want)
		}
	}
}
