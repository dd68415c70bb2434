package rights

func ofScope(q *Question, v Verdict, n Names) string {
	s := &q.Subject
	held := s.scope(q.Right)
	switch v {
	case AboutOneself:
		return q.Right.String() + " is about oneself, and " + n.Target + " is someone else's matter"
	case NotWhole, ReachesNone, NotReached:
		return outOfReach(q, v, n)
	case IsArchived:
		return archived(q, n)
	case Passes:
		return inReach(q, held, n)
	}
	if personal.Has(q.Right) || ownLogins(q) {
		return "about oneself"
	}
	return "nothing to reach with"
}

// inReach says by what the target is reached.
func inReach(q *Question, held Scope, n Names) string {
	switch {
	case held == Whole:
		return "reaches the whole workspace"
	case q.On.Kind == AnyTarget:
		return "there is something that " + n.Subject + " reaches"
	case q.On.Self:
		return n.Target + " is " + n.Subject + "'s own"
	case n.Manages != "":
		return n.Subject + " manages " + n.Manages + with("; "+n.Target+" is in ", n.Within)
	}
	return n.Subject + " manages " + n.Target + " or what it belongs to"
}

// outOfReach says why the target isn't reached.
func outOfReach(q *Question, v Verdict, n Names) string {
	s := &q.Subject
	manages := s.Holds&(ByUnit|ByProject|ByArchivedProject|ByGroup) != 0
	partly := s.scope(q.Right) == Scoped || manages && s.scope(q.Right) != Own
	switch {
	case v == NotWhole && partly:
		return q.Right.String() + " reaches what " + n.Subject + " manages, not the whole workspace"
	case v == NotWhole:
		return q.Right.String() + " reaches what is " + n.Subject + "'s own, not the whole workspace"
	case v == ReachesNone && partly && !q.On.Self:
		return n.Subject + " manages nothing yet"
	case v == ReachesNone && q.Right == EmployeesView:
		return n.Subject + " has no employee record"
	case v == ReachesNone:
		return n.Subject + " works on no project"
	case !partly:
		return q.Right.String() + " reaches what is " + n.Subject + "'s own; " + n.Target + " isn't"
	case n.Manages != "" && n.Within != "":
		return n.Subject + " manages " + n.Manages + "; " + n.Target + " is in " + n.Within
	case n.Manages != "":
		return n.Subject + " manages " + n.Manages + "; " + n.Target + " isn't in it"
	case !manages:
		return n.Subject + " manages nothing yet"
	}
	return n.Subject + " manages neither " + n.Target + " nor what it belongs to"
}

// archived says that a Project Manager's project is no longer active.
func archived(q *Question, n Names) string {
	switch q.On.Kind {
	case AnyTarget:
		return "every project that " + n.Subject + " manages is archived"
	case OnProject:
		return n.Target + " is archived, and a Project Manager acts for active projects only"
	}
	return n.Target + " is on an archived project, and a Project Manager acts for active projects only"
}

func ofRank(q *Question, v Verdict, n Names) string {
	switch v {
	case OnOneself:
		return onOneself(q.Right)
	case OnOwner:
		return onOwner(q.Right, n)
	case OnSuperior:
		return n.Target + " ranks above " + n.Subject
	case OnMaker:
		if q.On.Kind == OnRole {
			return "who made " + n.Subject + " holds " + n.Target + ", and a service user never acts on who made it"
		}
		return n.Target + " made " + n.Subject + ", and a service user never acts on who made it"
	case OnRoleHeld:
		return n.Subject + " holds " + n.Target + ", and nobody changes their own role"
	case OnRoleAbove:
		return "someone above " + n.Subject + " holds " + n.Target
	case Silent:
		return "not an act on anyone"
	case Passes:
		if q.Giving != nil {
			return q.Giving.Title + " is no more than " + n.Subject + " has"
		}
		if q.On.Self {
			return n.Subject + " may do that to their own"
		}
		return n.Target + " doesn't rank above " + n.Subject
	}
	return ofGiving(q, v, n)
}

// ofGiving says why something can't be given.
func ofGiving(q *Question, v Verdict, n Names) string {
	switch v {
	case GivesOwner:
		return "nobody gives Owner; ownership only moves by transfer"
	case GivesReserved:
		for r := range (q.Giving.All() & reserved).All() {
			return r.String() + " never enters a custom role"
		}
	case GivesToService:
		return q.Giving.Title + " is for service users only"
	case GivesHigher:
		if q.Giving.Rank > q.Subject.givingRank() {
			return q.Giving.Title + " ranks above what " + n.Subject + " may give"
		}
		return q.GivingBelow.Title + ", which comes back after " + q.Giving.Title + ", ranks above what " + n.Subject + " may give"
	}
	if r, ok := q.missing(q.Giving, q.On.Reach); ok {
		return q.Giving.Title + " has " + r.String() + ", which " + n.Subject + " can't give"
	}
	if q.GivingBelow != nil {
		if r, ok := q.missing(q.GivingBelow, 0); ok {
			return q.GivingBelow.Title + ", which comes back after " + q.Giving.Title + ", has " + r.String() + ", which " + n.Subject + " can't give"
		}
	}
	return n.Target + " manages projects or groups, which is more than " + n.Subject + " may give"
}

// onOneself says what nobody does to themselves.
func onOneself(r Right) string {
	switch r {
	case MembersRole:
		return "nobody changes their own role"
	case MembersSuspend:
		return "nobody suspends themselves or sets their own end date"
	case MembersRemove:
		return "nobody removes themselves; leaving is another way"
	case MembersOptions:
		return "nobody sets their own options"
	case TimeoffApprove:
		return "nobody but the owner decides on their own time off"
	}
	return "a service user never acts on itself, except to rotate its own key"
}

// onOwner says what nobody does to the owner.
func onOwner(r Right, n Names) string {
	switch r {
	case MembersOptions:
		return n.Target + " is the owner, whose options are always on"
	case MembersLogins:
		return n.Target + " is the owner, whose logins are nobody else's matter"
	}
	return n.Target + " is the owner; ownership only moves by transfer"
}
