package rights_test

import (
	"testing"

	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// What is given is never more than the giver holds, by whichever act, also
// below a temporary role and in scoped roles that come along; a service user's
// built-in api.use isn't counted.
func TestGivingNeverWidens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		q := w.q
		q.Right = rapid.SampledFrom([]rights.Right{
			rights.MembersInvite, rights.MembersRole, rights.MembersRemove, rights.MembersLogins,
			rights.ServiceUsersManage, rights.APIKeysManage, rights.RolesManage, rights.RolesAssign,
		}).Draw(t, "by")
		if d := w.m.Decide(&q); q.Giving == nil || !d.OK(rights.GateRank) {
			return
		}
		if q.Giving.Name == "owner" {
			t.Fatal("Owner was given")
		}
		s := &q.Subject
		if s.Owner {
			return
		}
		service := q.Right == rights.ServiceUsersManage || q.Right == rights.APIKeysManage || q.On.Service
		var along []*rights.Role
		for i, held := range []rights.Reach{rights.ByProject | rights.ByArchivedProject, rights.ByGroup} {
			if q.GivingHolds&held != 0 {
				along = append(along, rights.ScopedRoles()[i])
			}
		}
		for _, own := range []*rights.Role{s.Role, s.Below} {
			if own == nil {
				continue
			}
			covered(t, own, q.Giving, service, q.On.Reach)
			if q.GivingBelow != nil {
				covered(t, own, q.GivingBelow, service, 0)
			}
			for _, scoped := range along {
				covered(t, own, scoped, service, 0)
			}
		}
	})
}

// covered fails where a role has anything that the giver's own doesn't.
func covered(t *rapid.T, own, given *rights.Role, service bool, reach rights.Reach) {
	if given.Rank > own.Rank {
		t.Fatalf("%s of rank %d gives %s of rank %d", own.Name, own.Rank, given.Name, given.Rank)
	}
	for _, g := range given.Granted() {
		scope := own.Scope(g.Right)
		if given.Rank == 0 && scope == rights.Scoped && own.Via&reach == 0 {
			scope = rights.None // a scoped role, elsewhere than in one's units
		}
		if given.Rank == 0 {
			for i, held := range []rights.Reach{rights.ByProject, rights.ByGroup} {
				if reach&held != 0 {
					scope = max(scope, rights.ScopedRoles()[i].Scope(g.Right))
				}
			}
		}
		if g.Scope > scope && !((given.ServiceOnly || service) && g.Right == rights.APIUse) {
			t.Fatalf("%s has %s:%s and gives %s with %s", own.Name, g.Right, scope, given.Name, g.Scope)
		}
	}
}

// Nobody acts on the owner, on anyone above or on themselves, nor changes a
// role that one of these holds.
func TestActsNeverReachUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		q := w.q
		if !w.m.Decide(&q).Allowed {
			return
		}
		s, on := &q.Subject, &q.On
		above := !s.Owner && (on.Rank > s.Role.Rank || on.Owner)
		switch q.Right {
		case rights.RolesManage:
			if on.Kind == rights.OnRole && (on.Self || on.Owner || above) {
				t.Fatalf("%s changes a role held by %+v", s.Role.Name, on)
			}
		case rights.MembersRole, rights.MembersSuspend, rights.MembersRemove, rights.MembersOptions, rights.ServiceUsersManage:
			if on.Kind == rights.OnMember && (on.Self || on.Owner || on.Maker || above) {
				t.Fatalf("%s acts on %+v", s.Role.Name, on)
			}
		case rights.MembersLogins:
			if on.Kind == rights.OnMember && !on.Self && (on.Owner || on.Maker || above) {
				t.Fatalf("%s acts on the logins of %+v", s.Role.Name, on)
			}
		case rights.APIKeysManage:
			if on.Kind == rights.OnMember && (on.Owner || on.Maker || above || on.Self && !(q.Rotates && s.Kind == rights.ServiceUser)) {
				t.Fatalf("%s acts on the keys of %+v", s.Role.Name, on)
			}
		case rights.TimeoffApprove:
			if (on.Kind == rights.OnMember || on.Kind == rights.OnEmployee) && on.Self && !s.Owner {
				t.Fatalf("%s approves their own time off", s.Role.Name)
			}
		}
	})
}

// A copy is never more than what it was copied from, ranks no higher, and
// below the owner; whatever a record says, no rank is out of bounds.
func TestCopiesStayBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(rights.Models()).Draw(t, "model")
		m = m.With(drawCustom(t, m))
		from := rapid.SampledFrom(m.Roles).Draw(t, "from")
		c := from.Copy("copy")
		if base, ok := m.Role(c.From); !ok || base.Custom || base.ServiceOnly != c.ServiceOnly {
			t.Fatalf("a copy of %s says it is from %s", from.Name, c.From)
		}
		for _, g := range c.Granted() {
			if g.Scope > from.Scope(g.Right) || g.Right.Entry().Reserved {
				t.Fatalf("a copy of %s has %s:%s", from.Name, g.Right, g.Scope)
			}
		}
		if c.Rank > from.Rank || c.Below() < 1 {
			t.Fatalf("a copy of %s ranks %d", from.Name, c.Rank)
		}
		c.Rank = rapid.IntRange(-1000, 1000).Draw(t, "rank")
		for _, r := range m.With([]rights.Role{c}).Roles {
			if r.Rank < 1 || r.Custom && r.Rank >= m.Roles[0].Rank {
				t.Fatalf("%s ranks %d", r.Name, r.Rank)
			}
		}
	})
}
