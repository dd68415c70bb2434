package domain

import (
	"context"
	"time"

	"gatehouse/domain/rights"
)

// ChangeRole gives a member another role, for good or until a time.
type ChangeRole struct {
	Member  Ref
	Version uint64 // the version that was looked at; 0: whichever it is
	Role    string
	Until   time.Time // zero: for good
}

// ChangeRole gives a member another role. A temporary one replaces the role
// until its end, when the one before comes back by itself.
func (s *Session) ChangeRole(ctx context.Context, c ChangeRole) (Member, error) {
	return s.Make(ctx, c)
}

func (t *txn) changeRole(c ChangeRole) (Member, error) {
	role, err := t.role(c.Role)
	if err != nil {
		return Member{}, err
	}
	m, on, err := t.someone(rights.MembersRole, c.Member, giving(role))
	if err != nil {
		return Member{}, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if err := fits(role, m.Kind); err != nil {
		return Member{}, err
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	was, before := m, t.roleWords(m)
	if c.Until.IsZero() {
		m.Role, m.TempRole, m.RoleUntil = role.Name, "", time.Time{}
	} else if m.RoleUntil, err = inFuture(c.Until, t.now); err != nil {
		return Member{}, err
	} else {
		m.TempRole = role.Name
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	if err := t.mailRole(was, after); err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "%s → %s", before, t.roleWords(after))
}

// roleWords says what a member's role is, with the end of a temporary one.
func (t *txn) roleWords(m Member) string {
	if m.ID == t.info.Owner {
		return "owner"
	}
	if m.TemporaryAt(t.now) {
		return m.TempRole + " until " + m.RoleUntil.Format(time.RFC3339) + ", then " + m.Role
	}
	return m.Role
}

// someone is member with the right that the kind of account asks for: acts on
// service users need service_users.manage, whichever command makes them.
func (t *txn) someone(r rights.Right, ref Ref, more ...func(*ask)) (Member, target, error) {
	if m, err := findMember(t, ref); err == nil {
		over := rightOver(m.Kind, r)
		if over == r || t.may(ask{right: over, target: anyTarget(), takesAway: true}) == nil || t.may(ask{right: r, target: anyTarget(), takesAway: true}) == nil {
			r = over
		} // who may act on nobody isn't told what there is by being refused in other words
	}
	return t.member(r, ref, more...)
}

// rightOver is the right that an act on members takes for a kind of account.
func rightOver(k rights.Kind, r rights.Right) rights.Right {
	if k == rights.ServiceUser && rights.SetOf(rights.MembersRole, rights.MembersSuspend, rights.MembersRemove).Has(r) {
		return rights.ServiceUsersManage
	}
	return r
}

// fits refuses a role that the kind of account can't have.
func fits(r *rights.Role, k rights.Kind) error {
	if r.ServiceOnly && k == rights.Person {
		return Errorf(Invalid, "service_role", "%s is a role for service users", r.Name)
	}
	return nil
}

// isRemoved is the answer to changing someone who was removed.
func isRemoved(m Member) error {
	e := Errorf(Conflict, "removed", "%s was removed on %s", Clean(m.Label()), m.RemovedAt.Format("2 Jan 2006"))
	e.Fix = []Step{{Command: command("members", "restore", m.Handle()), Message: "restore the account"}}
	return e
}

// inFuture reads an end, to the whole second that records keep, and refuses
// one that has passed or that no calendar writes.
func inFuture(end, now time.Time) (time.Time, error) {
	end = end.UTC().Truncate(time.Second)
	switch {
	case end.Year() > 9999:
		return end, Errorf(Invalid, "bad_time", "a time after the year 9999 can't be kept")
	case !end.After(now):
		return end, Errorf(Invalid, "in_the_past", "%s has passed", end.Format(time.RFC3339))
	}
	return end, nil
}
