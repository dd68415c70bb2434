package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// RoleDraft makes a role of the workspace's own out of another.
type RoleDraft struct {
	Name   string
	From   string   // the role that it starts as
	Add    []string // right, or right:scope; without a scope the whole workspace
	Remove []string // rights

	RankBelow string // the role that it ranks just below; empty: as From, a copy of the owner's just below
}

// EditRole adds and takes rights of a custom role, and may place its rank anew.
type EditRole struct {
	Role        string
	Version     uint64 // the version that was looked at; 0: whichever it is
	Add, Remove []string
	RankBelow   string // empty: stays
}

// CreateRole asks for roles.manage, giving what is made: nobody makes a role
// that is more than their own.
func (s *Session) CreateRole(ctx context.Context, c RoleDraft) (ListedRole, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (ListedRole, error) { return t.createRole(c, id) })
}

func (t *txn) createRole(c RoleDraft, id ID) (ListedRole, error) {
	a := ask{right: rights.RolesManage, target: target{mention: Mention{Kind: "role", Name: said(c.Name)}}}
	if err := t.may(a); err != nil {
		return ListedRole{}, err
	}
	r, err := t.draft(c)
	if err != nil {
		return ListedRole{}, err
	}
	r.ID = id
	a.giving = t.adopt(r)
	if err := t.may(a); err != nil {
		return ListedRole{}, err
	}
	n, err := t.Count(CountRoles, "")
	if err != nil {
		return ListedRole{}, err
	}
	if n >= MostRoles {
		return ListedRole{}, Errorf(Limit, "too_many_roles", "a workspace has at most %d roles of its own", MostRoles)
	}
	if r, err = t.Roles().Put(r); err != nil {
		return ListedRole{}, err
	}
	return ListedRole{Role: a.giving, Version: r.Version}, t.record(c.action(), mentionRole(r), "from %s", Clean(c.From))
}

// draft is the record that a draft asks for.
func (t *txn) draft(c RoleDraft) (CustomRole, error) {
	name, err := t.freeRoleName(c.Name)
	if err != nil {
		return CustomRole{}, err
	}
	_, made, err := t.shape(c)
	return CustomRole{Name: name, From: made.From, Rank: made.Rank, Rights: rightsOf(&made)}, err
}

// shape is the role that a draft starts from, and what it makes of it.
func (t *txn) shape(c RoleDraft) (from *rights.Role, made rights.Role, err error) {
	if c.From == "" {
		return nil, made, Errorf(Invalid, "no_from", "a role starts as a copy of another: which?")
	}
	if from, err = t.role(c.From); err != nil {
		return nil, made, err
	}
	made = from.Copy(c.Name)
	return from, made, t.reshape(&made, c.Add, c.Remove, c.RankBelow)
}

// EditRole asks for roles.manage, giving the result. It reaches everyone who
// holds the role at their next question, so neither oneself nor anyone above
// may be among them.
func (s *Session) EditRole(ctx context.Context, c EditRole) (ListedRole, error) {
	return withHolders(ctx, s, c.Role, func(held roleHolders) (ListedRole, error) {
		return commit(ctx, s, c.action(), func(t *txn) (ListedRole, error) { return t.editRole(c, held) })
	})
}

func (t *txn) editRole(c EditRole, held roleHolders) (ListedRole, error) {
	was, a, err := t.ownRole(c.Role, held.beside)
	if err != nil {
		return ListedRole{}, err
	}
	if err := held.still(t, was.Name); err != nil {
		return ListedRole{}, err
	}
	if err := t.may(a); err != nil {
		return ListedRole{}, err
	}
	role := was.role()
	if err := t.reshape(&role, c.Add, c.Remove, c.RankBelow); err != nil {
		return ListedRole{}, err
	}
	is := was
	is.Rank, is.Rights = role.Rank, append(rightsOf(&role), was.unknown()...)
	l, err := t.becomes(was, is, c.Version, a)
	l.Holders = held.now
	return l, err
}

// becomes makes a custom role another one of the same name.
func (t *txn) becomes(was, is CustomRole, version uint64, a ask) (ListedRole, error) {
	a.giving = t.adopt(is)
	if err := t.may(a); err != nil {
		return ListedRole{}, err
	}
	if err := current(was.Version, version, a.target.mention); err != nil {
		return ListedRole{}, err
	}
	is, err := t.Roles().Put(is)
	if err != nil {
		return ListedRole{}, err
	}
	return ListedRole{Role: a.giving, Version: is.Version}, t.record(EditRole{}.action(), a.target.mention, "%s", reshaped(was, is))
}

// ownRole finds a role of the workspace's own, and what changing it asks: the
// act is on the highest of those who hold it.
func (t *txn) ownRole(name string, beside []ID) (CustomRole, ask, error) {
	a := ask{right: rights.RolesManage}
	role, err := t.role(name)
	if err == nil && !role.Custom {
		err = Errorf(Invalid, "built_in", "%s is one of the model's own roles, which stay as they are; copy it to change it", role.Name)
	}
	if err != nil {
		if none := t.refuseAny(a, "role", said(name)); none != nil {
			err = none
		}
		return CustomRole{}, a, err
	}
	r, err := t.findCustomRole(role.Name)
	if err != nil {
		return r, a, err
	}
	if a.target, err = t.roleFor(t.actor, t.asks, role); err != nil {
		return r, a, err
	}
	a.target.mention = mentionRole(r)
	a.target.rights.Rank, err = t.highest(role, beside)
	return r, a, err
}

func mentionRole(r CustomRole) Mention { return Mention{"role", r.ID, r.Name} }
