package domain

import (
	"context"
	"fmt"

	"gatehouse/domain/rights"
)

// Link connects an account with an employee record, one to one (mTime,
// Linking users to employee records).
type Link struct {
	Member   Ref
	Version  uint64
	Employee Ref // number or id
}

// Unlink takes the connection away.
type Unlink struct {
	Member  Ref
	Version uint64
}

// Link connects an account with an employee record.
func (s *Session) Link(ctx context.Context, c Link) (Member, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Member, error) { return t.link(c) })
}

func (t *txn) link(c Link) (Member, error) {
	m, on, err := t.member(rights.MembersLink, c.Member)
	if err != nil {
		return Member{}, err
	}
	e, err := findEmployee(t, c.Employee)
	if err != nil || m.Employee == e.ID {
		return m, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if err := t.mayJoin(m, e); err != nil {
		return Member{}, err
	}
	if e.Member != "" {
		if err := t.detach(e.Member); err != nil {
			return Member{}, err
		}
	}
	e.Member, m.Employee = m.ID, e.ID
	if _, err := t.Employees().Put(e); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "employee %s", e.Number)
}

// mayJoin refuses a link that wouldn't be one to one. The record of someone
// who was removed is free for another account.
func (t *txn) mayJoin(m Member, e Employee) error {
	switch {
	case m.Kind == rights.ServiceUser:
		return Errorf(Invalid, "no_employee", "%s is a service user and can't be linked", Clean(m.Name))
	case !m.RemovedAt.IsZero():
		return isRemoved(m)
	case m.Employee != "":
		err := Errorf(Conflict, "already_linked", "%s is linked to another employee record", Clean(m.Label()))
		err.Fix = []Step{{Command: command("members", "unlink", m.Handle()), Message: "unlink it first"}}
		return err
	case e.Member == "":
		return nil
	}
	holder, err := t.Members().Get(e.Member)
	if err != nil {
		return err
	}
	if !holder.RemovedAt.IsZero() {
		return nil
	}
	taken := Errorf(Conflict, "already_linked", "employee %s is linked to %s", Clean(e.Number), Clean(holder.Label()))
	taken.Fix = []Step{{Command: command("members", "unlink", holder.Handle()), Message: fmt.Sprintf("unlink %s first", Clean(holder.Label()))}}
	return taken
}

// detach takes the link away on the account's side.
func (t *txn) detach(member ID) error {
	m, err := t.Members().Get(member)
	if err != nil {
		return err
	}
	m.Employee = ""
	_, err = t.Members().Put(m)
	return err
}

// Unlink takes the connection between account and employee record away.
func (s *Session) Unlink(ctx context.Context, c Unlink) (Member, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Member, error) { return t.unlink(c) })
}

func (t *txn) unlink(c Unlink) (Member, error) {
	m, on, err := t.member(rights.MembersLink, c.Member)
	if err != nil || m.Employee == "" {
		return m, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	e, err := t.Employees().Get(m.Employee)
	if err != nil {
		return Member{}, err
	}
	e.Member, m.Employee = "", ""
	if _, err := t.Employees().Put(e); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "employee %s", e.Number)
}
