package gatehouse_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

var update = flag.Bool("update", false, "write the generated pages anew")

func TestGeneratedPagesAreCurrent(t *testing.T) {
	for page, want := range map[string][]byte{
		"docs/rights.md": rights.Markdown(),
	} {
		if *update {
			if err := os.WriteFile(page, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(page)
		if err != nil {
			t.Errorf("%v; go test . -update writes it", err)
			continue
		}
		if line, old, current := firstDifference(string(got), string(want)); line > 0 {
			t.Errorf("%s:%d is stale, go test . -update writes it anew\n  it says %q\n  and should %q", page, line, old, current)
		}
	}
}

// firstDifference gives the number of the first line that differs, or 0.
func firstDifference(got, want string) (line int, old, current string) {
	g, w := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	for i := range max(len(g), len(w)) {
		if i < len(g) {
			old = g[i]
		}
		if i < len(w) {
			current = w[i]
		}
		if old != current {
			return i + 1, old, current
		}
		old, current = "", ""
	}
	return 0, "", ""
}
