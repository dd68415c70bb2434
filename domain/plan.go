package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// ChangePlan moves the workspace to another plan of its model.
type ChangePlan struct {
	Version uint64
	Plan    string
}

// ChangePlan asks for workspace.billing. A plan with fewer seats than are in
// use is refused, with how many to free.
func (s *Session) ChangePlan(ctx context.Context, c ChangePlan) (WorkspaceInfo, error) {
	free, err := look(ctx, s, func(v *view) (lapsed, error) { return v.findLapsed() })
	if err != nil {
		return WorkspaceInfo{}, err
	}
	return commit(ctx, s, "workspace.plan", func(t *txn) (WorkspaceInfo, error) { return t.changePlan(c, free) })
}

func (t *txn) changePlan(c ChangePlan, free lapsed) (WorkspaceInfo, error) {
	if err := t.may(ask{right: rights.WorkspaceBilling, target: target{mention: t.mention()}}); err != nil {
		return t.info, err
	}
	plan, err := findPlan(t.model, c.Plan)
	if err != nil {
		return t.info, err
	}
	if err := current(t.info.Version, c.Version, t.mention()); err != nil {
		return t.info, err
	}
	used, err := t.seatsUsed(free)
	if err != nil {
		return t.info, err
	}
	if plan.Seats > 0 && used > plan.Seats {
		return t.info, Errorf(Limit, "seat_limit", "the %s plan has %d seats and %d are in use; free %d first", plan.Title, plan.Seats, used, used-plan.Seats)
	}
	info, before := t.info, t.info.Plan
	info.Plan = plan.Name
	if info, err = t.Workspaces().Put(info); err != nil {
		return info, err
	}
	t.info, t.plan, t.asks.Plan = info, plan, plan
	return info, t.record("workspace.plan", t.mention(), "%s → %s", before, plan.Name)
}

// Expire sets the end of a temporary account; zero takes it away.
type Expire struct {
	Member  Ref
	Version uint64
	At      time.Time
}

// Expire asks for members.suspend. The owner's account never ends.
func (s *Session) Expire(ctx context.Context, c Expire) (Member, error) {
	free, err := s.lapsed(ctx)
	if err != nil {
		return Member{}, err
	}
	return commit(ctx, s, "members.expire", func(t *txn) (Member, error) { return t.expire(c, free) })
}

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
		if c.At, err = inFuture(c.At, t.now); err != nil {
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
	return m, t.record("members.expire", on.mention, "%s", words)
}
