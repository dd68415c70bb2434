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
	diff := p.diff(size.Width, max(min(size.Height-len(lines)-4, p.most()), 3))
	lines = append(append(lines, diff...), "")
	return strings.Join(append(lines, p.foot(size.Width)...), "\n")
}

// most is how many lines the longest of the lists takes: the box keeps its
// height while one goes through the roles.
func (p *rolePicker) most() int {
	most := 0
	for _, c := range p.all {
		n := 1 + max(len(c.Gained), len(c.Lost))
		if c.Warning != "" || !c.Allowed {
			n++
		}
		most = max(most, n)
	}
	return min(most, 12)
}

// role is one line: the name, what it is for, and whether it is the one now.
func (p *rolePicker) role(i int, c domain.RoleChoice, n int) string {
	t := &p.app.theme
	sign, base, text, line := "  ", style{}, t.tone[normal], t.tone[faint]
	right := ""
	switch {
	case c.Now:
		right, text = p.standing(), t.tone[accent]
	case !c.Allowed:
		right, text = "can't be given", t.tone[faint]
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
		line.over(base).paint(fit(domain.Clean(c.Line), room)) + base.paint(" ") + text.over(base).paint(right)
}

// standing says that the member has the role now, and for how long.
func (p *rolePicker) standing() string {
	if p.member.Until.IsZero() {
		return "now"
	}
	return "now, " + domain.Left(p.member.Until, p.deeds.session.Now()) + " left"
}

// diff is what the highlighted role would give and take, in rows lines.
func (p *rolePicker) diff(n, rows int) []string {
	t := &p.app.theme
	c, _ := p.chosen()
	var lines, notes []string
	var warning string
	switch {
	case c.Now && p.member.Until.IsZero():
		lines = append(lines, t.tone[faint].paint(cut("It is the role that "+domain.Clean(p.member.Label())+" has.", n)))
		return room(strings.Join(lines, "\n"), rows)
	case !c.Allowed:
		warning = c.Why
	default:
		warning = c.Warning
	}
	for _, l := range wrap(sentence(warning, domain.Clean(p.member.Label())), n-2) {
		notes = append(notes, t.tone[warn].paint("! "+l))
	}
	gains, loses := len(c.Gained), len(c.Lost)
	half := (n - 2) / 2
	lines = append(lines, t.tone[faint].paint(fit("gains "+number(gains), half)+"  loses "+number(loses)))
	left, right := half, n-half-2
	switch {
	case loses == 0:
		left, right = n, 0
	case gains == 0:
		left, right = 0, n
	}
	space := rows - 1 - len(notes)
	lines = append(lines, besides(p.rights("+ ", good, c, c.Gained, left, space), p.rights("- ", bad, c, c.Lost, right, space), left)...)
	return room(strings.Join(append(lines, notes...), "\n"), rows)
}

// besides puts two texts next to each other, the first n wide.
func besides(left, right []string, n int) []string {
	var lines []string
	for i := range max(len(left), len(right)) {
		line := blank(n)
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) {
			if n > 0 {
				line += blank(gap)
			}
			line += right[i]
		}
		lines = append(lines, line)
	}
	return lines
}

// rights lists rights with how far they reach, as many as there is room for.
func (p *rolePicker) rights(sign string, in tone, c domain.RoleChoice, list []rights.Granted, n, rows int) []string {
	t := &p.app.theme
	var lines []string
	for i, g := range list[:min(len(list), max(rows, 0))] {
		if i == rows-1 && len(list) > rows {
			return append(lines, t.tone[faint].paint(fit("  and "+number(len(list)-i)+" more", n)))
		}
		role := c.Role
		if in == bad {
			role = p.now()
		}
		name := fit(g.Right.String(), min(20, n-2))
		far := scopeOf(role, g.Scope)
		if was := p.had(g.Right); in == good && was != rights.None {
			far += ", was " + scopeOf(p.now(), was)
		}
		scope := fit(far, n-4-width(name))
		lines = append(lines, t.tone[in].paint(sign)+name+"  "+t.tone[faint].paint(scope))
	}
	return lines
}

// had is how far a right reaches by the role that the member has.
func (p *rolePicker) had(r rights.Right) rights.Scope {
	if role := p.now(); role != nil {
		return role.Scope(r)
	}
	return rights.None
}

// now is the role that the member has.
func (p *rolePicker) now() *rights.Role {
	for _, c := range p.all {
		if c.Now {
			return c.Role
		}
	}
	return nil
}

// scopeOf says how far a right of a role reaches.
func scopeOf(r *rights.Role, s rights.Scope) string {
	if r == nil {
		return scopeWords(s, 0)
	}
	return scopeWords(s, r.Via)
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
