package tui

import (
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The matrix's columns, in cells.
const (
	rightWide = 20 // the right's name
	roleWide  = 10 // a role, at most
	roleLeast = 6
	doesLeast = 24 // what the right lets one do, where there is room
)

// View draws as many roles as fit, the chosen one among them.
func (v *roles) View(size Size) string {
	v.columns = untypedColumns(v.across(size.Width - signs - 1))
	return v.list.View(size)
}

// across chooses the roles in view and makes a column of each.
func (v *roles) across(room int) []column[rights.Entry] {
	columns := []column[rights.Entry]{{min: rightWide, max: rightWide + 2, cell: v.named}}
	widths := make([]int, len(v.all))
	for i, r := range v.all {
		widths[i] = min(max(width(domain.Clean(r.Name)), roleLeast), roleWide)
	}
	fit := func(from int) int { // one past the last role that fits
		used := rightWide
		for i := from; i < len(widths); i++ {
			if used += gap + widths[i]; used > room {
				return i
			}
		}
		return len(widths)
	}
	v.left = min(v.left, v.at)
	for v.left < v.at && fit(v.left) <= v.at {
		v.left++
	}
	for v.left > 0 && fit(v.left-1) == len(widths) {
		v.left--
	}
	for i := v.left; i < fit(v.left); i++ {
		columns = append(columns, column[rights.Entry]{min: widths[i], max: widths[i], cell: v.scope(i)})
	}
	if least(columns)+gap+doesLeast <= room && fit(v.left) == len(widths) {
		columns = append(columns, column[rights.Entry]{min: doesLeast, cell: func(e rights.Entry) cell { return cell{text: e.Does, tone: faint} }})
	}
	return columns
}

// named is the right, with the letters that a search found in its name.
func (v *roles) named(e rights.Entry) cell {
	c := cell{text: e.Name}
	c.found, _, _ = match(e.Name, v.query.text)
	return c
}

// scope is how far a role's right reaches, in the letter of the tables.
func (v *roles) scope(i int) func(rights.Entry) cell {
	return func(e rights.Entry) cell {
		if v.draft != nil && i == v.at {
			return v.draft.cell(e.Right)
		}
		c := cell{text: scopeSign(v.all[i].Scope(e.Right))}
		switch {
		case c.text == "–":
			c.tone = faint
		case i == v.at:
			c.tone = accent
		}
		return c
	}
}

func scopeSign(s rights.Scope) string {
	if s == rights.None {
		return "–"
	}
	return s.String()
}

// heads are the chosen role in words, the names of the roles in view, and how
// many hold each.
func (v *roles) heads() []string {
	t := &v.app.theme
	r, ok := v.chosen()
	if !ok {
		return []string{"", "", ""}
	}
	names, holders := blank(signs)+blank(rightWide), t.tone[faint].paint(fit(blank(signs)+"HELD BY", signs+rightWide))
	_, widths := layout(v.columns, v.app.body.width-signs-1)
	pad := blank(max(widths[0]-rightWide, 0))
	names, holders = names+pad, holders+pad
	for n := 1; n < len(widths) && v.left+n-1 < len(v.all); n++ {
		i := v.left + n - 1
		name, sign, tone := fit(domain.Clean(v.all[i].Name), widths[n]), blank(gap), faint
		if i == v.at {
			sign, tone = t.tone[accent].paint(" ▌"), strong
		}
		names += sign + t.tone[tone].paint(name)
		holders += blank(gap) + t.tone[faint].paint(fit(number(v.all[i].Holders), widths[n]))
	}
	words := domain.Clean(r.Name) + ": " + domain.Clean(r.Line)
	if v.draft != nil {
		words = v.draft.words()
	}
	more := ""
	if shown := len(widths) - 1; v.left > 0 || v.left+shown < len(v.all) {
		more = "role " + number(v.at+1) + " of " + number(len(v.all)) + "  "
	}
	line := " " + cut(more+words, max(v.app.body.width-2, 0))
	return []string{t.tone[normal].paint(line), strings.TrimRight(names, " "), holders}
}
