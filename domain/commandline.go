package domain

import "strings"

// command writes a command line that a shell takes as it stands. Words are
// cleaned first, so that it can be shown.
func command(words ...string) string {
	quoted := []string{"gatehouse"}
	after := ""
	for _, w := range words {
		if strings.HasPrefix(w, "-") && !isFlag(w) && !isFlag(after) { // a name, which isn't to be taken for a flag
			quoted = append(quoted, "--")
		}
		quoted, after = append(quoted, quote(Clean(w))), w
	}
	return strings.Join(quoted, " ")
}

// isFlag tells the flags that command lines are made with from most names that
// look like one: they are words of letters, and their values stand apart.
func isFlag(word string) bool {
	name, two := strings.CutPrefix(word, "--")
	return two && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") == ""
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
