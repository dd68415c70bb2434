package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// RoleImpact is what a change of the workspace's own roles would do, under
// today's plan: to a role copied, against the one it is copied from; to one
// changed or deleted, to everybody who has it, for good or for a time.
type RoleImpact struct {
	Name         string
	Gained, Lost []rights.Granted
	Rank         int
	Holders      int
	Names        []string // of the first holders that the asker may see, five at most
	More         int      // holders besides
	Invitations  int      // pending ones to the role
	Allowed      bool     // the actor may make the change
	Why          string   // why not
	Kind         Kind     // and of what kind the refusal would be
}

// namesShown is how many holders a preview names.
const namesShown = 5

// RoleChange is a command whose effect on roles can be seen before: RoleDraft,
// EditRole or DeleteRole.
type RoleChange interface {
	// roles are the role before and after as the command says them; what can't
	// be made out is an error.
	roles(*txn) (name string, before, after *rights.Role, err error)
	tryRole(*view) error
}

// PreviewRole makes a change on a snapshot, throws it away, and says what it
// would do. Who may change no role at all is told that and nothing more.
func (s *Session) PreviewRole(ctx context.Context, change RoleChange) (RoleImpact, error) {
	return look(ctx, s, func(v *view) (RoleImpact, error) {
		if err := v.may(ask{right: rights.WorkspaceView}); err != nil {
			return RoleImpact{}, err
		}
		name, before, after, err := change.roles(v.txn)
		if err != nil {
			return RoleImpact{}, err
		}
		out := RoleImpact{Name: name, Rank: after.Rank}
		out.Gained, out.Lost = rights.Diff(v.effectively(before), v.effectively(after))
		if v.holdsAnywhere(rights.RolesManage) {
			if err := v.affected(before, &out); err != nil {
				return out, err
			}
		}
		err = change.tryRole(v)
		out.Allowed, out.Kind = err == nil, KindOf(err)
		if out.Kind == "" || out.Kind == Damaged {
			return out, err
		}
		out.Why = err.Error()
		return out, nil
	})
}

// effectively is what a role gives under today's plan to whom nothing else
// holds back.
func (t *txn) effectively(r *rights.Role) []rights.Granted {
	s := rights.Subject{Role: r, Plan: t.plan, Options: rights.AllOptions, Linked: true}
	if r.ServiceOnly {
		s.Kind = rights.ServiceUser
	}
	return t.model.Effective(&s)
}

// affected counts who has a role of the workspace's own, and names the first.
func (v *view) affected(role *rights.Role, out *RoleImpact) error {
	if role.Name != out.Name {
		return nil // a copy changes nobody
	}
	err := eachMember(v, Query{Index: ByRole, Value: role.Name}, func(m Member) error {
		if !m.RemovedAt.IsZero() || m.ID == v.info.Owner || m.Role != role.Name && !m.TemporaryAt(v.now) {
			return nil
		}
		if out.Holders++; len(out.Names) == namesShown {
			return nil
		}
		on, err := v.onMember(m)
		if err == nil && v.may(ask{right: rights.MembersView, target: on, takesAway: true}) == nil {
			out.Names = append(out.Names, m.Handle())
		}
		return err
	})
	if err != nil {
		return err
	}
	out.More = out.Holders - len(out.Names)
	offered, err := everything(v.InvitationPages(), Query{Index: ByRole, Value: role.Name})
	for _, i := range offered {
		if i.StatusAt(v.now) == InvitationPending {
			out.Invitations++
		}
	}
	return err
}

func (c RoleDraft) roles(t *txn) (string, *rights.Role, *rights.Role, error) {
	from, made, err := t.shape(c)
	return CleanMax(Masked(c.Name), maxName), from, &made, err
}

func (c RoleDraft) tryRole(v *view) error {
	_, err := v.createRole(c, v.s.ws.db.newID())
	return err
}

func (c EditRole) roles(t *txn) (string, *rights.Role, *rights.Role, error) {
	before, err := t.role(c.Role)
	if err != nil {
		return "", nil, nil, err
	}
	after := *before
	return before.Name, before, &after, t.reshape(&after, c.Add, c.Remove, c.RankBelow)
}

func (c EditRole) tryRole(v *view) error {
	held, err := v.roleHolders(c.Role)
	if err == nil {
		_, err = v.editRole(c, held)
	}
	return err
}

func (c DeleteRole) roles(t *txn) (string, *rights.Role, *rights.Role, error) {
	before, err := t.role(c.Role)
	if err != nil || c.ReplaceWith == "" {
		return c.Role, before, before, err
	}
	after, err := t.role(c.ReplaceWith)
	return before.Name, before, after, err
}

func (c DeleteRole) tryRole(v *view) error {
	held, err := v.roleHolders(c.Role)
	if err == nil {
		_, _, _, err = v.mayDelete(c, held.beside)
	}
	return err
}

// Consequences are the impact in sentences and numbers.
func (i RoleImpact) Consequences() Consequences {
	out := Consequences{Changes: []string{}, Counts: map[string]int{
		"gained": len(i.Gained), "lost": len(i.Lost), "holders": i.Holders, "invitations": i.Invitations,
	}}
	if !i.Allowed {
		out.Refused = []Refusal{{i.Name, i.Kind, i.Why}}
		return out
	}
	for _, g := range i.Gained {
		out.say("gained: %s:%s", g.Right, g.Scope)
	}
	for _, g := range i.Lost {
		out.say("lost: %s:%s", g.Right, g.Scope)
	}
	if i.Holders > 0 {
		out.say("%s: %s", count(i.Holders, "account", "accounts"), andMore(i.Names, i.Holders))
	}
	if i.Invitations > 0 {
		out.say("%s to it", count(i.Invitations, "pending invitation", "pending invitations"))
	}
	return out
}
