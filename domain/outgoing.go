package domain

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"
)

// Outgoing is a message that is due, with all that it takes to write and send it.
type Outgoing struct {
	Message
	Workspace struct{ Slug, Name string }
	Secret    Secret            // the token that it carries; the zero value: none
	Words     map[string]string // what its text says, cleaned

	URL     string // of a webhook
	Signing []byte // what its signature is made with
	Payload []byte // JSON
}

// Rests are webhooks of which nothing is asked for, but for what someone had tried
// again after a time; zero: not even that.
type Rests map[ID]time.Time

func (r Rests) holds(m Message) bool {
	since, rests := r[m.Hook]
	return rests && (since.IsZero() || m.AskedAt.Before(since.Truncate(time.Second))) // records keep whole seconds
}

// Outgoing are the messages of a kind that are due, at most so many, but for those
// of webhooks that rest, and when to ask again; zero: when something changes. What
// isn't true any more is dropped instead. Only one worker at a time may ask: nothing
// reserves what it got.
func (w *Workspace) Outgoing(ctx context.Context, kind MessageKind, most int, rests Rests) (due []Outgoing, next time.Time, err error) {
	if kind == ByWebhook {
		if err := w.hearAll(ctx, most); err != nil {
			return nil, time.Time{}, err
		}
	}
	var stale, unreadable []ID
	now := w.db.now()
	err = w.db.store.View(ctx, w.ID, func(v View) error {
		t, err := w.byItself(v)
		if err != nil || t == nil {
			return err
		}
		q := Query{Index: ByDue, Value: string(kind), Limit: most + 1}
		for more := true; more; {
			var rows []Row[Message]
			if rows, more, err = v.MessagePages().Page(q); err != nil {
				return err
			}
			for _, r := range rows {
				q.After = r.Cursor
				if kind == ByWebhook && rests.holds(r.Item) {
					continue
				}
				if len(due) == most || r.Item.NextTryAt.After(now) {
					next = laterOf(r.Item.NextTryAt, now)
					return nil
				}
				if why, err := t.untrue(r.Item); err != nil {
					return err
				} else if why != "" {
					stale = append(stale, r.Item.ID)
					continue
				}
				out, err := t.outgoing(r.Item)
				if errors.Is(err, errSealed) || isNotFound(err) {
					unreadable = append(unreadable, r.Item.ID)
					continue
				}
				if err != nil {
					return err
				}
				due = append(due, out)
			}
			if len(stale)+len(unreadable) > most {
				next = now // these first: what is dropped in one commit has a bound
				return nil
			}
			q.Limit = max(q.Limit, skipped)
		}
		return nil
	})
	for _, id := range unreadable {
		if err == nil {
			err = w.NotSent(ctx, id, "what it carries can't be read under this pepper, or isn't there any more", true)
		}
	}
	if err != nil || len(stale) == 0 {
		return due, next, err
	}
	return due, next, w.dropStale(ctx, stale)
}

// skipped is how many messages are looked at together past those that are excepted.
const skipped = 100

func laterOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// dropStale asks again in a commit, and drops what isn't true.
func (w *Workspace) dropStale(ctx context.Context, stale []ID) error {
	return w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		t, err := w.byItself(tx)
		if err != nil || t == nil {
			return err
		}
		for _, id := range stale {
			m, err := t.Messages().Get(id)
			if err != nil {
				if orNone(err) != nil {
					return err
				}
				continue
			}
			why, err := t.untrue(m)
			if err == nil && why != "" {
				err = t.takeBack(id, why)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// outgoing completes a message.
func (t *txn) outgoing(m Message) (Outgoing, error) {
	out := Outgoing{Message: m, Words: map[string]string{}}
	out.Message.Sealed = nil
	out.Workspace.Slug, out.Workspace.Name = t.info.Slug, CleanMax(t.info.Name, maxWord)
	if m.Kind == ByWebhook {
		return out, t.fillWebhook(&out)
	}
	for _, w := range m.Words {
		name, value, _ := strings.Cut(w, "=")
		out.Words[name] = CleanMax(value, maxWord)
	}
	if len(m.Sealed) == 0 {
		return out, nil
	}
	text, err := t.s.ws.db.world.Pepper.Open(m.Sealed, sealedAt("message", m.ID))
	if err != nil {
		return out, err
	}
	id, err := ParseSecret(InvitationToken, string(text))
	token := string(text)
	out.Secret = Secret{id: ID(id), text: &token}
	return out, err
}

// maxWord bounds a name in a message, in cells.
const maxWord = 120

// fillWebhook adds what a webhook is told: what happened and whom it concerns, and
// no more, for whoever wants to know more asks, with a key that may.
func (t *txn) fillWebhook(out *Outgoing) error {
	hook, err := t.Webhooks().Get(out.Hook)
	if err != nil {
		return err
	}
	out.URL = hook.URL
	if out.Signing, err = t.s.ws.db.world.Pepper.Open(hook.Sealed, sealedAt("webhook", hook.ID)); err != nil {
		return err
	}
	e, err := t.Event(out.Event)
	if err != nil {
		return err
	}
	var body struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      struct {
			Workspace string `json:"workspace"`
			Seq       uint64 `json:"seq"`
			Actor     ID     `json:"actor,omitempty"`
			Via       string `json:"via"`
			Target    struct {
				Kind string `json:"kind"`
				ID   ID     `json:"id"`
			} `json:"target"`
		} `json:"data"`
	}
	body.Type, body.Timestamp = e.Action, e.At
	body.Data.Workspace, body.Data.Seq, body.Data.Actor, body.Data.Via = t.info.Slug, e.Seq, e.Actor, e.Via
	body.Data.Target.Kind, body.Data.Target.ID = e.Target.Kind, e.Target.ID
	out.Payload, err = json.Marshal(body)
	return err
}

// Sent notes that a message has gone out, with the other side's words.
func (w *Workspace) Sent(ctx context.Context, id ID, answer string) error {
	return w.tried(ctx, id, func(m *Message, now time.Time) {
		m.Status, m.Answer, m.SentAt, m.NextTryAt, m.Sealed = MessageSent, answer, now, time.Time{}, nil
	})
}

// NotSent notes that a try has failed, with the other side's words, and plans the
// next one; for good, or after a time, it gives up.
func (w *Workspace) NotSent(ctx context.Context, id ID, answer string, forGood bool) error {
	return w.tried(ctx, id, func(m *Message, now time.Time) {
		m.Answer = answer
		next := now.Add(backoff(m.Tries-m.AskedTries, w.db.world.Random))
		if forGood || next.Sub(laterOf(m.QueuedAt, m.AskedAt)) > givenUpAfter {
			m.Status, m.NextTryAt = MessageFailed, time.Time{}
			return
		}
		m.Status, m.NextTryAt = MessageDelayed, next
	})
}

// maxAnswer bounds what is kept of the other side's words, in cells.
const maxAnswer = 200

// tried changes a message that was tried; one that was dropped meanwhile stays
// so, unless it has gone out.
func (w *Workspace) tried(ctx context.Context, id ID, change func(*Message, time.Time)) error {
	return w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		m, err := tx.Messages().Get(id)
		if err != nil {
			return orNone(err)
		}
		was := m
		m.Tries++
		change(&m, w.db.now())
		if m.Answer = CleanMax(Masked(m.Answer), maxAnswer); !was.open() && m.Status != MessageSent {
			return nil
		}
		_, err = tx.Messages().Put(m)
		return err
	})
}

// givenUpAfter is how long a message is tried.
const givenUpAfter = 72 * time.Hour

// backoff is the time until the next try after so many, with jitter so that what
// failed together isn't tried together.
func backoff(tries int, random io.Reader) time.Duration {
	steps := [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour}
	step := steps[min(max(tries, 1), len(steps))-1]
	var drawn [1]byte
	_, _ = io.ReadFull(random, drawn[:]) // a source that fails takes the jitter away, and nothing else
	return step*9/10 + step/5*time.Duration(drawn[0])/256
}
