package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// TestMail sends a mail that says nothing, to see whether mail arrives.
type TestMail struct{ To string }

// Mail lists the mails that wait and those of the last 30 days, the newest first.
// It needs workspace.settings, as all that follows.
func (s *Session) Mail(ctx context.Context) ([]Message, error) {
	return s.messages(ctx, ByMail)
}

func (s *Session) messages(ctx context.Context, kind MessageKind) ([]Message, error) {
	return look(ctx, s, func(v *view) ([]Message, error) {
		if err := v.may(ask{right: rights.WorkspaceSettings, takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.MessagePages(), Query{Index: ByKind, Value: string(kind), Reverse: true})
		for i := range all {
			all[i].Sealed = nil
		}
		return all, err
	})
}

// Message shows one mail or delivery.
func (s *Session) Message(ctx context.Context, id ID) (Message, error) {
	return look(ctx, s, func(v *view) (Message, error) {
		if err := v.may(ask{right: rights.WorkspaceSettings, takesAway: true}); err != nil {
			return Message{}, err
		}
		return v.message(id)
	})
}

func (t *txn) message(id ID) (Message, error) {
	m, err := t.Messages().Get(id)
	if isNotFound(err) {
		err = Errorf(NotFound, "no_message", "there is no message %s", said(string(id)))
	}
	m.Sealed = nil
	return m, err
}

// TestMail is refused where no mail is configured.
func (s *Session) TestMail(ctx context.Context, c TestMail) (Message, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Message, error) {
		if err := t.may(ask{right: rights.WorkspaceSettings}); err != nil {
			return Message{}, err
		}
		to, err := ParseEmail(c.To)
		if err != nil {
			return Message{}, err
		}
		if !s.ws.db.mails {
			return Message{}, noMail()
		}
		id, err := t.queueWith(Message{About: AboutTest, To: to, Words: []string{"by=" + t.actor.Label()}}, Secret{})
		if err != nil {
			return Message{}, err
		}
		return t.message(id)
	})
}

func noMail() error {
	return Errorf(Unavailable, "no_mail", "no mail is configured: whoever serves this database says where with serve --smtp")
}

// RetryMail tries all mail again now that hasn't gone out, what was given up too,
// and all that a restore holds back, deliveries too. It tells how many that are.
func (s *Session) RetryMail(ctx context.Context) (int, error) {
	var again []ID
	err := s.ws.db.store.View(ctx, s.ws.ID, func(v View) error {
		for _, kind := range []MessageKind{ByMail, ByWebhook} {
			all, err := everything(v.MessagePages(), Query{Index: ByKind, Value: string(kind)})
			if err != nil {
				return err
			}
			for _, m := range all {
				if m.held() || kind == ByMail && (m.open() || m.Status == MessageFailed) {
					again = append(again, m.ID)
				}
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	all := 0
	for {
		some := again[:min(len(again), retriedAtOnce)]
		again = again[len(some):]
		n, err := commit(ctx, s, actionRetryMail, func(t *txn) (int, error) { return t.retryAll(some) })
		if all += n; err != nil || len(again) == 0 {
			return all, err
		}
	}
}

// retriedAtOnce is how many messages fit one commit.
const retriedAtOnce = 30

func (t *txn) retryAll(some []ID) (n int, err error) {
	if err := t.may(ask{right: rights.WorkspaceSettings}); err != nil || len(some) == 0 {
		return 0, err
	}
	if !t.s.ws.db.mails {
		return 0, noMail()
	}
	for _, id := range some {
		done, err := t.retry(id)
		if err != nil {
			return 0, err
		}
		n += done
	}
	return n, nil
}

// retry plans a try for now, and tells whether there is one.
func (t *txn) retry(id ID) (int, error) {
	m, err := t.Messages().Get(id)
	if err != nil {
		return 0, orNone(err)
	}
	if !m.open() && m.Status != MessageFailed {
		return 0, nil
	}
	m.again(t.now)
	_, err = t.Messages().Put(m)
	return 1, err
}

// HoldMessages holds everything back that waits, until someone has it tried again:
// of a database that comes from a backup it may have gone out since.
func (d *Database) HoldMessages(ctx context.Context) error {
	all, err := d.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, info := range all {
		for held := 1; held > 0; {
			if held, err = d.holdSome(ctx, info.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Database) holdSome(ctx context.Context, workspace ID) (int, error) {
	var waiting []ID
	err := d.store.View(ctx, workspace, func(v View) error {
		for _, kind := range []MessageKind{ByMail, ByWebhook} {
			if len(waiting) == forgottenAtOnce {
				return nil // the next round goes on
			}
			rows, _, err := v.MessagePages().Page(Query{Index: ByDue, Value: string(kind), Limit: forgottenAtOnce - len(waiting)})
			if err != nil {
				return err
			}
			for _, r := range rows {
				waiting = append(waiting, r.Item.ID)
			}
		}
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	return len(waiting), d.store.Commit(ctx, workspace, func(tx Tx) error {
		for _, id := range waiting {
			m, err := tx.Messages().Get(id)
			if err != nil {
				return err
			}
			m.Status, m.NextTryAt, m.Answer = MessageDelayed, time.Time{}, "held back since the database was restored"
			if _, err := tx.Messages().Put(m); err != nil {
				return err
			}
		}
		return nil
	})
}
