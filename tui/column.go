package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// column is one column of a list.
type column[R any] struct {
	title string
	min   int    // never narrower
	max   int    // never wider; 0 takes what is left
	drop  int    // in a narrow room the highest go first; 0 stays
	sort  string // the field to sort by, if it can be
	right bool   // numbers stand at the right
	cell  func(R) cell
}

// cell is a text with its meaning, and the letters that a search found in it.
type cell struct {
	text  string
	tail  string // stays in view where the text is cut
	tone  tone
	found []found
}

// found is a range of bytes.
type found struct{ from, to int }

const gap = 2 // cells between columns

// layout chooses the columns that fit, and their widths. It goes by the room
// alone, so that nothing jumps when other rows come into view.
func layout[R any](columns []column[R], room int) (shown []column[R], widths []int) {
	shown = append(shown, columns...)
	for len(shown) > 1 && least(shown) > room {
		worst := 0
		for i, c := range shown {
			if c.drop >= shown[worst].drop {
				worst = i
			}
		}
		if shown[worst].drop == 0 {
			break
		}
		shown = append(shown[:worst:worst], shown[worst+1:]...)
	}
	widths = make([]int, len(shown))
	for i, c := range shown {
		widths[i] = c.min
	}
	share(shown, widths, room-least(shown))
	return shown, widths
}

func least[R any](columns []column[R]) int {
	n := gap * (len(columns) - 1)
	for _, c := range columns {
		n += c.min
	}
	return n
}

// share hands out what is left, a cell at a time to each that can still grow.
func share[R any](columns []column[R], widths []int, rest int) {
	for grew := true; grew && rest > 0; {
		grew = false
		for i, c := range columns {
			if rest > 0 && (c.max == 0 || widths[i] < c.max) {
				widths[i]++
				rest--
				grew = true
			}
		}
	}
}

// paint draws the cell n wide on a base, with the found letters marked.
func (c cell) paint(t *theme, base style, n int, right bool) string {
	own := t.tone[c.tone].over(base)
	text := c.fit(n)
	pad := base.paint(blank(n - ansi.StringWidthWc(text)))
	body := own.paint(text)
	if len(c.found) > 0 {
		body = c.marked(text, own, t.match.over(own))
	}
	if right {
		return pad + body
	}
	return body + pad
}

// leastText is how much of a text stays beside its tail, in cells.
const leastText = 13

// fit cuts the text to n cells, but for its tail.
func (c cell) fit(n int) string {
	if left := n - width(c.tail); c.tail != "" && left >= leastText {
		return cut(c.text, left) + c.tail
	}
	return cut(c.all(), n)
}

func (c cell) all() string { return c.text + c.tail }

// marked paints found letters otherwise than the rest. Text may have been cut:
// what it shares with the cell's own text is where the ranges hold.
func (c cell) marked(text string, own, match style) string {
	var b strings.Builder
	shared := strings.TrimSuffix(text, ellipsis)
	if !strings.HasPrefix(c.text, shared) {
		return own.paint(text)
	}
	done := 0
	for _, f := range c.found {
		from, to := min(max(f.from, done), len(shared)), min(f.to, len(shared))
		if from >= to {
			continue
		}
		b.WriteString(own.paint(shared[done:from]))
		b.WriteString(match.paint(shared[from:to]))
		done = to
	}
	b.WriteString(own.paint(text[done:]))
	return b.String()
}
