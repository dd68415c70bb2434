package rights

// Way is what an allowed question rests on. More than one may hold.
type Way struct {
	Role  bool  // the role holds the right in the whole workspace, or for oneself
	Kind  bool  // it comes with being a service user
	Reach Reach // the scoped roles that reach the target; without a target all that reach anything
	Own   bool  // the target is the subject's own
}

// Through tells what a question that Decide allows rests on.
func (q *Question) Through() Way {
	s, n := &q.Subject, &needed[q.Right&63]
	held := s.scope(q.Right)
	w := Way{Own: n.personal && q.On.Self || ownLogins(q)}
	if held == Whole || n.personal && !w.Own {
		w.Kind = !s.Owner && s.Kind == ServiceUser && q.Right == APIUse && (s.Role == nil || s.Role.Scope(APIUse) == None)
		w.Role = !w.Kind
		return w
	}
	reaches := n.reaches
	if held == Scoped {
		reaches |= s.Role.Via
	}
	if q.On.Kind == AnyTarget {
		w.Reach = s.Holds & reaches
		w.Own = held.own(n) && s.has(q.Right)
		return w
	}
	w.Reach = q.On.Reach & reaches
	w.Own = w.Own || q.On.Self && held.own(n)
	return w
}
