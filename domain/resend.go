package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// Resend makes a new token and a fresh 7 days.
type Resend struct {
	Invitation Ref // id or address
	Version    uint64
}

// Revoke withdraws an invitation.
type Revoke struct {
	Invitation Ref
	Version    uint64
}

// Resend makes whoever resends the one whose rights the invitation rests on.
func (s *Session) Resend(ctx context.Context, c Resend) (Invited, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Invited{}, err
	}
	secret, err := NewSecret(InvitationToken, s.ws.db.world.Random)
	if err != nil {
		return Invited{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (Invited, error) { return t.resend(c, secret, free) })
}

func (t *txn) resend(c Resend, secret Secret, free lapsed) (Invited, error) {
	i, err := t.invitation(c.Invitation)
	if err != nil {
		return Invited{}, t.orRefuse(ask{right: rights.MembersInvite}, "invitation", c.Invitation, err)
	}
	role, err := t.role(i.Role)
	if err != nil {
		return Invited{}, err
	}
	on := target{mention: mentionInvitation(i)}
	if err := t.may(ask{right: rights.MembersInvite, giving: role, target: on}); err != nil {
		return Invited{}, err
	}
	if err := current(i.Version, c.Version, on.mention); err != nil {
		return Invited{}, err
	}
	if i.Unit != "" {
		if i.Unit, err = t.unitStillThere(i.Unit); err != nil {
			return Invited{}, err
		}
	}
	if i.StatusAt(t.now) == InvitationPending || i.StatusAt(t.now) == InvitationExpired {
		if err := t.nobodyAt(i.Email); err != nil {
			return Invited{}, err
		}
		if i.accountEnded(t.now) {
			return Invited{}, Errorf(Expired, "ended", "the account of this invitation would have ended on %s; send a new one", i.Until.Format("2 Jan 2006"))
		}
	}
	switch i.StatusAt(t.now) {
	case InvitationAccepted:
		return Invited{}, Errorf(Conflict, "already_accepted", "%s has accepted already", Clean(i.Email))
	case InvitationRevoked:
		return Invited{}, Errorf(Expired, "revoked", "the invitation of %s was revoked; send a new one", Clean(i.Email))
	case InvitationExpired:
		if i.ReplacedBy != "" {
			return Invited{}, Errorf(Conflict, "already_invited", "%s was invited again since", Clean(i.Email))
		}
		if err := t.needSeat(free); err != nil {
			return Invited{}, err
		}
	}
	i.Resends++
	if i, err = t.send(i, secret, role); err != nil {
		return Invited{}, err
	}
	return Invited{i.bare(), secret}, t.record(c.action(), mentionInvitation(i), "%s", i.Role)
}

// unitStillThere is the unit that an invitation gives to manage, which takes
// what giving it took; none if it was removed since.
func (t *txn) unitStillThere(id ID) (ID, error) {
	u, err := t.Units().Get(id)
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	on, err := t.onUnit(u)
	if err != nil {
		return "", err
	}
	return id, t.may(ask{right: rights.UnitsManage, target: on})
}

// Revoke withdraws an invitation; its token stops working.
func (s *Session) Revoke(ctx context.Context, c Revoke) (Invitation, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Invitation, error) { return t.revoke(c) })
}

func (t *txn) revoke(c Revoke) (Invitation, error) {
	a := ask{right: rights.MembersInvite, takesAway: true}
	i, err := t.invitation(c.Invitation)
	if err != nil {
		return i, t.orRefuse(a, "invitation", c.Invitation, err)
	}
	a.target = target{mention: mentionInvitation(i)}
	if err := t.may(a); err != nil || !i.RevokedAt.IsZero() {
		return i.bare(), err
	}
	if err := current(i.Version, c.Version, a.target.mention); err != nil {
		return i, err
	}
	if !i.AcceptedAt.IsZero() {
		return i, Errorf(Conflict, "already_accepted", "%s has accepted already", Clean(i.Email))
	}
	i.RevokedAt = t.now
	if err := t.takeBack(i.Mail, "the invitation was revoked"); err != nil {
		return i, err
	}
	if i, err = t.Invitations().Put(i); err != nil {
		return i, err
	}
	return i.bare(), t.record(c.action(), a.target.mention, "")
}
