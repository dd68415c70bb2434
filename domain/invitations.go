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
	return commit(ctx, s, "invitations.send", func(t *txn) (Invited, error) { return t.invite(c, id, secret, free) })
}

func (t *txn) invite(c Invite, id ID, secret Secret, free lapsed) (Invited, error) {
	role, err := t.role(c.Role)
	if err != nil {
		return Invited{}, err
	}
	on := target{mention: Mention{"invitation", id, CleanMax(c.Email, 80)}}
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
		if err := inFuture(c.Until, t.now); err != nil {
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
	i, err = t.send(i, secret)
	if err != nil {
		return Invited{}, err
	}
	return Invited{i, secret}, t.record("invitations.send", mentionInvitation(i), "%s", i.Role)
}

func mentionInvitation(i Invitation) Mention { return Mention{"invitation", i.ID, i.Email} }

// send gives an invitation its token, sender and 7 days.
func (t *txn) send(i Invitation, secret Secret) (Invitation, error) {
	i.InvitedBy, i.SentAt, i.ExpiresAt = t.actor.ID, t.now, t.now.Add(InvitationLasts)
	i.Token, i.MAC = secret.ID(), t.s.ws.db.world.Pepper.MAC(secret.Reveal())
	i.Delivery = DeliveryNone
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

// unclaimed refuses an address that a member or a pending invitation holds,
// with the answer that fits. One whose removal is past undoing gives it up.
func (t *txn) unclaimed(email string) error {
	id, err := t.Find(UniqueAddress, email)
	if err != nil {
		return err
	}
	if id != "" {
		m, err := t.Members().Get(id)
		if err != nil {
			return err
		}
		if err := t.alreadyHere(m); err != nil {
			return err
		}
		m.Email = ""
		if _, err := t.Members().Put(m); err != nil {
			return err
		}
	}
	if id, err = t.Find(UniqueInvited, email); err != nil || id == "" {
		return err
	}
	i, err := t.Invitations().Get(id)
	if err != nil || i.StatusAt(t.now) != InvitationPending {
		return err
	}
	e := Errorf(Conflict, "already_invited", "%s is already invited as %s", Clean(email), i.Role)
	e.Fix = []Step{{Command: command("invitations", "resend", email), Message: "send a new token"}}
	return e
}

// alreadyHere is the answer to inviting someone who has an account.
func (t *txn) alreadyHere(m Member) error {
	var e *Error
	var word, does string
	switch {
	case !m.RemovedAt.IsZero() && t.now.After(m.RemovedAt.Add(RemovalHolds)):
		return nil
	case !m.RemovedAt.IsZero():
		e = Errorf(Conflict, "removed", "%s was removed on %s and can be restored", Clean(m.Email), m.RemovedAt.Format("2 Jan 2006"))
		word, does = "restore", "restore the account"
	case !m.SuspendedAt.IsZero():
		e = Errorf(Conflict, "suspended", "%s is a member, suspended since %s", Clean(m.Email), m.SuspendedAt.Format("2 Jan 2006"))
		word, does = "reactivate", "reactivate the account"
	default:
		return Errorf(Conflict, "already_member", "%s is already a member, as %s", Clean(m.Email), t.roleWords(m))
	}
	e.Fix = []Step{{Command: command("members", word, m.Email), Message: does}}
	return e
}

// replaceInvitation hands the address from an invitation that is over to the
// next one.
func (t *txn) replaceInvitation(email string, next ID) error {
	id, err := t.Find(UniqueInvited, email)
	if err != nil || id == "" {
		return err
	}
	old, err := t.Invitations().Get(id)
	if err != nil {
		return err
	}
	old.ReplacedBy = next
	_, err = t.Invitations().Put(old)
	return err
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
	return Invitation{}, Errorf(NotFound, "no_invitation", "there is no invitation %s", CleanMax(string(ref), 80))
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
	return commit(ctx, s, "invitations.resend", func(t *txn) (Invited, error) { return t.resend(c, secret, free) })
}

func (t *txn) resend(c Resend, secret Secret, free lapsed) (Invited, error) {
	i, err := t.invitation(c.Invitation)
	if err != nil {
		return Invited{}, t.orRefuse(ask{right: rights.MembersInvite}, c.Invitation, err)
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
	if i, err = t.send(i, secret); err != nil {
		return Invited{}, err
	}
	return Invited{i, secret}, t.record("invitations.resend", mentionInvitation(i), "%s", i.Role)
}

// orRefuse answers for something that isn't there: who may not act on any is
// refused, so that nobody learns what exists by asking.
func (t *txn) orRefuse(a ask, ref Ref, err error) error {
	if !isNotFound(err) {
		return err
	}
	a.target = anyTarget()
	a.target.mention.Name = CleanMax(string(ref), 80)
	if no := t.may(a); no != nil {
		return no
	}
	return err
}

// Revoke withdraws an invitation; its token stops working.
func (s *Session) Revoke(ctx context.Context, c Revoke) (Invitation, error) {
	return commit(ctx, s, "invitations.revoke", func(t *txn) (Invitation, error) { return t.revoke(c) })
}

func (t *txn) revoke(c Revoke) (Invitation, error) {
	a := ask{right: rights.MembersInvite, takesAway: true}
	i, err := t.invitation(c.Invitation)
	if err != nil {
		return i, t.orRefuse(a, c.Invitation, err)
	}
	a.target = target{mention: mentionInvitation(i)}
	if err := t.may(a); err != nil || !i.RevokedAt.IsZero() {
		return i, err
	}
	if err := current(i.Version, c.Version, a.target.mention); err != nil {
		return i, err
	}
	if !i.AcceptedAt.IsZero() {
		return i, Errorf(Conflict, "already_accepted", "%s has accepted already", Clean(i.Email))
	}
	i.RevokedAt = t.now
	if i, err = t.Invitations().Put(i); err != nil {
		return i, err
	}
	return i, t.record("invitations.revoke", a.target.mention, "")
}
