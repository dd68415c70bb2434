package app

import (
	"os"
	"strings"
	"testing"
)

// TestOperatingPageHasEverySetting holds docs/operating.md against the table
// from which serve reads its configuration, limits included.
func TestOperatingPageHasEverySetting(t *testing.T) {
	page, err := os.ReadFile("../../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range settings() {
		row := s.row()
		known[row] = true
		if !strings.Contains(string(page), "\n"+row+"\n") {
			t.Errorf("docs/operating.md lacks\n%s", row)
		}
	}
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "| `limits.") && !known[line] {
			t.Errorf("docs/operating.md has what isn't a setting any more\n%s", line)
		}
	}
}

// row is a setting as the page has it.
func (s setting) row() string {
	if s.flag == "" {
		return "| `" + s.name + "` | " + s.initial + " | " + s.sentence + " |"
	}
	return "| `" + s.name + "` | `--" + s.flag + "` | `" + s.variable() + "` | " + s.initial + " | " + s.sentence + " |"
}
