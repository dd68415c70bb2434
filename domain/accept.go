package domain

import (
	"cmp"
	"context"

	"gatehouse/domain/rights"
)

// Accept turns an invitation into an account.
type Accept struct {
	Token string
	Name  string
	Key   string // an authorized_keys line to sign in with, or empty

	Via, From string // by which way, for the audit trail; empty: local
}

// Accept needs no principal: the token is the right. It is used up once, and
// wrong guesses never use it up. Whether the one who invited may still give
// the role is asked again.
func (w *Workspace) Accept(ctx context.Context, c Accept) (Member, error) {
	return w.acceptBy(ctx, c, "")
}

// acceptBy is Accept by someone who came by a key.
func (w *Workspace) acceptBy(ctx context.Context, c Accept, key ID) (Member, error) {
	by, err := arrive(c.Token, cmp.Or(c.Via, ViaLocal), c.From, key)
	if err != nil {
		return Member{}, err
	}
	var login Login
	if c.Key != "" {
		if login, err = ParseLogin(c.Key); err != nil {
			return Member{}, err
		}
	}
	return w.accept(ctx, by, c.Name, login)
}

func (w *Workspace) accept(ctx context.Context, by arrival, name string, login Login) (Member, error) {
	var out Member
	id := w.db.newID()
	err := w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		t, i, err := w.offered(tx, by)
		if err != nil {
			return err
		}
		m, err := t.join(i, name, id)
		if err != nil {
			return err
		}
		if _, err := t.enrol(login, m); err != nil {
			return err
		}
		out, t.actor = m, m
		return t.record(Accept{}.action(), mentionInvitation(i), "%s", i.Role)
	})
	return out, err
}

// offered finds the invitation of a token and a transaction in the name of
// the one who invited.
func (w *Workspace) offered(tx Tx, by arrival) (*txn, Invitation, error) {
	id, err := tx.Find(UniqueToken, string(by.id))
	if err != nil {
		return nil, Invitation{}, err
	}
	if id == "" {
		return nil, Invitation{}, noInvitation()
	}
	i, err := tx.Invitations().Get(id)
	if err != nil {
		return nil, i, err
	}
	if !w.db.world.Pepper.Matches(i.MAC, by.token) {
		return nil, i, noInvitation()
	}
	t, err := w.As(by.as(i.InvitedBy)).begin(tx)
	if err != nil {
		return nil, i, err
	}
	switch i.StatusAt(t.now) {
	case InvitationAccepted:
		return nil, i, Errorf(Expired, "already_accepted", "this invitation has been accepted already")
	case InvitationRevoked:
		return nil, i, Errorf(Expired, "revoked", "this invitation was revoked")
	case InvitationExpired:
		return nil, i, Errorf(Expired, "expired", "this invitation expired on %s; ask %s to resend it", i.ExpiresAt.Format("2 Jan 2006"), Clean(t.actor.Label()))
	}
	if i.accountEnded(t.now) {
		return nil, i, Errorf(Expired, "ended", "the account of this invitation would have ended on %s; ask for a new one", i.Until.Format("2 Jan 2006"))
	}
	if !t.stillGives(t.actor, i) {
		return nil, i, Errorf(Denied, "sender_lost", "%s may no longer invite as %s; ask an admin to resend the invitation", Clean(t.actor.Label()), i.Role)
	}
	return t, i, nil
}

// stillGives tells whether the sender of an invitation could send it now. A
// unit that was removed since is none to give.
func (t *txn) stillGives(sender Member, i Invitation) bool {
	subject, err := t.subject(sender)
	if err != nil {
		return false
	}
	role, err := t.role(i.Role)
	if err != nil {
		return false
	}
	q := rights.Question{Right: rights.MembersInvite, Subject: subject, Giving: role, Channel: usualChannel(sender)}
	if !t.model.Decide(&q).Allowed || i.Unit == "" {
		return t.model.Decide(&q).Allowed
	}
	u, err := t.Units().Get(i.Unit)
	if err != nil {
		return isNotFound(err)
	}
	on, err := t.unitFor(sender, u)
	q = rights.Question{Right: rights.UnitsManage, Subject: subject, On: on.rights, Channel: usualChannel(sender)}
	return err == nil && t.model.Decide(&q).Allowed
}

// usualChannel is one by which the member does come in.
func usualChannel(m Member) rights.Channel {
	switch {
	case m.Kind == rights.ServiceUser:
		return rights.API
	case m.Ways.Includes(rights.Web):
		return rights.Web
	}
	return rights.Mobile
}

// join makes the account and closes the invitation. The invitation held the
// seat that the account takes.
func (t *txn) join(i Invitation, name string, id ID) (Member, error) {
	if err := t.nobodyAt(i.Email); err != nil {
		return Member{}, err
	}
	if err := t.release(i.Email); err != nil {
		return Member{}, err
	}
	m := newPerson(id, i.Email, t.now)
	m.Role, m.ExpiresAt = i.Role, i.Until
	if i.Unit != "" {
		if _, err := t.Units().Get(i.Unit); err == nil {
			m.ManagesUnits = []ID{i.Unit}
		} else if !isNotFound(err) {
			return m, err
		}
	}
	var err error
	if m.Name, err = ParsePersonName(cmp.Or(name, NameFromAddress(i.Email))); err != nil {
		return m, err
	}
	if m, err = t.Members().Put(m); err != nil {
		return m, err
	}
	i.AcceptedAt, i.AcceptedBy = t.now, m.ID
	_, err = t.Invitations().Put(i)
	return m, err
}
