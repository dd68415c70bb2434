package roster

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFormulasGoOutAsText(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", "'=1": "''=1",
		"plain": "plain", "'quoted'": "'quoted'", "": "", "'": "'", "a=b": "a=b", "O'Neill": "O'Neill",
	} {
		if got := asText(cell); got != want {
			t.Errorf("%q goes out as %q, want %q", cell, got, want)
		}
	}
}

// Whatever was written is read back as it was.
func TestWrittenRowsComeBack(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune(`='+-@,;" abé＝`)), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		row := []string{"x" + rapid.StringMatching(`[=+'-][a-z]*`).Draw(t, "local") + "@acme.test",
			strings.TrimSpace(name.Draw(t, "name")), "employee", strings.TrimSpace(name.Draw(t, "number")), strings.TrimSpace(name.Draw(t, "unit"))}
		var file bytes.Buffer
		w := NewWriter(&file)
		if err := w.Write(row[0], row[1], row[2], row[3], row[4], "active"); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		r, err := Read(&file, Options{})
		if err != nil || len(r.Bad) > 0 || len(r.People) != 1 {
			t.Fatalf("%q: %+v %v", file.String(), r, err)
		}
		p := r.People[0]
		if p.Email != row[0] || p.Name != row[1] || p.Role != row[2] || p.EmployeeNumber != row[3] || p.Unit != row[4] || p.Suspended {
			t.Fatalf("%q came back as %+v", row, p)
		}
	})
}
