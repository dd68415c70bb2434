package domain

import "gatehouse/domain/rights"

// Consequences say the same in sentences and counts.
func (i SwitchImpact) Consequences() Consequences {
	out := Consequences{Changes: []string{}, Counts: map[string]int{"seats_used": i.SeatsUsed}, Refused: i.refused}
	out.say("%s → %s, on the %s plan; the owner stays the owner", i.from.Title, i.Model.Title, i.Plan.Title)
	for _, r := range i.Rows {
		out.Counts["members"] += r.Holders
		out.Counts["temporary"] += r.Temporary
		out.Counts["invitations"] += r.Invitations
		switch nobody := r.Holders+r.Temporary+r.Invitations == 0; {
		case nobody && r.From.Custom:
			out.say("%s goes; nobody has it", Clean(r.From.Name))
		case nobody && r.From.Name == r.To.Name:
		case r.To == nil:
			out.say("%s → to be chosen with --map: %s", Clean(r.From.Name), r.who())
		default:
			if r.Wider {
				out.Counts["wider"]++
			}
			out.say("%s → %s: %s%s%s", Clean(r.From.Name), r.To.Name, r.who(), few(", wider: gains ", r.Gains()), few(", loses ", r.Loses()))
		}
	}
	return out
}

// who says how many have the role.
func (r RoleMapping) who() string {
	if r.Holders+r.Temporary+r.Invitations == 0 {
		return "nobody has it"
	}
	words := []string{count(r.Holders, "member", "members")}
	if r.Temporary > 0 {
		words = append(words, count(r.Temporary, "more", "more")+" for a while")
	}
	if r.Invitations > 0 {
		words = append(words, count(r.Invitations, "invitation", "invitations"))
	}
	return andList(words)
}

// Gains names the rights gained; one that the role held before and that only
// widens is said with how far it reaches then.
func (r RoleMapping) Gains() []string { return reaching(r.Gained, r.From) }

// Loses names the rights lost; one that only narrows is said with how far it
// reached.
func (r RoleMapping) Loses() []string { return reaching(r.Lost, r.To) }

// reaching names rights, with their scope where the other role holds them too.
func reaching(list []rights.Granted, other *rights.Role) []string {
	words := map[rights.Scope]string{rights.Own: " (one's own)", rights.Scoped: " (what one manages)", rights.Whole: " (whole workspace)"}
	var names []string
	for _, g := range list {
		name := g.Right.String()
		if was := other.Scope(g.Right); was != rights.None && was != g.Scope {
			name += words[g.Scope]
		}
		names = append(names, name)
	}
	return names
}

// few names the first of many.
func few(before string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return before + andMore(names[:min(3, len(names))], len(names))
}
