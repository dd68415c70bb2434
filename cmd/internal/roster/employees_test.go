package roster

import (
	"reflect"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestReadEmployees(t *testing.T) {
	text := "\ufeffName;Number;unit;ignored\r\n\"Eva; Lind\";E-1;Sales;x\r\n;E-2;;\r\n\r\nNo Number;;;\r\nAgain;e-1;;\r\n\"two\r\nlines\";'=E-3;;\r\nBroken\";E-4;;\r\n"
	rows, bad, err := ReadEmployees(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []domain.EmployeeRow{
		{Line: 2, Number: "E-1", Name: "Eva; Lind", Unit: "Sales"}, {Line: 3, Number: "E-2"}, {Line: 7, Number: "=E-3", Name: "two lines"},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("%+v\nwant\n%+v", rows, want)
	}
	var lines []int
	for _, b := range bad {
		lines = append(lines, b.Line)
	}
	if !reflect.DeepEqual(lines, []int{5, 6, 9}) {
		t.Errorf("bad: %+v", bad)
	}
}

func TestFilesThatAreNoEmployees(t *testing.T) {
	for text, says := range map[string]string{
		"":                         "empty",
		"email,name\nx@y.test,X\n": "no column number; expected the columns number, name, email, unit",
		"PK\x03\x04":               "spreadsheet",
	} {
		_, _, err := ReadEmployees(strings.NewReader(text))
		if domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzReadEmployees(f *testing.F) {
	f.Add([]byte("number,name,email,unit\nE-1,Eva,eva@acme.test,Sales\n,,,\n\"E-1\",x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, bad, err := ReadEmployees(strings.NewReader(string(text)))
		if err != nil {
			harmless(t, err.Error())
		}
		last, seen := 0, map[string]bool{}
		for _, r := range rows {
			if r.Line <= last || r.Number == "" || seen[domain.FoldName(r.Number)] {
				t.Errorf("%+v after line %d", r, last)
			}
			last, seen[domain.FoldName(r.Number)] = r.Line, true
		}
		for _, b := range bad {
			harmless(t, b.Reason)
		}
	})
}
