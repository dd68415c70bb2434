package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// lapsed are records that still count as holding a seat, as written, but hold
// none now: accounts past their end date and expired invitations. They are
// found in a view before the commit, and read again inside it.
type lapsed struct {
	members     []ID
	invitations []ID
}

// maxLapsed bounds how many of them one commit reads again.
const maxLapsed = 50

// lapsed finds what no longer holds its seat. Where the plan has no limit
// nobody asks.
func (s *Session) lapsed(ctx context.Context) (lapsed, error) {
	return look(ctx, s, func(v *view) (lapsed, error) {
		if v.plan.Seats == 0 {
			return lapsed{}, nil
		}
		return v.findLapsed()
	})
}

func (v *view) findLapsed() (lapsed, error) {
	var l lapsed
	members, _, err := v.MemberPages().Page(Query{Index: ByExpiry, Limit: maxLapsed})
	if err != nil {
		return l, err
	}
	for _, r := range members {
		if r.Item.StandingAt(v.now) == rights.Ended {
			l.members = append(l.members, r.Item.ID)
		}
	}
	open, _, err := v.InvitationPages().Page(Query{Index: ByExpiry, Limit: maxLapsed})
	for _, r := range open {
		if r.Item.StatusAt(v.now) == InvitationExpired {
			l.invitations = append(l.invitations, r.Item.ID)
		}
	}
	return l, err
}

// seatsUsed is the true number of seats in use.
func (t *txn) seatsUsed(l lapsed) (int, error) {
	used, err := t.Count(CountSeats, "")
	if err != nil {
		return 0, err
	}
	for _, id := range l.members {
		m, err := t.Members().Get(id)
		if err != nil {
			return 0, err
		}
		if m.HoldsSeat() && !m.ActiveAt(t.now) {
			used--
		}
	}
	for _, id := range l.invitations {
		i, err := t.Invitations().Get(id)
		if err != nil {
			return 0, err
		}
		if i.Open() && i.StatusAt(t.now) == InvitationExpired {
			used--
		}
	}
	return used, nil
}

// HoldsSeat tells whether the account, as written, holds a seat: an active
// person does. One past its end date still counts here until it is asked for.
func (m Member) HoldsSeat() bool {
	return m.Kind == rights.Person && m.SuspendedAt.IsZero() && m.RemovedAt.IsZero()
}

// takeSeat refuses when a member who would come (back) in finds no seat.
func (t *txn) takeSeat(m Member, l lapsed) error {
	if t.plan.Seats == 0 || !m.HoldsSeat() || !m.ActiveAt(t.now) {
		return nil
	}
	return t.needSeat(l)
}

func (t *txn) needSeat(l lapsed) error {
	if t.plan.Seats == 0 {
		return nil
	}
	used, err := t.seatsUsed(l)
	if err != nil {
		return err
	}
	if used >= t.plan.Seats {
		return Errorf(Limit, "seat_limit", "all %d seats of the %s plan are in use", t.plan.Seats, t.plan.Title)
	}
	return nil
}
