package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// Expire sets the end of a temporary account; zero takes it away.
type Expire struct {
	Member  Ref
	Version uint64
	At      time.Time
}

// Expire asks for members.suspend. The owner's account never ends.
func (s *Session) Expire(ctx context.Context, c Expire) (Member, error) { return s.Make(ctx, c) }

func (t *txn) expire(c Expire, free lapsed) (Member, error) {
	m, on, err := t.someone(rights.MembersSuspend, c.Member)
	if err != nil {
		return m, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return m, err
	}
	if !m.RemovedAt.IsZero() {
		return m, isRemoved(m)
	}
	words := "never"
	if !c.At.IsZero() {
		if c.At, err = inFuture(c.At, t.now); err != nil && t.undoes == 0 { // what an undo brings back may have passed
			return m, err
		}
		words = c.At.Format(time.RFC3339)
		if err := t.voidOffer(m); err != nil {
			return m, err
		}
	}
	ended := !m.ActiveAt(t.now)
	if m.ExpiresAt = c.At; ended {
		if err := t.takeSeat(m, free); err != nil {
			return m, err
		}
	}
	if m, err = t.Members().Put(m); err != nil {
		return m, err
	}
	return m, t.record(c.action(), on.mention, "%s", words)
}
