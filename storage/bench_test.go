package storage_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// someone is a member with most of its fields set.
func someone() domain.Member {
	day := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	return domain.Member{
		ID: "m0v8x2k4n6q1s", Version: 7, Kind: rights.Person, Name: "Søren Kierkegaard", Email: "soren@kierkegaard.example",
		Role: "manager", TempRole: "admin", RoleUntil: day.AddDate(0, 1, 0), SuspendedAt: day, Reason: "on leave",
		ExpiresAt: day.AddDate(1, 0, 0), Options: rights.DefaultOptions, Ways: rights.OnlyWeb, Employee: "e0v8x2k4n6q1s",
		ManagesUnits: []domain.ID{"u0v8x2k4n6q1s"}, Projects: []domain.ID{"p0v8x2k4n6q1s", "p1v8x2k4n6q1s"},
		Groups: []domain.ID{"g0v8x2k4n6q1s"}, JoinedAt: day, SeenAt: day.Add(time.Hour), MadeBy: "m1v8x2k4n6q1s",
	}
}

// BenchmarkReadMember reads a record as the engine hands it out, checksum and
// all, into the row of a page. Budget: at least 20 times encoding/json.
func BenchmarkReadMember(b *testing.B) {
	want := someone()
	raw := storage.SealMember("key", want)
	text, err := json.Marshal(want)
	if err != nil {
		b.Fatal(err)
	}
	page := make([]domain.Member, 100)
	i := 0
	next := func() *domain.Member {
		m := &page[i%len(page)]
		i++
		*m = domain.Member{}
		return m
	}
	ours := fastest(b, 1000, func() {
		if err := storage.OpenMember(next(), "key", want.ID, raw); err != nil {
			b.Fatal(err)
		}
	})
	others := fastest(b, 100, func() {
		if err := json.Unmarshal(text, next()); err != nil {
			b.Fatal(err)
		}
	})
	b.ReportMetric(float64(ours), "ns/read")
	b.ReportMetric(float64(others)/float64(ours), "x-json")
}

// fastest is what one call takes in the fastest of many blocks of calls: what
// others do on the machine makes some of them slow.
func fastest(b *testing.B, calls int, call func()) time.Duration {
	best := time.Duration(math.MaxInt64)
	for range max(100, b.N) {
		start := time.Now()
		for range calls {
			call()
		}
		best = min(best, time.Since(start)/time.Duration(calls))
	}
	return best
}

// size is how many members the slower benchmarks have: 100,000, or what
// GATEHOUSE_MEMBERS says.
func size(b *testing.B) int {
	text := cmp.Or(os.Getenv("GATEHOUSE_MEMBERS"), "100000")
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// crowd is n members in no order.
func crowd(n int) []storage.Record {
	all := make([]storage.Record, 0, n)
	random := rand.NewChaCha8([32]byte{})
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		draw := random.Uint64()
		m := domain.Member{
			ID: domain.NewID(random), Role: []string{"user", "user", "user", "manager", "admin"}[draw%5],
			Name:    fmt.Sprintf("%s %s %d", first[draw%7], last[draw/7%7], i),
			Email:   fmt.Sprintf("%x.%d@people.example", draw>>40, i),
			Options: rights.DefaultOptions, JoinedAt: day.Add(time.Duration(draw%100_000_000) * time.Second),
		}
		if draw%20 == 0 {
			m.SuspendedAt = day
		}
		all = append(all, m)
	}
	return all
}

func each(all []storage.Record) iter.Seq2[storage.Record, error] {
	return func(yield func(storage.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var (
	first = []string{"Anna", "Jürgen", "Chloé", "Søren", "Łukasz", "Maria", "Tom"}
	last  = []string{"Berg", "Özdemir", "Nowak", "García", "Dupont", "Smith", "Lindqvist"}
)

// load fills a workspace with records in a new bbolt file.
func load(b *testing.B, all []storage.Record) *bolt.Engine {
	b.Helper()
	e, err := bolt.Create(filepath.Join(b.TempDir(), "db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	err = storage.New(e).Load(b.Context(), "w", each(all), func(tx domain.Tx) error {
		_, err := tx.Workspaces().Put(domain.WorkspaceInfo{ID: "w", Slug: "w", Name: "W"})
		return err
	}, nil)
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// BenchmarkLoad loads members into a new file, and puts the same keys and
// values, sorted beforehand, into a bare one in commits of the same size.
// Budget: at least 0.8 times as fast.
func BenchmarkLoad(b *testing.B) {
	n := size(b)
	crowd := crowd(n)
	var ours, bare time.Duration
	for b.Loop() {
		start := time.Now()
		e := load(b, crowd)
		ours += time.Since(start)
		var all []storage.Change
		err := e.View(b.Context(), func(r storage.Reader) error {
			for k, v := range r.Scan(nil, nil, false) {
				all = append(all, storage.Change{Key: bytes.Clone(k), Value: bytes.Clone(v)})
			}
			return r.Err()
		})
		if err != nil {
			b.Fatal(err)
		}
		bare += barePuts(b, all)
		b.ReportMetric(float64(len(all))/float64(n), "keys/member")
	}
	b.ReportMetric(bare.Seconds()/ours.Seconds(), "x-bare-puts")
	b.ReportMetric(ours.Seconds()/float64(b.N), "s/load")
}

func barePuts(b *testing.B, all []storage.Change) time.Duration {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	start := time.Now()
	for batch := range slices.Chunk(all, 50_000) {
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("records"))
			for _, c := range batch {
				err = errors.Join(err, bucket.Put(c.Key, c.Value))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

// BenchmarkFirstPage reads the first 50 members by name.
func BenchmarkFirstPage(b *testing.B) {
	s := storage.New(load(b, crowd(size(b))))
	for b.Loop() {
		err := s.View(b.Context(), "w", func(v domain.View) error {
			rows, more, err := v.MemberPages().Page(domain.Query{Index: domain.ByName, Limit: 50})
			if len(rows) != 50 || !more {
				b.Fatal(len(rows), more)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/page")
}
