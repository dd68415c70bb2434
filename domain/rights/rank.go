package rights

// ranked are the acts on a member: none on the owner, on someone above, and,
// but for logins and keys, on oneself. Equals may act on each other (Timeneye,
// How to change a user level of permission).
var ranked = SetOf(MembersRole, MembersSuspend, MembersRemove, MembersOptions, MembersLogins, ServiceUsersManage, APIKeysManage)

// rank asks whether the act is on someone above, on the owner or on oneself,
// and whether what it gives is more than the subject has.
func rank(q *Question) Verdict {
	s, on := &q.Subject, &q.On
	said := Silent
	switch {
	case q.Right == RolesManage && on.Kind == OnRole:
		if on.Self {
			return OnRoleHeld
		}
		if on.Maker && s.Kind == ServiceUser {
			return OnMaker
		}
		if on.Owner || on.Rank > s.rank() {
			return OnRoleAbove
		}
		said = Passes
	case on.Kind != OnMember && on.Kind != OnEmployee || ownLogins(q):
	case q.Right == TimeoffApprove:
		if on.Self && !s.Owner {
			return OnOneself
		}
		said = Passes
	case ranked.Has(q.Right):
		if v := onMember(q); v != Passes {
			return v
		}
		said = Passes
	}
	if q.Giving != nil {
		return gives(q)
	}
	return said
}

// onMember is the rank gate for acts on a member.
func onMember(q *Question) Verdict {
	s, on := &q.Subject, &q.On
	switch {
	case on.Self && !(q.Rotates && q.Right == APIKeysManage && s.Kind == ServiceUser):
		return OnOneself
	case on.Owner:
		return OnOwner
	case on.Maker && s.Kind == ServiceUser:
		return OnMaker
	case on.Rank > s.rank():
		return OnSuperior
	}
	return Passes
}

// rank is the subject's own; nobody is above the owner.
func (s *Subject) rank() int {
	switch {
	case s.Owner:
		return 1 << 30
	case s.Role == nil:
		return 0
	}
	return s.Role.Rank
}

// givingRank is the rank up to which the subject gives: what a temporary role
// adds isn't given on.
func (s *Subject) givingRank() int {
	if s.Below != nil && !s.Owner {
		return min(s.rank(), s.Below.Rank)
	}
	return s.rank()
}

// gives is the rank gate for what the question gives.
func gives(q *Question) Verdict {
	s, r := &q.Subject, q.Giving
	toService := q.toService()
	switch {
	case r.owner():
		return GivesOwner
	case r.Custom && r.All()&reserved != 0:
		return GivesReserved
	case r.ServiceOnly && !toService && (q.Right == MembersInvite || q.Right == MembersRole):
		return GivesToService
	case s.Owner:
		return Passes
	case r.Rank > s.givingRank(), q.GivingBelow != nil && q.GivingBelow.Rank > s.givingRank():
		return GivesHigher
	case !s.covers(r, toService, q.On.Reach), q.GivingBelow != nil && !s.covers(q.GivingBelow, toService, 0):
		return GivesMore
	}
	projects, groups := q.GivingHolds&(ByProject|ByArchivedProject) != 0, q.GivingHolds&ByGroup != 0
	if projects && !s.covers(projectManager, toService, 0) || groups && !s.covers(groupManager, toService, 0) {
		return GivesMore
	}
	return Passes
}

// covers tells whether every right of the role is the subject's own, at least
// as far, compared at the role gate.
func (s *Subject) covers(r *Role, toService bool, reach Reach) bool {
	return s.lacks(r, toService, reach) == 0
}

// lacks is what of the role the subject doesn't have as far. For a scoped role
// over a target, what the subject reaches of that target counts too.
func (s *Subject) lacks(r *Role, toService bool, reach Reach) Set {
	whole, scoped, own, via := s.holds()
	if toService || r.ServiceOnly {
		whole = whole.With(APIUse) // a service user's built-in one isn't counted
	}
	var here Set // what the subject has where the role would reach
	if r.Via&^via == 0 || via&reach != 0 {
		here = scoped
	}
	if r.Via&(ByProject|ByGroup) != 0 && reach&ByProject != 0 {
		here |= projectManager.Scoped
	}
	if r.Via&(ByProject|ByGroup) != 0 && reach&ByGroup != 0 {
		here |= groupManager.Scoped
	}
	return r.Whole.Minus(whole) | r.Scoped.Minus(whole|here) | r.Own.Minus(whole|scoped|own)
}

// missing is the first right of a role that the subject can't give.
func (q *Question) missing(role *Role, reach Reach) (Right, bool) {
	for r := range q.Subject.lacks(role, q.toService(), reach).All() {
		return r, true
	}
	return 0, false
}

// toService tells whether what is given goes to a service user.
func (q *Question) toService() bool {
	return q.Right == ServiceUsersManage || q.Right == APIKeysManage || q.On.Service
}

// holds is what the subject's role lets it give: of a temporary role only what
// the role below it holds too, as far as both reach.
func (s *Subject) holds() (whole, scoped, own Set, via Reach) {
	if s.Role == nil {
		return 0, 0, 0, 0
	}
	whole, scoped, own, via = s.Role.Whole, s.Role.Scoped, s.Role.Own, s.Role.Via
	if b := s.Below; b != nil {
		all := (whole | scoped | own) & b.All()
		atLeast := (whole | scoped) & (b.Whole | b.Scoped)
		whole &= b.Whole
		scoped, own = atLeast.Minus(whole), all.Minus(atLeast)
		via |= b.Via
	}
	return whole, scoped, own, via
}
