package app_test

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"gatehouse/domain"
)

// BenchmarkWho asks who may do what few and what all may, of the workspace and
// about a member, and shows 50 of them. Budget: one frame, 16 ms.
func BenchmarkWho(b *testing.B) {
	c := newCrowd(b)
	page, err := c.Members(b.Context(), domain.MemberQuery{Limit: 50, Role: "employee"})
	if err != nil {
		b.Fatal(err)
	}
	someone := "member/" + page.Rows[len(page.Rows)-1].Handle()
	before := held()
	start := time.Now()
	ask := func(q domain.WhoQuestion, after domain.Cursor) domain.WhoPage {
		found, err := c.Who(b.Context(), q, after, 50)
		if err != nil {
			b.Fatal(err)
		}
		return found
	}
	ask(domain.WhoQuestion{Right: "workspace.view"}, "")
	first, kept := time.Since(start), held()-before
	b.Run("first", func(b *testing.B) { // makes the census
		for b.Loop() {
			ask(domain.WhoQuestion{Right: "workspace.view"}, "")
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(first)/1e6, "ms")
		b.ReportMetric(float64(kept)/float64(crowdSize(b)), "bytes/member")
	})
	for _, t := range []struct {
		name  string
		q     domain.WhoQuestion
		after domain.Cursor
	}{
		{"few", domain.WhoQuestion{Right: "workspace.billing"}, ""},
		{"all", domain.WhoQuestion{Right: "workspace.view"}, ""},
		{"all-further-on", domain.WhoQuestion{Right: "workspace.view"}, domain.Cursor(strconv.Itoa(crowdSize(b) * 9 / 10))},
		{"few-on-member", domain.WhoQuestion{Right: "members.suspend", On: someone}, ""},
		{"some-on-member", domain.WhoQuestion{Right: "members.view", On: someone}, ""},
		{"all-on-member", domain.WhoQuestion{Right: "messages.use", On: someone}, ""},
		{"any", domain.WhoQuestion{Right: "projects.view", On: "any"}, ""},
		{"search", domain.WhoQuestion{Right: "workspace.view", Text: "an"}, ""},
	} {
		b.Run(t.name, func(b *testing.B) {
			var times []time.Duration
			var last domain.WhoPage
			for b.Loop() {
				start := time.Now()
				last = ask(t.q, t.after)
				times = append(times, time.Since(start))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(at(times, 0.5)/1e6, "ms-p50")
			b.ReportMetric(at(times, 0.99)/1e6, "ms-p99")
			b.ReportMetric(at(times, 0.5)/16e6, "frames")
			b.ReportMetric(float64(last.Total), "may")
		})
	}
}

// held is how much memory is in use once what nobody needs is gone.
func held() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
