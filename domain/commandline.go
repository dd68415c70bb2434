package domain

import "strings"

// command writes a command line that a shell takes as it stands. Words are
// cleaned first, so that it can be shown.
func command(words ...string) string {
	quoted := []string{"gatehouse"}
	for _, w := range words {
		quoted = append(quoted, quote(Clean(w)))
	}
	return strings.Join(quoted, " ")
}

// quote puts a word in single quotes where a shell would split or expand it.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./@+:,=%", r) || r > 0x7f
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// Command is the command line that does the same as a screen.
func Command(words ...string) string { return command(words...) }
