package search

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// typed are queries as people type them, letter by letter, and the hard ones:
// letters that everyone has, words that everyone has, and what nobody has.
func typed() []string {
	queries := []string{"a", "an", "e", "er", "@", "com", "example.com", "employee", "admin", "gh", "1", "10", "a e", "an er", "a b c d e",
		"nan", "nana", "ere", "eran", "李", "и", "xq", "zzzz", "qqqqqqqqqqqqqqqqqqqq", "nobody@nowhere.test", "annaanderxq", "hoper", "garce"}
	for _, whole := range []string{"grace hopper", "Øyvind Müller", "арсений иванов", "hopper grace em", "ada.lovelace1@examp", "12345", "anderson anna 7"} {
		runes := []rune(whole)
		for n := range runes {
			queries = append(queries, string(runes[:n+1]))
		}
	}
	return queries
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1_200, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := crowd(n, 1)
			x, bytes := measured(docs)
			queries := typed()
			naive := scan(docs, queries)
			var took []time.Duration
			worst := map[string]time.Duration{}
			for i := 0; b.Loop(); i++ {
				q := queries[i%len(queries)]
				start := time.Now()
				x.Find(q, 200, nil)
				d := time.Since(start)
				took = append(took, d)
				worst[q] = max(worst[q], d)
			}
			slices.Sort(took)
			at := func(p float64) float64 { return float64(took[int(p*float64(len(took)-1))]) / 1e3 }
			b.ReportMetric(at(.5), "p50-µs")
			b.ReportMetric(at(.99), "p99-µs")
			b.ReportMetric(float64(naive.Nanoseconds())/float64(mean(took)), "×-strings.Contains")
			b.ReportMetric(float64(bytes)/float64(n), "B/member")
			slices.SortFunc(queries, func(a, b string) int { return int(worst[b] - worst[a]) })
			for _, q := range queries[:8] {
				b.Logf("%-22q %v", q, worst[q])
			}
		})
	}
}

// measured loads docs and tells how much memory that took.
func measured(docs []Doc) (*Index, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := New()
	x.Load(slices.Values(docs))
	runtime.GC()
	runtime.ReadMemStats(&after)
	return x, after.HeapAlloc - before.HeapAlloc
}

// scan is the mean time of looking through all documents with strings.Contains.
func scan(docs []Doc, queries []string) time.Duration {
	lower := make([]string, len(docs))
	for i, d := range docs {
		lower[i] = strings.ToLower(strings.Join(d.Fields[:], "\x00"))
	}
	found := 0
	start := time.Now()
	for i := 0; i < len(queries); i += 5 {
		for _, text := range lower {
			if strings.Contains(text, queries[i]) {
				found++
			}
		}
	}
	runtime.KeepAlive(found)
	return time.Since(start) / time.Duration((len(queries)+4)/5)
}

func mean(all []time.Duration) time.Duration {
	var sum time.Duration
	for _, d := range all {
		sum += d
	}
	return sum / time.Duration(len(all))
}

func BenchmarkPut(b *testing.B) {
	for _, n := range []int{1_200, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := crowd(n, 1)
			x := New()
			x.Load(slices.Values(docs))
			for i := 0; b.Loop(); i++ {
				d := docs[i*7919%n]
				d.Fields[Role] = "verifier"
				x.Put(d)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	docs := crowd(100_000, 1)
	for b.Loop() {
		New().Load(slices.Values(docs))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(docs)), "ns/member")
}
