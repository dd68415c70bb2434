package tui

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const ellipsis = "…"

// cells walks text by what a terminal puts into one place: a letter with its
// marks, a wide character, an emoji. Widths are those of wcwidth, which is what
// Bubble Tea draws by and which simply add up. Terminals don't agree on the
// width of joined emoji: one that they measure differently is reduced to its
// first character, and columns stay straight. Letters are never left out.
// Control characters, which belong cleaned long before, don't pass. The offset
// is where a cell starts in text.
func cells(text string, each func(cell string, width, offset int) bool) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			cell := text[i : i+1]
			if c < ' ' || c == 0x7f {
				cell = "·"
			}
			if !each(cell, 1, i) {
				return
			}
			i++
			continue
		}
		cluster, _ := ansi.FirstGraphemeCluster(text[i:], ansi.GraphemeWidth)
		if cell, width := steady(cluster); width > 0 && !each(cell, width, i) {
			return
		}
		i += len(cluster)
	}
}

// steady gives a cluster with the width that it has everywhere.
func steady(cluster string) (string, int) {
	first, size := utf8.DecodeRuneInString(cluster)
	if unicode.IsControl(first) || first == utf8.RuneError {
		return "·", 1
	}
	wide := ansi.StringWidthWc(cluster)
	if unicode.IsLetter(first) || unicode.IsMark(first) || wide == ansi.StringWidth(cluster) {
		return cluster, wide
	}
	if alone := ansi.StringWidthWc(cluster[:size]); alone == ansi.StringWidth(cluster[:size]) {
		return cluster[:size], alone
	}
	return "·", 1
}

// width is how many cells text takes.
func width(text string) int {
	n := 0
	cells(text, func(_ string, w, _ int) bool { n += w; return true })
	return n
}

// cut shortens text to at most n cells, and shows that it did.
func cut(text string, n int) string {
	if len(text) <= n && plain(text) {
		return text
	}
	if n <= 0 {
		return ""
	}
	var b strings.Builder
	used, fits, full := 0, 0, false // fits: the bytes that leave a cell for the ellipsis
	cells(text, func(cell string, w, _ int) bool {
		if full = used+w > n; full {
			return false
		}
		used += w
		b.WriteString(cell)
		if used < n {
			fits = b.Len()
		}
		return true
	})
	if !full {
		return b.String()
	}
	return b.String()[:fits] + ellipsis
}

// fit makes text exactly n cells wide.
func fit(text string, n int) string {
	text = cut(text, n)
	return text + blank(n-ansi.StringWidthWc(text))
}

// fitRight is fit for numbers.
func fitRight(text string, n int) string {
	text = cut(text, n)
	return blank(n-ansi.StringWidthWc(text)) + text
}

// plain tells whether each byte of text is one visible cell.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] >= 0x7f {
			return false
		}
	}
	return true
}

func blank(n int) string { return strings.Repeat(" ", max(n, 0)) }

// wrap breaks a sentence at spaces into lines of at most n cells, and a word
// that is longer than a line where the line ends.
func wrap(text string, n int) []string {
	var lines []string
	line, used := "", 0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line, used = "", 0
	}
	for _, word := range strings.Fields(text) {
		if w := width(word); used > 0 && used+1+w <= n {
			line += " "
			used++
		} else {
			flush()
		}
		cells(word, func(cell string, w, _ int) bool {
			if used+w > n && used > 0 {
				flush()
			}
			line += cell
			used += w
			return true
		})
	}
	flush()
	return lines
}

// number writes a count with its thousands apart.
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// some names the first few of several and counts the rest.
func some(names []string, few int) string { return andMore(names[:min(len(names), few)], len(names)) }

// andMore writes the names of the first of all, and how many are left.
func andMore(names []string, all int) string {
	named := strings.Join(names, ", ")
	if rest := all - len(names); rest > 0 {
		return named + " and " + number(rest) + " more"
	}
	return named
}
