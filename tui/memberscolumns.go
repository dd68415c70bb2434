package tui

import (
	"slices"
	"strings"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// memberColumns are those of the list of members.
func (m *members) memberColumns() []column[domain.Listed] {
	return []column[domain.Listed]{
		{title: "name", min: 16, max: 32, sort: string(domain.ByName), cell: m.searched(0)},
		{title: "e-mail", min: 16, max: 34, drop: 3, sort: string(domain.ByEmail), cell: m.searched(1)},
		{title: "role", min: 10, max: 17, drop: 1, sort: string(domain.ByRole), cell: m.searched(2)},
		{title: "unit", min: 11, max: 16, drop: 4, cell: unitOf},
		{title: "no.", min: 5, max: 8, drop: 6, cell: m.searched(3)},
		{title: "seen", min: 6, max: 11, drop: 5, right: true, cell: m.seen},
	}
}

// notable says under a row what its status is and why, or when the account
// ends.
func notable(l domain.Listed, now time.Time) string {
	switch {
	case l.Standing != domain.StatusActive:
		return statusFact(l).text
	case !l.ExpiresAt.IsZero():
		return "the account ends in " + domain.Left(l.ExpiresAt, now)
	}
	return ""
}

// searched is one of the four fields that a search looks at, with the letters
// that it found.
func (m *members) searched(field int) func(domain.Listed) cell {
	return func(l domain.Listed) cell {
		texts := m.texts(l)
		c := cell{text: texts[field], tone: fieldTone(l, field)}
		if m.query.text != "" {
			for _, s := range domain.Match(m.query.text, texts...)[field] {
				c.found = append(c.found, found{s.Start, s.End})
			}
		}
		return c
	}
}

// texts are name, address, role and employee number as they are shown.
func (m *members) texts(l domain.Listed) []string {
	texts := []string{domain.Clean(l.Label()), domain.Clean(l.Email), roleBrief(l, m.session.Now()), ""}
	if l.Kind == rights.ServiceUser {
		texts[1] = "service user"
	}
	if l.Employee != nil {
		texts[3] = domain.Clean(l.Employee.Number)
	}
	return texts
}

func fieldTone(l domain.Listed, field int) tone {
	switch {
	case l.Standing != domain.StatusActive, field == 3, field == 1 && l.Kind == rights.ServiceUser:
		return faint
	case field == 2 && l.Owner:
		return accent
	}
	return normal
}

// roleBrief is the role with the time left of a temporary one.
func roleBrief(l domain.Listed, now time.Time) string {
	if l.Until.IsZero() {
		return l.RoleName
	}
	return l.RoleName + " " + domain.LeftBrief(l.Until, now)
}

func unitOf(l domain.Listed) cell {
	if l.Unit == "" {
		return cell{text: "–", tone: faint}
	}
	return cell{text: domain.Clean(l.Unit), tone: fieldTone(l, 0)}
}

func (m *members) seen(l domain.Listed) cell {
	if l.SeenAt.IsZero() {
		return cell{text: "–", tone: faint}
	}
	return cell{text: domain.Ago(l.SeenAt, m.session.Now()), tone: faint}
}

// capital begins a sentence, unless it begins with a name or an address.
func capital(sentence string, names ...string) string {
	first, _, _ := strings.Cut(sentence, " ")
	named := func(n string) bool { return n != "" && strings.HasPrefix(sentence, n) }
	if strings.Contains(first, "@") || slices.ContainsFunc(names, named) {
		return sentence
	}
	for i, r := range sentence {
		return strings.ToUpper(string(r)) + sentence[i+len(string(r)):]
	}
	return ""
}
