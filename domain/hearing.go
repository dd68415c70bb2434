package domain

import "context"

// heardAtOnce is how many events one commit queues for a webhook, and maxWaiting
// how many may wait for one: one that doesn't answer fills no database.
const (
	heardAtOnce = 20
	maxWaiting  = 1000
)

// hearAll queues for each webhook what it hasn't heard of yet. The audit trail is
// the queue: what is in it can't be lost, and a change waits for no webhook.
func (w *Workspace) hearAll(ctx context.Context, most int) error {
	var hooks []ID
	err := w.db.store.View(ctx, w.ID, func(v View) error {
		all, err := everything(v.WebhookPages(), Query{Index: ByName})
		for _, h := range all {
			if _, err := v.Event(h.Heard + 1); err == nil {
				hooks = append(hooks, h.ID)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range hooks {
		for more, told := true, 0; more && told <= most; told += heardAtOnce {
			if more, err = w.hear(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// hear queues the next events for a webhook, and tells whether there are more.
func (w *Workspace) hear(ctx context.Context, hook ID) (more bool, err error) {
	err = w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		more = false
		t, err := w.byItself(tx)
		if err != nil || t == nil {
			return err
		}
		h, err := t.Webhooks().Get(hook)
		if err != nil {
			return orNone(err)
		}
		waiting, err := t.Count(CountWaiting, string(hook))
		if err != nil || waiting >= maxWaiting {
			return err
		}
		for range heardAtOnce {
			e, err := t.Event(h.Heard + 1)
			if isNotFound(err) {
				break
			}
			if err != nil {
				return err
			}
			h.Heard++
			if err := t.tell(h, e); err != nil {
				return err
			}
			more = true
		}
		_, err = t.Webhooks().Put(h)
		return err
	})
	return more, err
}

// tell queues an event for a webhook. Refusals changed nothing, and aren't told.
func (t *txn) tell(h Webhook, e Event) error {
	if e.Result != ResultDone {
		return nil
	}
	_, err := t.Messages().Put(Message{
		ID: t.s.ws.db.newID(), Kind: ByWebhook, About: e.Action, To: h.URL, Hook: h.ID, Of: e.Target.ID, Event: e.Seq,
		QueuedAt: t.now, NextTryAt: t.now, Status: MessageQueued,
	})
	return err
}
