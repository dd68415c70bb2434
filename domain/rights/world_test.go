package rights_test

import (
	"iter"
	"slices"

	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// world is a model, custom roles and all, with a question and what only a
// caller knows.
type world struct {
	m *rights.Model
	q rights.Question
	c rights.Circumstances
}

func drawWorld(t *rapid.T) world {
	m := rapid.SampledFrom(rights.Models()).Draw(t, "model")
	m = m.With(drawCustom(t, m))
	w := world{m: m}
	w.q.Right = rapid.SampledFrom(rights.Catalogue()).Draw(t, "right").Right
	w.q.Channel = rights.Channel(rapid.IntRange(0, 3).Draw(t, "channel"))
	w.q.Subject = drawSubject(t, m)
	w.q.On = drawTarget(t, m, &w.q.Subject)
	w.q.TakesAway = rapid.Bool().Draw(t, "takes away")
	w.q.Rotates = rapid.Bool().Draw(t, "rotates")
	if rapid.Bool().Draw(t, "gives") {
		w.q.Giving = rapid.SampledFrom(slices.Concat(m.Roles, rights.ScopedRoles())).Draw(t, "giving")
		w.q.GivingHolds = rights.Reach(rapid.IntRange(0, 31).Draw(t, "giving holds"))
		if rapid.Bool().Draw(t, "temporarily") {
			w.q.GivingBelow = rapid.SampledFrom(m.Roles).Draw(t, "giving below")
		}
	}
	w.c = rights.Circumstances{
		SeatsUsed: rapid.IntRange(0, 150).Draw(t, "seats"),
		Employee:  rapid.Bool().Draw(t, "employee"),
		Past:      rapid.Bool().Draw(t, "past") && !w.q.Subject.Owner,
		Gone:      rapid.Bool().Draw(t, "gone"),
	}
	return w
}

func drawCustom(t *rapid.T, m *rights.Model) []rights.Role {
	var custom []rights.Role
	for i := range rapid.IntRange(0, 3).Draw(t, "custom roles") {
		from := rapid.SampledFrom(m.Roles).Draw(t, "from")
		r := from.Copy("custom" + string(rune('a'+i)))
		r.Rank = rapid.SampledFrom(m.Roles[1:]).Draw(t, "below").Below()
		for range rapid.IntRange(0, 12).Draw(t, "edits") {
			e := rapid.SampledFrom(rights.Catalogue()).Draw(t, "edit")
			if !e.Reserved {
				r.Grant(e.Right, rights.Scope(rapid.IntRange(0, 3).Draw(t, "scope")))
			}
		}
		custom = append(custom, r)
	}
	return custom
}

func drawSubject(t *rapid.T, m *rights.Model) rights.Subject {
	s := rights.Subject{
		Status:  rights.Status(rapid.IntRange(0, 3).Draw(t, "status")),
		Linked:  rapid.Bool().Draw(t, "linked"),
		Options: rights.Option(rapid.IntRange(0, 7).Draw(t, "options")),
		Ways:    rights.Channels(rapid.IntRange(0, 2).Draw(t, "ways")),
		Holds:   rights.Reach(rapid.IntRange(0, 31).Draw(t, "holds")),
		Role:    rapid.SampledFrom(m.Roles).Draw(t, "role"),
		Plan:    rapid.SampledFrom(m.Plans).Draw(t, "plan"),
	}
	switch {
	case s.Role.Name == "owner":
		s.Owner, s.Status = true, rights.Active
		return s
	case s.Role.ServiceOnly || rapid.Bool().Draw(t, "service"):
		s.Kind = rights.ServiceUser
	}
	if rapid.Bool().Draw(t, "temporary") {
		s.Below = rapid.SampledFrom(m.Roles[1:]).Draw(t, "role below")
	}
	return s
}

func drawTarget(t *rapid.T, m *rights.Model, s *rights.Subject) rights.Target {
	on := rights.Target{Kind: rights.TargetKind(rapid.IntRange(0, 7).Draw(t, "target"))}
	on.CouldReach = rights.Reach(rapid.IntRange(0, 31).Draw(t, "could reach"))
	if on.Kind < rights.OnMember {
		return on
	}
	on.Reach = on.CouldReach & s.Holds & rights.Reach(rapid.IntRange(0, 31).Draw(t, "reach"))
	on.Rank = rapid.SampledFrom(m.Roles).Draw(t, "rank").Rank
	on.Self = rapid.Bool().Draw(t, "self")
	on.Service = on.Self && s.Kind == rights.ServiceUser
	on.Owner = on.Self && s.Owner
	if !on.Self {
		on.Owner = !s.Owner && rapid.Bool().Draw(t, "owner")
		on.Maker = s.Kind == rights.ServiceUser && rapid.Bool().Draw(t, "maker")
		on.Service = !on.Owner && !on.Maker && rapid.Bool().Draw(t, "to service")
	}
	return on
}

// feasible tells whether each step can be made: the seats are there, a record
// comes before its link, and a custom role needs a plan that has them.
func (w world) feasible(steps []rights.Step) bool {
	after := w.c.After(&w.q, steps)
	seats, changed, record := w.c.SeatsUsed, false, w.c.Employee
	if w.q.Subject.Kind == rights.Person && w.q.Subject.Status != rights.Active && after.Subject.Status == rights.Active {
		seats, changed = seats+1, true
	}
	for _, s := range steps {
		switch s.Kind {
		case rights.ChangePlan:
			changed = true
		case rights.AddEmployee:
			record = true
		case rights.Link:
			if !record {
				return false
			}
		case rights.ChangeRole:
			if s.Role.Custom && !after.Subject.Plan.Has(rights.FeatureCustomRoles) {
				return false
			}
		case rights.Restore:
			if w.c.Gone {
				return false
			}
		}
	}
	return !changed || after.Subject.Plan.Seats == 0 || seats <= after.Subject.Plan.Seats
}

func (w world) allowedAfter(steps []rights.Step) bool {
	q := w.c.After(&w.q, steps)
	return w.feasible(steps) && w.m.Decide(&q).Allowed
}

// minimal tells whether no step can be left out.
func (w world) minimal(way []rights.Step) bool {
	for i := range way {
		if w.allowedAfter(slices.Concat(way[:i], way[i+1:])) {
			return false
		}
	}
	return true
}

// price is what a way gives away, in the order in which it counts: how many
// rights, how far, on which plan, in how many steps.
func (w world) price(way []rights.Step) []int {
	before, after := w.q.Subject, w.c.After(&w.q, way).Subject
	before.Status = rights.Active
	gained, _ := rights.Diff(w.m.Effective(&before), w.m.Effective(&after))
	reach := 0
	for _, g := range gained {
		reach += int(g.Scope)
	}
	return []int{len(gained), reach, slices.Index(w.m.Plans, after.Plan), len(way)}
}

// ways yields every combination of up to so many steps.
func (w world) ways(most int) iter.Seq[[]rights.Step] {
	all := w.singles()
	return func(yield func([]rights.Step) bool) {
		var from func(int, [][]rights.Step) bool
		from = func(i int, chosen [][]rights.Step) bool {
			for ; i < len(all); i++ {
				next := append(slices.Clip(chosen), all[i])
				if !yield(byOrder(next...)) || len(next) < most && !from(i+1, next) {
					return false
				}
			}
			return true
		}
		from(0, nil)
	}
}

// singles is every step that a fix may propose to this subject.
func (w world) singles() [][]rights.Step {
	all := [][]rights.Step{
		{{Kind: rights.AssignUnit}}, {{Kind: rights.AssignProject}}, {{Kind: rights.AssignGroup}},
		{{Kind: rights.Staff}}, {{Kind: rights.UnarchiveProject}},
	}
	s := &w.q.Subject
	switch s.Status {
	case rights.Suspended:
		all = append(all, []rights.Step{{Kind: rights.Reactivate}})
	case rights.Removed:
		all = append(all, []rights.Step{{Kind: rights.Restore}})
	}
	if s.Status != rights.Active {
		all = append(all, []rights.Step{{Kind: rights.Extend}})
	}
	if s.Kind == rights.Person {
		all = append(all, []rights.Step{{Kind: rights.Link}}, []rights.Step{{Kind: rights.AddEmployee}, {Kind: rights.Link}},
			[]rights.Step{{Kind: rights.SetChannels, Ways: rights.WebAndMobile}})
		for _, o := range rights.Options() {
			all = append(all, []rights.Step{{Kind: rights.SetOption, Option: o}})
		}
	}
	for _, p := range w.m.Plans {
		all = append(all, []rights.Step{{Kind: rights.ChangePlan, Plan: p}})
	}
	for _, r := range w.m.Roles {
		if !s.Owner && r.Name != "owner" && (!r.ServiceOnly || s.Kind == rights.ServiceUser) {
			all = append(all, []rights.Step{{Kind: rights.ChangeRole, Role: r}})
		}
	}
	return all
}

func byOrder(steps ...[]rights.Step) []rights.Step {
	way := slices.Concat(steps...)
	slices.SortStableFunc(way, func(a, b rights.Step) int { return int(a.Kind) - int(b.Kind) })
	return way
}
