package domain

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// PlanImpact is what another plan would give and take, over all members.
type PlanImpact struct {
	From, To     *rights.Plan
	Down         bool // to a plan below today's, which asks first
	Gained, Lost []RightImpact
	SeatsUsed    int
	SeatsToFree  int    // before the plan can be had
	Allowed      bool   // the actor may make the change, and it would be made
	Why          string // why not

	refused []Refusal
}

// RightImpact is how many members gain or lose a right, and the first of them
// by name.
type RightImpact struct {
	Right   rights.Right
	Scope   rights.Scope
	Members int
	Names   []string // handles, at most 5
}

// PreviewPlan is for whoever may change the plan, and for those who may ask
// about everyone. It makes the change on a snapshot and throws it away.
func (s *Session) PreviewPlan(ctx context.Context, c ChangePlan) (PlanImpact, error) {
	return look(ctx, s, func(v *view) (PlanImpact, error) {
		if err := v.mayForesee(); err != nil {
			return PlanImpact{}, err
		}
		return v.previewPlan(c)
	})
}

// mayForesee lets those see what another plan or model would do who may choose
// it, or who may ask about everyone.
func (t *txn) mayForesee() error {
	no := t.may(ask{right: rights.WorkspaceBilling, target: target{mention: t.mention()}})
	if no == nil || t.reachesAll(rights.AccessAsk) && t.reachesAll(rights.MembersView) {
		return nil
	}
	return no
}

func (v *view) previewPlan(c ChangePlan) (PlanImpact, error) {
	plan, err := findPlan(v.model, c.Plan)
	if err != nil {
		return PlanImpact{}, err
	}
	out := PlanImpact{From: v.plan, To: plan, Down: slices.Index(v.model.Plans, plan) < slices.Index(v.model.Plans, v.plan)}
	free, err := v.findLapsed()
	if err != nil {
		return out, err
	}
	if out.SeatsUsed, err = v.seatsUsed(free); err != nil {
		return out, err
	}
	if plan.Seats > 0 {
		out.SeatsToFree = max(0, out.SeatsUsed-plan.Seats)
	}
	if err := v.planImpacts(&out); err != nil {
		return out, err
	}
	_, err = v.changePlan(c, free)
	out.Allowed, out.Why, out.refused, err = v.outcome(err)
	return out, err
}

// outcome is what a change that was tried on the snapshot came to. What isn't
// about the change itself stays an error.
func (v *view) outcome(tried error) (allowed bool, why string, refused []Refusal, err error) {
	kind := KindOf(tried)
	switch {
	case tried == nil:
		return true, "", nil, nil
	case !kind.AboutTarget():
		return false, "", nil, tried
	}
	return false, tried.Error(), []Refusal{{v.info.Slug, kind, tried.Error()}}, nil
}

// planImpacts asks the engine about each crowd, on both plans.
func (v *view) planImpacts(out *PlanImpact) error {
	crowds, err := v.crowds()
	if err != nil {
		return err
	}
	gained, lost := map[rights.Granted]*crowd{}, map[rights.Granted]*crowd{}
	for a, c := range crowds {
		role, err := v.role(a.role)
		if err != nil {
			return err
		}
		before, after := a.subject(role, out.From), a.subject(role, out.To)
		more, less := rights.Diff(v.model.Effective(&before), v.model.Effective(&after))
		gatherAll(gained, more, c)
		gatherAll(lost, less, c)
	}
	if out.Gained, err = v.impacts(gained); err == nil {
		out.Lost, err = v.impacts(lost)
	}
	return err
}

func gatherAll(into map[rights.Granted]*crowd, list []rights.Granted, c *crowd) {
	for _, g := range list {
		gather(into, g, c)
	}
}

// impacts puts what was gathered in the order of the catalogue.
func (t *txn) impacts(of map[rights.Granted]*crowd) ([]RightImpact, error) {
	var out []RightImpact
	for _, g := range slices.SortedFunc(maps.Keys(of), byCatalogue) {
		names, err := t.named(of[g])
		if err != nil {
			return nil, err
		}
		out = append(out, RightImpact{g.Right, g.Scope, of[g].size, names})
	}
	return out, nil
}

// byCatalogue is the order of the catalogue, what reaches furthest first.
func byCatalogue(a, b rights.Granted) int {
	return cmp.Or(cmp.Compare(a.Right, b.Right), cmp.Compare(b.Scope, a.Scope))
}

// Consequences say the same in sentences and counts.
func (i PlanImpact) Consequences() Consequences {
	out := Consequences{Changes: []string{}, Counts: map[string]int{"gained": len(i.Gained), "lost": len(i.Lost), "seats_used": i.SeatsUsed}, Refused: i.refused}
	out.say("%s → %s", i.From.Title, i.To.Title)
	out.Changes = append(out.Changes, i.Lines()...)
	if i.To.Seats > 0 {
		out.Counts["seats"], out.Counts["seats_to_free"] = i.To.Seats, i.SeatsToFree
	}
	if i.SeatsToFree > 0 {
		out.say("%s to be freed first", count(i.SeatsToFree, "seat has", "seats have"))
	}
	return out
}

// Lines are what is given and taken, and the seats; neither the plans' names
// nor what stands against the change.
func (i PlanImpact) Lines() []string {
	var out Consequences
	for _, f := range rights.Features() {
		if i.From.Has(f) && !i.To.Has(f) {
			out.say("no more %s", f.Noun())
		}
	}
	out.sayImpacts(i.Lost, "loses", "lose")
	out.sayImpacts(i.Gained, "gains", "gain")
	if i.To.Seats > 0 {
		out.say("%d seats, of which %d are in use", i.To.Seats, i.SeatsUsed)
	}
	return out.Changes
}

// sayImpacts says in one sentence what the same members gain or lose.
func (out *Consequences) sayImpacts(list []RightImpact, one, many string) {
	for len(list) > 0 {
		who := list[0]
		var what []string
		rest := list[:0:0]
		for _, i := range list {
			if i.Members == who.Members && slices.Equal(i.Names, who.Names) {
				what = append(what, i.Right.String())
			} else {
				rest = append(rest, i)
			}
		}
		verb := many
		if who.Members == 1 {
			verb = one
		}
		out.say("%s %s %s: %s", count(who.Members, "member", "members"), verb, andList(what), andMore(who.Names, who.Members))
		list = rest
	}
}

// andList writes "a, b and c".
func andList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// andMore writes "a, b and 7 more" where only the first of all are named.
func andMore(names []string, all int) string {
	if more := all - len(names); more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return andList(names)
}
