package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// Card is everything about a member that the asker may see.
type Card struct {
	Listed
	May         []rights.Granted // effective rights under today's plan, options and scopes; nil for who may not ask
	Logins      []Login
	Invitations int // sent, and still open
	Keys        []Key
	Recent      []Event
	Reaches     int                     // employee records that a Manager reaches
	ReachUnits  []string                // and through which units
	Cannot      map[rights.Right]string // why the asker may not do what Can lacks
	Switches    []Switch                // the options of a person
}

// recent is how many events a card shows.
const recent = 8

// Member shows a member. Oneself is free.
func (s *Session) Member(ctx context.Context, ref Ref) (Card, error) {
	return look(ctx, s, func(v *view) (Card, error) {
		m, err := v.seeMember(ref)
		if err != nil {
			return Card{}, err
		}
		return v.card(m)
	})
}

// seeMember finds a member that the actor may see: service users are seen by
// those who manage them too. Who may see nobody isn't told whether the member
// exists.
func (t *txn) seeMember(ref Ref) (Member, error) {
	m, err := findMember(t, ref)
	if err == nil && m.ID == t.actor.ID {
		return m, t.present()
	}
	if err == nil && m.Kind == rights.ServiceUser {
		if m, _, err := t.member(rights.ServiceUsersManage, ref, taking); err == nil {
			return m, nil
		}
	}
	m, _, err = t.member(rights.MembersView, ref, taking)
	return m, err
}

// Unchanged tells whether a member still is as it was shown: a Conflict says
// what changed since that version, and who did it.
func (s *Session) Unchanged(ctx context.Context, ref Ref, version uint64) error {
	_, err := look(ctx, s, func(v *view) (Member, error) {
		m, err := v.seeMember(ref)
		if err != nil {
			return m, err
		}
		return m, current(m.Version, version, mentionMember(m))
	})
	return err
}

func (v *view) card(m Member) (Card, error) {
	l, err := v.listed(m)
	c := Card{Listed: l}
	if err != nil {
		return c, err
	}
	if c.Cannot, err = v.cannot(l); err != nil {
		return c, err
	}
	subject, err := v.subject(m)
	if err != nil {
		return c, err
	}
	c.Switches = v.switches(m, subject, l.Can, c.Cannot[rights.MembersOptions])
	self := m.ID == v.actor.ID
	if self || v.reachesAll(rights.AccessAsk) {
		c.May = v.model.Effective(&subject)
	}
	if m.ID == v.actor.ID || l.Can.Has(rights.MembersLogins) {
		if c.Logins, err = everything(v.LoginPages(), Query{Index: ByMember, Value: string(m.ID)}); err != nil {
			return c, err
		}
	}
	if l.Can.Has(rights.APIKeysManage) && m.Kind == rights.ServiceUser {
		if c.Keys, err = everything(v.KeyPages(), Query{Index: ByMember, Value: string(m.ID)}); err != nil {
			return c, err
		}
	}
	for i := range c.Keys {
		c.Keys[i] = c.Keys[i].bare()
	}
	if self || v.reachesAll(rights.MembersInvite) {
		sent, err := everything(v.InvitationPages(), Query{Index: ByMember, Value: string(m.ID)})
		if err != nil {
			return c, err
		}
		for _, i := range sent {
			if i.Open() && i.StatusAt(v.now) == InvitationPending {
				c.Invitations++
			}
		}
	}
	if v.reachesAll(rights.AuditView) {
		rows, _, err := v.EventPages().Page(Query{Index: ByTarget, Value: string(m.ID), Reverse: true, Limit: recent})
		if err != nil {
			return c, err
		}
		for _, r := range rows {
			c.Recent = append(c.Recent, v.veiledEvent(r.Item))
		}
	}
	return c, v.fillReach(&c, subject)
}

// fillReach counts whom a Manager reaches.
func (v *view) fillReach(c *Card, s rights.Subject) error {
	if s.Role == nil || s.Role.Via&rights.ByUnit == 0 {
		return nil
	}
	units, err := v.unitsBelow(c.ManagesUnits)
	if err != nil {
		return err
	}
	for _, id := range units {
		u, err := v.Units().Get(id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		n, err := v.Count(CountUnitPeople, string(id))
		if err != nil {
			return err
		}
		projects, err := everything(v.ProjectPages(), Query{Index: ByUnit, Value: string(id)})
		if err != nil {
			return err
		}
		c.Reaches += n - len(projects)
		c.ReachUnits = append(c.ReachUnits, u.Name)
	}
	return nil
}
