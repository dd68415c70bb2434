package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// InviteLogin makes a token by which a member enrols a login.
type InviteLogin struct{ Member Ref }

// LoginInvitation is such a token: known only right after it was made.
type LoginInvitation struct {
	Member    Member
	Secret    Secret
	ExpiresAt time.Time
}

// InviteLogin gives all that the member has, for whoever enrols a key becomes
// that member. For oneself it needs no right. The token lasts as long as an
// invitation, and takes the place of the one before.
func (s *Session) InviteLogin(ctx context.Context, c InviteLogin) (LoginInvitation, error) {
	secret, err := NewSecret(InvitationToken, s.ws.db.world.Random)
	if err != nil {
		return LoginInvitation{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (LoginInvitation, error) { return t.inviteLogin(c, secret) })
}

func (t *txn) inviteLogin(c InviteLogin, secret Secret) (LoginInvitation, error) {
	m, on, err := t.enrolling(c.Member)
	if err != nil {
		return LoginInvitation{}, err
	}
	e, err := t.Enrolments().Get(m.ID)
	if err != nil && !isNotFound(err) {
		return LoginInvitation{}, err
	}
	e.ID, e.Token, e.MAC = m.ID, secret.ID(), t.s.ws.db.world.Pepper.MAC(secret.Reveal())
	e.InvitedBy, e.SentAt, e.ExpiresAt, e.UsedAt = t.actor.ID, t.now, t.now.Add(InvitationLasts), time.Time{}
	if e, err = t.Enrolments().Put(e); err != nil {
		return LoginInvitation{}, err
	}
	if err := t.mailLogin(m, e, secret); err != nil {
		return LoginInvitation{}, err
	}
	return LoginInvitation{m, secret, e.ExpiresAt}, t.record(c.action(), on.mention, "")
}

// dropToken takes back a member's token, if it wasn't used and is one of those
// that are meant.
func (t *txn) dropToken(m Member, meant func(Enrolment) bool) error {
	e, err := t.Enrolments().Get(m.ID)
	if err != nil || !e.UsedAt.IsZero() || !meant(e) {
		return orNone(err)
	}
	return t.Enrolments().Delete(m.ID)
}

// madeByOneself are the tokens that a member has made for oneself.
func madeByOneself(e Enrolment) bool { return e.InvitedBy == e.ID }

// enrolment finds what a token enrols a login for, and a transaction in the name
// of who made it. Whether they still may is asked again.
func (w *Workspace) enrolment(tx Tx, by arrival) (*txn, Enrolment, Member, error) {
	var e Enrolment
	var m Member
	id, err := tx.Find(UniqueEnrolment, string(by.id))
	if err != nil {
		return nil, e, m, err
	}
	if id == "" {
		return nil, e, m, noInvitation()
	}
	if e, err = tx.Enrolments().Get(id); err != nil {
		return nil, e, m, err
	}
	if !w.db.world.Pepper.Matches(e.MAC, by.token) {
		return nil, e, m, noInvitation()
	}
	t, err := w.As(by.as(e.InvitedBy)).begin(tx)
	if err != nil {
		return nil, e, m, err
	}
	if m, err = t.Members().Get(e.ID); err != nil {
		return nil, e, m, err
	}
	return t, e, m, t.enrollable(e, m)
}

// enrollable refuses a token that is over, and one of someone who isn't active
// or of who may not make it any more.
func (t *txn) enrollable(e Enrolment, m Member) error {
	switch {
	case !e.UsedAt.IsZero():
		return Errorf(Expired, "already_used", "this token was used already")
	case !t.now.Before(e.ExpiresAt):
		return Errorf(Expired, "expired", "this token expired on %s; ask %s for a new one", e.ExpiresAt.Format("2 Jan 2006"), Clean(t.actor.Label()))
	}
	switch m.StandingAt(t.now) {
	case rights.Active:
	case rights.Removed:
		return Errorf(Denied, "removed", "your account was removed on %s", m.RemovedAt.Format("2 Jan 2006"))
	case rights.Suspended:
		return Errorf(Denied, "suspended", "your account is suspended since %s", m.SuspendedAt.Format("2 Jan 2006"))
	default:
		return Errorf(Denied, "ended", "your account ended on %s", m.ExpiresAt.Format("2 Jan 2006"))
	}
	may, err := t.stillEnrols(m)
	if err == nil && !may {
		err = Errorf(Denied, "sender_lost", "%s may no longer let you enrol a key; ask an admin for a new token", Clean(t.actor.Label()))
	}
	return err
}

// stillEnrols tells whether who made a token could make it now.
func (t *txn) stillEnrols(m Member) (bool, error) {
	on, err := t.onMember(m)
	if err != nil {
		return false, err
	}
	a := ask{right: rights.MembersLogins, target: on}
	if m.ID != t.actor.ID {
		gives, err := t.becoming(m)
		if err != nil {
			return false, err
		}
		gives(&a)
	}
	q := t.question(a)
	q.Channel = usualChannel(t.actor)
	return t.model.Decide(&q).Allowed, nil
}

// enrolByToken adds the login and uses the token up.
func (w *Workspace) enrolByToken(ctx context.Context, by arrival, login Login) (Member, error) {
	var out Member
	err := w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		t, e, m, err := w.enrolment(tx, by)
		if err != nil {
			return err
		}
		if _, err := t.enrol(login, m); err != nil {
			return err
		}
		e.UsedAt = t.now
		if _, err := t.Enrolments().Put(e); err != nil {
			return err
		}
		out, t.actor = m, m
		return t.record(actionEnrol, mentionMember(m), "%s", login.ID)
	})
	return out, err
}
