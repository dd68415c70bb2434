package tui

import (
	"cmp"
	"slices"
	"strings"

	"gatehouse/domain"
)

// text is the project, the period, and a block for each currency.
func (v *projectCard) text(n int) []string {
	t := &v.app.theme
	var lines []string
	if v.gone != "" {
		for _, l := range wrap(v.gone, n-2) {
			lines = append(lines, " "+t.tone[bad].paint(l))
		}
		return lines
	}
	lines = append(indent(v.app.facts(v.facts(), n-2)), "")
	if v.known && v.refused != "" {
		for _, l := range wrap(v.refused, n-2) {
			lines = append(lines, " "+t.tone[faint].paint(l))
		}
		return lines
	}
	lines = append(lines, v.periods(n), "")
	switch e := v.earned; {
	case !v.known:
		return append(lines, " "+t.tone[faint].paint("one moment …"))
	case len(e.Totals)+len(e.Uncounted) == 0:
		for _, l := range wrap(v.nothing(), n-2) {
			lines = append(lines, " "+t.tone[faint].paint(l))
		}
		return lines
	}
	for _, total := range v.earned.Totals {
		lines = append(append(lines, v.block(total, n)...), "")
	}
	return append(lines, v.uncounted(n)...)
}

// facts are where the project is and who is on it.
func (v *projectCard) facts() []fact {
	p := v.place
	facts := []fact{{"Managers", handles(p.Managers), normal}, {"People", handles(p.Members), normal}}
	var in []string
	if p.Group != "" {
		in = append(in, "group "+domain.Clean(p.Group))
	}
	if p.Unit != "" {
		in = append(in, "unit "+domain.Clean(p.Unit))
	}
	if len(in) > 0 {
		facts = append(facts, fact{"In", strings.Join(in, ", "), normal})
	}
	if p.Archived {
		facts = append(facts, fact{"Status", "archived: no more time is recorded", warn})
	}
	return facts
}

// nothing is what an empty period says.
func (v *projectCard) nothing() string {
	name, in := domain.Clean(v.place.Name), " "+v.period.String()
	ways := " n records some; gatehouse time import FILE brings in a CSV."
	if v.place.Archived {
		ways = ""
	}
	if v.period == everything {
		return "No time is recorded on " + name + " yet." + ways
	}
	return "No time is recorded on " + name + in + ". [ and ] go to other periods." + ways
}

// periods are the choices, the one that is shown in brackets; its days behind
// them where there is room.
func (v *projectCard) periods(n int) string {
	t := &v.app.theme
	text, used := "", 0
	for p := range periodsAll {
		word, in := " "+p.String()+" ", faint
		if p == v.period {
			word, in = "‹"+p.String()+"›", accent
		}
		text += t.tone[in].paint(word)
		used += width(word)
	}
	days := ""
	if from, to := v.period.days(v.session.Now()); from != "" {
		days = string(from) + " to " + string(to)
	}
	if room := n - 2 - used; width(days) < room {
		text += blank(room-width(days)) + t.tone[faint].paint(days)
	}
	return " " + text
}

// earning is one row of a block: a member's, or the total.
type earning struct {
	name string
	domain.ProfitLine
}

// block is what was earned in one currency: a row and a bar for each member,
// most earned first, and the total.
func (v *projectCard) block(total domain.ProfitLine, n int) []string {
	t := &v.app.theme
	var rows []earning
	most := int64(0)
	for _, m := range v.earned.ByMember {
		if m.Currency == total.Currency {
			rows = append(rows, earning{domain.Clean(cmp.Or(m.Name, m.Handle)), m.ProfitLine})
			most = max(most, m.Revenue, m.Cost)
		}
	}
	slices.SortStableFunc(rows, func(a, b earning) int { return cmp.Compare(b.Revenue, a.Revenue) })
	sum := earning{"Total", total}
	length := max(n/6, 8)
	if n >= 100 {
		length = n / 4
	}
	columns, widths := layout(earningColumns(total.Currency, append(rows, sum)), n-length-gap-2)
	write := func(p earning, base style, end string) string {
		var cells []string
		for i, c := range columns {
			cells = append(cells, c.cell(p).paint(t, base, widths[i], c.right))
		}
		return " " + strings.Join(cells, base.paint(blank(gap))) + blank(gap) + end
	}
	var titles []string
	for i, c := range columns {
		title := strings.ToUpper(c.title)
		if c.right {
			title = fitRight(title, widths[i])
		}
		titles = append(titles, fit(title, widths[i]))
	}
	lines := []string{" " + t.tone[faint].paint(strings.Join(titles, blank(gap))+blank(gap)+legend(length))}
	for _, p := range rows {
		lines = append(lines, write(p, style{}, newBar(p.ProfitLine, most, length).paint(t)))
	}
	return append(lines, write(sum, t.tone[strong], ""))
}

// earningColumns are as wide as their longest amount: money is never cut.
func earningColumns(currency string, rows []earning) []column[earning] {
	money := func(title string, drop int, of func(earning) int64) column[earning] {
		c := column[earning]{title: title + " " + currency, drop: drop, right: true}
		c.min = width(c.title)
		for _, p := range rows {
			c.min = max(c.min, width(amount(of(p), currency)))
		}
		c.max = c.min + 2
		c.cell = func(p earning) cell {
			out := cell{text: amount(of(p), currency)}
			if of(p) < 0 {
				out.tone = bad
			}
			return out
		}
		return c
	}
	return []column[earning]{
		{title: "member", min: 12, max: 28, cell: func(p earning) cell { return cell{text: p.name} }},
		{title: "hours", min: 10, max: 12, drop: 3, right: true, cell: func(p earning) cell { return cell{text: hours(p.Minutes)} }},
		money("revenue", 1, func(p earning) int64 { return p.Revenue }),
		money("cost", 4, func(p earning) int64 { return p.Cost }),
		money("margin", 0, func(p earning) int64 { return p.Margin }),
		{title: "%", min: 6, max: 8, drop: 2, right: true, cell: func(p earning) cell { return cell{text: percent(p.Percent)} }},
	}
}

// lacking says what is missing for hours that are in no sum.
func lacking(u domain.Uncounted) string {
	switch {
	case u.NoRate && u.NoCost:
		return "without a rate and a cost"
	case u.NoRate:
		return "without an hourly rate"
	}
	return "without an hourly cost"
}

// uncounted lists the hours that are in no sum.
func (v *projectCard) uncounted(n int) []string {
	t := &v.app.theme
	var lines []string
	name := min(28, max(n-40, 14))
	for _, u := range v.earned.Uncounted {
		text := fit(domain.Clean(cmp.Or(u.Name, u.Handle)), name) + "  " + fitRight(hours(u.Minutes), 10) + "  " + lacking(u)
		lines = append(lines, " "+t.tone[warn].paint(cut(text, n-2)))
	}
	if len(lines) == 0 {
		return nil
	}
	for _, l := range wrap("gatehouse members rate EMAIL sets what an hour is sold for and what it costs.", n-2) {
		lines = append(lines, " "+t.tone[faint].paint(l))
	}
	return append([]string{" " + t.tone[strong].paint("Not counted above")}, lines...)
}
