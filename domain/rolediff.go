package domain

import (
	"context"
	"fmt"

	"gatehouse/domain/rights"
)

// RightsDiff is what a member would gain and lose.
type RightsDiff struct {
	Gained, Lost []rights.Granted
	Allowed      bool   // the actor may make the change
	Why          string // why not
	Warning      string // what the rights alone don't say
}

// DiffRole tells what a role would give and take under today's plan, options
// and scopes. About oneself it is free; about others it takes access.ask and
// members.view.
func (s *Session) DiffRole(ctx context.Context, ref Ref, role string) (RightsDiff, error) {
	return look(ctx, s, func(v *view) (RightsDiff, error) {
		m, err := v.askAbout(ref)
		if err != nil {
			return RightsDiff{}, err
		}
		if m.ID != v.actor.ID {
			if _, err := v.seeMember(Ref(m.ID)); err != nil {
				return RightsDiff{}, err
			}
		}
		r, err := v.role(role)
		if err != nil {
			return RightsDiff{}, err
		}
		return v.diffRole(m, r)
	})
}

func (t *txn) diffRole(m Member, r *rights.Role) (RightsDiff, error) {
	before, err := t.subject(m)
	if err != nil {
		return RightsDiff{}, err
	}
	after := before
	after.Role, after.Below, after.Owner = r, nil, r.Name == "owner"
	var d RightsDiff
	d.Gained, d.Lost = rights.Diff(t.model.Effective(&before), t.model.Effective(&after))
	on, err := t.onMember(m)
	if err != nil {
		return d, err
	}
	q := t.question(ask{right: rightOver(m.Kind, rights.MembersRole), target: on, giving: r})
	answer := t.model.Decide(&q)
	d.Allowed = answer.Allowed
	d.Why = stops(t.model.Explain(&q, answer, t.names(t.actor, on)))
	if err := fits(r, m.Kind); err != nil && d.Allowed {
		d.Allowed, d.Why = false, err.Error()
	}
	if r.Via&rights.ByUnit != 0 && len(m.ManagesUnits) == 0 {
		d.Warning = fmt.Sprintf("%s manages no unit yet, so would reach nobody", Clean(m.Label()))
	}
	return d, nil
}
