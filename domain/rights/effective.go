package rights

import "strings"

// Granted is a right and how far it reaches.
type Granted struct {
	Right Right
	Scope Scope
}

// String is the right and its scope, such as "members.view:s".
func (g Granted) String() string { return g.Right.String() + ":" + g.Scope.String() }

// ParseGranted reads what String writes.
func ParseGranted(text string) (Granted, bool) {
	name, far, _ := strings.Cut(text, ":")
	right, known := ParseRight(name)
	scope, ok := ParseScope(far)
	return Granted{right, scope}, known && ok
}

// Effective lists what the subject may do today, in order: the intersection of
// its role, plan, options, status and link, and the union over its roles.
func (m *Model) Effective(s *Subject) []Granted {
	if s.Status != Active {
		return nil
	}
	var all []Granted
	for right := range Everything.All() {
		held := s.scope(right)
		if needed[right].reaches&s.Holds != 0 {
			held = max(held, Scoped)
		}
		if held == None || !s.Plan.Has(needed[right].feature) || option(s, needed[right].option).no() || m.link(s, right).no() {
			continue
		}
		all = append(all, Granted{right, held})
	}
	return all
}

// Diff lists what is gained and lost from before to after, both in order. A
// scope that widens is gained as it is after, one that narrows is lost as it
// was before.
func Diff(before, after []Granted) (gained, lost []Granted) {
	var was, is [count]Scope
	for _, g := range before {
		was[g.Right] = g.Scope
	}
	for _, g := range after {
		is[g.Right] = g.Scope
	}
	for r := Right(1); r < count; r++ {
		switch {
		case is[r] > was[r]:
			gained = append(gained, Granted{r, is[r]})
		case is[r] < was[r]:
			lost = append(lost, Granted{r, was[r]})
		}
	}
	return gained, lost
}
