package rights_test

import (
	"testing"

	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// What is effective is what Decide allows: w without a target and on anyone's,
// s on what one manages, o on one's own, and nothing else on any at all.
func TestEffectiveIsWhatDecideAllows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		s := w.q.Subject
		s.Ways, s.Options = rights.WebAndMobile, s.Options|rights.APIOn
		scopes := map[rights.Right]rights.Scope{}
		for _, g := range w.m.Effective(&s) {
			scopes[g.Right] = g.Scope
		}
		for _, e := range rights.Catalogue() {
			scope := scopes[e.Right]
			decide := func(on rights.Target) rights.Decision {
				q := rights.Question{Right: e.Right, Subject: s, Channel: rights.DefaultChannel(s.Kind), On: on}
				return w.m.Decide(&q)
			}
			must := func(what string, d rights.Decision, yes, no bool) {
				if yes && !d.Allowed || no && d.Allowed {
					t.Fatalf("%s is effective as %q, and %s: %+v", e.Name, scope, what, d)
				}
			}
			d := decide(rights.Target{})
			if !d.OK(rights.GateChannel) {
				continue // a service user on a plan without the API: no way in
			}
			whole := scope == rights.Whole
			managed := s.Holds &^ rights.Staffed
			must("without a target", d, whole || e.Personal && scope != 0, !whole && !e.Personal || scope == 0)
			must("on any", decide(rights.Target{Kind: rights.AnyTarget}), whole, scope == 0)
			if e.Personal {
				continue
			}
			must("on another's", decide(rights.Target{Kind: rights.OnProject}), whole, !whole)
			must("on one's own", decide(rights.Target{Kind: rights.OnProject, Self: true}), whole || scope == rights.Own, scope == 0)
			d = decide(rights.Target{Kind: rights.OnProject, Reach: managed})
			must("on what one manages", d, whole || scope == rights.Scoped && s.Role.Scope(e.Right) != rights.Scoped, scope < rights.Scoped)
			if managed&rights.ByUnit != 0 {
				must("in a unit that one manages", d, scope >= rights.Scoped, scope < rights.Scoped)
			}
		}
	})
}

// Diff leaves nothing out: what was, with what is gained, is what is, with
// what was lost. Backwards it says the same the other way round.
func TestDiffSaysAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(rights.Models()).Draw(t, "model")
		m = m.With(drawCustom(t, m))
		one, other := drawSubject(t, m), drawSubject(t, m)
		before, after := m.Effective(&one), m.Effective(&other)
		gained, lost := rights.Diff(before, after)
		if joined(before, gained) != joined(after, lost) {
			t.Fatalf("%s and %s gained, but %s and %s lost", words(before), words(gained), words(after), words(lost))
		}
		back, away := rights.Diff(after, before)
		if words(back) != words(lost) || words(away) != words(gained) {
			t.Fatalf("gained %s, lost %s; backwards gained %s, lost %s", words(gained), words(lost), words(back), words(away))
		}
		for _, g := range gained {
			for _, l := range lost {
				if g.Right == l.Right {
					t.Fatalf("%s is gained and lost", g.Right)
				}
			}
		}
	})
}

// joined is the wider of two scopes, right by right.
func joined(a, b []rights.Granted) (wider [64]rights.Scope) {
	for _, list := range [][]rights.Granted{a, b} {
		for _, g := range list {
			wider[g.Right] = max(wider[g.Right], g.Scope)
		}
	}
	return wider
}

// While a temporary role lasts, one is what it says; only in giving the role
// below still counts.
func TestTemporaryRoleReplaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.q.Giving, w.q.GivingBelow = nil, nil
		now := w.m.Decide(&w.q)
		w.q.Subject.Below = nil
		if w.m.Decide(&w.q) != now {
			t.Fatalf("%s: %+v with a role below, %+v without", w.q.Right, now, w.m.Decide(&w.q))
		}
	})
}
