package rights_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

// The texts in testdata say who may do what, in words and letters that a
// person can compare with the documents that the models come from. They were
// worked out from the manual's tables, not from the engine.
func TestMatrices(t *testing.T) {
	for _, m := range []house{in(t, "mtime"), in(t, "timetonic"), in(t, "timeneye")} {
		parts := []string{sources[m.Name], theTable(m)}
		if m.Name == "timeneye" {
			parts = append(parts, theManagers(m))
		}
		parts = append(parts, whatChanges(m), theActs(m), theGiving(m))
		want, err := os.ReadFile("testdata/" + m.Name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		got, lines := strings.Split(strings.Join(parts, "\n\n")+"\n", "\n"), strings.Split(string(want), "\n")
		for i := range max(len(got), len(lines)) {
			if at(got, i) != at(lines, i) {
				t.Errorf("testdata/%s.txt, line %d:\nsays    %q\ndecided %q", m.Name, i+1, at(lines, i), at(got, i))
				break
			}
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(no more lines)"
}

var sources = map[string]string{
	"mtime": `mTime: who may do what, in every situation that makes a difference.
Read it next to "mTime, Users & permissions" (000_b539aadcf2bf66c0.txt).`,
	"timetonic": `TimeTonic: who may do what, in every situation that makes a difference.
Read it next to "TimeTonic, The Different User Types" (002_994ea25e7be395d1.txt).`,
	"timeneye": `Timeneye: who may do what, in every situation that makes a difference.
Read it next to "Timeneye, User roles: who can do what?" (003_1313bcbc8d9eaf2b.txt).`,
}

var legends = map[string]string{
	"mtime": `THE TABLE
A cell has a letter for each situation in which the answer is yes:
  w  about the whole workspace, or oneself for personal rights (no target)
  u  on an Employee of a unit that one manages
  x  on an Employee of another unit
  m  on oneself
  a  on any at all
After a slash: the same for someone without an employee record, where that differs.`,
	"timetonic": `THE TABLE
  w  the whole workspace
  o  one's own
  .  not at all
After it the plans on which it is so: Free, Start, Pro, Business; nothing: on all four.`,
	"timeneye": `THE TABLE
  w  the whole workspace
  o  one's own: for projects.view those that one works on
  .  not at all`,
}

// theTable is every right of every role, as a member has it whom nothing but
// the role and the plan stops.
func theTable(m house) string {
	width := map[string]int{"mtime": 12, "timetonic": 11, "timeneye": 11}[m.Name]
	lines := []string{
		legends[m.Name],
		"The verifier is a service user and asks over the API; the others are persons, on the web, with every option on.",
		"", line(cells("", names(m.Roles)...), 22, width),
	}
	for _, e := range rights.Catalogue() {
		row := []string{e.Name}
		for _, r := range m.Roles {
			row = append(row, byPlans(m, r, e.Right))
		}
		lines = append(lines, line(row, 22, width))
	}
	return strings.Join(lines, "\n")
}

// byPlans is a cell of the table: the letters, and the plans if they matter.
func byPlans(m house, r *rights.Role, right rights.Right) string {
	if m.Name == "mtime" {
		q := m.usual(r, m.Plans[0])
		cell := m.situations(q, right)
		q.Subject.Linked = false
		if bare := m.situations(q, right); bare != cell {
			cell += "/" + bare
		}
		return cell
	}
	cell, plans := ".", ""
	for _, p := range m.Plans {
		if c := m.cell(m.usual(r, p), right); c != "" {
			cell, plans = c, plans+p.Title[:1]
		}
	}
	if plans == "" || len(plans) == len(m.Plans) {
		return cell
	}
	return cell + " " + plans
}

// usual is how someone with the role asks, when nothing special is said. They
// manage a unit, which makes a difference to Managers alone.
func (m house) usual(r *rights.Role, p *rights.Plan) rights.Question {
	q := ask(able(m.Model, r), 0)
	q.Subject.Plan, q.Subject.Holds = p, rights.ByUnit
	if r.ServiceOnly {
		q.Subject.Kind, q.Channel = rights.ServiceUser, rights.API
	}
	return q
}

func (m house) may(q rights.Question, r rights.Right, on rights.Target) bool {
	q.Right, q.On = r, on
	return m.Decide(&q).Allowed
}

// oneself is the asker as a target.
func oneself(q rights.Question) rights.Target {
	return rights.Target{Kind: rights.OnMember, Self: true, Owner: q.Subject.Owner, Rank: q.Subject.Role.Rank}
}

// cell says how far a right goes, in the letters of the model's table.
func (m house) cell(q rights.Question, r rights.Right) string {
	if m.Name == "mtime" {
		return strings.TrimPrefix(m.situations(q, r), ".....")
	}
	switch {
	case r.Entry().Personal:
		return map[bool]string{true: "o"}[m.may(q, r, rights.Target{})]
	case m.may(q, r, rights.Target{}):
		return "w"
	case m.may(q, r, on(rights.OnMember, reached(q.Subject.Holds))):
		return "s"
	case m.may(q, r, oneself(q)), q.Subject.Linked && m.may(q, r, on(rights.OnEmployee, self)), m.Name == "timeneye" && m.may(q, r, on(rights.OnProject, self, reached(rights.Staffed))):
		return "o"
	}
	return ""
}

func (m house) situations(q rights.Question, r rights.Right) string {
	employee := ranked(m.role("employee"))
	cell := ""
	for _, c := range []struct {
		letter string
		on     rights.Target
	}{
		{"w", rights.Target{}},
		{"u", on(rights.OnMember, employee, reached(q.Subject.Holds))},
		{"x", on(rights.OnMember, employee)},
		{"m", oneself(q)},
		{"a", on(rights.AnyTarget)},
	} {
		cell += letter(c.letter, m.may(q, r, c.on))
	}
	return cell
}

func letter(l string, yes bool) string {
	if yes {
		return l
	}
	return "."
}

func names(roles []*rights.Role) []string {
	var list []string
	for _, r := range roles {
		list = append(list, r.Name)
	}
	return list
}

func cells(first string, others ...string) []string { return append([]string{first}, others...) }

// line pads cells to widths, of which the last goes for all that follow.
func line(cells []string, widths ...int) string {
	text := ""
	for i, c := range cells {
		text += fmt.Sprintf("%-*s", widths[min(i, len(widths)-1)], c)
	}
	return strings.TrimRight(text, " ")
}
