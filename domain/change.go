package domain

import "context"

// Change is a command that changes one member and whose consequences can be
// seen before: suspending, reactivating, removing, restoring, and changing the
// role, the options or the end date.
type Change interface {
	target() Ref
	action() string
	// seats tells whether the change may bring someone in, who takes a seat.
	seats() bool
	run(*txn, lapsed) (Member, error)
	// describe says what the change would do, before it is run.
	describe(*view, Member, *Consequences) error
}

// Make makes a change. Bulk changes are one change per member.
func (s *Session) Make(ctx context.Context, c Change) (Member, error) {
	var free lapsed
	if c.seats() {
		var err error
		if free, err = s.lapsed(ctx); err != nil {
			return Member{}, err
		}
	}
	return commit(ctx, s, c.action(), func(t *txn) (Member, error) { return c.run(t, free) })
}

func (c Suspend) target() Ref    { return c.Member }
func (c Reactivate) target() Ref { return c.Member }
func (c Remove) target() Ref     { return c.Member }
func (c Restore) target() Ref    { return c.Member }
func (c ChangeRole) target() Ref { return c.Member }
func (c SetOptions) target() Ref { return c.Member }
func (c Expire) target() Ref     { return c.Member }

func (c Suspend) seats() bool    { return false }
func (c Reactivate) seats() bool { return true }
func (c Remove) seats() bool     { return false }
func (c Restore) seats() bool    { return true }
func (c ChangeRole) seats() bool { return false }
func (c SetOptions) seats() bool { return false }
func (c Expire) seats() bool     { return true }

func (c Suspend) run(t *txn, _ lapsed) (Member, error)       { return t.suspend(c) }
func (c Reactivate) run(t *txn, free lapsed) (Member, error) { return t.reactivate(c, free) }
func (c Remove) run(t *txn, _ lapsed) (Member, error)        { return t.remove(c) }
func (c Restore) run(t *txn, free lapsed) (Member, error)    { return t.restore(c, free) }
func (c ChangeRole) run(t *txn, _ lapsed) (Member, error)    { return t.changeRole(c) }
func (c SetOptions) run(t *txn, _ lapsed) (Member, error)    { return t.setOptions(c) }
func (c Expire) run(t *txn, free lapsed) (Member, error)     { return t.expire(c, free) }
