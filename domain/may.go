package domain

import (
	"gatehouse/domain/rights"
)

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
	d := t.model.Decide(&q)
	if d.Allowed {
		return nil
	}
	for _, s := range t.model.Explain(&q, d, t.names(t.actor, a.target))[:2] {
		if !s.OK {
			return denied(a, s.Message)
		}
	}
	return nil
}

// denied is a refusal with its sentence; the fix is added outside.
func denied(a ask, sentence string) *Error {
	e := Errorf(Denied, "not_allowed", "%s", sentence)
	e.asked, e.target = &a, a.target.mention
	return e
}
