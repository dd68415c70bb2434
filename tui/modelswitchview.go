package tui

import (
	"strings"

	"gatehouse/domain"
)

// mapped are the columns of what each role becomes, and of who has it.
func (v *modelSwitch) mapped() []column[domain.RoleMapping] {
	type row = domain.RoleMapping
	return []column[row]{
		{title: "role", min: 12, max: 24, cell: func(r row) cell { return cell{text: domain.Clean(r.From.Name)} }},
		{title: "becomes", min: 15, max: 22, cell: becomes},
		{title: "held by", min: 7, max: 7, right: true, cell: func(r row) cell { return tally(r.Holders) }},
		{title: "for now", min: 7, max: 7, drop: 2, right: true, cell: func(r row) cell { return tally(r.Temporary) }},
		{title: "invited", min: 7, max: 7, drop: 1, right: true, cell: func(r row) cell { return tally(r.Invitations) }},
		{title: "means", min: 14, max: 20, drop: 3, cell: means},
	}
}

// tally is how many have a role in one way.
func tally(n int) cell {
	if n == 0 {
		return cell{text: "–", tone: faint}
	}
	return cell{text: number(n)}
}

// becomes is the role in the new model, in the marks of what can be changed.
func becomes(r domain.RoleMapping) cell {
	switch {
	case r.To != nil:
		return cell{text: "‹ " + r.To.Name + " ›"}
	case needsChoice(r):
		return cell{text: "‹ choose ›", tone: warn}
	}
	return cell{text: "goes", tone: faint}
}

// needsChoice tells whether someone has a role that nothing takes the place of
// yet.
func needsChoice(r domain.RoleMapping) bool {
	return r.To == nil && r.Holders+r.Temporary+r.Invitations > 0
}

// means says in a word or two what the role's people get out of it.
func means(r domain.RoleMapping) cell {
	gained, lost := number(len(r.Gained)), number(len(r.Lost))
	switch {
	case r.To == nil:
		return cell{text: "–", tone: faint}
	case r.Wider && len(r.Lost) > 0:
		return cell{text: "wider +" + gained + ", -" + lost, tone: warn}
	case r.Wider:
		return cell{text: "wider +" + gained, tone: warn}
	case len(r.Lost) > 0:
		return cell{text: "narrower -" + lost}
	}
	return cell{text: "the same", tone: faint}
}

// underMapping is said under a role that changes or that must be chosen for:
// what its people gain and lose, with as many names as there is room for.
func (v *modelSwitch) underMapping(r domain.RoleMapping) string {
	switch {
	case needsChoice(r):
		return "a role of the workspace's own: choose what it becomes with ← and →"
	case r.To == nil:
		return ""
	}
	text := ""
	for few := 3; few > 0; few-- {
		var words []string
		if r.Wider {
			words = append(words, "gains "+some(r.Gains(), few))
		}
		if len(r.Lost) > 0 {
			words = append(words, "loses "+some(r.Loses(), few))
		}
		if text = strings.Join(words, "; "); width(text)+underRoom <= v.app.body.width {
			return text
		}
	}
	if _, loses, both := strings.Cut(text, "; "); both {
		return "gains " + number(len(r.Gained)) + "; " + loses
	}
	return text
}

// underRoom is what a second line has at its sides.
const underRoom = 6

// heads say what the switch is, and what stands against it.
func (v *modelSwitch) heads() []string {
	t, n := &v.app.theme, v.app.body.width-2
	if !v.known {
		return indent(wrap(v.trouble, n))
	}
	i := v.impact
	head := v.of.model.Title + " → " + i.Model.Title + " on the " + i.Plan.Title + " plan: " + seats(i.SeatsUsed, i.Plan.Seats) + "."
	if owner := " The owner stays the owner."; width(head+owner) <= n {
		head += owner
	}
	lines := []string{cut(head, n)}
	why := v.trouble
	if why == "" && !i.Allowed {
		why = sentence(i.Why)
	}
	for _, l := range wrap(why, n) {
		lines = append(lines, t.tone[warn].paint(l))
	}
	return indent(lines)
}

// gist is the switch in a few sentences.
func (v *modelSwitch) gist() []string {
	var wider, narrower, own []string
	for _, r := range v.impact.Rows {
		held := r.To != nil && r.Holders+r.Temporary+r.Invitations > 0
		if held && r.Wider {
			wider = append(wider, domain.Clean(r.From.Name)+" → "+r.To.Name)
		}
		if held && len(r.Lost) > 0 {
			narrower = append(narrower, domain.Clean(r.From.Name)+" → "+r.To.Name)
		}
		if r.From.Custom {
			own = append(own, domain.Clean(r.From.Name))
		}
	}
	counts := v.impact.Consequences().Counts
	who := count(counts["members"], "member", "members")
	if n := counts["temporary"]; n > 0 {
		who += ", " + count(n, "temporary role", "temporary roles")
	}
	if n := counts["invitations"]; n > 0 {
		who += ", " + count(n, "open invitation", "open invitations")
	}
	lines := []string{"It rewrites the roles of " + who + "."}
	if len(wider) > 0 {
		lines = append(lines, "These may more than before: "+some(wider, 6)+".")
	}
	if len(narrower) > 0 {
		lines = append(lines, "These lose something: "+some(narrower, 6)+".")
	}
	if len(own) > 0 {
		lines = append(lines, "The workspace's own roles are gone afterwards: "+some(own, 6)+".")
	}
	return append(lines, "Until it is done nobody gets in; once it has begun, it is finished.",
		"u doesn't take it back. One can switch back, but roles that became one stay one.")
}
