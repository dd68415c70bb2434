package rights

import "slices"

// After is the question as it stands once the steps are made. Compare the
// Effective rights of its subject with those before to see what else a fix
// gives and takes.
func (c Circumstances) After(q *Question, steps []Step) Question {
	a := *q
	for _, step := range steps {
		s, on := &a.Subject, &a.On
		switch step.Kind {
		case ChangePlan:
			s.Plan = step.Plan
		case Restore, Reactivate:
			s.Status = Active
			if c.Past {
				s.Status = Ended
			}
		case Extend:
			if s.Status == Ended {
				s.Status = Active
			}
		case ChangeRole:
			s.Role, s.Below = step.Role, nil
			if on.Kind == OnRole && on.Role != nil {
				on.Self = on.Role == step.Role
			}
		case Link:
			s.Linked = true
		case SetOption:
			s.Options |= step.Option
		case SetChannels:
			s.Ways = step.Ways
		default:
			a.tie(step.Kind)
		}
	}
	return a
}

// tie makes the subject have to do with the target, as far as it can.
func (q *Question) tie(kind StepKind) {
	s, on := &q.Subject, &q.On
	var gets Reach
	switch kind {
	case AssignUnit:
		gets = on.CouldReach & ByUnit
	case AssignGroup:
		gets = on.CouldReach & ByGroup
	case Staff:
		gets = on.CouldReach & Staffed
		on.Self = on.Self || on.Kind == OnProject && gets != 0
	case AssignProject:
		gets = on.CouldReach & ByProject
		if gets == 0 {
			gets = on.CouldReach & ByArchivedProject
		}
	case UnarchiveProject:
		if (s.Holds|on.Reach)&ByArchivedProject != 0 && on.Kind == AnyTarget || on.Reach&ByArchivedProject != 0 {
			gets = ByProject
		}
	}
	s.Holds |= gets
	if on.Kind != AnyTarget {
		on.Reach |= gets
	}
}

// cost is how much a fix gives away, in the order in which it counts.
type cost struct {
	rights int // newly held or reaching farther
	reach  int // the sum of their scopes
	plan   int // its place in the table
	steps  int
	order  [3]int // places in the tables
}

func (a cost) less(b cost) bool {
	return slices.Compare(a.list(), b.list()) < 0
}

func (a cost) list() []int {
	return append([]int{a.rights, a.reach, a.plan, a.steps}, a.order[:]...)
}

// cost weighs a way against what the subject has once it is let in again:
// reactivating someone brings back their own and gives nothing new.
func (m *Model) cost(q *Question, c Circumstances, way []Step) cost {
	before, after := q.Subject, c.After(q, way).Subject
	before.Status = Active
	gained, _ := Diff(m.Effective(&before), m.Effective(&after))
	w := cost{rights: len(gained), plan: slices.Index(m.Plans, after.Plan), steps: len(way)}
	for _, g := range gained {
		w.reach += int(g.Scope)
	}
	return w
}
