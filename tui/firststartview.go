package tui

import (
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// asked are the questions as they are put.
var asked = [questions]struct{ label, hint string }{
	askName:  {"Workspace", "what it is called, such as Acme"},
	askSlug:  {"Slug", "its short name, as in ssh acme@host; enter takes this one"},
	askEmail: {"Your e-mail", "you become the owner: there is exactly one, until you hand over"},
	askModel: {"Role model", "which roles there are; your own come on top of these"},
	askKey:   {"SSH key", "to sign in from elsewhere; another can be pasted here"},
}

// View draws the questions with their answers; the one that is being asked has
// what belongs to it below.
func (v *firstStart) View(size Size) string {
	t := &v.app.theme
	where := "There is no database yet: four questions make one"
	if v.asks.Database != "" {
		where += " at " + domain.Clean(v.asks.Database)
	}
	var lines []string
	for _, l := range wrap(where+".", size.Width-2) {
		lines = append(lines, " "+t.tone[faint].paint(l))
	}
	lines = append(lines, "")
	for q := range questions {
		sign := "  "
		switch {
		case q == v.at:
			sign = t.tone[accent].paint("▌") + " "
		case q < v.at:
			sign = t.tone[good].paint("✓") + " "
		}
		lines = append(lines, " "+sign+t.tone[faint].paint(fit(asked[q].label, 12))+"  "+v.answer(q, size.Width-18))
		if q == v.at {
			lines = append(lines, v.below(q, size.Width-18)...)
		}
	}
	return strings.Join(lines, "\n")
}

// answer is what stands beside a question.
func (v *firstStart) answer(q question, room int) string {
	f := v.fields[q]
	switch {
	case f != nil && q == v.at:
		return f.view(room)
	case f != nil:
		return cut(domain.Clean(f.text()), room)
	case q >= v.at:
		return ""
	case q == askModel:
		return v.models[v.model].Name
	}
	return ""
}

// below is the rest of the question that is being asked.
func (v *firstStart) below(q question, room int) (lines []string) {
	t := &v.app.theme
	for _, l := range wrap(v.wrong, room) {
		lines = append(lines, t.tone[bad].paint(l))
	}
	if v.wrong == "" {
		for _, l := range wrap(asked[q].hint, room) {
			lines = append(lines, t.tone[faint].paint(l))
		}
	}
	switch q {
	case askModel:
		for i, m := range v.models {
			lines = append(lines, v.choice(i == v.model, modelLine(m), room))
		}
	case askKey:
		for i, k := range v.keys {
			lines = append(lines, v.choice(i == v.key, line([]string{k.Comment, k.Type, string(k.ID)}), room))
		}
		lines = append(lines, v.choice(v.key == len(v.keys), "none for now: enter skips", room))
	}
	for i := range lines {
		lines[i] = blank(17) + lines[i]
	}
	return lines
}

func modelLine(m *rights.Model) string { return fit(m.Name, 9) + "  " + m.Line }

func (v *firstStart) choice(chosen bool, text string, room int) string {
	t := &v.app.theme
	if chosen {
		return t.tone[accent].paint("● ") + t.selected.paint(fit(domain.Clean(text), room-2))
	}
	return "  " + cut(domain.Clean(text), room-2)
}
