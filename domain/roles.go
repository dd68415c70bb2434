package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ListedRole is a role of the workspace with how many hold it.
type ListedRole struct {
	*rights.Role
	Holders int
	Version uint64 // of a custom role's record; 0 for the model's own
}

// Roles lists the roles of the workspace's model in the order of its table.
func (s *Session) Roles(ctx context.Context) ([]ListedRole, error) {
	return look(ctx, s, func(v *view) ([]ListedRole, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return nil, err
		}
		roles, err := v.allRoles()
		if err != nil {
			return nil, err
		}
		holders, err := v.holders()
		if err != nil {
			return nil, err
		}
		var out []ListedRole
		for _, r := range roles {
			l, err := v.listedRole(r, holders[r.Name])
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// holders counts who has each role that was looked up now. The counters say who has one as it is
// written; taken off are the owner, the removed, and of two roles the one that
// doesn't speak.
func (v *view) holders() (map[string]int, error) {
	n := map[string]int{"owner": 1}
	for _, r := range v.model.Roles {
		if r.Name == "owner" {
			continue
		}
		var err error
		if n[r.Name], err = v.Count(CountByRole, r.Name); err != nil {
			return nil, err
		}
	}
	adjust := func(m Member, speaks string) {
		n[m.Role]--
		if m.TempRole != "" && m.TempRole != m.Role {
			n[m.TempRole]--
		}
		if speaks != "" {
			n[speaks]++
		}
	}
	owner, err := v.Members().Get(v.info.Owner)
	if err != nil {
		return nil, err
	}
	adjust(owner, "")
	removed, err := everything(v.MemberPages(), Query{Index: ByStatus, Value: StatusRemoved})
	if err != nil {
		return nil, err
	}
	for _, m := range removed {
		adjust(m, "")
	}
	ending, err := everything(v.MemberPages(), Query{Index: ByExpiry})
	for _, m := range ending {
		if m.TempRole != "" && m.RemovedAt.IsZero() && m.ID != v.info.Owner {
			adjust(m, m.RoleAt(v.now))
		}
	}
	return n, err
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
		holders, err := v.holders()
		if err != nil {
			return ListedRole{}, err
		}
		return v.listedRole(r, holders[r.Name])
	})
}

// listedRole is a role with how many hold it and its version.
func (t *txn) listedRole(r *rights.Role, holders int) (ListedRole, error) {
	out := ListedRole{Role: r, Holders: holders}
	if !r.Custom {
		return out, nil
	}
	record, err := t.findCustomRole(r.Name)
	out.Version = record.Version
	return out, err
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
		if _, err := v.askAbout(Ref(m.ID)); err != nil {
			return nil, err
		}
		roles, err := v.allRoles()
		if err != nil {
			return nil, err
		}
		var out []RoleChoice
		for _, r := range roles {
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
