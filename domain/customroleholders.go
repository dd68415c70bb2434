package domain

import (
	"context"
	"errors"

	"gatehouse/domain/rights"
)

// roleHolders are what a commit must know about who holds a role and can't
// scan for: found in a view before, read again inside. The counter tells
// whether they are still all.
type roleHolders struct {
	seq    uint64 // the newest event of that view
	count  int    // as written
	now    int    // whose role it is now
	over   int    // who had it for a time that ended, which the record still says
	beside []ID   // those who hold it beside a role that ranks above it
}

// maxBeside bounds how many of those one commit reads again; they come the
// highest first, so more would say the same.
const maxBeside = 20

// errHeldMeanwhile: the role was given or taken since the view.
var errHeldMeanwhile = Errorf(Unavailable, "held_meanwhile", "the role is being given or taken at this moment; try again")

// withHolders runs a commit with what a view found about a role's holders, and
// again where that changed in between.
func withHolders[T any](ctx context.Context, s *Session, role string, change func(roleHolders) (T, error)) (T, error) {
	var out T
	for range 5 {
		held, err := s.roleHolders(ctx, role)
		if err != nil {
			return out, err
		}
		if out, err = change(held); !errors.Is(err, errHeldMeanwhile) {
			return out, err
		}
	}
	return out, errHeldMeanwhile
}

func (s *Session) roleHolders(ctx context.Context, name string) (roleHolders, error) {
	return look(ctx, s, func(v *view) (roleHolders, error) { return v.roleHolders(name) })
}

func (v *view) roleHolders(name string) (roleHolders, error) {
	role, err := v.role(name)
	if err != nil || !role.Custom {
		return roleHolders{}, nil // the use case says what that means
	}
	var held roleHolders
	if held.seq, err = v.newest(); err != nil {
		return held, err
	}
	if held.count, err = v.Count(CountByRole, role.Name); err != nil {
		return held, err
	}
	highest := 0
	err = eachMember(v, Query{Index: ByRole, Value: role.Name}, func(m Member) error {
		if !m.RemovedAt.IsZero() || m.ID == v.info.Owner {
			return nil
		}
		if m.RoleAt(v.now) == role.Name {
			held.now++
		}
		if !m.TemporaryAt(v.now) {
			if m.Role != role.Name {
				held.over++
			}
			return nil
		}
		rank, err := v.higherRole(m)
		if err == nil && rank > max(role.Rank, highest) {
			highest, held.beside = rank, append([]ID{m.ID}, held.beside...)
			held.beside = held.beside[:min(len(held.beside), maxBeside)]
		}
		return err
	})
	return held, err
}

// higherRole is the rank of a member who has a temporary role: the higher of
// both (RIGHTS, Rank).
func (t *txn) higherRole(m Member) (int, error) {
	rank := 0
	for _, name := range []string{m.Role, m.TempRole} {
		r, err := t.role(name)
		if err != nil {
			return 0, err
		}
		rank = max(rank, r.Rank)
	}
	return rank, nil
}

// still refuses to decide by holders who are no longer all: as many as before
// may be others, so whoever was touched since the view is read again.
func (h roleHolders) still(t *txn, role string) error {
	n, err := t.Count(CountByRole, role)
	if err == nil && n != h.count {
		err = errHeldMeanwhile
	}
	if err != nil {
		return err
	}
	for seq := h.seq + 1; ; seq++ {
		e, err := t.Event(seq)
		if isNotFound(err) {
			return nil
		}
		if err == nil && seq-h.seq > mostSince {
			err = errHeldMeanwhile
		}
		if err != nil {
			return err
		}
		if err := t.untouched(e, role); err != nil {
			return err
		}
	}
}

// mostSince bounds how many events since the view one commit reads.
const mostSince = 100

// untouched refuses where an event touched someone who holds the role now.
func (t *txn) untouched(e Event, role string) error {
	for _, id := range e.members() {
		m, err := t.Members().Get(id)
		if isNotFound(err) {
			continue
		}
		if err == nil && (m.Role == role || m.TempRole == role) {
			err = errHeldMeanwhile
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// highest is the rank of the highest who holds a role, of those who hold it
// beside another.
func (t *txn) highest(role *rights.Role, beside []ID) (int, error) {
	rank := role.Rank
	for _, id := range beside {
		m, err := t.Members().Get(id)
		if err != nil {
			return rank, err
		}
		if !m.RemovedAt.IsZero() || !m.TemporaryAt(t.now) || m.Role != role.Name && m.TempRole != role.Name {
			continue
		}
		other, err := t.higherRole(m)
		if err != nil {
			return rank, err
		}
		rank = max(rank, other)
	}
	return rank, nil
}

// eachMember reads the members of a query, page by page.
func eachMember(v View, q Query, do func(Member) error) error {
	q.Limit = 500
	for {
		rows, more, err := v.MemberPages().Page(q)
		if err != nil {
			return err
		}
		for _, r := range rows {
			q.After = r.Cursor
			if err := do(r.Item); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
	}
}
