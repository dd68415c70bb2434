package domain

import (
	"context"
	"strconv"
	"time"
)

// keyWarnings are how many days before its expiry a key is warned of, in the
// audit trail and by mail.
var keyWarnings = [...]int{30, 7, 1}

func inDays(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// NextWarning is when the key is warned of next; zero: never. One that never
// lived that long isn't warned of: its end is no surprise.
func (k Key) NextWarning() time.Time {
	if !k.RevokedAt.IsZero() || k.ExpiresAt.IsZero() {
		return time.Time{}
	}
	for _, days := range keyWarnings {
		at := k.ExpiresAt.Add(-inDays(days))
		if (k.Warned == 0 || days < k.Warned) && at.After(k.CreatedAt) {
			return at
		}
	}
	return time.Time{}
}

// warnKeys notes which keys expire soon, and tells those who look after them.
func (w *Workspace) warnKeys(ctx context.Context) error {
	now := w.db.now()
	var due []ID
	err := w.db.store.View(ctx, w.ID, func(v View) error {
		info, err := v.Workspaces().Get(w.ID)
		if err != nil || !info.open() {
			return err
		}
		rows, _, err := v.KeyPages().Page(Query{Index: ByLapse, Limit: forgottenAtOnce})
		for _, r := range rows {
			if at := r.Item.NextWarning(); !at.After(now) {
				due = append(due, r.Item.ID)
			}
		}
		return err
	})
	if err != nil || len(due) == 0 {
		return err
	}
	return w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		t, err := w.byItself(tx)
		if err != nil || t == nil {
			return err
		}
		for _, id := range due {
			if err := t.warnKey(id); err != nil {
				return err
			}
		}
		return nil
	})
}

// warnKey reads the key again: it may have been revoked since it was found.
func (t *txn) warnKey(id ID) error {
	k, err := t.Keys().Get(id)
	if err != nil {
		return orNone(err)
	}
	at := k.NextWarning()
	if at.IsZero() || at.After(t.now) {
		return nil
	}
	left := k.ExpiresAt.Sub(t.now)
	for _, days := range keyWarnings {
		if left <= inDays(days) {
			k.Warned = days
		}
	}
	if k, err = t.Keys().Put(k); err != nil {
		return err
	}
	service, err := t.Members().Get(k.ServiceUser)
	if err != nil {
		return err
	}
	if left <= 0 || !service.ActiveAt(t.now) {
		return nil // it was over before anyone looked, or nobody can use it
	}
	if err := t.record(actionKeyExpiring, mentionKey(k, service), "expires %s", k.ExpiresAt.Format(time.RFC3339)); err != nil {
		return err
	}
	return t.mailKeyExpiring(k, service)
}

// mailKeyExpiring writes to who made the key, or where they are gone to the owner.
func (t *txn) mailKeyExpiring(k Key, service Member) error {
	to, err := t.Members().Get(k.CreatedBy)
	if orNone(err) != nil {
		return err
	}
	if to.Email == "" || !to.ActiveAt(t.now) {
		if to, err = t.Members().Get(t.info.Owner); err != nil {
			return err
		}
	}
	return t.queue(Message{
		About: AboutKeyExpiring, To: to.Email, Of: k.ID, ExpiresAt: k.ExpiresAt,
		Words: []string{"id=" + string(k.ID), "key=" + k.Name, "service_user=" + service.Name, "days=" + strconv.Itoa(int((k.ExpiresAt.Sub(t.now)+inDays(1)-1)/inDays(1)))},
	})
}
