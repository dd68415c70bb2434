package search

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// asked are sets of queries: what people type, letter by letter; what everyone
// or nearly everyone has; and what nobody has, though its letters are common.
var asked = map[string][]string{
	"typing": prefixes("grace hopper", "Øyvind Müller", "арсений иванов", "hopper grace em", "ada.lovelace1", "12345", "anderson anna 7", "李小龍"),
	"common": {"a", "an", "e", "er", "@", "com", "example.com", "employee", "admin", "gh", "1", "10", "a e", "an er", "a b c d e", "nan", ""},
	"absent": {"nana", "ere", "eran", "xq", "zzzz", "qqqqqqqqqqqqqqqqqqqq", "nobody@nowhere.test", "annaanderxq", "hoper", "garce", "example.comx"},
}

func prefixes(texts ...string) (all []string) {
	for _, s := range texts {
		runes := []rune(s)
		for n := range runes {
			all = append(all, string(runes[:n+1]))
		}
	}
	return all
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1_200, 100_000, 1_000_000} {
		docs := crowd(n, 1)
		x, bytes := measured(docs)
		for _, set := range []string{"typing", "common", "absent"} {
			b.Run(fmt.Sprint(n, "/", set), func(b *testing.B) {
				benchmarkFind(b, x, asked[set], scan(docs, asked[set]))
				b.ReportMetric(float64(bytes)/float64(n), "B/member")
			})
		}
	}
}

func benchmarkFind(b *testing.B, x *Index, queries []string, naive time.Duration) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		x.Find(queries[i%len(queries)], 200, nil)
		took = append(took, time.Since(start))
	}
	mean := b.Elapsed() / time.Duration(b.N)
	slices.Sort(took)
	at := func(p float64) float64 { return float64(took[int(p*float64(len(took)-1))]) / 1e3 }
	b.ReportMetric(at(.5), "p50-µs")
	b.ReportMetric(at(.99), "p99-µs")
	b.ReportMetric(float64(naive)/float64(mean), "×-strings.Contains")
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

// scan is the mean time of looking through all documents with strings.Contains,
// which neither folds nor sorts, for the first ten queries.
func scan(docs []Doc, queries []string) time.Duration {
	lower := make([]string, len(docs))
	for i, d := range docs {
		lower[i] = strings.ToLower(strings.Join(d.Fields[:], "\x00"))
	}
	found := 0
	start := time.Now()
	for _, q := range queries[:10] {
		for _, text := range lower {
			if strings.Contains(text, q) {
				found++
			}
		}
	}
	runtime.KeepAlive(found)
	return time.Since(start) / 10
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
