package rights_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

const matrixHead = `mTime: every right of every role, in every situation.

A cell has a letter for each situation in which the answer is yes:
  w  about the whole workspace, or oneself for personal rights (no target)
  u  on an Employee of a unit that one manages
  x  on an Employee of another unit
  m  on oneself
  a  on any at all
After a slash: the same for someone without an employee record, where that differs.

`

// The matrix as text a person can read, cell by cell.
func TestMatrixOfMTime(t *testing.T) {
	m := in(t, "mtime")
	var text strings.Builder
	text.WriteString(matrixHead)
	line := fmt.Sprintf("%-21s", "")
	for _, r := range m.Roles[:5] {
		line += fmt.Sprintf("%-12s", r.Name)
	}
	text.WriteString(strings.TrimRight(line, " ") + "\n")
	for _, e := range rights.Catalogue() {
		line = fmt.Sprintf("%-21s", e.Name)
		for _, r := range m.Roles[:5] {
			s := m.a(r.Name, holds(rights.ByUnit))
			cell := situations(m, s, e.Right)
			s.Linked = false
			if bare := situations(m, s, e.Right); bare != cell {
				cell += "/" + bare
			}
			line += fmt.Sprintf("%-12s", cell)
		}
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	want, err := os.ReadFile("testdata/mtime.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, lines := strings.Split(text.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(lines)) {
		if i >= len(got) || i >= len(lines) || got[i] != lines[i] {
			t.Fatalf("testdata/mtime.txt, line %d:\nhas  %q\nwant %q", i+1, at(lines, i), at(got, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(no more lines)"
}

func situations(m house, s rights.Subject, r rights.Right) string {
	employee := ranked(m.role("employee"))
	cell := ""
	for _, c := range []struct {
		letter string
		on     rights.Target
	}{
		{"w", rights.Target{}},
		{"u", on(rights.OnMember, employee, reached(rights.ByUnit))},
		{"x", on(rights.OnMember, employee)},
		{"m", on(rights.OnMember, self, ranked(s.Role))},
		{"a", on(rights.AnyTarget)},
	} {
		q := about(c.on, ask(s, r))
		if m.Decide(&q).Allowed {
			cell += c.letter
		} else {
			cell += "."
		}
	}
	return cell
}
