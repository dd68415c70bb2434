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

// maxLapsed bounds how many of each one commit reads again. Beyond it seats
// are counted as written, so that none is given twice.
const maxLapsed = 1000

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

func (v *view) findLapsed() (lapsed, error) { return v.lapsedUpTo(maxLapsed) }

// lapsedUpTo is findLapsed with another bound. Both indexes are in the order
// of time, so what lies in the future is never read.
func (v *view) lapsedUpTo(most int) (lapsed, error) {
	var l lapsed
	err := until(v.MemberPages(), func(m Member) bool {
		if m.StandingAt(v.now) == rights.Ended {
			l.members = append(l.members, m.ID)
		}
		over := !m.ExpiresAt.IsZero() && !v.now.Before(m.ExpiresAt) || !m.RoleUntil.IsZero() && !v.now.Before(m.RoleUntil)
		return over && len(l.members) < most
	})
	if err != nil {
		return l, err
	}
	err = until(v.InvitationPages(), func(i Invitation) bool {
		over := i.StatusAt(v.now) == InvitationExpired
		if over {
			l.invitations = append(l.invitations, i.ID)
		}
		return over && len(l.invitations) < most
	})
	return l, err
}

// until reads records by when they end, as long as more asks for it.
func until[T any](pages Pages[T], more func(T) bool) error {
	q := Query{Index: ByExpiry, Limit: 200}
	for {
		rows, further, err := pages.Page(q)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if q.After = r.Cursor; !more(r.Item) {
				return nil
			}
		}
		if !further {
			return nil
		}
	}
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
