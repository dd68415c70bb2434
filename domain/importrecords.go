package domain

import "gatehouse/domain/rights"

// importEmployee is the employee record of a row: the one with the number, or
// the linked one; made if there is none. It may make a unit, last of all.
func (t *txn) importEmployee(m *Member, before Member, p RosterPerson, j *job) (Employee, bool, error) {
	if p.EmployeeNumber == "" && (p.Unit == "" || m.Employee == "") {
		return Employee{}, false, nil
	}
	was, err := t.recordOf(*m, p, j)
	if err != nil {
		return was, false, err
	}
	e := was
	if e.Member != m.ID {
		if err := t.mayLink(*m, before, e); err != nil {
			return e, false, err
		}
		e.Member, m.Employee = m.ID, e.ID
	}
	if p.Unit != "" {
		if e.Unit, err = t.importUnit(p.Unit, j); err != nil {
			return e, false, err
		}
	}
	return e, e != was, nil
}

// mayLink refuses a link that the command for it would refuse. Linking the
// account that the row makes is part of making it.
func (t *txn) mayLink(m, before Member, e Employee) error {
	if before.ID != "" {
		on, err := t.onMember(before)
		if err != nil {
			return err
		}
		if err := t.may(ask{right: rights.MembersLink, target: on}); err != nil {
			return err
		}
	}
	return t.mayJoin(m, e)
}

// writeRecord puts an employee record, and takes it from the removed account
// that it may have been linked to.
func (t *txn) writeRecord(e Employee) error {
	was, err := t.Employees().Get(e.ID)
	if err != nil && !isNotFound(err) {
		return err
	}
	if was.Member != "" && was.Member != e.Member {
		if err := t.detach(was.Member); err != nil {
			return err
		}
	}
	_, err = t.Employees().Put(e)
	return err
}

// recordOf finds the employee record that a row means.
func (t *txn) recordOf(m Member, p RosterPerson, j *job) (Employee, error) {
	if p.EmployeeNumber == "" {
		return t.Employees().Get(m.Employee)
	}
	number, err := parseNumber(p.EmployeeNumber)
	if err != nil {
		return Employee{}, err
	}
	id, err := t.Find(UniqueNumber, FoldName(number))
	if err != nil {
		return Employee{}, err
	}
	if id == "" {
		return Employee{ID: j.ids[1], Number: number, Name: m.Name, Email: m.Email}, nil
	}
	return t.Employees().Get(id)
}

// importUnit finds the unit, or makes it.
func (t *txn) importUnit(name string, j *job) (ID, error) {
	u, err := findUnit(t, Ref(name))
	if !isNotFound(err) {
		return u.ID, err
	}
	u, err = t.addUnit(AddUnit{Name: name}, j.ids[2])
	return u.ID, err
}
