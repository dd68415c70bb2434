package roster

import (
	"slices"
	"strings"

	"gatehouse/domain"
)

// header finds the layout and the delimiter in the first line that isn't empty.
func (t *table) header(known []layout) error {
	var commas []string // the columns as the usual delimiter cuts them
	for _, delimiter := range []byte{',', ';', '\t'} {
		t.scan.delimiter = delimiter
		names, err := t.names()
		if err != nil {
			return err
		}
		if commas == nil || len(names) > len(commas) {
			commas = names
		}
		for _, l := range known {
			if !l.shownBy(names, len(known) > 1) {
				continue
			}
			t.scan.next()
			t.layout, t.columns = l, names
			return t.assign()
		}
	}
	return badFile("the first line names no column %s; expected %s. Its columns: %s",
		known[len(known)-1].missing(commas, len(known) > 1), expected(known), seen(commas))
}

// names are the columns of the record that the scanner stands at.
func (t *table) names() ([]string, error) {
	for {
		var names []string
		t.scan.want = func(column int, raw []byte, _ bool) {
			if column == 0 {
				names = names[:0]
			}
			if column < t.scan.src.lim.columns {
				names = append(names, domain.CleanMax(strings.TrimSpace(string(raw[:min(len(raw), 400)])), 60))
			}
		}
		rec, _, ok := t.scan.peek()
		switch {
		case t.scan.src.err != nil:
			return nil, t.scan.src.err
		case !ok:
			return nil, badFile("the file is empty; expected a CSV with a header")
		case rec.broken != "":
			return nil, badFile("the header, on line %d, can't be read: %s", rec.line, rec.broken)
		case rec.columns > t.scan.src.lim.columns:
			return nil, badFile("the header has %d columns; at most %d are read", rec.columns, t.scan.src.lim.columns)
		case rec.filled > 0:
			return names, nil
		}
		t.scan.next()
	}
}

// assign says what each column holds.
func (t *table) assign() error {
	taken := map[field]string{}
	for _, column := range t.columns {
		f := t.layout.columns[headerName(column)]
		if other, twice := taken[f]; twice && f != none {
			return badFile("the header names %s twice (%s and %s); leave one out", headerName(column), other, column)
		}
		taken[f] = column
		if f == t.layout.key {
			t.key = column
		}
		t.fields = append(t.fields, f)
	}
	return nil
}

// shownBy says whether a header is of this layout.
func (l layout) shownBy(columns []string, guessing bool) bool {
	return l.missing(columns, guessing) == ""
}

// missing is the first column that a header lacks for this layout. One that was
// asked for by name needs no more than it can't do without.
func (l layout) missing(columns []string, guessing bool) string {
	marks := l.marks
	if !guessing {
		marks = append([]string{l.keyHeader()}, l.needs...)
	}
	for _, mark := range marks {
		if !slices.ContainsFunc(columns, func(column string) bool { return headerName(column) == headerName(mark) }) {
			return mark
		}
	}
	return ""
}

// keyHeader is what the column that every row needs is called.
func (l layout) keyHeader() string {
	for header, f := range l.columns {
		if f == l.key {
			return strings.ReplaceAll(header, "_", " ")
		}
	}
	return ""
}

// expected says what a file of one of these layouts looks like; a peribolos
// YAML has none.
func expected(known []layout) string {
	switch len(known) {
	case 0:
		return "peribolos YAML with orgs at the top"
	case 1:
	default:
		return "a CSV with the columns email, name, role, employee_number, unit (only email is needed), an export of Google Workspace's or Slack's members, or peribolos YAML"
	}
	return map[string]string{
		"employees": "the columns number, name, email, unit (only number and name are needed)",
		"time":      "the columns project, member, date, and minutes or duration",
		"csv":       "the columns email, name, role, employee_number, unit (only email is needed)",
		"google":    "the user list of Google Workspace's Admin console",
		"slack":     "Slack's member list",
	}[known[0].format]
}

// seen lists columns for a sentence.
func seen(columns []string) string {
	const most = 12
	more := ""
	if len(columns) > most {
		columns, more = columns[:most], " …"
	}
	return strings.Join(columns, ", ") + more
}
