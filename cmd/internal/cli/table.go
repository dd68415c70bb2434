package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// table lays rows of clean cells out: for someone at a terminal under titles
// and aligned by the columns that the text takes on the screen, for a pipe
// separated by tabs.
func table(titles []string, rows [][]string, terminal bool) string {
	var out strings.Builder
	if !terminal {
		for _, row := range rows {
			out.WriteString(strings.Join(row, "\t") + "\n")
		}
		return out.String()
	}
	head := make([]string, len(titles))
	for i, t := range titles {
		head[i] = strings.ToUpper(t)
	}
	all := append([][]string{head}, rows...)
	wide := make([]int, len(titles))
	for _, row := range all {
		for i, cell := range row {
			wide[i] = max(wide[i], ansi.StringWidth(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", wide[i]-ansi.StringWidth(cell)+2))
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}
