package benchmarks

import (
	"math"
	"testing"
	"time"

	"gatehouse/domain/rights"
)

// system answers the i-th of the questions that it was made for.
type system struct {
	name string
	asks int // in a turn, so that each takes some milliseconds
	ask  func(i int) bool
}

// systems are ours, which is the first, and the others: with a policy for each
// right of a role, and grouped, with one for each role and scope.
func (x matrix) systems(t testing.TB, all []question) []system {
	return []system{
		{"ours", 100_000, x.ours(t, all)},
		{"cedar", 500, x.cedar(t, all, false)},
		{"cedar-grouped", 1000, x.cedar(t, all, true)},
		{"casbin", 200, x.casbin(t, all, false)},
		{"casbin-grouped", 200, x.casbin(t, all, true)},
	}
}

// Their times mean nothing before the answers are the same.
func TestAnswersAreTheSame(t *testing.T) {
	x := newMatrix(t)
	all := x.systems(t, x.all)
	for i, q := range x.all {
		want := all[0].ask(i)
		for _, s := range all[1:] {
			if got := s.ask(i); got != want {
				t.Errorf("%s: %s says %v, ours %v", q, s.name, got, want)
			}
		}
	}
}

// BenchmarkDecide puts the same questions to each in turns, and compares the
// fastest turns. Budget: 30 ns and no allocation, 500 times cedar-go, 1,000
// times casbin.
func BenchmarkDecide(b *testing.B) {
	x := newMatrix(b)
	for _, c := range []struct {
		name string
		all  []question
	}{
		{"manager-approves-below", []question{x.one(b, "manager", rights.TimeoffApprove, below)}},
		{"admin-invites", []question{x.one(b, "admin", rights.MembersInvite, whole)}},
		{"employee-exports", []question{x.one(b, "employee", rights.DataExport, whole)}},
		{"all", x.all},
	} {
		b.Run(c.name, func(b *testing.B) { compare(b, x.systems(b, c.all), len(c.all)) })
	}
}

func compare(b *testing.B, systems []system, questions int) {
	best := make([]float64, len(systems))
	for s := range best {
		best[s] = math.Inf(1)
	}
	for b.Loop() {
		for s, system := range systems {
			rounds := max(1, system.asks/questions)
			start := time.Now()
			for range rounds {
				for i := range questions {
					system.ask(i)
				}
			}
			best[s] = min(best[s], float64(time.Since(start).Nanoseconds())/float64(rounds*questions))
		}
	}
	b.ReportMetric(0, "ns/op") // of a turn of all of them, which says nothing
	b.ReportMetric(best[0], "ns/decision")
	b.ReportMetric(testing.AllocsPerRun(100, func() { systems[0].ask(0) }), "allocs/decision")
	for s, system := range systems[1:] {
		b.ReportMetric(best[s+1]/best[0], "x-"+system.name)
	}
}
