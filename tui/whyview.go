package tui

import (
	"strconv"
	"strings"

	"gatehouse/domain"
)

// text is the question, its gates, and the way to a yes.
func (w *why) text(n int) []string {
	t := &w.app.theme
	lines := []string{w.asked(n)}
	switch {
	case w.wrong != "":
		for _, l := range wrap(w.wrong, n-4) {
			lines = append(lines, "   "+t.tone[bad].paint(l))
		}
		return lines
	case w.right == "":
		return append(lines, "   "+t.tone[faint].paint("Pick a right with / to see whether and why."))
	case !w.known:
		return append(lines, "   "+t.tone[faint].paint("one moment …"))
	}
	for _, g := range w.answer.Gates {
		lines = append(lines, w.gate(g.Gate, g.OK, g.Asked, g.Message, n)...)
	}
	lines = append(lines, "")
	if w.answer.Allowed {
		return lines
	}
	return append(lines, w.fix(n)...)
}

// asked is the question in a line, with the answer at its end.
func (w *why) asked(n int) string {
	t := &w.app.theme
	parts := []string{"may " + domain.Clean(w.member.Label())}
	if w.right != "" {
		parts = append(parts, w.right)
	}
	if w.on.ref != "" {
		parts = append(parts, "on "+domain.Clean(w.on.name))
	}
	if w.known && w.right != "" {
		parts = append(parts, "by "+w.answer.Channel)
	}
	word, tone := "", good
	if w.known && w.right != "" {
		word = "yes"
		if !w.answer.Allowed {
			word, tone = "no", bad
		}
	}
	question := fit(strings.Join(parts, "  "), n-5-width(word))
	return " " + t.tone[strong].paint(question) + "   " + t.tone[tone].paint(word)
}

// gate is one gate: its name, its sign, and its sentence.
func (w *why) gate(name string, ok, asked bool, message string, n int) []string {
	t := &w.app.theme
	sign, in, words := "✓", good, normal
	switch {
	case !asked:
		sign, in, words = "–", faint, faint
	case !ok:
		sign, in, words = "✗", bad, strong
	}
	var lines []string
	const at = 16
	for i, l := range wrap(domain.Clean(message), n-at-1) {
		head := blank(at)
		if i == 0 {
			head = "   " + t.tone[faint].paint(fit(name, 8)) + "  " + t.tone[in].paint(sign) + "  "
		}
		lines = append(lines, head+t.tone[words].paint(l))
	}
	return lines
}

// fix is the smallest change, step by step, with who can make it.
func (w *why) fix(n int) []string {
	t := &w.app.theme
	if len(w.answer.Fix) == 0 {
		return []string{"   " + t.tone[warn].paint(cut("Nothing can be changed so that this is allowed.", n-3))}
	}
	lines := []string{"   " + t.tone[strong].paint("To allow it")}
	for i, s := range w.answer.Fix {
		by, in := byWhom(s), warn
		if s.You {
			in = good
		}
		by = cut(by, n/2)
		message := wrap(domain.Clean(s.Message), n-9-width(by))
		for j, l := range message {
			head, tail := "      ", ""
			if j == 0 {
				head, tail = "   "+fit(strconv.Itoa(i+1), 3), t.tone[in].paint(by)
			}
			lines = append(lines, head+fit(l, n-9-width(by))+"  "+tail)
		}
		if !s.You { // a command that would be refused is no help
			continue
		}
		for _, l := range wrap(domain.Clean(s.Command), n-7) {
			lines = append(lines, "      "+t.tone[accent].paint(l))
		}
	}
	if len(w.answer.AlsoGets) > 0 {
		also := domain.Clean(w.member.Label()) + " would also get " + some(w.answer.AlsoGets, 8) + "."
		for _, l := range wrap(also, n-4) {
			lines = append(lines, "   "+t.tone[faint].paint(l))
		}
	}
	return lines
}
