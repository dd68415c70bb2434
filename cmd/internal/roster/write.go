package roster

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// Writer writes the plain CSV that Read reads back.
type Writer struct{ csv *csv.Writer }

// NewWriter begins a file with its header.
func NewWriter(w io.Writer) *Writer {
	out := &Writer{csv.NewWriter(w)}
	_ = out.csv.Write([]string{"email", "name", "role", "employee_number", "unit", "status"}) // Flush tells
	return out
}

// Write writes one person.
func (w *Writer) Write(email, name, role, number, unit, status string) error {
	cells := []string{email, name, role, number, unit, status}
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
