package tui

import (
	"strings"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// fact is one line about something: what is said, and the same in words.
type fact struct {
	label string
	text  string
	tone  tone
}

// factLabel is the room of a label, in cells.
const factLabel = 9

// facts writes facts under one another, labels in a column.
func (a *App) facts(list []fact, n int) []string {
	var lines []string
	for _, f := range list {
		for i, l := range wrap(f.text, max(n-factLabel, 8)) {
			name := f.label
			if i > 0 {
				name = ""
			}
			lines = append(lines, a.theme.tone[faint].paint(fit(name, factLabel))+a.theme.tone[f.tone].paint(l))
		}
	}
	return lines
}

// pane is what a list shows beside itself of the member under the cursor.
func (a *App) pane(c domain.Card, now time.Time, n int) []string {
	t := &a.theme
	lines := []string{t.tone[strong].paint(cut(domain.Clean(c.Label()), n)), t.tone[faint].paint(cut(handleLine(c.Listed), n)), ""}
	lines = append(lines, a.facts(memberFacts(c, now), n)...)
	if c.May == nil {
		return lines
	}
	lines = append(lines, "", t.tone[faint].paint("May"))
	const few = 8
	notable := notableRights(c)
	for i, g := range notable {
		if i == few {
			lines = append(lines, t.tone[faint].paint("and "+number(len(notable)-few)+" more (enter)"))
			break
		}
		far := reaches(g, c.Scoped)
		if n < narrow {
			far = brief[g.Scope]
		}
		name := min(20, n-6)
		lines = append(lines, fit(g.Right.String(), name)+" "+t.tone[faint].paint(cut(far, n-name-1)))
	}
	if len(notable) == 0 {
		lines = append(lines, t.tone[faint].paint("nothing: "+c.Standing))
	}
	return lines
}

// narrow is where a pane has no room for how far a right reaches, but for a word.
const narrow = 36

var brief = [...]string{rights.Own: "own", rights.Scoped: "part", rights.Whole: "all"}

// handleLine says what the account is called in commands.
func handleLine(l domain.Listed) string {
	if l.Kind == rights.ServiceUser {
		return "service user"
	}
	return domain.Clean(l.Email)
}

// memberFacts are who someone is, in the order in which one asks.
func memberFacts(c domain.Card, now time.Time) []fact {
	facts := []fact{{"Role", c.RoleName, normal}}
	if !c.Until.IsZero() {
		facts = append(facts, fact{"", "for " + domain.Left(c.Until, now) + " more, then " + c.Role, warn})
	}
	facts = append(facts, statusFact(c.Listed))
	if !c.ExpiresAt.IsZero() {
		facts = append(facts, fact{"Ends", day(c.ExpiresAt) + ", " + remaining(c.ExpiresAt, now), warn})
	}
	if c.Kind == rights.Person {
		facts = append(facts, employeeFact(c.Listed))
	}
	for i, s := range c.Scoped {
		label := "Manages"
		if i > 0 {
			label = ""
		}
		place := s.On.Kind + " " + domain.Clean(s.On.Name)
		if s.On.Name == "" {
			place = "a " + s.On.Kind + " that you can't see"
		}
		facts = append(facts, fact{label, place, normal})
	}
	if len(c.ReachUnits) > 0 {
		facts = append(facts, fact{"Reaches", count(c.Reaches, "person", "people") + " in " + domain.Clean(strings.Join(c.ReachUnits, ", ")), normal})
	}
	return facts
}

// remaining says how long it is until an end.
func remaining(end, now time.Time) string {
	if !end.After(now) {
		return "which is over"
	}
	return domain.Left(end, now) + " left"
}

func statusFact(l domain.Listed) fact {
	switch l.Standing {
	case domain.StatusRemoved:
		return fact{"Status", "removed on " + day(l.RemovedAt) + "; s restores, for 30 days", bad}
	case domain.StatusSuspended:
		f := fact{"Status", "suspended", warn}
		if !l.SuspendedAt.IsZero() {
			f.text += " since " + day(l.SuspendedAt)
		}
		if l.ShowReason && l.Reason != "" {
			f.text += ": " + domain.Clean(l.Reason)
		}
		return f
	}
	return fact{"Status", "active since " + day(l.JoinedAt), normal}
}

func employeeFact(l domain.Listed) fact {
	if l.Employee == nil {
		return fact{"Employee", "not linked to a record", faint}
	}
	return fact{"Employee", strings.TrimSpace(domain.Clean(l.Employee.Number + "  " + l.Unit)), normal}
}

func day(t time.Time) string { return t.Format("2 Jan 2006") }

// notableRights are the effective rights, those over others first.
func notableRights(c domain.Card) []rights.Granted {
	var over, own []rights.Granted
	for _, g := range c.May {
		if g.Scope > rights.Own {
			over = append(over, g)
		} else {
			own = append(own, g)
		}
	}
	return append(over, own...)
}

// reaches says how far an effective right of a member reaches.
func reaches(g rights.Granted, scoped []domain.ScopedRole) string {
	if g.Scope != rights.Scoped {
		return scopeWords(g.Scope, 0)
	}
	var via rights.Reach
	for _, s := range scoped {
		if r, ok := rights.ScopedRole(s.Role); ok && r.Scoped.Has(g.Right) {
			via |= r.Via
		} else if s.On.Kind == "unit" {
			via |= rights.ByUnit
		}
	}
	return scopeWords(g.Scope, via)
}

// scopeWords say how far a right reaches, and through what.
func scopeWords(s rights.Scope, via rights.Reach) string {
	switch s {
	case rights.Whole:
		return "whole workspace"
	case rights.Own:
		return "own"
	}
	var kinds []string
	for _, v := range []struct {
		by   rights.Reach
		name string
	}{{rights.ByUnit, "units"}, {rights.ByProject | rights.ByArchivedProject, "projects"}, {rights.ByGroup, "groups"}} {
		if via&v.by != 0 {
			kinds = append(kinds, v.name)
		}
	}
	if len(kinds) == 0 {
		return "in their units"
	}
	return "in their " + strings.Join(kinds, ", ")
}
