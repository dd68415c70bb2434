package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ListedRole is a role of the workspace with how many hold it.
type ListedRole struct {
	*rights.Role
	Holders int
}

// Roles lists the roles of the workspace's model in the order of its table.
func (s *Session) Roles(ctx context.Context) ([]ListedRole, error) {
	return look(ctx, s, func(v *view) ([]ListedRole, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return nil, err
		}
		var out []ListedRole
		for _, r := range v.model.Roles {
			l := ListedRole{Role: r}
			var err error
			if l.Holders, err = v.holders(r); err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// holders counts who has a role now, the removed ones left out.
func (v *view) holders(r *rights.Role) (int, error) {
	if r.Name == "owner" {
		return 1, nil
	}
	n := 0
	q := Query{Index: ByRole, Value: r.Name, Limit: 1000}
	for {
		rows, more, err := v.MemberPages().Page(q)
		if err != nil {
			return n, err
		}
		for _, row := range rows {
			q.After = row.Cursor
			if row.Item.RemovedAt.IsZero() && v.roleName(row.Item) == r.Name {
				n++
			}
		}
		if !more {
			return n, nil
		}
	}
}

// Role shows one role.
func (s *Session) Role(ctx context.Context, name string) (ListedRole, error) {
	return look(ctx, s, func(v *view) (ListedRole, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return ListedRole{}, err
		}
		r, err := v.role(name)
		if err != nil {
			return ListedRole{}, err
		}
		n, err := v.holders(r)
		return ListedRole{r, n}, err
	})
}

// RoleChoice is a role as the role picker offers it for a member.
type RoleChoice struct {
	*rights.Role
	Now bool // the member has it
	RightsDiff
}

// RoleChoices lists the roles that the kind of account can have, each with
// what it would give and take, and why it can't be given where it can't.
func (s *Session) RoleChoices(ctx context.Context, ref Ref) ([]RoleChoice, error) {
	return look(ctx, s, func(v *view) ([]RoleChoice, error) {
		m, err := v.seeMember(ref)
		if err != nil {
			return nil, err
		}
		var out []RoleChoice
		for _, r := range v.model.Roles {
			if r.ServiceOnly && m.Kind == rights.Person {
				continue
			}
			d, err := v.diffRole(m, r)
			if err != nil {
				return nil, err
			}
			out = append(out, RoleChoice{r, v.roleName(m) == r.Name, d})
		}
		return out, nil
	})
}
