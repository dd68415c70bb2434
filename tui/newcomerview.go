package tui

import (
	"strings"

	"gatehouse/domain"
)

// View draws the parts under one another.
func (d *newcomer) View(size Size) string {
	t := &d.app.theme
	room := max(size.Width-10, 10)
	lines := []string{d.line(partWho, d.label, d.typed(room))}
	note, _ := d.check(d.who.text())
	if strings.TrimSpace(d.who.text()) == "" {
		note = d.hint
	}
	lines = append(lines, blank(10)+t.tone[faint].paint(cut(note, room)))
	if len(d.terms.roles) == 0 {
		lines = append(lines, d.line(partRole, "Role", t.tone[faint].paint("…")))
	}
	for i, o := range d.terms.roles {
		label := ""
		if i == 0 {
			label = "Role"
		}
		lines = append(lines, d.line(partRole, label, d.roleLine(i, o, room)))
	}
	for _, p := range d.parts {
		switch p {
		case partUnit:
			lines = append(lines, d.line(p, "Unit", "‹ "+cut(d.unitName(), room-24)+" ›"+t.tone[faint].paint("  to manage")))
		case partEnds:
			lines = append(lines, d.line(p, "Ends", d.ending(room)))
		}
	}
	for _, l := range wrap(d.wrong, size.Width) {
		lines = append(lines, t.tone[bad].paint(l))
	}
	if o, ok := d.chosen(); ok && !o.Allowed && d.wrong == "" {
		for _, l := range wrap(o.Why, size.Width) {
			lines = append(lines, t.tone[warn].paint(l))
		}
	}
	return strings.Join(lines, "\n")
}

// line is a part with its label, and a sign where one is.
func (d *newcomer) line(p part, label, text string) string {
	sign := "  "
	if d.parts[d.at] == p && label != "" {
		sign = d.app.theme.tone[accent].paint("▌") + " "
	}
	return sign + d.app.theme.tone[faint].paint(fit(label, 6)) + "  " + text
}

func (d *newcomer) typed(room int) string {
	if d.parts[d.at] == partWho {
		return d.who.view(room)
	}
	return cut(d.who.text(), room)
}

// roleLine is one role with what it is for; one that may not be given is
// fainter, and says so.
func (d *newcomer) roleLine(i int, o domain.RoleOffer, room int) string {
	t := &d.app.theme
	sign, tone, base := "  ", normal, style{}
	if i == d.role {
		sign, base = "● ", t.selected
	}
	if !o.Allowed {
		tone = faint
	}
	name := fit(domain.Clean(o.Name), 11)
	line := domain.Clean(o.Line)
	if !o.Allowed {
		line = "not by you: " + line
	}
	return t.tone[accent].paint(sign) + t.tone[tone].over(base).paint(name) + " " + t.tone[faint].over(base).paint(fit(line, max(room-14, 0)))
}

func (d *newcomer) unitName() string {
	if d.unit < 0 {
		return "none yet"
	}
	return domain.Clean(d.terms.units[d.unit])
}

func (d *newcomer) ending(room int) string {
	hint := d.app.theme.tone[faint].paint(cut("never, or 8h, 90d, 2027-01-31", room))
	switch {
	case d.parts[d.at] == partEnds:
		return d.ends.view(min(room/2, 22)) + " " + d.app.theme.tone[faint].paint(cut("empty: never; or 8h, 90d, 2027-01-31", room-min(room/2, 22)-1))
	case d.ends.text() == "":
		return hint
	}
	return cut(d.ends.text(), room)
}
