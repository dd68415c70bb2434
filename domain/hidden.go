package domain

import (
	"errors"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// viewing is the right that shows a target of each kind. Roles and the
// workspace itself are there for everyone to see.
func viewing(k rights.TargetKind) (rights.Right, bool) {
	switch k {
	case rights.OnMember:
		return rights.MembersView, true
	case rights.OnEmployee, rights.OnUnit:
		return rights.EmployeesView, true
	case rights.OnProject, rights.OnGroup:
		return rights.ProjectsView, true
	}
	return 0, false
}

// sees tells whether the actor may know of a target: oneself, what one's
// rights show, service users for who manages them, and everything for those
// who may ask about others.
func (t *txn) sees(on target) bool {
	right, hidden := viewing(on.rights.Kind)
	if !hidden {
		return true
	}
	if on.rights.Service && t.holdsAnywhere(rights.ServiceUsersManage) || t.reachesAll(rights.AccessAsk) {
		return true
	}
	if on.rights.Self {
		return t.present() == nil
	}
	q := t.question(ask{right: right, target: on, takesAway: true})
	return t.model.Decide(&q).Allowed
}

// holdsAnywhere tells whether there is any target for the actor's right.
func (t *txn) holdsAnywhere(r rights.Right) bool {
	q := t.question(ask{right: r, target: anyTarget(), takesAway: true})
	return t.model.Decide(&q).Allowed
}

// allow is may for an act on something that was found by a reference. Who
// can't see it is refused as if it weren't there, or learns no more than they
// wrote; the audit trail has the truth.
func (t *txn) allow(a ask, ref Ref) error {
	no := t.may(a)
	if no == nil || t.sees(a.target) {
		return no
	}
	truth, typed := a.target.mention, said(string(ref))
	if none := t.refuseAny(a, truth.Kind, typed); none != nil {
		return about(none, truth)
	}
	a.target.mention, a.target.label = Mention{Kind: truth.Kind, Name: typed}, typed
	a.target.unit, a.target.project, a.target.group, a.target.rights.CouldReach = "", "", "", 0
	return about(t.may(a), truth)
}

// orRefuse answers for something that isn't there: who may not act on any is
// refused, so that nobody learns what exists by asking.
func (t *txn) orRefuse(a ask, kind string, ref Ref, err error) error {
	if !isNotFound(err) {
		return err
	}
	if none := t.refuseAny(a, kind, said(string(ref))); none != nil {
		return none
	}
	return err
}

// orUnseen answers a question about something that is out of reach as one about
// something that isn't there; who reaches none of its kind is told that.
func (t *txn) orUnseen(r rights.Right, kind string, ref Ref, err error) error {
	if KindOf(err) == Denied && t.holdsAnywhere(r) {
		return noSuch(kind, strings.TrimSpace(string(ref)))
	}
	return err
}

// refuseAny refuses who may do this to nobody and nothing at all.
func (t *txn) refuseAny(a ask, kind, typed string) error {
	nowhere := ask{right: a.right, target: anyTarget(), takesAway: a.takesAway}
	nowhere.target.mention = Mention{Kind: kind, Name: typed}
	return t.may(nowhere)
}

// about says in a refusal what it is really about, for the audit trail.
func about(err error, truth Mention) error {
	var e *Error
	if errors.As(err, &e) {
		e.target = truth
	}
	return err
}

// veiled is a member as the actor may know them: why someone was suspended is
// for those who may suspend.
func (t *txn) veiled(m Member) Member {
	if m.Reason != "" && !t.reachesAll(rights.MembersSuspend) {
		m.Reason = ""
	}
	return m
}

// veiledEvent leaves the same out of an event, and what an hour comes to.
func (t *txn) veiledEvent(e Event) Event {
	e = t.veiledRate(e)
	if t.reachesAll(rights.MembersSuspend) {
		return e
	}
	if e.Action == "members.suspend" && e.Result == ResultDone {
		e.Detail = ""
	}
	e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c FieldChange) bool {
		return e.Of(c).Kind == "member" && c.Field == "reason"
	})
	return e
}
