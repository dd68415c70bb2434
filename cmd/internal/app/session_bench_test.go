package app_test

import (
	"maps"
	"runtime"
	"slices"
	"testing"
	"time"

	"gatehouse/domain"
)

// BenchmarkFirstPage opens the workspace, reads the first 50 members by name
// and closes it again; page is the reading alone. Budget: 1 ms warm with
// 1,000,000 members (GATEHOUSE_MEMBERS), and memory that doesn't grow with them.
func BenchmarkFirstPage(b *testing.B) {
	c := newCrowd(b)
	if err := c.engine.Close(); err != nil {
		b.Fatal(err)
	}
	heap := heapInUse()
	var all, reading []time.Duration
	for b.Loop() {
		start := time.Now()
		s, engine := c.open(b)
		opened := time.Now()
		page, err := s.Members(b.Context(), domain.MemberQuery{Limit: 50})
		if err != nil || len(page.Rows) != 50 {
			b.Fatal(len(page.Rows), err)
		}
		end := time.Now()
		all, reading = append(all, end.Sub(start)), append(reading, end.Sub(opened))
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
	}
	s, engine := c.open(b)
	page, err := s.Members(b.Context(), domain.MemberQuery{Limit: 50})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(heapInUse()-heap)/1e3, "kB-heap")
	runtime.KeepAlive(page)
	if err := engine.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op") // closing too, which waits for nobody
	b.ReportMetric(at(all, .5)/1e3, "µs-opened-p50")
	b.ReportMetric(at(reading, .5)/1e3, "µs-page-p50")
}

func heapInUse() int64 {
	runtime.GC()
	runtime.GC() // what pools hold goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// typed is what people type, letter by letter.
var typed = []string{"ada lovelace", "maria g", "müller", "anna.k", "0412", "manager", "nobody at all"}

// BenchmarkSearch searches as one types, through the session. Budget: p99 at
// most 1 ms with 100,000 members, 20 ms with 1,000,000. The first search makes
// the index; build is how long that takes. hardest is the query that takes
// longest, at its best: what p99 is where nothing else runs on the machine.
func BenchmarkSearch(b *testing.B) {
	c := newCrowd(b)
	search := func(text string) time.Duration {
		start := time.Now()
		if _, err := c.Members(b.Context(), domain.MemberQuery{Text: text, Limit: 50}); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	build := search("a")
	var queries []string
	for _, text := range typed {
		letters := []rune(text)
		for n := range letters {
			queries = append(queries, string(letters[:n+1]))
		}
	}
	var took []time.Duration
	fastest := map[string]time.Duration{}
	for b.Loop() {
		for _, q := range queries {
			d := search(q)
			took = append(took, d)
			if best, ok := fastest[q]; !ok || d < best {
				fastest[q] = d
			}
		}
	}
	b.ReportMetric(0, "ns/op") // of all the queries, which says nothing
	b.ReportMetric(build.Seconds()*1e3, "ms-build")
	b.ReportMetric(at(took, .5)/1e3, "µs-p50")
	b.ReportMetric(at(took, .99)/1e3, "µs-p99")
	b.ReportMetric(at(slices.Collect(maps.Values(fastest)), 1)/1e3, "µs-hardest")
}

// BenchmarkVerifyKey verifies a key as `keys verify` does, and apart what of
// that isn't reading records: the shape, the checksum and the HMAC. Budget: 2 µs
// plus the lookup.
func BenchmarkVerifyKey(b *testing.B) {
	c := newCrowd(b)
	_, err := c.CreateServiceUser(b.Context(), domain.CreateServiceUser{Name: "benchmark", Role: "verifier"})
	if err != nil {
		b.Fatal(err)
	}
	k, err := c.CreateKey(b.Context(), domain.CreateKey{ServiceUser: "benchmark", Name: "key"})
	if err != nil {
		b.Fatal(err)
	}
	text := k.Secret.Reveal()
	mac := c.pepper.MAC(text)
	b.Run("session", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if v, err := c.VerifyKey(b.Context(), text); err != nil || !v.Valid {
				b.Fatal(v, err)
			}
		}
	})
	b.Run("secret", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := domain.ParseSecret(domain.APIKey, text); err != nil {
				b.Fatal(err)
			}
			if !c.pepper.Matches(mac, text) {
				b.Fatal("no match")
			}
		}
	})
}
