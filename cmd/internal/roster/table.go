package roster

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// table reads the rows of a CSV under the header that was found.
type table struct {
	scan    *scanner
	list    *list
	layout  layout
	fields  []field // what each column holds
	columns []string
	key     string // the column that every row needs, as the header has it
	keep    func(line int, r row)
	row     row
	before  row    // the last value of each column
	bad     string // what is wrong with a value of the row at hand
}

// readTable reads a CSV in whichever of the layouts its header shows.
func readTable(src *source, known []layout, l *list) error {
	t := &table{scan: newScanner(src), list: l}
	t.keep = t.person
	return t.read(known)
}

func (t *table) read(known []layout) error {
	if err := t.header(known); err != nil {
		return err
	}
	t.scan.want = t.take
	for {
		t.row, t.bad = row{}, ""
		rec, ok := t.scan.next()
		if !ok {
			return t.scan.src.err
		}
		if rec.broken == "" && rec.filled == 0 {
			continue // an empty line, or a spreadsheet's empty row
		}
		if err := t.list.room(); err != nil {
			return err
		}
		t.add(rec)
	}
}

// take keeps one value of a row. A record may be cut twice, so it only sets.
func (t *table) take(column int, raw []byte, escaped bool) {
	if column == 0 {
		t.row, t.bad = row{}, ""
	}
	if column >= len(t.fields) || t.fields[column] == none || len(raw) == 0 {
		return
	}
	if escaped {
		raw = bytes.ReplaceAll(raw, []byte(`""`), []byte(`"`))
	}
	f := t.fields[column]
	if raw = bytes.TrimSpace(raw); t.before[f] == string(raw) {
		t.row[f] = t.before[f] // roles and units repeat; one string does for all
		return
	}
	value := string(raw)
	if !isPlain(value) {
		value = oneLine(value)
		switch {
		case !utf8.ValidString(value):
			t.bad = t.columns[column] + " isn't UTF-8; save the file as UTF-8"
			return
		case hasControl(value):
			t.bad = t.columns[column] + " has a control character in it"
			return
		}
	}
	t.row[f], t.before[f] = value, value
}

// add judges a row as far as reading goes and lists its person.
func (t *table) add(rec record) {
	switch {
	case rec.broken != "":
		t.list.reject(rec.line, "%s", rec.broken)
	case rec.filled > len(t.fields):
		t.list.reject(rec.line, "there are %d fields for %d columns; one with a %s in it needs quotes", rec.columns, len(t.fields), t.delimiterName())
	case t.bad != "":
		t.list.reject(rec.line, "%s", t.bad)
	case strings.EqualFold(t.row[t.layout.key], t.key):
		t.list.reject(rec.line, "this is a header again")
	default:
		t.keep(rec.line, t.row)
	}
}

// person lists the person of a row.
func (t *table) person(line int, r row) {
	p, refused := t.layout.person(r)
	if p.Line = line; refused != "" {
		t.list.reject(line, "%s", refused)
		return
	}
	t.list.person(p)
}

func (t *table) delimiterName() string {
	return map[byte]string{',': "comma", ';': "semicolon", '\t': "tab"}[t.scan.delimiter]
}
