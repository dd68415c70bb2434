package domain

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/domain/rights"
)

// RoleImpact is what a change of the workspace's own roles would do, under
// today's plan: to a role copied, against the one it is copied from; to one
// changed or deleted, to everybody who has it, for good or for a time.
type RoleImpact struct {
	Name          string
	Gained, Lost  []rights.Granted
	Kept          []rights.Granted // of what is lost, how far it reaches still
	Gains, Losses []RightImpact    // what holders really come to and lose, with their options, links and temporary roles
	Rank          int
	Holders       int
	Names         []string // of the first holders that the asker may see, five at most
	More          int      // holders besides
	Invitations   int      // pending ones to the role
	Allowed       bool     // the actor may make the change
	Why           string   // why not
	Kind          Kind     // and of what kind the refusal would be

	Deleted bool           // the role would be gone
	Choices []*rights.Role // what may replace it, as far as the actor may give it
}

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
		was, is := v.effectively(before), v.effectively(after)
		out.Gained, out.Lost = rights.Diff(was, is)
		for _, g := range is {
			if slices.ContainsFunc(out.Lost, func(lost rights.Granted) bool { return lost.Right == g.Right }) {
				out.Kept = append(out.Kept, g)
			}
		}
		if v.holdsAnywhere(rights.RolesManage) {
			if err := v.affected(before, after, &out); err != nil {
				return out, err
			}
		}
		if _, out.Deleted = change.(DeleteRole); out.Deleted {
			if out.Choices, err = v.replacements(before.Name); err != nil {
				return out, err
			}
		}
		err = change.tryRole(v)
		out.Allowed, out.Kind = err == nil, KindOf(err)
		if out.Kind.AboutTarget() {
			out.Why, err = err.Error(), nil
		}
		return out, err
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

// affected counts who has a role of the workspace's own, names the first, and
// asks the engine what each comes to and loses.
func (v *view) affected(before, after *rights.Role, out *RoleImpact) error {
	if before.Name != out.Name {
		return nil // a copy changes nobody
	}
	holders, all := map[alike]*crowd{}, &crowd{}
	err := eachMember(v, Query{Index: ByRole, Value: before.Name}, func(m Member) error {
		if !m.RemovedAt.IsZero() || m.ID == v.info.Owner || m.Role != before.Name && !m.TemporaryAt(v.now) {
			return nil
		}
		a, err := v.alike(m, m.RoleAt(v.now))
		if err != nil {
			return err
		}
		if holders[a] == nil {
			holders[a] = &crowd{}
		}
		one := placed{all.size, m.ID}
		holders[a].add(one)
		all.add(one)
		return nil
	})
	if err != nil {
		return err
	}
	out.Holders = all.size
	gained, lost := map[rights.Granted]*crowd{}, map[rights.Granted]*crowd{}
	for a, c := range holders {
		if a.role != before.Name {
			continue // it is the role that comes back later
		}
		was, is := a.subject(before, v.plan), a.subject(after, v.plan)
		more, less := rights.Diff(v.model.Effective(&was), v.model.Effective(&is))
		gatherAll(gained, more, c)
		gatherAll(lost, less, c)
	}
	if out.Gains, err = v.impacts(gained); err != nil {
		return err
	}
	if out.Losses, err = v.impacts(lost); err != nil {
		return err
	}
	if v.reachesAll(rights.MembersView) {
		if out.Names, err = v.named(all); err != nil {
			return err
		}
	} else {
		unnamed(out.Gains)
		unnamed(out.Losses)
	}
	out.More = out.Holders - len(out.Names)
	offered, err := everything(v.InvitationPages(), Query{Index: ByRole, Value: before.Name})
	for _, i := range offered {
		if i.StatusAt(v.now) == InvitationPending {
			out.Invitations++
		}
	}
	return err
}

// unnamed leaves out names that the asker may not see.
func unnamed(list []RightImpact) {
	for i := range list {
		list[i].Names = nil
	}
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
	if err != nil {
		return "", nil, nil, err
	}
	if c.ReplaceWith == "" {
		return before.Name, before, before, nil
	}
	after, err := t.role(c.ReplaceWith)
	return before.Name, before, after, err
}

func (c DeleteRole) tryRole(v *view) error {
	held, err := v.roleHolders(c.Role)
	if err == nil {
		_, _, _, err = v.mayDelete(c, held)
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
	if i.Deleted {
		out.say("the role %s is deleted", Clean(i.Name))
	}
	for _, g := range i.Gained {
		out.say("gained: %s:%s%s", g.Right, g.Scope, i.really(g, i.Gains))
	}
	for _, g := range i.Lost {
		out.say("lost: %s:%s%s", g.Right, g.Scope, i.really(g, i.Losses))
	}
	switch accounts := count(i.Holders, "account", "accounts"); {
	case i.Holders > 0 && len(i.Names) == 0:
		out.say("%s", accounts)
	case i.Holders > 0:
		out.say("%s: %s", accounts, andMore(i.Names, i.Holders))
	}
	if i.Invitations > 0 {
		out.say("%s to it", count(i.Invitations, "pending invitation", "pending invitations"))
	}
	return out
}

// really says of a right how many of the holders it makes a difference to,
// where that isn't all of them.
func (i RoleImpact) really(g rights.Granted, of []RightImpact) string {
	n := 0
	for _, impact := range of {
		if impact.Right == g.Right {
			n += impact.Members
		}
	}
	if n == i.Holders {
		return ""
	}
	return fmt.Sprintf(", now by %d of %d", n, i.Holders)
}
