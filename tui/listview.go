package tui

import "strings"

const signs = 3 // cells before a row: the cursor, the mark, a blank

// View draws what stands above, the search, the titles, and the rows in view.
func (l *rowList) View(size Size) string {
	t := &l.app.theme
	var lines []string
	if l.above != nil && !l.denied {
		lines = l.above()
	}
	if l.field != nil {
		lines = append(lines, " "+t.tone[accent].paint("/")+" "+l.field.view(size.Width-3))
	} else if l.query.text != "" {
		lines = append(lines, " "+t.tone[accent].paint("/")+" "+cut(l.query.text, size.Width-3))
	}
	columns, widths := layout(l.columns, size.Width-signs-1)
	if l.titled() && !l.denied {
		lines = append(lines, l.titles(columns, widths))
	}
	l.height = max(size.Height-len(lines), 1)
	l.lines = make([]int, len(lines), size.Height)
	for i := range l.lines {
		l.lines[i] = -1
	}
	if len(l.data.rows) == 0 {
		return strings.Join(append(lines, l.nothing(size.Width)...), "\n")
	}
	l.scroll()
	for i := l.top; i < len(l.data.rows) && len(lines) < size.Height; i++ {
		for _, line := range l.row(i, columns, widths, size.Width) {
			if len(lines) < size.Height {
				lines, l.lines = append(lines, line), append(l.lines, i)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// titled tells whether any column has a title.
func (l *rowList) titled() bool {
	for _, c := range l.columns {
		if c.title != "" {
			return true
		}
	}
	return false
}

func (l *rowList) titles(columns []column[any], widths []int) string {
	var b strings.Builder
	b.WriteString(blank(signs))
	for i, c := range columns {
		title := strings.ToUpper(c.title)
		if c.sort != "" && c.sort == l.query.sort && l.query.text == "" {
			title += map[bool]string{false: " ↑", true: " ↓"}[l.query.descending]
		}
		if i > 0 {
			b.WriteString(blank(gap))
		}
		if c.right {
			title = fitRight(title, widths[i])
		}
		b.WriteString(fit(title, widths[i]))
	}
	return l.app.theme.tone[faint].paint(b.String())
}

// nothing is what an empty list says.
func (l *rowList) nothing(n int) []string {
	sentence := l.empty
	switch {
	case !l.known:
		sentence = l.broken
	case l.query.text != "":
		sentence = "Nothing matches “" + l.query.text + "”."
	}
	var lines []string
	said := wrap(sentence, n-signs-1)
	if l.denied {
		said = append(said, wrap(l.instead, n-signs-1)...)
	}
	for _, line := range said {
		lines = append(lines, blank(signs)+l.app.theme.tone[faint].paint(line))
	}
	return lines
}

// scroll moves the view as little as it must to have the cursor in it.
func (l *rowList) scroll() {
	l.top = max(min(l.top, l.cursor), 0)
	room := l.height
	for i := l.cursor; i >= l.top; i-- {
		if room -= l.tall(i); room < 0 {
			l.top = min(i+1, l.cursor)
			break
		}
	}
	for l.top > 0 && !l.data.after { // no blank lines at the end while rows lie above
		used := 0
		for i := l.top - 1; i < len(l.data.rows) && used <= l.height; i++ {
			used += l.tall(i)
		}
		if used > l.height {
			break
		}
		l.top--
	}
}

// tall is how many lines a row takes.
func (l *rowList) tall(i int) int {
	if l.under != nil && l.under(l.data.rows[i].Item) != "" {
		return 2
	}
	return 1
}

func (l *rowList) row(i int, columns []column[any], widths []int, room int) []string {
	t, r := &l.app.theme, l.data.rows[i].Item
	base, cursor, mark := style{}, " ", " "
	switch {
	case i == l.cursor && l.behind:
		cursor = "│"
	case i == l.cursor:
		base, cursor = t.selected, "▌"
	}
	if l.marked.has(l.id(r)) {
		mark = "✓"
	}
	var b strings.Builder
	sign := t.tone[accent].over(base)
	b.WriteString(sign.paint(cursor + mark))
	b.WriteString(base.paint(" "))
	used := signs
	for n, c := range columns {
		if n > 0 {
			b.WriteString(base.paint(blank(gap)))
			used += gap
		}
		b.WriteString(c.cell(r).paint(t, base, widths[n], c.right))
		used += widths[n]
	}
	b.WriteString(base.paint(blank(room - used)))
	lines := []string{b.String()}
	if l.tall(i) > 1 {
		under := fit(l.under(r), max(room-signs-2, 0))
		lines = append(lines, sign.paint(cursor)+base.paint(blank(signs+1))+t.tone[faint].over(base).paint(under))
	}
	return lines
}
