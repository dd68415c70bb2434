package domain

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/domain/rights"
)

// DeleteRole ends a role of the workspace's own. Whoever holds it, for good or
// for a time, and whoever is invited to it gets the replacement.
type DeleteRole struct {
	Role        string
	Version     uint64
	ReplaceWith string // may be empty where nobody has the role
}

// DeleteRole asks for roles.manage, giving the replacement. A plan never stops
// it. Holders are moved in bounded commits, each authorised anew; the last one
// deletes the role. One that broke off goes on when it is run again. progress
// may be nil.
func (s *Session) DeleteRole(ctx context.Context, c DeleteRole, progress func(done, of int)) (ListedRole, error) {
	if err := s.mayDeleteRole(ctx, c); err != nil {
		return ListedRole{}, err
	}
	if err := s.ws.NoteLapses(ctx); err != nil { // or a temporary role that is over would still count as held
		return ListedRole{}, err
	}
	for done, idle := 0, 0; ; idle++ {
		next, err := s.nextToMove(ctx, c.Role)
		if err != nil {
			return ListedRole{}, err
		}
		part, err := commit(ctx, s, c.action(), func(t *txn) (deleted, error) { return t.deleteRole(c, next) })
		if err != nil {
			return ListedRole{}, err
		}
		done += part.moved
		if progress != nil {
			progress(done, done+part.left)
		}
		switch {
		case part.left == 0:
			return part.ListedRole, nil
		case part.moved > 0:
			idle = 0
		case idle == 3:
			return ListedRole{}, Errorf(Unavailable, "still_held", "%s is being given to others at this moment; run it again", Clean(part.Name))
		}
	}
}

// mayDeleteRole refuses the whole before the first commit is made, where anyone
// among the holders isn't the actor's to move. A refusal is left to the commit,
// which records it.
func (s *Session) mayDeleteRole(ctx context.Context, c DeleteRole) error {
	held, err := s.roleHolders(ctx, c.Role)
	if err != nil {
		return err
	}
	_, err = commit(ctx, s, c.action(), func(t *txn) (struct{}, error) {
		_, _, _, err := t.mayDelete(c, held)
		return struct{}{}, err
	})
	return err
}

// moving is what the next commit moves to the replacement.
type moving struct{ members, invitations []ID }

// deleted is how far one commit came.
type deleted struct {
	ListedRole
	moved, left int
}

// moveAtOnce is how many one commit moves at most: others wait behind it.
const moveAtOnce = 1000

// nextToMove finds who has a role, as many as one commit takes.
func (s *Session) nextToMove(ctx context.Context, role string) (moving, error) {
	return look(ctx, s, func(v *view) (moving, error) {
		var next moving
		r, err := v.role(role)
		if err != nil || !r.Custom {
			return next, nil // the use case says what that means
		}
		room := max(1, min(moveAtOnce, s.ws.db.store.Room()-1)) // the role is one more
		members, _, err := v.MemberPages().Page(Query{Index: ByRole, Value: r.Name, Limit: room})
		if err != nil {
			return next, err
		}
		for _, row := range members {
			next.members = append(next.members, row.Item.ID)
		}
		if room -= len(members); room == 0 {
			return next, nil
		}
		invitations, _, err := v.InvitationPages().Page(Query{Index: ByRole, Value: r.Name, Limit: room})
		for _, row := range invitations {
			next.invitations = append(next.invitations, row.Item.ID)
		}
		return next, err
	})
}

