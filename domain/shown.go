package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// What the actor has just changed, completed as lists show it. Who may change
// something but not see the list still sees what they changed.

// Shown completes a member.
func (s *Session) Shown(ctx context.Context, m Member) (Listed, error) {
	return look(ctx, s, func(v *view) (Listed, error) { return v.listed(m) })
}

// ShownInvitation completes an invitation.
func (s *Session) ShownInvitation(ctx context.Context, i Invitation) (ListedInvitation, error) {
	return look(ctx, s, func(v *view) (ListedInvitation, error) { return v.listInvitation(i) })
}

// ShownKey completes a key.
func (s *Session) ShownKey(ctx context.Context, k Key) (ListedKey, error) {
	return look(ctx, s, func(v *view) (ListedKey, error) { return v.listKey(k) })
}

// ShownEmployee completes an employee record.
func (s *Session) ShownEmployee(ctx context.Context, e Employee) (ListedEmployee, error) {
	return look(ctx, s, func(v *view) (ListedEmployee, error) {
		name, err := v.unitName(e.Unit)
		if err != nil {
			return ListedEmployee{}, err
		}
		return v.listEmployee(e, map[ID]string{e.Unit: name})
	})
}

// ShownUnit completes a unit.
func (s *Session) ShownUnit(ctx context.Context, u Unit) (ListedUnit, error) {
	return look(ctx, s, func(v *view) (ListedUnit, error) {
		parent, err := v.unitName(u.Parent)
		if err != nil {
			return ListedUnit{}, err
		}
		return v.listUnit(u, parent, v.depth(u)-1)
	})
}

// ShownGroup completes a group.
func (s *Session) ShownGroup(ctx context.Context, g Group) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) { return v.shownGroup(g) })
}

// ShownProject completes a project.
func (s *Session) ShownProject(ctx context.Context, p Project) (ListedPlace, error) {
	return look(ctx, s, func(v *view) (ListedPlace, error) { return v.shownProject(p) })
}

func (t *txn) unitName(id ID) (string, error) {
	if id == "" {
		return "", nil
	}
	u, err := t.Units().Get(id)
	return u.Name, err
}

func (v *view) listInvitation(i Invitation) (ListedInvitation, error) {
	l := ListedInvitation{Invitation: i.bare(), Status: i.StatusAt(v.now)}
	sender, err := v.Members().Get(i.InvitedBy)
	if err != nil {
		return l, err
	}
	l.Sender, l.Works = sender.Handle(), v.stillGives(sender, i)
	if i.Mail == "" {
		return l, nil
	}
	m, err := v.Messages().Get(i.Mail)
	if isNotFound(err) || err == nil && m.Status == MessageDropped {
		l.Delivery = DeliveryNone // forgotten, or it never went out
		return l, nil
	}
	m.Sealed = nil
	l.Delivery, l.Message = m.Status, &m
	return l, err
}

func (v *view) listEmployee(e Employee, units map[ID]string) (ListedEmployee, error) {
	l := ListedEmployee{Employee: e, UnitName: units[e.Unit]}
	if e.Member != "" {
		m, err := v.Members().Get(e.Member)
		if err != nil {
			return l, err
		}
		l.LinkedTo = m.Handle()
	}
	on, err := v.onEmployee(e)
	l.Can = err == nil && v.may(ask{right: rights.EmployeesManage, target: on}) == nil
	return l, err
}

func (v *view) listUnit(u Unit, parent string, depth int) (ListedUnit, error) {
	l := ListedUnit{Unit: u, ParentName: parent, Depth: depth}
	var err error
	if l.People, err = v.Count(CountUnitPeople, string(u.ID)); err != nil {
		return l, err
	}
	l.Managers, err = v.handles(Query{Index: ByUnit, Value: string(u.ID)}, func(Member) bool { return true })
	return l, err
}
