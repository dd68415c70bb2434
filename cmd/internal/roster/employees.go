package roster

import (
	"io"

	"gatehouse/domain"
)

// employeeLayout is the header of a file of employee records.
var employeeLayout = layout{
	format:  "employees",
	key:     number,
	marks:   []string{"number"},
	columns: map[string]field{"number": number, "name": name, "email": email, "unit": unit},
}

// ReadEmployees reads a CSV of employee records under the header
// number,name,email,unit, in any order. Rows that can't be read, and a number
// that comes again, are in bad. The error is as Read's.
func ReadEmployees(r io.Reader) (rows []domain.EmployeeRow, bad []domain.Rejected, err error) {
	src := newSource(r, usual)
	if err := src.readable([]layout{employeeLayout}); err != nil {
		return nil, nil, err
	}
	gathered := &list{max: usual.records, first: make(map[string]int)}
	t := &table{scan: newScanner(src), list: gathered}
	t.keep = func(line int, r row) {
		for f := range r {
			r[f] = offFormula(r[f])
		}
		key := domain.FoldName(r[number])
		switch first, again := gathered.first[key]; {
		case key == "":
			gathered.reject(line, "there is no employee number")
		case again:
			gathered.reject(line, "employee %s is on line %d already", r[number], first)
		default:
			gathered.first[key] = line
			rows = append(rows, domain.EmployeeRow{Line: line, Number: r[number], Name: r[name], Email: r[email], Unit: r[unit]})
		}
	}
	err = t.read([]layout{employeeLayout})
	return rows, gathered.roster.Bad, err
}
