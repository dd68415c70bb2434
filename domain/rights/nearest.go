package rights

import (
	"cmp"
	"slices"
	"strings"
)

// Nearest lists the words that someone who typed another may have meant, the
// likeliest first, three at most.
func Nearest(word string, among []string) []string {
	type near struct {
		word string
		far  int
	}
	var found []near
	word = strings.ToLower(word)
	for _, w := range among {
		far := distance(word, strings.ToLower(w))
		if len(word) > 2 && strings.Contains(w, word) {
			far = min(far, 1)
		}
		if noun, _, dotted := strings.Cut(word, "."); dotted && strings.HasPrefix(w, noun+".") {
			far = min(far, len(word)/3) // another right about the same
		}
		if far <= max(1, (len(word)+1)/3) {
			found = append(found, near{w, far})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.far, b.far) })
	var words []string
	for _, n := range found[:min(3, len(found))] {
		words = append(words, n.word)
	}
	return words
}

// distance is the number of letters to change, add, take or swap with the
// next to get from a to b.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var older, last []int
	for i := range len(s) + 1 {
		row := make([]int, len(t)+1)
		for j := range row {
			switch {
			case i == 0 || j == 0:
				row[j] = i + j
				continue
			case s[i-1] == t[j-1]:
				row[j] = last[j-1]
			default:
				row[j] = 1 + min(last[j-1], last[j], row[j-1])
			}
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, last = last, row
	}
	return last[len(t)]
}
