package domain

import (
	"cmp"
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// AddEmployee, EditEmployee and RemoveEmployee change the records of people
// at work.
type (
	AddEmployee struct {
		Number, Name, Email string
		Unit                Ref
	}
	// EditEmployee leaves nil fields as they are; an empty unit takes it away.
	EditEmployee struct {
		Employee            Ref
		Version             uint64
		Number, Name, Email *string
		Unit                *Ref
	}
	RemoveEmployee struct {
		Employee Ref
		Version  uint64
	}
)

// findEmployee looks an employee up by number or id.
func findEmployee(tx Tx, ref Ref) (Employee, error) {
	return named(tx, tx.Employees(), UniqueNumber, "employee", ref)
}

// AddEmployee asks for employees.manage on the unit, or without one on the
// whole workspace.
func (s *Session) AddEmployee(ctx context.Context, c AddEmployee) (Employee, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (Employee, error) { return t.addEmployee(c, id) })
}

func (t *txn) addEmployee(c AddEmployee, id ID) (Employee, error) {
	e := Employee{ID: id}
	on := target{mention: Mention{Kind: "employee", Name: said(c.Number)}}
	var err error
	if e.Unit, err = t.placeIn(c.Unit, on.mention); err != nil {
		return e, err
	}
	if err := t.fillEmployee(&e, c.Number, c.Name, c.Email); err != nil {
		return e, err
	}
	if e, err = t.Employees().Put(e); err != nil {
		return e, err
	}
	return e, t.record(c.action(), mentionEmployee(e), "%s", e.Name)
}

// placeIn finds the unit for an employee record and authorises placing one
// there. A unit that isn't there is refused in the words of one that the actor
// can't see.
func (t *txn) placeIn(ref Ref, mention Mention) (ID, error) {
	a := ask{right: rights.EmployeesManage, target: target{mention: mention}}
	if ref == "" {
		return "", t.may(a)
	}
	u, err := findUnit(t, ref)
	if isNotFound(err) {
		if no := t.refuseAny(a, "unit", said(string(ref))); no != nil {
			return "", no
		}
		a.target = target{mention: Mention{Kind: "unit", Name: said(string(ref))}, label: said(string(ref)), rights: rights.Target{Kind: rights.OnUnit}}
		return "", cmp.Or(t.may(a), err)
	}
	if err != nil {
		return "", err
	}
	if a.target, err = t.onUnit(u); err != nil {
		return "", err
	}
	return u.ID, t.allow(a, ref)
}

// fillEmployee checks and sets the plain fields.
func (t *txn) fillEmployee(e *Employee, number, name, email string) error {
	var err error
	if e.Number, err = parseNumber(number); err != nil {
		return err
	}
	if err := t.free(UniqueNumber, FoldName(e.Number), e.ID, "employee", e.Number); err != nil {
		return err
	}
	if e.Name, err = ParsePersonName(name); err != nil {
		return err
	}
	e.Email = ""
	if strings.TrimSpace(email) != "" {
		e.Email, err = ParseEmail(email)
	}
	return err
}

// parseNumber checks an employee number: as a name, but 40 characters at most.
func parseNumber(text string) (string, error) {
	number, err := ParseName(text)
	if err == nil && len([]rune(number)) > 40 {
		err = Errorf(Invalid, "bad_number", "an employee number has at most 40 characters")
	}
	return number, err
}

// EditEmployee asks for employees.manage where the record is and where it goes.
func (s *Session) EditEmployee(ctx context.Context, c EditEmployee) (Employee, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Employee, error) { return t.editEmployee(c) })
}

func (t *txn) editEmployee(c EditEmployee) (Employee, error) {
	e, on, err := t.employee(rights.EmployeesManage, c.Employee)
	if err != nil {
		return e, err
	}
	if err := current(e.Version, c.Version, on.mention); err != nil {
		return e, err
	}
	if c.Unit != nil {
		if e.Unit, err = t.placeIn(*c.Unit, on.mention); err != nil {
			return e, err
		}
	}
	if err := t.fillEmployee(&e, or(c.Number, e.Number), or(c.Name, e.Name), or(c.Email, e.Email)); err != nil {
		return e, err
	}
	if e, err = t.Employees().Put(e); err != nil {
		return e, err
	}
	return e, t.record(c.action(), mentionEmployee(e), "%s", e.Name)
}

// employee finds an employee record and authorises an act on it.
func (t *txn) employee(r rights.Right, ref Ref, more ...func(*ask)) (Employee, target, error) {
	a := ask{right: r}
	for _, set := range more {
		set(&a)
	}
	e, err := findEmployee(t, ref)
	if err != nil {
		return e, target{}, t.orRefuse(a, "employee", ref, err)
	}
	if a.target, err = t.onEmployee(e); err != nil {
		return e, a.target, err
	}
	return e, a.target, t.allow(a, ref)
}

// RemoveEmployee deletes the record; a linked account stays, unlinked.
func (s *Session) RemoveEmployee(ctx context.Context, c RemoveEmployee) (Employee, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Employee, error) { return t.removeEmployee(c) })
}

func (t *txn) removeEmployee(c RemoveEmployee) (Employee, error) {
	e, on, err := t.employee(rights.EmployeesManage, c.Employee)
	if err != nil {
		return e, err
	}
	if err := current(e.Version, c.Version, on.mention); err != nil {
		return e, err
	}
	if e.Member != "" {
		if err := t.detach(e.Member); err != nil {
			return e, err
		}
	}
	if err := t.Employees().Delete(e.ID); err != nil {
		return e, err
	}
	return e, t.record(c.action(), on.mention, "%s", e.Name)
}

// or is the new value, or the one before where none was given.
func or[T any](given *T, before T) T {
	if given != nil {
		return *given
	}
	return before
}