func (t *txn) deleteRole(c DeleteRole, next moving) (deleted, error) {
	r, to, a, err := t.mayDelete(c, roleHolders{beside: next.members})
	out := deleted{ListedRole: ListedRole{Role: a.target.rights.Role, Version: r.Version}}
	if err != nil {
		return out, err
	}
	if out.moved, err = t.moveHolders(r.Name, to, next); err != nil {
		return out, err
	}
	if out.left, err = t.holding(r.Name); err != nil {
		return out, err
	}
	if out.left > 0 {
		return out, t.record(c.action(), a.target.mention, "%s moved to %s, %d to go", count(out.moved, "account or invitation", "accounts and invitations"), to.Name, out.left)
	}
	if err := t.Roles().Delete(r.ID); err != nil {
		return out, err
	}
	t.drop(r.Name)
	detail := ""
	if to != nil {
		detail = fmt.Sprintf("→ %s", to.Name)
	}
	return out, t.record(c.action(), a.target.mention, "%s", detail)
}

// mayDelete authorises the deletion and gives the replacement, which may be
// none where nobody has the role.
func (t *txn) mayDelete(c DeleteRole, held roleHolders) (CustomRole, *rights.Role, ask, error) {
	r, a, err := t.ownRole(c.Role, held.beside)
	if err != nil {
		return r, nil, a, err
	}
	a.takesAway = true
	if err := t.may(a); err != nil {
		return r, nil, a, err
	}
	if err := current(r.Version, c.Version, a.target.mention); err != nil {
		return r, nil, a, err
	}
	if c.ReplaceWith == "" {
		n, err := t.holding(r.Name)
		if n -= held.over; err == nil && n > 0 {
			err = Errorf(Invalid, "no_replacement", "%s %s: which role do they get instead?", count(n, "account or invitation has", "accounts and invitations have"), Clean(r.Name))
		}
		return r, nil, a, err
	}
	if a.giving, err = t.role(c.ReplaceWith); err != nil {
		return r, nil, a, err
	}
	if a.giving.Name == r.Name {
		return r, nil, a, Errorf(Invalid, "same_role", "%s can't replace itself", Clean(r.Name))
	}
	if err := t.may(a); err != nil {
		return r, nil, a, err
	}
	if why := whyNot(a.target.rights.Role, a.giving); why != "" {
		return r, nil, a, Errorf(Invalid, "cannot_replace", "%s can't replace %s: %s", Clean(a.giving.Name), Clean(r.Name), why)
	}
	return r, a.giving, a, nil
}

// replacements are the roles that the actor may put in the place of another.
func (v *view) replacements(role string) ([]*rights.Role, error) {
	all, err := v.allRoles()
	if err != nil {
		return nil, err
	}
	held, err := v.roleHolders(role)
	if err != nil {
		return nil, err
	}
	var out []*rights.Role
	for _, to := range slices.Clone(all) {
		_, _, _, err := v.mayDelete(DeleteRole{Role: role, ReplaceWith: to.Name}, held)
		switch kind := KindOf(err); {
		case err == nil:
			out = append(out, to)
		case kind == "" || kind == Damaged:
			return nil, err
		}
	}
	return out, nil
}

// holding counts the accounts and invitations that have a role as written, the
// removed ones too: restored, they have it again.
func (t *txn) holding(role string) (int, error) {
	members, err := t.Count(CountByRole, role)
	if err != nil {
		return 0, err
	}
	invitations, err := t.Count(CountOffered, role)
	return members + invitations, err
}

// moveHolders gives what has a role another.
func (t *txn) moveHolders(from string, to *rights.Role, next moving) (moved int, err error) {
	renamed := func(role string) string {
		if role == from {
			return to.Name
		}
		return role
	}
	for _, id := range next.members {
		m, err := t.Members().Get(id)
		if err != nil {
			return moved, err
		}
		if !m.renameRole(renamed) {
			continue
		}
		if _, err := t.Members().Put(m); err != nil {
			return moved, err
		}
		moved++
	}
	for _, id := range next.invitations {
		i, err := t.Invitations().Get(id)
		if err != nil {
			return moved, err
		}
		if i.Role != from || !i.Open() {
			continue
		}
		i.Role = to.Name
		if _, err := t.Invitations().Put(i); err != nil {
			return moved, err
		}
		moved++
	}
	return moved, nil
}
