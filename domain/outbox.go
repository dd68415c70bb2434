package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// SendsMail tells whether someone sends what is queued: without it nothing is,
// and who invites passes the token on. It is said before the database is used.
func (d *Database) SendsMail(yes bool) { d.mails = yes }

// queue has a mail sent, if any is. It is written in the commit of what it tells
// of.
func (t *txn) queue(m Message) error {
	_, err := t.queueWith(m, Secret{})
	return err
}

// queueWith is queue for a mail that carries a token. It returns the message's id,
// or "" if none is sent.
func (t *txn) queueWith(m Message, token Secret) (ID, error) {
	db := t.s.ws.db
	if !db.mails || m.To == "" {
		return "", nil
	}
	m.ID, m.Kind, m.Status, m.QueuedAt, m.NextTryAt = db.newID(), ByMail, MessageQueued, t.now, t.now
	if text := token.Reveal(); text != "" {
		var err error
		if m.Sealed, err = db.world.Pepper.Seal(db.world.Random, []byte(text), sealedAt("message", m.ID)); err != nil {
			return "", err
		}
	}
	_, err := t.Messages().Put(m)
	return m.ID, err
}

// sealedAt is the place that a sealed secret belongs to: it opens in no other
// record.
func sealedAt(kind string, id ID) string { return kind + "/" + string(id) }

// takeBack drops a message that hasn't gone out: what it says isn't true any
// more.
func (t *txn) takeBack(id ID, why string) error {
	if id == "" {
		return nil
	}
	m, err := t.Messages().Get(id)
	if err != nil {
		return orNone(err)
	}
	if m.Status == MessageSent || m.Status == MessageDropped {
		return nil
	}
	m.dropped(why)
	_, err = t.Messages().Put(m)
	return err
}

func (m *Message) dropped(why string) {
	m.Status, m.Answer, m.NextTryAt, m.Sealed = MessageDropped, why, time.Time{}, nil
}

// messagesKeep is how long a message that is done with is kept.
const messagesKeep = 30 * 24 * time.Hour

func (w *Workspace) forgetMessages(ctx context.Context) error {
	return forget(ctx, w, View.MessagePages, Tx.Messages, messagesKeep, func(m Message) (time.Time, bool) { return m.QueuedAt, m.open() })
}

// The mails of what happens to people.

// sender is who a mail says that did it: where a service user did, the person whom
// it goes back to, since nobody can ask a service user anything.
func (t *txn) sender() (string, error) {
	if t.actor.Kind != rights.ServiceUser {
		return t.actor.Label(), nil
	}
	who, err := t.Members().Get(t.actor.behind())
	if orNone(err) != nil {
		return "", err
	}
	if who.Kind != rights.Person || !who.ActiveAt(t.now) {
		if who, err = t.Members().Get(t.info.Owner); err != nil {
			return "", err
		}
	}
	return who.Label() + " (by " + t.actor.Label() + ")", nil
}

func (t *txn) mailInvitation(i Invitation, role *rights.Role, token Secret) (ID, error) {
	by, err := t.sender()
	if err != nil {
		return "", err
	}
	return t.queueWith(Message{
		About: AboutInvitation, To: i.Email, Of: i.ID, ExpiresAt: i.ExpiresAt,
		Words: []string{"inviter=" + by, "role=" + role.Title, "email=" + i.Email},
	}, token)
}

func (t *txn) mailLogin(m Member, e Enrolment, token Secret) error {
	if m.ID == t.actor.ID {
		return nil // they have it already
	}
	by, err := t.sender()
	if err != nil {
		return err
	}
	_, err = t.queueWith(Message{
		About: AboutLogin, To: m.Email, Of: m.ID, ExpiresAt: e.ExpiresAt,
		Words: []string{"inviter=" + by, "email=" + m.Email, "token=" + string(e.Token)},
	}, token)
	return err
}

func (t *txn) mailTransfer(to Member) error {
	return t.queue(Message{
		About: AboutTransfer, To: to.Email, Of: to.ID, ExpiresAt: t.now.Add(OfferLasts), Words: []string{"owner=" + t.actor.Label()},
	})
}

// mailRole tells a person of another role; until is empty for one for good.
func (t *txn) mailRole(before, after Member) error {
	if after.Kind != rights.Person || t.roleWords(before) == t.roleWords(after) || !after.ActiveAt(t.now) {
		return nil
	}
	was, err := t.subject(before)
	if err != nil {
		return err
	}
	is, err := t.subject(after)
	if err != nil {
		return err
	}
	by, err := t.sender()
	if err != nil {
		return err
	}
	until := ""
	if after.TemporaryAt(t.now) {
		until = after.RoleUntil.Format(time.RFC3339)
	}
	return t.queue(Message{
		About: AboutRole, To: after.Email, Of: after.ID,
		Words: []string{"by=" + by, "before=" + was.Role.Title, "after=" + is.Role.Title, "until=" + until, "role=" + after.RoleAt(t.now)},
	})
}

func (t *txn) mailSuspended(m Member) error {
	if m.Kind != rights.Person {
		return nil
	}
	by, err := t.sender()
	if err != nil {
		return err
	}
	return t.queue(Message{About: AboutSuspended, To: m.Email, Of: m.ID, Words: []string{"by=" + by}})
}
