package rights

import (
	"bytes"
	"fmt"
	"strings"
)

// about is what each gate asks, and when it says no.
var about = [gates]string{
	GateStatus:  "the member is suspended or removed, or the account's end date is past",
	GateChannel: "a person's channel option doesn't include the way in (the console counts as web); over the API, `api.use` isn't held, with all that it needs; a service user comes in by anything but the API",
	GateRole:    "neither the role nor a scoped role holds the right",
	GatePlan:    "the workspace's plan lacks the feature that the right needs; it never stops listing or taking away, but does stop giving a custom role",
	GateOption:  "the member's switch is off; service users have none, and the owner's are always on",
	GateLink:    "the right needs an employee record and the person has none",
	GateScope:   "what the right reaches doesn't cover the target, or a Project Manager's project is archived",
	GateRank:    "it is an act on someone above, on the owner or on oneself, or gives more than one has",
}

// Markdown is the page about rights in the documentation, made from the same
// tables that decide.
func Markdown() []byte {
	var b bytes.Buffer
	b.WriteString("# Rights\n\nMade from the tables that decide. Ask about someone with `gatehouse rights why EMAIL RIGHT`.\n\n")
	b.WriteString("## The gates\nA question passes all of them, in this order, or stops at the first that says no.\n\n")
	b.WriteString("| gate | says no when |\n|---|---|\n")
	for g, text := range about {
		fmt.Fprintf(&b, "| %s | %s |\n", Gate(g), text)
	}
	writeCatalogue(&b)
	b.WriteString("\n## Scopes\n")
	b.WriteString("`w` is the whole workspace, `s` where a scoped role reaches, `o` one's own. Each includes the ones after it.\n")
	for _, m := range Models() {
		writeModel(&b, m)
	}
	b.WriteString("\n## Scoped roles\nGiven for one project or group, on top of the role in the workspace, in every model. ")
	b.WriteString("A Project Manager acts for active projects only, and sees archived ones; a Group Manager has both.\n\n")
	writeRoles(&b, ScopedRoles())
	writeMatrix(&b, ScopedRoles())
	return b.Bytes()
}

func writeCatalogue(b *bytes.Buffer) {
	b.WriteString("\n## The catalogue\nPersonal rights are about oneself. Rights that are answered only are decided for applications that ask; no command uses them.\n\n")
	b.WriteString("| right | lets one | feature | option | |\n|---|---|---|---|---|\n")
	for _, e := range catalogue[1:] {
		feature, option := "", ""
		if e.Feature != 0 {
			feature = e.Feature.String()
		}
		if e.Option != 0 {
			option = e.Option.String()
		}
		var notes []string
		if e.Personal {
			notes = append(notes, "personal")
		}
		if e.AnsweredOnly {
			notes = append(notes, "answered only")
		}
		if e.Reserved {
			notes = append(notes, "never in a custom role")
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", e.Name, e.Does, feature, option, strings.Join(notes, ", "))
	}
}

func writeModel(b *bytes.Buffer, m *Model) {
	fmt.Fprintf(b, "\n## %s\n%s.\n\n", m.Title, capital(m.Line))
	writeRoles(b, m.Roles)
	writeMatrix(b, m.Roles)
	var links []string
	for r := range m.NeedsLink.All() {
		links = append(links, "`"+r.String()+"`")
	}
	fmt.Fprintf(b, "\nAn employee record is needed for %s.\n", strings.Join(links, ", "))
	b.WriteString("\n| plan | seats |")
	for _, f := range Features() {
		fmt.Fprintf(b, " %s |", f.Noun())
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(features)) + "\n")
	for _, p := range m.Plans {
		seats := "no limit"
		if p.Seats > 0 {
			seats = fmt.Sprint(p.Seats)
		}
		fmt.Fprintf(b, "| %s | %s |", p.Title, seats)
		for _, f := range Features() {
			if p.Has(f) {
				b.WriteString(" yes |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
}

func writeRoles(b *bytes.Buffer, roles []*Role) {
	b.WriteString("| role | | rank |\n|---|---|---|\n")
	for _, r := range roles {
		rank := ""
		if r.Rank > 0 {
			rank = fmt.Sprint(r.Rank)
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", r.Name, r.Line, rank)
	}
}

// writeMatrix writes rights down, roles across, leaving out what none has.
func writeMatrix(b *bytes.Buffer, roles []*Role) {
	b.WriteString("\n| right |")
	for _, r := range roles {
		fmt.Fprintf(b, " %s |", r.Title)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(roles)) + "\n")
	for _, e := range catalogue[1:] {
		line, any := "| "+e.Name+" |", false
		for _, r := range roles {
			scope := r.Scope(e.Right)
			any = any || scope != None
			line += strings.TrimRight(" "+scope.String(), " ") + " |"
		}
		if any {
			b.WriteString(line + "\n")
		}
	}
}
