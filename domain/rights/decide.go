package rights

// Gate is one of the eight that a question passes, in this order.
type Gate uint8

const (
	GateStatus Gate = iota
	GateChannel
	GateRole
	GatePlan
	GateOption
	GateLink
	GateScope
	GateRank

	gates
)

var gateNames = [gates]string{"status", "channel", "role", "plan", "option", "link", "scope", "rank"}

// String is the gate's name, such as "status".
func (g Gate) String() string { return gateNames[g] }

// Decision is what the gates say. All of them are asked, also after one said
// no, so that whoever fixes one sees the next one coming.
type Decision struct {
	Allowed bool
	Gates   [gates]Verdict
}

// Stopped is the first gate that said no; false if none did.
func (d Decision) Stopped() (Gate, bool) {
	for g, v := range d.Gates {
		if v.no() {
			return Gate(g), true
		}
	}
	return 0, false
}

// Decide asks every gate.
func (m *Model) Decide(q *Question) Decision {
	var d Decision
	s := &q.Subject
	d.Gates[GateStatus] = [...]Verdict{Active: Passes, Suspended: IsSuspended, Removed: IsRemoved, Ended: IsEnded}[s.Status&3]
	d.Gates[GateChannel] = channel(q)
	d.Gates[GateRole] = role(q)
	d.Gates[GatePlan] = plan(q)
	d.Gates[GateOption] = option(s, q.Right)
	d.Gates[GateLink] = m.link(s, q.Right)
	d.Gates[GateScope] = scope(q)
	d.Gates[GateRank] = rank(q)
	d.Allowed = true
	for _, v := range d.Gates {
		if v.no() {
			d.Allowed = false
		}
	}
	return d
}

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
	case option(s, APIUse).no():
		return NoAPIOption
	}
	return Passes
}

// scope is how far the subject's role in the workspace grants the right. The
// owner has every one, and a service user api.use by what it is.
func (s *Subject) scope(r Right) Scope {
	switch {
	case s.Owner && personal.Has(r):
		return Own
	case s.Owner, s.Kind == ServiceUser && r == APIUse:
		return Whole
	case s.Role == nil:
		return None
	}
	return s.Role.Scope(r)
}

// through is the scoped roles that hold the right: for the role gate those of
// archived projects too, for the scope gate where they reach.
func through(r Right) (holds, reaches Reach) {
	if projectManager.Scoped.Has(r) {
		holds, reaches = ByProject|ByArchivedProject, ByProject
		if projectManager.Archived.Has(r) {
			reaches |= ByArchivedProject
		}
	}
	if groupManager.Scoped.Has(r) {
		holds, reaches = holds|ByGroup, reaches|ByGroup
	}
	return holds, reaches
}

// ownLogins tells whether the question is about the subject's own SSH keys,
// which need no right.
func ownLogins(q *Question) bool {
	return q.Right == MembersLogins && q.On.Kind == OnMember && q.On.Self
}

// role asks whether the role or a scoped role holds the right.
func role(q *Question) Verdict {
	holds, _ := through(q.Right)
	switch {
	case q.Right == 0 || q.Right >= count:
		return NotHeld
	case ownLogins(q), q.Subject.scope(q.Right) != None:
		return Passes
	case holds&(q.Subject.Holds|q.On.Reach) != 0:
		return ScopedRoleHolds
	}
	return NotHeld
}

// plan asks whether the plan includes what the right needs. It never stops
// listing or taking away; custom roles that are there work on under a plan
// without them, but can't be given.
func plan(q *Question) Verdict {
	p, needs := q.Subject.Plan, catalogue[q.Right%count].Feature
	switch {
	case q.TakesAway:
		return Silent
	case !p.Has(needs):
		return NotInPlan
	case q.Giving != nil && q.Giving.Custom && !p.Has(FeatureCustomRoles):
		return CustomNotInPlan
	case needs == 0:
		return Silent
	}
	return Passes
}

// option asks whether the person's switch is on; the owner's always are.
func option(s *Subject, r Right) Verdict {
	switch needs := catalogue[r%count].Option; {
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
func scope(q *Question) Verdict {
	s := &q.Subject
	if personal.Has(q.Right) {
		if q.On.Kind > AnyTarget && !q.On.Self {
			return AboutOneself
		}
		return Silent
	}
	if ownLogins(q) {
		return Silent
	}
	held := s.scope(q.Right)
	holds, reaches := through(q.Right)
	if held == Scoped {
		holds, reaches = holds|s.Role.Via, reaches|s.Role.Via
	}
	switch {
	case held == Whole:
		return Passes
	case held == None && holds&(s.Holds|q.On.Reach) == 0:
		return Silent // nothing to reach with: the role gate said so
	case q.On.Kind == NoTarget:
		return NotWhole
	case q.On.Kind == AnyTarget:
		if s.Holds&reaches != 0 || held == Own && s.has(q.Right) {
			return Passes
		}
		if s.Holds&holds != 0 {
			return IsArchived
		}
		return ReachesNone
	case q.On.Reach&reaches != 0, q.On.Self && (held == Own || held == Scoped):
		return Passes
	case q.On.Reach&holds != 0:
		return IsArchived
	}
	return NotReached
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
