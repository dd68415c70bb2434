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
		if !ok {
			for i, a := range w.singles() {
				for _, b := range w.singles()[i:] {
					if way := byOrder(a, b); w.allowedAfter(way) || w.allowedAfter(a) {
						t.Fatalf("no fix was found, but %+v turns it", way)
					}
				}
			}
			return
		}
		if !w.allowedAfter(steps) {
			t.Fatalf("still no after %+v", steps)
		}
		if !slices.IsSortedFunc(steps, func(a, b rights.Step) int { return int(a.Kind) - int(b.Kind) }) {
			t.Fatalf("steps out of order: %+v", steps)
		}
		for i, s := range steps {
			if w.allowedAfter(slices.Concat(steps[:i], steps[i+1:])) {
				t.Fatalf("step %d of %+v can be left out", i+1, steps)
			}
			if s.Kind == rights.ChangeRole && (s.Role.Name == "owner" || w.q.Subject.Owner) {
				t.Fatalf("the fix makes an owner, or moves one: %+v", steps)
			}
		}
		for _, a := range w.singles() {
			if w.allowedAfter(a) && w.gains(a) < w.gains(steps) {
				t.Fatalf("%+v gives away %d rights, %+v gives %d", steps, w.gains(steps), a, w.gains(a))
			}
		}
	})
}

func TestPlanNeverGivesWhatTheRoleLacks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		s := &w.q.Subject
		held := s.Owner || s.Role.Scope(w.q.Right) != rights.None || s.Kind == rights.ServiceUser && w.q.Right == rights.APIUse ||
			w.q.Right == rights.MembersLogins && w.q.On.Kind == rights.OnMember && w.q.On.Self
		for _, r := range rights.ScopedRoles() {
			held = held || r.Scope(w.q.Right) != rights.None && (s.Holds|w.q.On.Reach)&^(rights.ByUnit|rights.Staffed) != 0
		}
		needs := w.q.Right.Entry().Feature
		for _, p := range w.m.Plans {
			s.Plan = p
			if !w.m.Decide(&w.q).Allowed {
				continue
			}
			if !held {
				t.Fatalf("the plan %s gives %s to %s", p.Name, w.q.Right, s.Role.Name)
			}
			if needs != 0 && !p.Has(needs) && !w.q.TakesAway {
				t.Fatalf("%s has %s on %s, which lacks %s", s.Role.Name, w.q.Right, p.Name, needs)
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

// What is given is never more than the giver holds, also below a temporary
// role; a service user's built-in api.use isn't counted.
func TestGivingNeverWidens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		r := rapid.SampledFrom(w.m.Roles).Draw(t, "given")
		s := &w.q.Subject
		by := rapid.SampledFrom([]rights.Right{rights.MembersInvite, rights.ServiceUsersManage, rights.RolesManage}).Draw(t, "by")
		q := rights.Question{Right: by, Subject: *s, Giving: r}
		if !w.m.Decide(&q).OK(rights.GateRank) {
			return
		}
		if r.Name == "owner" {
			t.Fatal("Owner was given")
		}
		if s.Owner {
			return
		}
		for _, own := range []*rights.Role{s.Role, s.Below} {
			if own == nil {
				continue
			}
			if r.Rank > own.Rank {
				t.Fatalf("%s of rank %d gives %s of rank %d", own.Name, own.Rank, r.Name, r.Rank)
			}
			for _, g := range r.Granted() {
				if g.Scope > own.Scope(g.Right) && !((r.ServiceOnly || by == rights.ServiceUsersManage) && g.Right == rights.APIUse) {
					t.Fatalf("%s has %s:%s and gives %s with %s", own.Name, g.Right, own.Scope(g.Right), r.Name, g.Scope)
				}
			}
		}
	})
}

// What is effective for the whole workspace, or about oneself, is what Decide
// allows without a target.
func TestEffectiveIsWhatDecideAllows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		s := w.q.Subject
		s.Ways, s.Options = rights.WebAndMobile, s.Options|rights.APIOn
		granted := w.m.Effective(&s)
		for _, e := range rights.Catalogue() {
			q := rights.Question{Right: e.Right, Subject: s, Channel: rights.DefaultChannel(s.Kind)}
			d := w.m.Decide(&q)
			if !d.OK(rights.GateChannel) {
				continue // a service user on a plan without the API: no way in
			}
			whole := slices.ContainsFunc(granted, func(g rights.Granted) bool {
				return g.Right == e.Right && (g.Scope == rights.Whole || e.Personal)
			})
			if whole != d.Allowed {
				t.Fatalf("%s: effective %+v, decided %+v", e.Name, granted, d)
			}
		}
	})
}
