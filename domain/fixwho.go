package domain

import (
	"gatehouse/domain/rights"
)

// maxHelpers is how many people a step of a fix names.
const maxHelpers = 5

// whoMay names people who may make a step: the one who asks first, the owner,
// then whoever has a role that holds the right.
func (v *view) whoMay(s step) (by []string, you bool, err error) {
	seen := map[ID]bool{}
	consider := func(m Member) error {
		if seen[m.ID] || len(by) == maxHelpers {
			return nil
		}
		seen[m.ID] = true
		ok, err := v.mayMake(m, s)
		if ok {
			by = append(by, m.Handle())
			you = you || m.ID == v.actor.ID
		}
		return err
	}
	if err := consider(v.actor); err != nil {
		return nil, false, err
	}
	owner, err := v.Members().Get(v.info.Owner)
	if err != nil {
		return nil, false, err
	}
	if err := consider(owner); err != nil {
		return nil, false, err
	}
	roles, err := v.allRoles()
	if err != nil {
		return nil, false, err
	}
	for _, r := range roles {
		if r.Name == "owner" || !r.All().Has(s.right) || len(by) == maxHelpers {
			continue
		}
		rows, _, err := v.MemberPages().Page(Query{Index: ByRole, Value: r.Name, Limit: 2 * maxHelpers})
		if err != nil {
			return nil, false, err
		}
		for _, row := range rows {
			if err := consider(row.Item); err != nil {
				return nil, false, err
			}
		}
	}
	if by == nil {
		by = []string{}
	}
	return by, you, nil
}

// mayMake decides whether a member could make a step now.
func (v *view) mayMake(m Member, s step) (bool, error) {
	asks, err := v.subject(m)
	if err != nil {
		return false, err
	}
	on, err := s.on(m)
	if err != nil {
		return false, err
	}
	q := rights.Question{Right: s.right, Subject: asks, On: on.rights, Giving: s.giving, Channel: usualChannel(m)}
	return v.model.Decide(&q).Allowed, nil
}
