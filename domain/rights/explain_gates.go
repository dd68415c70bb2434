package rights

func ofStatus(_ *Question, v Verdict, n Names) string {
	switch v {
	case IsSuspended:
		return n.Subject + " is suspended" + with(" since ", n.Since) + with(": ", n.Reason)
	case IsRemoved:
		return n.Subject + " was removed" + with(" on ", n.Since)
	case IsEnded:
		return n.Subject + "'s account ended" + with(" on ", n.Since)
	}
	return "active" + with(" since ", n.Since)
}

func ofChannel(m *Model) func(*Question, Verdict, Names) string {
	return func(q *Question, v Verdict, n Names) string {
		s := &q.Subject
		switch {
		case v == ServiceByAPI:
			return n.Subject + " is a service user and comes in by the API only"
		case v == WayClosed && s.Ways == OnlyMobile:
			return n.Subject + " may use the mobile app only"
		case v == WayClosed:
			return n.Subject + " may use the web only"
		case v == NoAPIRole:
			return n.cannot(s, APIUse)
		case v == NoAPIPlan:
			return m.begins(FeatureAPI, s.Plan)
		case v == NoAPIOption:
			return "API access is off for " + n.Subject
		case q.Channel == API && q.Right == APIUse:
			return "asks about the API itself"
		case q.Channel == API:
			return n.Subject + " may call the API"
		case s.Owner:
			return "the owner comes in by any way"
		case q.Channel == Console:
			return s.Ways.String() + " includes web, which the console counts as"
		}
		return s.Ways.String() + " includes " + q.Channel.String()
	}
}

// cannot says that the subject's role lacks a right.
func (n Names) cannot(s *Subject, r Right) string {
	if s.Role == nil {
		return n.Subject + " has no role"
	}
	return s.Role.Title + " can't " + r.Entry().Does
}

func ofRole(q *Question, v Verdict, n Names) string {
	s := &q.Subject
	switch {
	case q.Right == 0 || q.Right >= count:
		return "there is no such right"
	case v == NotHeld:
		return n.cannot(s, q.Right)
	case v == ScopedRoleHolds && (s.Holds|q.On.Reach)&ByGroup == 0:
		return "project-manager has " + q.Right.String()
	case v == ScopedRoleHolds:
		return "group-manager has " + q.Right.String()
	case ownLogins(q):
		return "one's own logins need no right"
	case s.Owner:
		return "owner has every right"
	case s.Kind == ServiceUser && q.Right == APIUse:
		return "service users have api.use by what they are"
	}
	return s.Role.Name + " has " + q.Right.String()
}

func ofPlan(m *Model) func(*Question, Verdict, Names) string {
	return func(q *Question, v Verdict, _ Names) string {
		needs := q.Right.Entry().Feature
		switch {
		case v == NotInPlan:
			return m.begins(needs, q.Subject.Plan)
		case v == CustomNotInPlan:
			return m.begins(FeatureCustomRoles, q.Subject.Plan)
		case v == Passes && needs != 0:
			return q.Subject.Plan.Title + " includes " + needs.Noun()
		case needs != 0:
			return "a plan never stops listing or taking away"
		}
		return "needs no feature"
	}
}

// begins says which plan a feature starts with.
func (m *Model) begins(f Feature, now *Plan) string {
	here := ""
	if now != nil {
		here = "; this workspace is on " + now.Title
	}
	for _, p := range m.Plans {
		if p.Has(f) {
			row := features[f.row()]
			return capital(row.noun) + " " + row.starts + " with the " + p.Title + " plan" + here
		}
	}
	return "no plan includes " + f.Noun() + here
}

// capital starts a sentence with a noun.
func capital(noun string) string {
	if noun[0] >= 'a' && noun[0] <= 'z' {
		return string(noun[0]-'a'+'A') + noun[1:]
	}
	return noun
}

func ofOption(q *Question, v Verdict, n Names) string {
	needs := q.Right.Entry().Option
	switch {
	case needs == 0:
		return "none concerns it"
	case q.Subject.Kind == ServiceUser:
		return "service users have no options"
	case v == SwitchedOff:
		return needs.Noun() + " is off for " + n.Subject
	case q.Subject.Owner:
		return "the owner's options are always on"
	}
	return needs.Noun() + " is on for " + n.Subject
}

func ofLink(q *Question, v Verdict, n Names) string {
	switch {
	case v == NotLinked:
		return n.Subject + "'s account isn't linked to an employee record"
	case v == Passes && n.Employee != "":
		return "linked to employee " + n.Employee
	case v == Passes:
		return "linked to an employee record"
	case q.Subject.Kind == ServiceUser:
		return "service users need no employee record"
	}
	return "needs no employee record"
}
