package domain

import (
	"fmt"
	"strconv"

	"gatehouse/domain/rights"
)

// stepAddEmployee makes the record first (mTime: "ask an Admin to create an
// employee profile for you first, then link it").
func (v *view) stepAddEmployee(m Member) (step, error) {
	number, err := v.nextNumber()
	if err != nil {
		return step{}, err
	}
	c := AddEmployee{Number: number, Name: m.Label(), Email: m.Email}
	id := v.s.ws.db.newID()
	line := []string{"employees", "add", "--number", number, "--name", m.Label()}
	if m.Email != "" {
		line = append(line, "--email", m.Email)
	}
	return step{line, "create an employee record for " + Clean(m.Label()), rights.EmployeesManage, nil,
		func(Member) (target, error) { return target{}, nil },
		func(t *txn) error { _, err := t.addEmployee(c, id); return err }}, nil
}

// stepLink links the record of the same address, or the one just made.
func (v *view) stepLink(m Member, record Employee, self func(Member) (target, error)) (step, error) {
	number := record.Number
	message := fmt.Sprintf("link %s to employee %s %s, same e-mail", Clean(m.Label()), Clean(record.Number), Clean(record.Name))
	if record.ID == "" {
		var err error
		if number, err = v.nextNumber(); err != nil {
			return step{}, err
		}
		message = fmt.Sprintf("link %s to the new record %s", Clean(m.Label()), number)
	}
	return step{[]string{"members", "link", m.Handle(), number}, message, rights.MembersLink, nil, self,
		func(t *txn) error {
			_, err := t.link(Link{Member: Ref(m.ID), Employee: Ref(number)})
			return err
		}}, nil
}

// nextNumber is the employee number after the highest one, as wide as it is.
func (v *view) nextNumber() (string, error) {
	rows, _, err := v.EmployeePages().Page(Query{Index: ByNumber, Reverse: true, Limit: 200})
	if err != nil {
		return "", err
	}
	highest, width := 0, 4
	for _, r := range rows {
		if n, err := strconv.Atoi(r.Item.Number); err == nil && n > highest {
			highest, width = n, len(r.Item.Number)
		}
	}
	for n := highest + 1; ; n++ {
		number := fmt.Sprintf("%0*d", width, n)
		if taken, err := v.Find(UniqueNumber, number); err != nil || taken == "" {
			return number, err
		}
	}
}
