package rights

import "slices"

// StepKind is what a step of a fix changes.
type StepKind uint8

// The steps, in an order that works: a seat is there before it is taken, a
// record before it is linked, a role before what only counts with it.
const (
	ChangePlan       StepKind = iota + 1 // to Plan
	Restore                              // the subject, who was removed
	Reactivate                           // the subject, who is suspended
	Extend                               // the end date of the subject's account
	ChangeRole                           // of the subject, to Role
	AddEmployee                          // a record for the subject
	Link                                 // the subject to that record
	AssignUnit                           // make the subject a manager of the target's unit
	Staff                                // let the subject work on the project
	AssignProject                        // make the subject Project Manager of the target
	AssignGroup                          // make the subject Group Manager of the target's group
	UnarchiveProject                     // the project that the subject manages
	SetOption                            // turn Option on for the subject
	SetChannels                          // let the subject come in by Ways
)

// Step is one change. Beside its kind it names what the kind needs.
type Step struct {
	Kind   StepKind
	Role   *Role
	Plan   *Plan
	Option Option
	Ways   Channels
}

// Circumstances are facts that only the caller knows.
type Circumstances struct {
	SeatsUsed int  // seats that are taken now
	Employee  bool // there is a record that the subject can be linked to
	Past      bool // the account's end date is past, also where its status says suspended or removed
	Gone      bool // a removal is too old to be undone
}

// Fix is the smallest change that turns the whole answer to yes: the one that
// gives the subject the fewest rights, the narrowest, on the lowest plan; then
// the one with the fewest steps; then the first in the order of the tables. It
// never makes an owner, moves the ownership or edits a role. It is false where
// nothing can turn the answer, and empty where the answer is yes already.
func (m *Model) Fix(q *Question, c Circumstances) (steps []Step, ok bool) {
	if m.Decide(q).Allowed {
		return nil, true
	}
	var least cost
	for p, planned := range m.plansFor(q) {
		for r, changed := range m.rolesFor(q) {
			for t, tied := range ties {
				way, works := m.complete(q, c, slices.Concat(planned, changed, tied))
				if !works {
					continue
				}
				this := m.cost(q, c, way)
				this.order = [...]int{p, r, t}
				if (!ok || this.less(least)) && m.needsAll(q, c, way) {
					steps, least, ok = way, this, true
				}
			}
		}
	}
	return steps, ok
}

// plansFor is no change of plan, or one to each of the others.
func (m *Model) plansFor(q *Question) [][]Step {
	ways := [][]Step{nil}
	for _, p := range m.Plans {
		if p != q.Subject.Plan {
			ways = append(ways, []Step{{Kind: ChangePlan, Plan: p}})
		}
	}
	return ways
}

// rolesFor is no change of role, or one to each that may be given to the
// subject. A temporary role may also stay for good.
func (m *Model) rolesFor(q *Question) [][]Step {
	ways := [][]Step{nil}
	s := &q.Subject
	for _, r := range m.Roles {
		same := r == s.Role && s.Below == nil
		if !s.Owner && !same && !r.owner() && (!r.ServiceOnly || s.Kind == ServiceUser) {
			ways = append(ways, []Step{{Kind: ChangeRole, Role: r}})
		}
	}
	return ways
}

// ties are the ways to have to do with a target. Two at once are needed where
// a role reaches it through a unit and what is given is held through another.
var ties = [...][]Step{
	nil,
	{{Kind: AssignUnit}},
	{{Kind: Staff}},
	{{Kind: AssignProject}},
	{{Kind: AssignProject}, {Kind: UnarchiveProject}},
	{{Kind: AssignGroup}},
	{{Kind: UnarchiveProject}},
	{{Kind: AssignUnit}, {Kind: AssignProject}},
	{{Kind: AssignUnit}, {Kind: AssignProject}, {Kind: UnarchiveProject}},
	{{Kind: AssignUnit}, {Kind: AssignGroup}},
	{{Kind: AssignUnit}, {Kind: UnarchiveProject}},
}

// complete adds to a way what the gates still miss and only one thing can
// mend. It is false if that doesn't turn the answer.
func (m *Model) complete(q *Question, c Circumstances, way []Step) ([]Step, bool) {
	for {
		after := c.After(q, way)
		d := m.Decide(&after)
		if d.Allowed {
			break
		}
		n := len(way)
		for _, v := range d.Gates {
			if !v.no() {
				continue
			}
			more := c.mend(v, q)
			if more == nil || slices.Contains(way, more[0]) {
				return nil, false
			}
			way = append(way, more...)
		}
		if len(way) == n {
			return nil, false
		}
	}
	slices.SortStableFunc(way, func(a, b Step) int { return int(a.Kind) - int(b.Kind) })
	return way, m.works(q, c, way)
}

// mend is the one thing that turns a verdict, where there is one.
func (c Circumstances) mend(v Verdict, q *Question) []Step {
	switch {
	case v == IsSuspended:
		return []Step{{Kind: Reactivate}}
	case v == IsRemoved && !c.Gone:
		return []Step{{Kind: Restore}}
	case v == IsEnded:
		return []Step{{Kind: Extend}}
	case v == WayClosed:
		return []Step{{Kind: SetChannels, Ways: WebAndMobile}}
	case v == NoAPIOption:
		return []Step{{Kind: SetOption, Option: APIOn}}
	case v == SwitchedOff:
		return []Step{{Kind: SetOption, Option: q.Right.Entry().Option}}
	case v == NotLinked, v == ReachesNone && q.Right == EmployeesView && q.Subject.Kind == Person && !q.Subject.Linked:
		if c.Employee {
			return []Step{{Kind: Link}}
		}
		return []Step{{Kind: AddEmployee}, {Kind: Link}}
	}
	return nil
}

// works tells whether the steps can be made and turn the answer.
func (m *Model) works(q *Question, c Circumstances, way []Step) bool {
	after := c.After(q, way)
	seats := c.SeatsUsed
	if q.Subject.Kind == Person && q.Subject.Status != Active && after.Subject.Status == Active {
		seats++
	}
	changes := seats > c.SeatsUsed
	for i, s := range way {
		switch s.Kind {
		case ChangePlan:
			changes = true
		case ChangeRole:
			if s.Role.Custom && !after.Subject.Plan.Has(FeatureCustomRoles) {
				return false
			}
		case Link:
			if !c.Employee && (i == 0 || way[i-1].Kind != AddEmployee) {
				return false
			}
		}
	}
	return (!changes || after.Subject.Plan.Room(seats)) && m.Decide(&after).Allowed
}

// needsAll tells whether none of the steps can be left out.
func (m *Model) needsAll(q *Question, c Circumstances, way []Step) bool {
	for i := range way {
		if m.works(q, c, slices.Concat(way[:i], way[i+1:])) {
			return false
		}
	}
	return true
}
