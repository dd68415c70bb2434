package domain

import (
	"context"
	"errors"
	"time"
)

// Who and what way, in the audit trail, is behind what no person does.
const (
	ByItself = "gatehouse"
	ViaTime  = "time"
)

// notedAtOnce is how many members one commit notes, and notedInAll how many one
// call does. The next call goes on.
const (
	notedAtOnce = 200
	notedInAll  = 1000
)

// NoteLapses writes into the audit trail which temporary roles and accounts
// have ended and which keys expire soon, and forgets what is kept for a while
// only. It may come late, be called by several at once, or fail: rights
// follow the clock, not what is noted.
func (w *Workspace) NoteLapses(ctx context.Context) error {
	return errors.Join(w.noteMemberLapses(ctx), w.warnKeys(ctx), w.forgetReplays(ctx), w.forgetMessages(ctx))
}

// noteMemberLapses notes in bounded commits what has ended for members.
func (w *Workspace) noteMemberLapses(ctx context.Context) error {
	size := max(1, min(notedAtOnce, w.db.store.Room()/4)) // a member, its events, and what counts them
	for range notedInAll / size {
		due, err := w.lapses(ctx, size)
		if err != nil || len(due) == 0 {
			return err
		}
		if err := w.db.store.Commit(ctx, w.ID, func(tx Tx) error { return w.noteLapses(tx, due) }); err != nil {
			return err
		}
		if len(due) < size {
			return nil
		}
	}
	return nil
}

// lapses finds the members of whom something has ended that isn't noted. Where
// nothing has, it reads one entry of the index.
func (w *Workspace) lapses(ctx context.Context, most int) (due []ID, err error) {
	now := w.db.now()
	err = w.db.store.View(ctx, w.ID, func(v View) error {
		info, err := v.Workspaces().Get(w.ID)
		if err != nil || !info.open() {
			return err
		}
		q := Query{Index: ByLapse, Limit: 1}
		for more := true; more && len(due) < most; q.Limit = most - len(due) {
			var rows []Row[Member]
			if rows, more, err = v.MemberPages().Page(q); err != nil {
				return err
			}
			for _, r := range rows {
				q.After = r.Cursor
				if !r.Item.lapsedAt(now) {
					return nil
				}
				due = append(due, r.Item.ID)
			}
		}
		return nil
	})
	return due, err
}

// open tells whether anything may be changed: the workspace is neither deleted
// nor being switched to another model.
func (w WorkspaceInfo) open() bool { return w.DeletedAt.IsZero() && w.Switch.Model == "" }

// lapsedAt tells whether something has ended that isn't noted.
func (m Member) lapsedAt(now time.Time) bool {
	for _, end := range m.Lapses() {
		if !now.Before(end) {
			return true
		}
	}
	return false
}

// byItself is a transaction in which no person acts; nil: nothing may be changed.
func (w *Workspace) byItself(tx Tx) (*txn, error) {
	t := &txn{Tx: tx, s: w.As(Principal{Via: ViaTime}), now: w.db.now(), actor: Member{Name: ByItself}}
	var err error
	if t.info, err = tx.Workspaces().Get(w.ID); err != nil || !t.info.open() {
		return nil, err
	}
	return t, nil
}

// noteLapses reads the members again, as others may have changed them since
// they were found.
func (w *Workspace) noteLapses(tx Tx, due []ID) error {
	t, err := w.byItself(tx)
	if err != nil || t == nil {
		return err
	}
	for _, id := range due {
		m, err := tx.Members().Get(id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := t.noteLapse(m); err != nil {
			return err
		}
	}
	return nil
}

// noteLapse writes an event for each thing of a member that has ended.
func (t *txn) noteLapse(m Member) (err error) {
	if m.TempRole != "" && !t.now.Before(m.RoleUntil) {
		role, end := m.TempRole, m.RoleUntil
		m.TempRole, m.RoleUntil = "", time.Time{}
		if m, err = t.Members().Put(m); err != nil {
			return err
		}
		if err := t.record(actionRoleEnd, mentionMember(m), "%s ended at %s, %s is back", role, end.Format(time.RFC3339), m.Role); err != nil {
			return err
		}
	}
	if m.ExpiresAt.IsZero() || t.now.Before(m.ExpiresAt) || m.ExpiresAt.Equal(m.EndNoted) {
		return nil
	}
	m.EndNoted = m.ExpiresAt
	if m, err = t.Members().Put(m); err != nil {
		return err
	}
	return t.record(actionEnd, mentionMember(m), "the account ended at %s", m.ExpiresAt.Format(time.RFC3339))
}
