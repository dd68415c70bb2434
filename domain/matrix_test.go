package domain_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The matrix of mTime that the rights engine is tested by, asked through real
// sessions of real members, with units and employee records in a database.
func TestMatrixOfMTimeThroughSessions(t *testing.T) {
	golden, err := os.ReadFile("rights/testdata/mtime.txt")
	must(t, err)
	_, rows, _ := strings.Cut(string(golden), "\n\n                ")
	rows, _, _ = strings.Cut(rows, "\n\n")
	roles := strings.Fields(rows[:strings.IndexByte(rows, '\n')])

	w := open(t, "mtime", "")
	design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	sales, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Sales"})
	must(t, err)
	inDesign, inSales := w.person("employee"), w.person("employee")
	w.employed(design.ID, inDesign)
	w.employed(sales.ID, inSales)

	subject := func(role string, linked bool) domain.Member {
		if role == "owner" {
			if linked {
				w.employed("", w.owner)
				w.owner = w.member(w.owner.ID)
			}
			return w.owner
		}
		m := w.person(role, func(m *domain.Member) {
			m.ManagesUnits = []domain.ID{design.ID}
			if role == "verifier" {
				service(m)
			}
		})
		if linked && m.Kind == rights.Person {
			w.employed("", m)
		}
		return m
	}
	bare, linked := map[string]domain.Member{}, map[string]domain.Member{}
	for _, role := range roles {
		bare[role] = subject(role, false)
	}
	cell := func(m domain.Member, right string) string {
		out := ""
		for _, c := range []struct{ letter, on string }{
			{"w", ""}, {"u", "member/" + inDesign.Email}, {"x", "member/" + inSales.Email}, {"m", "member/" + m.Handle()}, {"a", "any"},
		} {
			answer, err := w.boss().Check(bg, domain.Question{Subject: ref(m), Right: right, On: c.on})
			must(t, err)
			if !answer.Allowed {
				c.letter = "."
			}
			out += c.letter
		}
		return out
	}
	lines := strings.Split(strings.TrimSpace(rows[strings.IndexByte(rows, '\n'):]), "\n")
	is(t, "rows of the matrix", len(lines), len(rights.Catalogue()))
	without := map[string]string{}
	for _, line := range lines {
		right := strings.Fields(line)[0]
		for _, role := range roles {
			without[right+role] = cell(bare[role], right)
		}
	}
	for _, role := range roles {
		linked[role] = subject(role, true)
	}
	for _, line := range lines {
		right := strings.Fields(line)[0]
		have := fmt.Sprintf("%-22s", right)
		for _, role := range roles {
			text := cell(linked[role], right)
			if alone := without[right+role]; alone != text {
				text += "/" + alone
			}
			have += fmt.Sprintf("%-12s", text)
		}
		if have = strings.TrimRight(have, " "); have != line {
			t.Errorf("through sessions, against the golden text:\nhas  %s\nwant %s", have, line)
		}
	}
}
