package rights_test

import (
	"slices"
	"testing"

	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

func TestFixTurnsTheAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		steps, ok := w.m.Fix(&w.q, w.c)
		if w.m.Decide(&w.q).Allowed {
			if !ok || len(steps) != 0 {
				t.Fatalf("a yes needs no fix, got %+v, %v", steps, ok)
			}
			return
		}
		if ok && !w.allowedAfter(steps) {
			t.Fatalf("still no after %+v", steps)
		}
		if ok && !w.minimal(steps) {
			t.Fatalf("a step of %+v can be left out", steps)
		}
		if !slices.IsSortedFunc(steps, func(a, b rights.Step) int { return int(a.Kind) - int(b.Kind) }) {
			t.Fatalf("steps out of order: %+v", steps)
		}
		for _, s := range steps {
			if s.Kind == rights.ChangeRole && (s.Role.Name == "owner" || w.q.Subject.Owner) {
				t.Fatalf("the fix makes an owner, or moves one: %+v", steps)
			}
		}
		for way := range w.ways(4) {
			if !w.allowedAfter(way) {
				continue
			}
			if !ok {
				t.Fatalf("no fix was found, but %s turns it", said(way))
			}
			if w.minimal(way) && slices.Compare(w.price(way), w.price(steps)) < 0 {
				t.Fatalf("%s costs %v, but %s costs %v", said(steps), w.price(steps), said(way), w.price(way))
			}
		}
	})
}

// A plan gives nobody what their role lacks, a role nothing that the plan
// lacks, and a larger plan takes nothing.
func TestPlanNeverGivesWhatTheRoleLacks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		s := &w.q.Subject
		held := s.Owner || s.Role.Scope(w.q.Right) != rights.None || s.Kind == rights.ServiceUser && w.q.Right == rights.APIUse ||
			w.q.Right == rights.MembersLogins && w.q.On.Kind == rights.OnMember && w.q.On.Self
		for _, r := range rights.ScopedRoles() {
			held = held || r.Scope(w.q.Right) != rights.None && (s.Holds|w.q.On.Reach)&^(rights.ByUnit|rights.Staffed) != 0
		}
		needs, had := w.q.Right.Entry().Feature, false
		for _, p := range w.m.Plans { // each has what the one before has
			s.Plan = p
			if !w.m.Decide(&w.q).Allowed {
				if had {
					t.Fatalf("the larger plan %s takes %s from %s", p.Name, w.q.Right, s.Role.Name)
				}
				continue
			}
			had = true
			if !held {
				t.Fatalf("the plan %s gives %s to %s", p.Name, w.q.Right, s.Role.Name)
			}
			if needs != 0 && !p.Has(needs) && !w.q.TakesAway {
				t.Fatalf("%s has %s on %s, which lacks %s", s.Role.Name, w.q.Right, p.Name, needs)
			}
			if w.q.Channel == rights.API && w.q.Right != rights.APIUse && !p.Has(rights.FeatureAPI) {
				t.Fatalf("%s comes in by the API on %s", s.Role.Name, p.Name)
			}
			if g, b := w.q.Giving, w.q.GivingBelow; g != nil && (g.Custom || b != nil && b.Custom) && !p.Has(rights.FeatureCustomRoles) {
				t.Fatalf("%s gives a custom role on %s", s.Role.Name, p.Name)
			}
		}
	})
}

func TestExplanationAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		d := w.m.Decide(&w.q)
		said := w.m.Explain(&w.q, d, rights.Names{})
		allowed := true
		for i, s := range said {
			g := rights.Gate(i)
			if s.Gate != g.String() || s.OK != d.OK(g) || s.Message == "" || !s.OK && !s.Asked {
				t.Fatalf("%s: %+v, decided %v", g, s, d.Gates[i])
			}
			allowed = allowed && s.OK
		}
		if len(said) != 8 || allowed != d.Allowed {
			t.Fatalf("%+v explains %+v", said, d)
		}
	})
}
