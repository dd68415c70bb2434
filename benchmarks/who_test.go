package benchmarks

import (
	"cmp"
	"math"
	"os"
	"strconv"
	"testing"
	"time"

	"gatehouse/domain/rights"
)

// asker finds everyone who may: ours in one question, the others member by
// member.
type asker struct {
	name string
	who  func(right rights.Right, on string) int
}

// The questions, of what few and of what all may, over the whole workspace and
// about someone in a unit below a manager's.
var whoQuestions = []struct {
	name  string
	right rights.Right
	on    string
}{
	{"few", rights.MembersInvite, ""},
	{"all", rights.WorkspaceView, ""},
	{"few-on-member", rights.TimeoffApprove, someone},
	{"all-on-member", rights.MessagesUse, someone},
}

// askers are ours, which is the first, and the others.
func (c crowd) askers(t testing.TB) []asker {
	return []asker{
		{"ours", c.ours(t)},
		{"cedar", c.cedar(t, false)},
		{"cedar-grouped", c.cedar(t, true)},
		{"casbin", c.casbin(t, false)},
		{"casbin-grouped", c.casbin(t, true)},
	}
}

func TestWhoIsTheSame(t *testing.T) {
	c := newCrowd(t, 400)
	all := c.askers(t)
	for _, q := range whoQuestions {
		want := all[0].who(q.right, q.on)
		if want == 0 {
			t.Errorf("%s: nobody may", q.name)
		}
		for _, a := range all[1:] {
			if got := a.who(q.right, q.on); got != want {
				t.Errorf("%s: %s finds %d, ours %d", q.name, a.name, got, want)
			}
		}
	}
}

// BenchmarkWho puts the same questions to each, to the others once, which takes
// them long enough, and compares with the fastest of a hundred of ours. Budget:
// one frame, 16 ms, with 100,000.
func BenchmarkWho(b *testing.B) {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("GATEHOUSE_MEMBERS"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	all := newCrowd(b, n).askers(b)
	all[0].who(rights.WorkspaceView, "") // makes the census
	for _, q := range whoQuestions {
		b.Run(q.name, func(b *testing.B) {
			best := make([]float64, len(all))
			for b.Loop() {
				for i, a := range all {
					best[i] = fastest(map[bool]int{true: 100, false: 1}[i == 0], func() { a.who(q.right, q.on) })
				}
			}
			b.ReportMetric(0, "ns/op") // of all of them, which says nothing
			b.ReportMetric(best[0]/1e6, "ms")
			b.ReportMetric(best[0]/16e6, "frames")
			for i, a := range all[1:] {
				b.ReportMetric(best[i+1]/best[0], "x-"+a.name)
			}
		})
	}
}

// fastest is how long the fastest of some turns takes, in nanoseconds.
func fastest(turns int, turn func()) float64 {
	best := math.Inf(1)
	for range turns {
		start := time.Now()
		turn()
		best = min(best, float64(time.Since(start).Nanoseconds()))
	}
	return best
}
