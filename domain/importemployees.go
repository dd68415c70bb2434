package domain

import (
	"cmp"
	"context"

	"gatehouse/domain/rights"
)

// EmployeeRow is one record of a file of employees.
type EmployeeRow struct {
	Line                      int
	Number, Name, Email, Unit string
}

// ImportEmployees brings employee records in, by their numbers. None is ever
// removed, and an empty field leaves what there is.
type ImportEmployees struct {
	Rows []EmployeeRow
	Bad  []Rejected // records that can't be read at all
}

// ImportEmployees asks for employees.manage row by row, where the record is
// and where it goes. It writes in commits of bounded size and can be run again
// with nothing changed. The report names records by their numbers.
func (s *Session) ImportEmployees(ctx context.Context, c ImportEmployees) (ImportReport, error) {
	report := ImportReport{Rejected: append([]Rejected(nil), c.Bad...)}
	ids := make([][2]ID, len(c.Rows))
	for i := range ids {
		ids[i] = [2]ID{s.ws.db.newID(), s.ws.db.newID()}
	}
	size := max(1, min(chunk, s.ws.db.store.Room()/4))
	for from := 0; from == 0 || from < len(c.Rows); from += size {
		to := min(from+size, len(c.Rows))
		part, err := commit(ctx, s, c.action(), func(t *txn) (ImportReport, error) {
			if err := t.may(ask{right: rights.EmployeesManage, target: anyTarget()}); err != nil {
				return ImportReport{}, err
			}
			return t.importEmployees(c.Rows[from:to], ids[from:to])
		})
		if err != nil {
			return report, err
		}
		report.add(part)
	}
	report.sort()
	return report, nil
}

func (t *txn) importEmployees(rows []EmployeeRow, ids [][2]ID) (ImportReport, error) {
	var r ImportReport
	for i, row := range rows {
		list, number, err := t.importRecord(row, ids[i], &r)
		if KindOf(err).AboutTarget() {
			r.Rejected = append(r.Rejected, Rejected{row.Line, err.Error()})
			continue
		}
		if err != nil {
			return r, err
		}
		*list = append(*list, number)
	}
	return r, nil
}

// importRecord makes or changes one record; everything is checked before
// anything is written. It answers with the list of the report that the record
// belongs on.
func (t *txn) importRecord(row EmployeeRow, ids [2]ID, r *ImportReport) (*[]string, string, error) {
	list, action := &r.Updated, EditEmployee{}.action()
	before, err := findEmployee(t, Ref(row.Number))
	on := target{mention: Mention{"employee", ids[0], CleanMax(row.Number, 80)}}
	switch {
	case isNotFound(err):
		before = Employee{ID: ids[0]}
		list, action = &r.Created, AddEmployee{}.action()
	case err == nil:
		on, err = t.onEmployee(before)
	}
	if err != nil && !isNotFound(err) {
		return nil, "", err
	}
	e := before
	if before.Version > 0 {
		if err := t.allow(ask{right: rights.EmployeesManage, target: on}, Ref(row.Number)); err != nil {
			return nil, "", err
		}
	}
	if err := t.fillEmployee(&e, row.Number, cmp.Or(row.Name, e.Name), cmp.Or(row.Email, e.Email)); err != nil {
		return nil, "", err
	}
	if e.Unit, err = t.unitOfRow(row.Unit, before, on.mention, ids[1]); err != nil {
		return nil, "", err
	}
	if e == before {
		return &r.Unchanged, e.Number, nil
	}
	if e, err = t.Employees().Put(e); err != nil {
		return nil, "", err
	}
	return list, e.Number, t.record(action, mentionEmployee(e), "%s", e.Name)
}

// unitOfRow finds the unit that a row names, or makes it; a record that moves
// or is new must be in reach there.
func (t *txn) unitOfRow(name string, before Employee, mention Mention, id ID) (ID, error) {
	if name == "" {
		if before.Version > 0 {
			return before.Unit, nil
		}
		return t.placeIn("", mention)
	}
	u, err := findUnit(t, Ref(name))
	switch {
	case err == nil && before.Version > 0 && u.ID == before.Unit:
		return u.ID, nil
	case isNotFound(err) && t.may(ask{right: rights.EmployeesManage, target: target{mention: mention}}) == nil:
		u, err = t.addUnit(AddUnit{Name: name}, id)
		return u.ID, err
	}
	return t.placeIn(Ref(name), mention)
}
