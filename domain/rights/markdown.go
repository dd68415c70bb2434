package rights

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Markdown is the page about rights in the documentation, made from the same
// tables that decide.
func Markdown() []byte {
	var b bytes.Buffer
	b.WriteString("# Rights\n\nMade from the tables that decide. Ask about someone with `gatehouse rights why EMAIL RIGHT`.\n")
	b.WriteString("Each rule says where it comes from: a place in one of three documents, by its file's name, or *ours* and why.\n\n")
	writeHead(&b, "model", "document", "file")
	for _, m := range Models() {
		writeRow(&b, m.Title, m.Source.Title, "`"+m.Source.File+"`")
	}
	b.WriteString("\n## The gates\nAll of them are asked, always and in this order; the first that says no is the reason.\n\n")
	writeHead(&b, "", "gate", "says no when", "from")
	for g, r := range about {
		writeRow(&b, strconv.Itoa(g+1), Gate(g).String(), r.says, r.from())
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
	writeMatrix(&b, ScopedRoles(), nil)
	for _, c := range chapters {
		fmt.Fprintf(&b, "\n## %s\n\n", c.title)
		writeHead(&b, "rule", "from")
		for _, r := range c.rules {
			writeRow(&b, r.says, r.from())
		}
	}
	return b.Bytes()
}

// from is where a rule comes from.
func (r rule) from() string {
	if r.of == nil {
		return "ours: " + r.where
	}
	return r.of.cited(r.where)
}

// cited is a place in the model's document, with the document's file, or what
// is ours as it is.
func (m *Model) cited(where string) string {
	if strings.HasPrefix(where, "ours: ") {
		return where
	}
	return "`" + m.Source.File + "`: " + where
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
	writeMatrix(b, m.Roles, m)
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

// writeMatrix writes rights down, roles across, leaving out what none has, and
// for a model where each row comes from.
func writeMatrix(b *bytes.Buffer, roles []*Role, m *Model) {
	head := []string{"right"}
	var any Set
	for _, r := range roles {
		head = append(head, r.Title)
		any = any.Union(r.All())
	}
	if m != nil {
		head = append(head, "from")
	}
	b.WriteString("\n")
	writeHead(b, head...)
	for right := range any.All() {
		row := []string{right.String()}
		for _, r := range roles {
			row = append(row, r.Scope(right).String())
		}
		if m != nil {
			row = append(row, m.cited(m.from[right]))
		}
		writeRow(b, row...)
	}
}
