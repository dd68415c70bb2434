package domain

import (
	"context"
	"maps"
	"slices"

	"gatehouse/domain/rights"
)

// SwitchImpact is what another model would make of everyone's roles.
type SwitchImpact struct {
	Model     *rights.Model
	Plan      *rights.Plan
	Rows      []RoleMapping // every role but Owner, which stays
	SeatsUsed int
	Allowed   bool // the actor may make the change, and it would be made
	Why       string

	from    *rights.Model
	refused []Refusal
}

// RoleMapping is what one role becomes.
type RoleMapping struct {
	From    *rights.Role
	To      *rights.Role // nil: to be chosen
	Choices []*rights.Role

	Holders     int // as their role
	Temporary   int // for a while
	Invitations int // open ones that offer it

	// Gained and Lost by anyone who has it, plans included; where nobody has,
	// by someone who is linked and has every option on.
	Gained, Lost []rights.Granted
	Wider        bool // someone gains something
}

// PreviewModel is for the owner, and for those who may ask about everyone. It
// begins the switch on a snapshot and throws it away.
func (s *Session) PreviewModel(ctx context.Context, c SwitchModel) (SwitchImpact, error) {
	return look(ctx, s, func(v *view) (SwitchImpact, error) {
		if err := v.mayForesee(); err != nil {
			return SwitchImpact{}, err
		}
		return v.previewModel(c)
	})
}

func (v *view) previewModel(c SwitchModel) (SwitchImpact, error) {
	all, err := v.allRoles()
	if err != nil {
		return SwitchImpact{}, err
	}
	custom := customNames(all)
	r, err := v.route(c, custom)
	if err != nil {
		return SwitchImpact{}, err
	}
	out := SwitchImpact{Model: r.model, Plan: r.plan, from: v.model}
	free, err := v.findLapsed()
	if err != nil {
		return out, err
	}
	if out.SeatsUsed, err = v.seatsUsed(free); err != nil {
		return out, err
	}
	held, err := v.heldRoles()
	if err != nil {
		return out, err
	}
	for _, from := range all {
		if from.Name != "owner" {
			out.Rows = append(out.Rows, v.mapping(from, r, held[from.Name]))
		}
	}
	_, err = v.startSwitch(c, custom, free)
	out.Allowed, out.Why, out.refused, err = v.outcome(err)
	return out, err
}

// holding is who has a role in which way, and everything that its effect
// depends on.
type holding struct {
	holders, temporary, invitations int
	alike                           map[alike]bool
}

// roleHoldings are holdings by the name of a role.
type roleHoldings map[string]*holding

// note says that there is someone who is like this but has another role, and
// would be active.
func (h roleHoldings) note(a alike, role string) *holding {
	if h[role] == nil {
		h[role] = &holding{alike: map[alike]bool{}}
	}
	a.role, a.status = role, rights.Active
	h[role].alike[a] = true
	return h[role]
}

// heldRoles are the roles of all members and open invitations. A suspended or
// removed one counts as coming back.
func (v *view) heldRoles() (roleHoldings, error) {
	held := roleHoldings{}
	err := v.made(func(m makeup, c *crowd) error {
		switch {
		case m.owner:
		case m.below != "":
			held.note(m.alike, m.below).holders += c.size
			held.note(m.alike, m.role).temporary += c.size
		default:
			held.note(m.alike, m.role).holders += c.size
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := v.heldBesides(held); err != nil {
		return nil, err
	}
	invitations, err := everything(v.InvitationPages(), Query{Index: ByTime})
	for _, i := range invitations {
		if !i.Open() {
			continue
		}
		m := newPerson("", i.Email, v.now)
		if i.Unit != "" {
			m.ManagesUnits = []ID{i.Unit}
		}
		a, err := v.alike(m, i.Role)
		if err != nil {
			return nil, err
		}
		held.note(a, i.Role).invitations++
	}
	return held, err
}

// heldBesides are the roles that nobody has today and someone could have again:
// of the removed. A temporary role that ended doesn't come back, whether or not
// the audit trail shows its end yet.
func (v *view) heldBesides(held roleHoldings) error {
	removed, err := everything(v.MemberPages(), Query{Index: ByStatus, Value: StatusRemoved})
	if err != nil {
		return err
	}
	for _, m := range removed {
		a, err := v.alike(m, m.Role)
		if err != nil {
			return err
		}
		held.note(a, m.Role).holders++
		if m.TemporaryAt(v.now) {
			held.note(a, m.TempRole).temporary++
		}
	}
	return nil
}

// mapping is one row of the preview.
func (v *view) mapping(from *rights.Role, r route, h *holding) RoleMapping {
	row := RoleMapping{From: from, To: r.roles[from.Name], Choices: choices(from, r.model)}
	anyone := map[alike]bool{{linked: true, options: rights.AllOptions, holds: from.Via}: true}
	if h != nil {
		row.Holders, row.Temporary, row.Invitations, anyone = h.holders, h.temporary, h.invitations, h.alike
	}
	if row.To == nil {
		return row
	}
	more, less := map[rights.Granted]bool{}, map[rights.Granted]bool{}
	for a := range anyone {
		before, after := a.subject(from, v.plan), a.subject(row.To, r.plan)
		gained, lost := rights.Diff(v.model.Effective(&before), r.model.Effective(&after))
		for _, g := range gained {
			more[g] = true
		}
		for _, g := range lost {
			less[g] = true
		}
	}
	row.Gained, row.Lost = slices.SortedFunc(maps.Keys(more), byCatalogue), slices.SortedFunc(maps.Keys(less), byCatalogue)
	row.Wider = len(row.Gained) > 0
	return row
}
