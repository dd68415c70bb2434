package rights

import (
	"bytes"
	"fmt"
	"strconv"
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
	b.WriteString("## The gates\nAll of them are asked, always and in this order; the first that says no is the reason.\n\n")
	writeHead(&b, "gate", "says no when")
	for g, text := range about {
		writeRow(&b, Gate(g).String(), text)
	}
	writeCatalogue(&b)
	b.WriteString("\n## Scopes\n")
	b.WriteString("`w` is the whole workspace, `s` where a scoped role reaches, `o` one's own. Each includes the ones after it.\n")
	for _, m := range Models() {
		writeModel(&b, m)
	}
	b.WriteString("\n## Scoped roles\nGiven for one project or group, on top of the role in the workspace, in every model. ")
	b.WriteString("A Project Manager acts for active projects only, and sees archived ones; a Group Manager acts for both.\n\n")
	writeRoles(&b, ScopedRoles())
	writeMatrix(&b, ScopedRoles())
	return b.Bytes()
}

func writeHead(b *bytes.Buffer, cells ...string) {
	writeRow(b, cells...)
	b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
}

func writeRow(b *bytes.Buffer, cells ...string) {
	for _, c := range cells {
		b.WriteString(strings.TrimRight("| "+c, " ") + " ")
	}
	b.WriteString("|\n")
}

func writeCatalogue(b *bytes.Buffer) {
	b.WriteString("\n## The catalogue\nPersonal rights are about oneself. Rights that are answered only are decided for applications that ask; no command uses them.\n\n")
	writeHead(b, "right", "lets one", "feature", "option", "")
	for _, e := range catalogue[1:] {
		var feature, option string
		if e.Feature != 0 {
			feature = e.Feature.String()
		}
		if e.Option != 0 {
			option = e.Option.String()
		}
		var notes []string
		for _, note := range []struct {
			is   bool
			text string
		}{{e.Personal, "personal"}, {e.AnsweredOnly, "answered only"}, {e.Reserved, "never in a custom role"}} {
			if note.is {
				notes = append(notes, note.text)
			}
		}
		writeRow(b, e.Name, e.Does, feature, option, strings.Join(notes, ", "))
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
	fmt.Fprintf(b, "\nAn employee record is needed for %s.\n\n", strings.Join(links, ", "))
	head := []string{"plan", "seats"}
	for _, f := range Features() {
		head = append(head, f.Noun())
	}
	writeHead(b, head...)
	for _, p := range m.Plans {
		row := []string{p.Title, "no limit"}
		if p.Seats > 0 {
			row[1] = strconv.Itoa(p.Seats)
		}
		for _, f := range Features() {
			row = append(row, map[bool]string{true: "yes"}[p.Has(f)])
		}
		writeRow(b, row...)
	}
}

func writeRoles(b *bytes.Buffer, roles []*Role) {
	writeHead(b, "role", "for", "rank")
	for _, r := range roles {
		rank := ""
		if r.Rank > 0 {
			rank = strconv.Itoa(r.Rank)
		}
		writeRow(b, r.Name, r.Line, rank)
	}
}

// writeMatrix writes rights down, roles across, leaving out what none has.
func writeMatrix(b *bytes.Buffer, roles []*Role) {
	head := []string{"right"}
	var any Set
	for _, r := range roles {
		head = append(head, r.Title)
		any = any.Union(r.All())
	}
	b.WriteString("\n")
	writeHead(b, head...)
	for right := range any.All() {
		row := []string{right.String()}
		for _, r := range roles {
			row = append(row, r.Scope(right).String())
		}
		writeRow(b, row...)
	}
}
