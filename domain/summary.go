package domain

import (
	"context"
	"math"

	"gatehouse/domain/rights"
)

// Summary is what the header and the line above the members say.
type Summary struct {
	WorkspaceInfo
	OwnerName string
	Actor     Listed
	Via       string
	SeatsUsed int
	Seats     int // zero: no limit
	All       int // those not removed
	Active    int
	Suspended int
	Removed   int
	Services  int
	Open      int // invitations pending
	Offer     OwnershipOffer
}

// Summary needs workspace.view, which every role has.
func (s *Session) Summary(ctx context.Context) (Summary, error) {
	return look(ctx, s, func(v *view) (Summary, error) {
		sum := Summary{WorkspaceInfo: v.info, Via: s.who.Via, Seats: v.plan.Seats}
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return sum, err
		}
		owner, err := v.Members().Get(v.info.Owner)
		if err != nil {
			return sum, err
		}
		sum.OwnerName = owner.Handle()
		if sum.Actor, err = v.listed(v.actor); err != nil {
			return sum, err
		}
		if sum.Offer, err = v.offer(); err != nil {
			return sum, err
		}
		free, err := v.lapsedUpTo(math.MaxInt)
		if err != nil {
			return sum, err
		}
		if sum.SeatsUsed, err = v.seatsUsed(free); err != nil {
			return sum, err
		}
		for _, c := range []struct {
			into  *int
			what  Counted
			value string
		}{
			{&sum.Active, CountByStatus, StatusActive}, {&sum.Suspended, CountByStatus, StatusSuspended},
			{&sum.Removed, CountByStatus, StatusRemoved}, {&sum.Services, CountByKind, "service"}, {&sum.Open, CountOpen, ""},
		} {
			if *c.into, err = v.Count(c.what, c.value); err != nil {
				return sum, err
			}
		}
		sum.Active, sum.Suspended = sum.Active-len(free.members), sum.Suspended+len(free.members)
		sum.All, sum.Open = sum.Active+sum.Suspended, sum.Open-len(free.invitations)
		return sum, nil
	})
}
