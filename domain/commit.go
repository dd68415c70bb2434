package domain

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// commit runs a use case in one transaction: fresh rights, the change, its
// audit event; all of it is written or none. A refusal discards the change and
// writes only that it was refused, once a minute for one actor, action and
// target. decide may run twice, so ids and secrets are drawn before it.
func commit[T any](ctx context.Context, s *Session, action string, decide func(*txn) (T, error)) (T, error) {
	var out, none T
	var refused *Error
	var made []uint64
	err := s.ws.db.store.Commit(ctx, s.ws.ID, func(tx Tx) error {
		refused, made = nil, nil
		t, err := s.begin(tx)
		if err != nil {
			return err
		}
		if err := t.once(); err != nil {
			return err
		}
		out, err = decide(t)
		made = t.events
		if !errors.As(err, &refused) || refused.Kind != Denied {
			refused = nil
			return err
		}
		tx.Discard()
		return t.recordRefusal(action, refused)
	})
	if refused != nil && err == nil {
		err = refused
	}
	if err != nil {
		return none, s.dress(ctx, err)
	}
	if s.repeat != nil {
		s.repeat.done = true
	}
	if s.made != nil {
		s.made.Events = append(s.made.Events, made...)
	}
	return out, nil
}

// recordRefusal appends the event of a refusal, the first time in a minute. What
// someone typed for a record that isn't there makes no refusal another one, or
// made-up names would flood the audit trail.
func (t *txn) recordRefusal(action string, e *Error) error {
	target := e.target
	key := strings.Join([]string{string(t.actor.ID), action, target.Kind, string(target.ID)}, "\x00")
	first, err := t.Refused(key, t.now)
	if err != nil || !first {
		return err
	}
	_, err = t.Append(t.newEvent(action, target, e.Message, ResultDenied))
	return err
}

// newEvent fills in who acts, when and by which way.
func (t *txn) newEvent(action string, target Mention, detail, result string) Event {
	return Event{
		At: t.now, Actor: t.actor.ID, By: t.actor.Handle(), Via: t.s.who.Via, From: t.s.who.From, Key: string(t.s.who.Key),
		Action: action, Target: target, Detail: detail, Result: result,
	}
}

// record appends the event of what changed since the last one. Where nothing
// changed there is no event. From the second of a commit on it is a part of
// what the first began.
func (t *txn) record(action string, target Mention, detail string, args ...any) error {
	diffs := t.Changed()
	if len(diffs) == 0 {
		return nil
	}
	e := t.newEvent(action, target, fmt.Sprintf(detail, args...), ResultDone)
	e.Undoes = t.undoes
	if len(t.events) > 0 {
		e.Part = t.events[0]
	}
	for _, d := range diffs {
		touch := d.Touch
		if d.Deleted {
			touch.Version = 0
		}
		e.Touched = append(e.Touched, touch)
		if d.Created && t.brief {
			continue
		}
		var mention Mention
		if d.ID != target.ID {
			mention = Mention{Kind: d.Kind, ID: d.ID, Name: string(d.ID)}
		}
		for _, f := range d.Fields {
			e.Changes = append(e.Changes, FieldChange{Record: mention, Field: f.Name, Before: f.Before, After: f.After})
		}
	}
	seq, err := t.Append(e)
	t.events = append(t.events, seq)
	return err
}
