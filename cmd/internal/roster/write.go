package roster

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// Writer writes the plain CSV that Read reads back.
type Writer struct{ csv *csv.Writer }

// NewWriter begins a file with its header; more are columns after those that
// Read knows.
func NewWriter(w io.Writer, more ...string) *Writer {
	out := &Writer{csv.NewWriter(w)}
	_ = out.csv.Write(append([]string{"email", "name", "role", "employee_number", "unit", "status"}, more...)) // Flush tells
	return out
}

// Write writes one person; the cells of further columns come last.
func (w *Writer) Write(email, name, role, number, unit, status string, more ...string) error {
	cells := append([]string{email, name, role, number, unit, status}, more...)
	for i, cell := range cells {
		cells[i] = asText(cell)
	}
	return w.csv.Write(cells)
}

// Flush ends the file.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// formula tells whether a spreadsheet would take a cell for a formula and run
// it (OWASP, CSV Injection), apostrophes before it aside.
func formula(cell string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, "'"))
	return strings.ContainsRune("=+-@＝＋－＠\t\r", first)
}

// asText puts an apostrophe, by which spreadsheets know text, before what they
// would run. A cell that looks like one so treated gets another, so that
// offFormula is its exact opposite.
func asText(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

// offFormula takes off what asText put on.
func offFormula(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(cell) {
		return cell[1:]
	}
	return cell
}
