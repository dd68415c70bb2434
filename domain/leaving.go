package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// Leave removes oneself. The owner can't; the ownership moves first.
func (s *Session) Leave(ctx context.Context) (Member, error) {
	return commit(ctx, s, actionLeave, func(t *txn) (Member, error) {
		if err := t.present(); err != nil {
			return Member{}, err
		}
		if t.asks.Owner {
			e := denied(ask{right: rights.MembersRemove, target: t.oneself()}, "the owner can't leave; transfer the ownership first")
			e.Fix = []Step{{Command: "gatehouse workspace transfer EMAIL", Message: "offer the ownership to someone"}}
			return Member{}, e
		}
		if t.actor.Kind == rights.ServiceUser {
			return Member{}, denied(ask{right: rights.MembersRemove, target: t.oneself()}, "a service user doesn't act on itself; someone who manages it removes it")
		}
		m := t.actor
		if err := t.voidOffer(m); err != nil {
			return Member{}, err
		}
		m.RemovedAt = t.now
		after, err := t.Members().Put(m)
		if err != nil {
			return Member{}, err
		}
		return after, t.record(actionLeave, mentionMember(m), "")
	})
}
