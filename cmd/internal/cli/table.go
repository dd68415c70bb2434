package cli

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// table lays rows of clean cells out: for someone at a terminal under titles
// and aligned by the columns that the text takes on the screen, numbers to the
// right; for a pipe separated by tabs.
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
	wide, right := make([]int, len(titles)), make([]bool, len(titles))
	for i := range titles {
		right[i] = numbers(rows, i)
	}
	for _, row := range all {
		for i, cell := range row {
			wide[i] = max(wide[i], ansi.StringWidth(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			room := strings.Repeat(" ", wide[i]-ansi.StringWidth(cell))
			if right[i] {
				cell, room = room+cell, ""
			}
			line.WriteString(cell + room + "  ")
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}

// numbers tells whether a column holds numbers, amounts and times alone, or a
// dash where there is none. A network address is none of these.
func numbers(rows [][]string, column int) bool {
	some := false
	for _, row := range rows {
		if cell := strings.TrimPrefix(row[column], "-"); strings.Trim(cell, "0123456789.:–") != "" || strings.Count(cell, ".") > 1 || strings.Contains(cell, "::") {
			return false
		}
		some = some || strings.ContainsAny(row[column], "0123456789")
	}
	return some
}
