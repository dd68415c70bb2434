package domain

import (
	"context"

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
	return commit(ctx, s, c.action(), func(t *txn) (WorkspaceInfo, error) { return t.changePlan(c, free) })
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
	if err := t.roomIn(plan, free); err != nil {
		return t.info, err
	}
	info, before := t.info, t.info.Plan
	info.Plan = plan.Name
	if info, err = t.Workspaces().Put(info); err != nil {
		return info, err
	}
	t.info, t.plan, t.asks.Plan = info, plan, plan
	return info, t.record(c.action(), t.mention(), "%s → %s", before, plan.Name)
}
