package tui

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// match finds each word of what was typed in a text, whatever its case. The
// score is lower for better: words that begin where words of the text begin.
func match(text, typed string) (places []found, score int, ok bool) {
	lower := strings.Map(lowerSameSize, text)
	for _, word := range strings.Fields(strings.Map(lowerSameSize, typed)) {
		i := strings.Index(lower, word)
		if i < 0 {
			return nil, 0, false
		}
		if at := strings.Index(" "+lower, " "+word); at >= 0 {
			i = at
			score += min(at, 10)
		} else {
			score += 100
		}
		places = append(places, found{i, i + len(word)})
	}
	slices.SortFunc(places, func(a, b found) int { return cmp.Compare(a.from, b.from) })
	return places, score, true
}

// lowerSameSize keeps byte offsets true.
func lowerSameSize(r rune) rune {
	if l := unicode.ToLower(r); len(string(l)) == len(string(r)) {
		return l
	}
	return r
}

// rank gives the rows whose text matches, best first and otherwise in order.
func rank[R any](rows []R, text func(R) string, typed string) []R {
	type scored struct {
		row   R
		score int
	}
	var hits []scored
	for _, r := range rows {
		if _, score, ok := match(text(r), typed); ok {
			hits = append(hits, scored{r, score})
		}
	}
	sort.SliceStable(hits, func(a, b int) bool { return hits[a].score < hits[b].score }) // one for all kinds of rows: slices' is made anew for each
	out := make([]R, len(hits))
	for i, h := range hits {
		out[i] = h.row
	}
	return out
}
