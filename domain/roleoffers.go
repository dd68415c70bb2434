package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// RoleOffer is a role as a new account could have it.
type RoleOffer struct {
	*rights.Role
	Usual   bool   // what such an account gets unless said otherwise
	Units   bool   // it is about the units that one manages
	Allowed bool   // the actor may give it
	Why     string // why not
}

// RoleOffers lists the roles that a new account of a kind could have: a person's
// by invitation, a service user's by being made.
func (s *Session) RoleOffers(ctx context.Context, k rights.Kind) ([]RoleOffer, error) {
	right := rights.MembersInvite
	if k == rights.ServiceUser {
		right = rights.ServiceUsersManage
	}
	return look(ctx, s, func(v *view) ([]RoleOffer, error) {
		if err := v.present(); err != nil {
			return nil, err
		}
		roles, err := v.allRoles()
		if err != nil {
			return nil, err
		}
		var out []RoleOffer
		for _, r := range roles {
			if fits(r, k) != nil {
				continue
			}
			o := RoleOffer{Role: r, Usual: r.Name == v.model.Ordinary && k == rights.Person || r.ServiceOnly, Units: r.Via&rights.ByUnit != 0, Allowed: true}
			if err := v.may(ask{right: right, giving: r}); err != nil {
				o.Allowed, o.Why = false, err.Error()
			}
			out = append(out, o)
		}
		return out, nil
	})
}
