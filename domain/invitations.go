package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Invite offers a role to an address.
type Invite struct {
	Email string
	Role  string
	Unit  Ref       // for a Manager: the unit to manage
	Until time.Time // the account that it makes ends then; zero: it doesn't
}

// Invited is an invitation with its token: known only right after sending.
type Invited struct {
	Invitation
	Secret Secret
}

// Invite asks for members.invite, giving the role.
func (s *Session) Invite(ctx context.Context, c Invite) (Invited, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Invited{}, err
	}
	id := s.ws.db.newID()
	secret, err := NewSecret(InvitationToken, s.ws.db.world.Random)
	if err != nil {
		return Invited{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Invited, error) { return t.invite(c, id, secret, free) })
}

func (t *txn) invite(c Invite, id ID, secret Secret, free lapsed) (Invited, error) {
	role, err := t.role(c.Role)
	if err != nil {
		return Invited{}, err
	}
	on := target{mention: Mention{Kind: "invitation", Name: said(c.Email)}}
	if err := t.may(ask{right: rights.MembersInvite, giving: role, target: on}); err != nil {
		return Invited{}, err
	}
	email, err := ParseEmail(c.Email)
	if err != nil {
		return Invited{}, err
	}
	if err := fits(role, rights.Person); err != nil {
		return Invited{}, err
	}
	if !c.Until.IsZero() {
		if c.Until, err = inFuture(c.Until, t.now); err != nil {
			return Invited{}, err
		}
	}
	if err := t.unclaimed(email); err != nil {
		return Invited{}, err
	}
	if err := t.needSeat(free); err != nil {
		return Invited{}, err
	}
	i := Invitation{ID: id, Email: email, Role: role.Name, Until: c.Until}
	if c.Unit != "" {
		if i.Unit, err = t.unitToManage(c.Unit, role); err != nil {
			return Invited{}, err
		}
	}
	if err := t.replaceInvitation(email, id); err != nil {
		return Invited{}, err
	}
	if err := t.release(email); err != nil {
		return Invited{}, err
	}
	i, err = t.send(i, secret, role)
	if err != nil {
		return Invited{}, err
	}
	return Invited{i.bare(), secret}, t.record(c.action(), mentionInvitation(i), "%s", i.Role)
}

func mentionInvitation(i Invitation) Mention { return Mention{"invitation", i.ID, i.Email} }

// send gives an invitation its token, sender and 7 days.
func (t *txn) send(i Invitation, secret Secret, role *rights.Role) (Invitation, error) {
	i.InvitedBy, i.SentAt, i.ExpiresAt = t.actor.ID, t.now, t.now.Add(InvitationLasts)
	i.Token, i.MAC = secret.ID(), t.s.ws.db.world.Pepper.MAC(secret.Reveal())
	if err := t.takeBack(i.Mail, superseded); err != nil {
		return i, err
	}
	var err error
	if i.Mail, err = t.mailInvitation(i, role, secret); err != nil {
		return i, err
	}
	if i.Delivery = DeliveryNone; i.Mail != "" {
		i.Delivery = DeliveryQueued
	}
	return t.Invitations().Put(i)
}

// unitToManage is the unit that a Manager is invited to manage.
func (t *txn) unitToManage(ref Ref, role *rights.Role) (ID, error) {
	if role.Via&rights.ByUnit == 0 {
		return "", Errorf(Invalid, "no_unit", "%s manages no unit; leave out the unit", role.Name)
	}
	u, err := findUnit(t, ref)
	if err != nil {
		return "", err
	}
	on, err := t.onUnit(u)
	if err != nil {
		return "", err
	}
	return u.ID, t.may(ask{right: rights.UnitsManage, target: on})
}

// invitation finds an invitation by id, or the newest by address.
func (t *txn) invitation(ref Ref) (Invitation, error) {
	if id, err := ParseID(string(ref)); err == nil {
		i, err := t.Invitations().Get(id)
		if !isNotFound(err) {
			return i, err
		}
	}
	if email, err := ParseEmail(string(ref)); err == nil {
		id, err := t.Find(UniqueInvited, email)
		if err != nil {
			return Invitation{}, err
		}
		if id != "" {
			return t.Invitations().Get(id)
		}
	}
	return Invitation{}, Errorf(NotFound, "no_invitation", "there is no invitation %s", said(string(ref)))
}
