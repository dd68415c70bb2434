package domain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gatehouse/domain/rights"
)

// commit runs a use case in one transaction: fresh rights, the change, its
// audit event; all of it is written or none. A refusal discards the change and
// writes only that it was refused, once a minute for one actor, action and
// target. decide may run twice, so ids and secrets are drawn before it.
func commit[T any](ctx context.Context, s *Session, action string, decide func(*txn) (T, error)) (T, error) {
	var out, none T
	var refused *Error
	err := s.ws.db.store.Commit(ctx, s.ws.ID, func(tx Tx) error {
		refused = nil
		t, err := s.begin(tx)
		if err != nil {
			return err
		}
		out, err = decide(t)
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
	return out, nil
}

// preview runs a use case on a snapshot and throws its changes away.
func preview[T any](ctx context.Context, s *Session, decide func(*txn) (T, error)) (T, error) {
	return look(ctx, s, func(v *view) (T, error) { return decide(v.txn) })
}

// recordRefusal appends the event of a refusal, the first time in a minute.
func (t *txn) recordRefusal(action string, e *Error) error {
	target := e.asked.target.mention
	key := strings.Join([]string{string(t.actor.ID), action, target.Kind, string(target.ID), target.Name}, "\x00")
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
		At: t.now, Actor: t.actor.ID, By: t.actor.Handle(), Via: t.s.who.Via, From: t.s.who.From,
		Action: action, Target: target, Detail: detail, Result: result,
	}
}

// record appends the event of what changed since the last one. Where nothing
// changed there is no event.
func (t *txn) record(action string, target Mention, detail string, args ...any) error {
	diffs := t.Changed()
	if len(diffs) == 0 {
		return nil
	}
	e := t.newEvent(action, target, fmt.Sprintf(detail, args...), ResultDone)
	e.Undoes = t.undoes
	for _, d := range diffs {
		touch := d.Touch
		if d.Deleted {
			touch.Version = 0
		}
		e.Touched = append(e.Touched, touch)
		mention := Mention{Kind: d.Kind, ID: d.ID, Name: string(d.ID)}
		if d.ID == target.ID {
			mention = target
		}
		for _, f := range d.Fields {
			e.Changes = append(e.Changes, FieldChange{Record: mention, Field: f.Name, Before: f.Before, After: f.After})
		}
	}
	_, err := t.Append(e)
	return err
}

// current refuses a change that was decided on an older version of the
// record. Zero means that the caller looked at none. It is asked after may: a
// version tells nothing to those who may not.
func current(have, expected uint64, target Mention) error {
	if expected == 0 || have == expected {
		return nil
	}
	e := Errorf(Conflict, "changed_meanwhile", "%s changed meanwhile", Clean(target.Name))
	e.target = target
	e.seen = expected
	return e
}

// dress completes an error outside the transaction that it came from: a
// refusal gets its fix, a conflict what changed meanwhile and who did it.
func (s *Session) dress(ctx context.Context, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Kind == Denied && e.Answer == nil && e.asked != nil:
		return s.explainRefusal(ctx, e)
	case e.Kind == Conflict && e.target.ID != "" && e.Changed == nil:
		return s.explainConflict(ctx, e)
	}
	return err
}

// explainConflict adds the events since the version that the caller saw.
func (s *Session) explainConflict(ctx context.Context, e *Error) error {
	view := s.ws.db.store.View(ctx, s.ws.ID, func(v View) error {
		rows, _, err := v.EventPages().Page(Query{Index: ByTarget, Value: string(e.target.ID), Reverse: true, Limit: 10})
		for _, r := range rows {
			for _, touch := range r.Item.Touched {
				if touch.ID == e.target.ID && touch.Version > e.seen {
					e.Changed = append(e.Changed, r.Item)
				}
			}
		}
		return err
	})
	if view != nil || len(e.Changed) == 0 {
		return e
	}
	last := e.Changed[0]
	e.Message = fmt.Sprintf("%s changed meanwhile: %s by %s", Clean(e.target.Name), describe(last), Clean(last.By))
	return e
}

// describe says in a few words what an event did.
func describe(e Event) string {
	if e.Detail == "" {
		return e.Action
	}
	return e.Action + " (" + Clean(e.Detail) + ")"
}

// ask is what may asks on behalf of the actor.
type ask struct {
	right     rights.Right
	target    target
	giving    *rights.Role
	below     *rights.Role // what comes along where someone becomes a member
	holds     rights.Reach
	takesAway bool // listing or taking away, which a plan never stops
	rotates   bool // a service user rotating its own key
}

// may authorises the actor, inside the transaction.
func (t *txn) may(a ask) error {
	q := t.question(a)
	if t.model.Decide(&q).Allowed {
		return nil
	}
	return t.refuse(a, q)
}

// question puts an ask to the rights engine's form.
func (t *txn) question(a ask) rights.Question {
	return rights.Question{
		Right: a.right, Subject: t.asks, On: a.target.rights, Giving: a.giving, GivingBelow: a.below, GivingHolds: a.holds,
		Channel: t.s.who.Channel, TakesAway: a.takesAway, Rotates: a.rotates,
	}
}

// refuse is the error of an ask that the engine answered with no.
func (t *txn) refuse(a ask, q rights.Question) error {
	d := t.model.Decide(&q)
	for _, s := range t.model.Explain(&q, d, t.names(t.actor, a.target)) {
		if !s.OK {
			return denied(a, s.Message)
		}
	}
	return denied(a, "not allowed")
}

// present refuses who may not act at all, being suspended or coming by a
// channel that isn't theirs: what is asked before acts that need no right.
func (t *txn) present() error {
	a := ask{right: rights.WorkspaceView}
	q := t.question(a)
	for _, s := range t.model.Explain(&q, t.model.Decide(&q), t.names(t.actor, a.target))[:2] {
		if !s.OK {
			return denied(a, s.Message)
		}
	}
	return nil
}

// denied is a refusal with its sentence; the fix is added outside.
func denied(a ask, sentence string) *Error {
	e := Errorf(Denied, "not_allowed", "%s", sentence)
	e.asked = &a
	return e
}
