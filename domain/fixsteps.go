package domain

import (
	"gatehouse/domain/rights"
)

// step is one step with what it takes to make it.
type step struct {
	line    []string // the command
	message string
	right   rights.Right
	giving  *rights.Role
	on      func(who Member) (target, error)
	do      func(*txn) error
}

// makeStep dresses an abstract step with its command and what makes it.
func (v *view) makeStep(s rights.Step, a asked, record Employee, free lapsed) (step, error) {
	m := a.subject
	handle, label := m.Handle(), Clean(m.Label())
	self := func(who Member) (target, error) { return v.memberFor(who, m) }
	whole := func(Member) (target, error) { return target{}, nil }
	ref := Ref(m.ID)
	switch s.Kind {
	case rights.ChangePlan:
		return step{[]string{"workspace", "plan", s.Plan.Name}, "change the plan to " + s.Plan.Title, rights.WorkspaceBilling, nil, whole,
			func(t *txn) error { _, err := t.changePlan(ChangePlan{Plan: s.Plan.Name}, free); return err }}, nil
	case rights.Restore:
		role, err := v.role(m.RoleAt(v.now))
		return step{[]string{"members", "restore", handle}, "restore " + label, rightOver(m.Kind, rights.MembersRemove), role, self,
			func(t *txn) error { _, err := t.restore(Restore{Member: ref}, free); return err }}, err
	case rights.Reactivate:
		return step{[]string{"members", "reactivate", handle}, "reactivate " + label, rightOver(m.Kind, rights.MembersSuspend), nil, self,
			func(t *txn) error { _, err := t.reactivate(Reactivate{Member: ref}, free); return err }}, nil
	case rights.Extend:
		return step{[]string{"members", "expire", handle, "never"}, "take the end date of " + label + "'s account away", rightOver(m.Kind, rights.MembersSuspend), nil, self,
			func(t *txn) error { _, err := t.expire(Expire{Member: ref}, free); return err }}, nil
	case rights.ChangeRole:
		return step{[]string{"members", "role", handle, s.Role.Name}, "make " + label + " " + s.Role.Name, rightOver(m.Kind, rights.MembersRole), s.Role, self,
			func(t *txn) error { _, err := t.changeRole(ChangeRole{Member: ref, Role: s.Role.Name}); return err }}, nil
	case rights.AddEmployee:
		return v.stepAddEmployee(m)
	case rights.Link:
		return v.stepLink(m, record, self)
	case rights.SetOption:
		flag := "--" + s.Option.String()
		return step{[]string{"members", "options", handle, flag, "on"}, "turn " + s.Option.Noun() + " on for " + label, rights.MembersOptions, nil, self,
			func(t *txn) error { _, err := t.setOptions(optionOn(ref, s.Option)); return err }}, nil
	case rights.SetChannels:
		ways := s.Ways
		return step{[]string{"members", "options", handle, "--channel", ways.String()}, "let " + label + " come in by " + ways.String(), rights.MembersOptions, nil, self,
			func(t *txn) error { _, err := t.setOptions(SetOptions{Member: ref, Ways: &ways}); return err }}, nil
	}
	return v.stepPlace(s, a)
}

func optionOn(ref Ref, o rights.Option) SetOptions {
	on, c := true, SetOptions{Member: ref}
	switch o {
	case rights.MembersListOn:
		c.MembersList = &on
	case rights.MessagesOn:
		c.Messages = &on
	case rights.APIOn:
		c.API = &on
	}
	return c
}
