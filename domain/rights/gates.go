package rights

// channel lets persons in as their option says, and over the API whoever has
// api.use through all of its gates. Service users come in by the API only.
func channel(q *Question) Verdict {
	s := &q.Subject
	switch {
	case q.Channel != API && s.Kind == ServiceUser:
		return ServiceByAPI
	case q.Channel != API && !s.Owner && !s.Ways.Includes(q.Channel):
		return WayClosed
	case q.Channel != API || q.Right == APIUse:
		return Passes
	case s.scope(APIUse) != Whole:
		return NoAPIRole
	case !s.Plan.Has(FeatureAPI):
		return NoAPIPlan
	case option(s, APIOn).no():
		return NoAPIOption
	}
	return Passes
}

// scope is how far the subject's role in the workspace grants the right. The
// owner has every one, and a service user api.use by what it is.
func (s *Subject) scope(r Right) Scope {
	switch {
	case s.Owner && needed[r&63].personal:
		return Own
	case s.Owner, s.Kind == ServiceUser && r == APIUse:
		return Whole
	case s.Role == nil:
		return None
	}
	return s.Role.Scope(r)
}

// ownLogins tells whether the question is about the subject's own SSH keys,
// which need no right.
func ownLogins(q *Question) bool {
	return q.Right == MembersLogins && q.On.Kind == OnMember && q.On.Self
}

// role asks whether the role or a scoped role holds the right.
func role(q *Question, held Scope, n *needs) Verdict {
	switch {
	case q.Right == 0 || q.Right >= count:
		return NotHeld
	case held != None, ownLogins(q):
		return Passes
	case n.holds&(q.Subject.Holds|q.On.Reach) != 0:
		return ScopedRoleHolds
	}
	return NotHeld
}

// plan asks whether the plan includes what the right needs. It never stops
// listing or taking away. Custom roles that are there work on under a plan
// without them, but can't be given, not even in place of what is taken.
func plan(q *Question, n *needs) Verdict {
	p := q.Subject.Plan
	switch {
	case !q.TakesAway && !p.Has(n.feature):
		return NotInPlan
	case q.Giving != nil && q.givesCustom() && !p.Has(FeatureCustomRoles):
		return CustomNotInPlan
	case q.TakesAway, n.feature == 0:
		return Silent
	}
	return Passes
}

// givesCustom tells whether a custom role is among what the question gives.
func (q *Question) givesCustom() bool {
	return q.Giving.Custom || q.GivingBelow != nil && q.GivingBelow.Custom
}

// option asks whether the person's switch is on; the owner's always are.
func option(s *Subject, needs Option) Verdict {
	switch {
	case needs == 0 || s.Kind == ServiceUser:
		return Silent
	case s.Owner || s.Options&needs != 0:
		return Passes
	}
	return SwitchedOff
}

// link asks persons whether they have an employee record, where one is needed.
func (m *Model) link(s *Subject, r Right) Verdict {
	switch {
	case !m.NeedsLink.Has(r) || s.Kind == ServiceUser:
		return Silent
	case s.Linked:
		return Passes
	}
	return NotLinked
}

// scope asks whether what the right reaches covers the target.
func scope(q *Question, held Scope, n *needs) Verdict {
	on := &q.On
	switch {
	case n.personal && on.Kind > AnyTarget && !on.Self:
		return AboutOneself
	case n.personal, ownLogins(q):
		return Silent
	case held == Whole:
		return Passes
	}
	holds, reaches := n.holds, n.reaches
	if held == Scoped {
		holds, reaches = holds|q.Subject.Role.Via, reaches|q.Subject.Role.Via
	}
	switch {
	case held == None && holds&(q.Subject.Holds|on.Reach) == 0:
		return Silent // nothing to reach with: the role gate said so
	case on.Kind == NoTarget:
		return NotWhole
	case on.Kind == AnyTarget:
		return anywhere(q, held.own(n), holds, reaches)
	case on.Reach&reaches != 0:
		return Passes
	case on.Self && held.own(n):
		if on.Kind != OnProject && !q.Subject.has(q.Right) {
			return ReachesNone
		}
		return Passes
	case on.Reach&holds != 0:
		return IsArchived
	}
	return NotReached
}

// own tells whether the scope includes one's own. Where a scoped role reaches,
// that is so for rights with something of one's own to see: a Manager without
// a unit reaches nobody, and still sees their own record.
func (s Scope) own(n *needs) bool { return s == Own || s == Scoped && n.ofOwn }

// anywhere is the scope gate for menus: whether there is any target at all.
func anywhere(q *Question, own bool, holds, reaches Reach) Verdict {
	s := &q.Subject
	switch {
	case s.Holds&reaches != 0, own && s.has(q.Right):
		return Passes
	case s.Holds&holds != 0:
		return IsArchived
	}
	return ReachesNone
}

// has tells whether there is anything of one's own that the right is about.
func (s *Subject) has(r Right) bool {
	switch r {
	case EmployeesView:
		return s.Linked
	case ProjectsView:
		return s.Holds&Staffed != 0
	}
	return true
}
