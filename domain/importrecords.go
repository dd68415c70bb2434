package domain

// importEmployee is the employee record of a row: the one with the number, or
// the linked one; made if there is none.
func (t *txn) importEmployee(m *Member, p RosterPerson, j *job) (Employee, bool, error) {
	if p.EmployeeNumber == "" && (p.Unit == "" || m.Employee == "") {
		return Employee{}, false, nil
	}
	e, err := t.recordOf(*m, p, j)
	if err != nil {
		return e, false, err
	}
	before := e
	if e.Member != m.ID {
		if err := t.mayJoin(*m, e); err != nil {
			return e, false, err
		}
		if e.Member != "" {
			if err := t.detach(e.Member); err != nil {
				return e, false, err
			}
		}
		e.Member, m.Employee = m.ID, e.ID
	}
	if p.Unit != "" {
		if e.Unit, err = t.importUnit(p.Unit, j); err != nil {
			return e, false, err
		}
	}
	return e, e != before, nil
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
