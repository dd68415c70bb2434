package tui

import (
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// View draws the roles, and under them what the highlighted one would change.
func (p *rolePicker) View(size Size) string {
	t := &p.app.theme
	if !p.loaded {
		return t.tone[faint].paint("one moment …")
	}
	var lines []string
	for i, c := range p.all {
		lines = append(lines, p.role(i, c, size.Width))
	}
	lines = append(lines, "")
	if p.guard.stale != "" {
		for _, l := range wrap(p.guard.stale, size.Width) {
			lines = append(lines, t.tone[warn].paint(l))
		}
		return strings.Join(append(lines, "", t.tone[accent].paint("[ Close ]")), "\n")
	}
	room := size.Height - len(lines) - 3
	diff := p.diff(size.Width, max(min(room, 9), 3))
	lines = append(append(lines, diff...), "")
	return strings.Join(append(lines, p.foot(size.Width)...), "\n")
}

// role is one line: the name, what it is for, and whether it is the one now.
func (p *rolePicker) role(i int, c domain.RoleChoice, n int) string {
	t := &p.app.theme
	sign, base, text, line := "  ", style{}, t.tone[normal], t.tone[faint]
	right := ""
	switch {
	case c.Now:
		right = "now"
	case !c.Allowed:
		right, text = "not yours to give", t.tone[faint]
	}
	if i == p.at {
		sign, base = "▌ ", t.selected
	}
	name := 0
	for _, other := range p.all {
		name = max(name, width(other.Name))
	}
	room := max(n-2-name-2-width(right)-1, 0)
	return t.tone[accent].over(base).paint(sign) + text.over(base).paint(fit(domain.Clean(c.Name), name)) + base.paint("  ") +
		line.over(base).paint(fit(domain.Clean(c.Line), room)) + base.paint(" ") + t.tone[accent].over(base).paint(right)
}

// diff is what the highlighted role would give and take, in two columns.
func (p *rolePicker) diff(n, rows int) []string {
	t := &p.app.theme
	c, _ := p.chosen()
	var lines []string
	switch {
	case c.Now && p.member.Until.IsZero():
		return append(lines, t.tone[faint].paint("It is the role "+domain.Clean(p.member.Label())+" has."))
	case !c.Allowed:
		for _, l := range wrap(sentence(c.Why), n-2) {
			lines = append(lines, t.tone[warn].paint("! "+l))
		}
	}
	half := (n - 2) / 2
	gained, lost := p.column("gains", "+ ", good, c, c.Gained, half, rows), p.column("loses", "- ", bad, c, c.Lost, half, rows)
	for i := range max(len(gained), len(lost)) {
		left, right := blank(half), ""
		if i < len(gained) {
			left = gained[i]
		}
		if i < len(lost) {
			right = lost[i]
		}
		lines = append(lines, left+"  "+right)
	}
	if c.Warning != "" {
		for _, l := range wrap(sentence(c.Warning, domain.Clean(p.member.Label())), n-2) {
			lines = append(lines, t.tone[warn].paint("! "+l))
		}
	}
	return lines
}

// column lists rights with how far they reach, as many as there is room for.
func (p *rolePicker) column(title, sign string, in tone, c domain.RoleChoice, list []rights.Granted, n, rows int) []string {
	t := &p.app.theme
	lines := []string{t.tone[faint].paint(fit(title+" "+number(len(list)), n))}
	for i, g := range list {
		if i == rows-1 && len(list) > rows {
			lines = append(lines, t.tone[faint].paint(fit("  and "+number(len(list)-i)+" more", n)))
			break
		}
		name := fit(g.Right.String(), 20)
		scope := fit(scopeOf(c.Role, g.Scope), max(n-24, 0))
		lines = append(lines, t.tone[in].paint(sign)+name+"  "+t.tone[faint].paint(scope))
	}
	return lines
}

// scopeOf says how far a right of a role reaches.
func scopeOf(r *rights.Role, s rights.Scope) string {
	if s != rights.Scoped || r == nil {
		return scopeWords(s, nil)
	}
	var kinds []string
	for _, v := range []struct {
		by   rights.Reach
		name string
	}{{rights.ByUnit, "units"}, {rights.ByProject | rights.ByArchivedProject, "projects"}, {rights.ByGroup, "groups"}} {
		if r.Via&v.by != 0 {
			kinds = append(kinds, v.name)
		}
	}
	if len(kinds) == 0 {
		return scopeWords(s, nil)
	}
	return "in their " + strings.Join(kinds, ", ")
}

// foot is the end date, the command that does the same, and the keys.
func (p *rolePicker) foot(n int) []string {
	t := &p.app.theme
	c, _ := p.chosen()
	until := t.tone[faint].paint("until  ")
	switch {
	case p.typing:
		until += p.until.view(24) + t.tone[faint].paint("  8h, 30d, 2027-01-31; empty: always")
	case strings.TrimSpace(p.until.text()) == "":
		until += "always"
	default:
		until += domain.Clean(p.until.text())
	}
	lines := []string{until}
	for _, l := range wrap(p.wrong, n) {
		lines = append(lines, t.tone[bad].paint(l))
	}
	return append(lines, t.tone[faint].paint(cut(p.command(c), n)))
}
