package domain

import (
	"context"
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// Suspend, Reactivate, Remove and Restore name one member each; bulk changes
// are one command per member.
type (
	// Suspend revokes access without deleting anything (mTime, Users & permissions).
	Suspend struct {
		Member  Ref
		Version uint64
		Reason  string
	}
	// Reactivate gives access back with the same role and settings.
	Reactivate struct {
		Member  Ref
		Version uint64
	}
	// Remove ends an account; it can be restored for 30 days.
	Remove struct {
		Member  Ref
		Version uint64
	}
	// Restore takes a removal back.
	Restore struct {
		Member  Ref
		Version uint64
	}
)

// maxReason bounds what may be said about a suspension, in characters.
const maxReason = 200

// Suspend takes effect with its commit: sessions end, keys refuse, and
// invitations that the person sent stop working.
func (s *Session) Suspend(ctx context.Context, c Suspend) (Member, error) { return s.Make(ctx, c) }

func (t *txn) suspend(c Suspend) (Member, error) {
	m, on, err := t.someone(rights.MembersSuspend, c.Member, taking)
	if err != nil {
		return Member{}, err
	}
	if !m.SuspendedAt.IsZero() && m.RemovedAt.IsZero() {
		return m, nil
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	if err := t.voidOffer(m); err != nil {
		return Member{}, err
	}
	m.SuspendedAt, m.Reason = t.now, CleanMax(Masked(strings.TrimSpace(c.Reason)), maxReason)
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	if err := t.mailSuspended(after); err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "%s", m.Reason)
}

// Reactivate needs a free seat for a person.
func (s *Session) Reactivate(ctx context.Context, c Reactivate) (Member, error) {
	return s.Make(ctx, c)
}

func (t *txn) reactivate(c Reactivate, free lapsed) (Member, error) {
	find := t.someone
	if t.undoes != 0 { // an undo gives back what it takes back
		find = t.someoneBack
	}
	m, on, err := find(rights.MembersSuspend, c.Member)
	if err != nil {
		return Member{}, err
	}
	if m.SuspendedAt.IsZero() && m.RemovedAt.IsZero() {
		return m, t.ended(m)
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	m.SuspendedAt, m.Reason = time.Time{}, ""
	if err := t.takeSeat(m, free); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "")
}

// ended refuses to reactivate an account whose end date has passed: that
// takes another end date.
func (t *txn) ended(m Member) error {
	if m.StandingAt(t.now) != rights.Ended {
		return nil
	}
	e := Errorf(Conflict, "ended", "%s's account ended on %s", Clean(m.Label()), m.ExpiresAt.Format("2 Jan 2006"))
	e.Fix = []Step{{Command: command("members", "expire", m.Handle(), "never"), Message: "take the end date away"}}
	return e
}

// Remove can be undone for 30 days, and holds the address until then.
func (s *Session) Remove(ctx context.Context, c Remove) (Member, error) { return s.Make(ctx, c) }

func (t *txn) remove(c Remove) (Member, error) {
	m, on, err := t.someone(rights.MembersRemove, c.Member, taking)
	if err != nil {
		return Member{}, err
	}
	if !m.RemovedAt.IsZero() {
		return m, nil
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if err := t.voidOffer(m); err != nil {
		return Member{}, err
	}
	m.RemovedAt = t.now
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "")
}

// Restore gives the role that the account had, so it asks what giving asks.
func (s *Session) Restore(ctx context.Context, c Restore) (Member, error) { return s.Make(ctx, c) }

func (t *txn) restore(c Restore, free lapsed) (Member, error) {
	m, on, err := t.someoneBack(rights.MembersRemove, c.Member)
	if err != nil {
		return Member{}, err
	}
	if m.RemovedAt.IsZero() {
		return m, nil
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if t.gone(m) {
		return Member{}, Errorf(Expired, "too_late", "%s was removed more than 30 days ago", Clean(m.Label()))
	}
	m.RemovedAt = time.Time{}
	if err := t.takeSeat(m, free); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "")
}

// someoneBack is someone for an act that gives the member's own role back.
func (t *txn) someoneBack(r rights.Right, ref Ref, more ...func(*ask)) (Member, target, error) {
	if m, err := findMember(t, ref); err == nil {
		gives, err := t.becoming(m)
		if err != nil {
			return m, target{}, err
		}
		more = append(more, gives)
	}
	return t.someone(r, ref, more...)
}
