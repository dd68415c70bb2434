package tui

import (
	"cmp"
	"strings"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// deed is one of the changes to a member that consequences are shown of first.
type deed struct {
	name   string // suspend
	done   string // Suspended
	doing  string // suspending
	yes    string // the answer that does it; empty: its name
	no     string // the safe answer
	sum    string // what it means for several, in a sentence
	reason bool   // why is asked
	easy   bool   // takes nothing away from one member, so isn't asked about
	right  rights.Right
	change func(domain.Listed, string) domain.Change
}

func suspending() deed {
	return deed{name: "suspend", done: "Suspended", doing: "suspending", no: "Keep them in", reason: true,
		sum: "They are out at once. Nothing is deleted; reactivating brings back role and settings.", right: rights.MembersSuspend,
		change: func(l domain.Listed, why string) domain.Change {
			return domain.Suspend{Member: domain.Ref(l.ID), Version: l.Version, Reason: why}
		}}
}

func reactivating() deed {
	return deed{name: "reactivate", done: "Reactivated", doing: "reactivating", no: "Leave it", easy: true, right: rights.MembersSuspend,
		sum: "They come back with the roles and settings that they had.",
		change: func(l domain.Listed, _ string) domain.Change {
			return domain.Reactivate{Member: domain.Ref(l.ID), Version: l.Version}
		}}
}

func removing() deed {
	return deed{name: "remove", done: "Removed", doing: "removing", no: "Keep them",
		sum: "They leave the workspace at once. They can be restored for 30 days, and their addresses are held until then.", right: rights.MembersRemove,
		change: func(l domain.Listed, _ string) domain.Change {
			return domain.Remove{Member: domain.Ref(l.ID), Version: l.Version}
		}}
}

func restoring() deed {
	return deed{name: "restore", done: "Restored", doing: "restoring", no: "Leave it", easy: true, right: rights.MembersRemove,
		sum: "They come back with the roles and settings that they had.",
		change: func(l domain.Listed, _ string) domain.Change {
			return domain.Restore{Member: domain.Ref(l.ID), Version: l.Version}
		}}
}

// giving is the change to a role, of several at once.
func giving(role string) deed {
	return deed{name: "give " + role + " to", yes: "Give " + role, done: "Gave " + role + " to", doing: "giving " + role + " to", no: "Leave it", right: rights.MembersRole,
		change: func(l domain.Listed, _ string) domain.Change {
			return domain.ChangeRole{Member: domain.Ref(l.ID), Version: l.Version, Role: role}
		}}
}

// plan is a deed with whom it is done to and what would come of it.
type plan struct {
	deed deed
	who  []domain.Listed
	domain.Consequences
}

// left are those to whom it can be done.
func (p plan) left() []domain.Listed {
	refused := map[string]bool{}
	for _, r := range p.Refused {
		refused[r.Target] = true
	}
	var left []domain.Listed
	for _, l := range p.who {
		if !refused[l.Handle()] {
			left = append(left, l)
		}
	}
	return left
}

// title is the question.
func (p plan) title() string {
	return capital(p.deed.name) + " " + whom(p.left()) + "?"
}

// yes is the answer that does it, in a word or two.
func (p plan) yes() string { return cmp.Or(p.deed.yes, capital(p.deed.name)) }

// whom names one, or counts several.
func whom(who []domain.Listed) string {
	if len(who) == 1 {
		return domain.Clean(who[0].Label())
	}
	return number(len(who)) + " members"
}

const fewNames = 5

// lines are the consequences as sentences: each of one member, sums of several.
func (p plan) lines() []string {
	if len(p.who) == 1 {
		var lines []string
		for _, c := range p.Changes {
			lines = append(lines, sentence(c, domain.Clean(p.who[0].Label())))
		}
		return lines
	}
	left := p.left()
	lines := []string{namesOf(left) + "."}
	if p.deed.sum != "" {
		lines = append(lines, p.deed.sum)
	}
	for _, c := range []struct{ count, one, many string }{
		{"gained", "1 right is gained in all.", "rights are gained in all."},
		{"lost", "1 right is lost in all.", "rights are lost in all."},
		{"invitations", "1 invitation that they sent stops working until someone resends it.", "invitations that they sent stop working until someone resends them."},
		{"keys", "1 active key is refused.", "active keys are refused."},
		{"units_without_manager", "1 unit is left without a manager.", "units are left without a manager."},
		{"projects_without_manager", "1 project is left without a manager.", "projects are left without a manager."},
		{"groups_without_manager", "1 group is left without a manager.", "groups are left without a manager."},
	} {
		switch n := p.Counts[c.count]; n {
		case 0:
		case 1:
			lines = append(lines, c.one)
		default:
			lines = append(lines, number(n)+" "+c.many)
		}
	}
	return append(lines, p.refusals()...)
}

// refusals say who is left out, and why.
func (p plan) refusals() []string {
	if len(p.Refused) == 0 {
		return nil
	}
	lines := []string{"", number(len(p.Refused)) + " of " + number(len(p.who)) + " are left out:"}
	for i, r := range p.Refused {
		if i == fewNames {
			lines = append(lines, "and "+number(len(p.Refused)-i)+" more")
			break
		}
		lines = append(lines, domain.Clean(r.Target)+": "+domain.Clean(r.Message))
	}
	return lines
}

// namesOf names a few and counts the rest.
func namesOf(who []domain.Listed) string {
	names := make([]string, len(who))
	for i, l := range who {
		names[i] = domain.Clean(l.Label())
	}
	return some(names, fewNames)
}

// sentence begins and ends what the domain says in half a sentence.
func sentence(text string, names ...string) string { return ended(capital(text, names...)) }

// ended is a text with the full stop that it lacks.
func ended(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return text
	}
	return text + "."
}
