package bolt_test

import (
	"encoding/binary"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"gatehouse/storage"
)

// BenchmarkChange is one durable change of 200 bytes, against a bare bbolt put
// of the same: p50-ratio, to stay under 1.3. The two take turns, so that what
// else the disk does meets both.
func BenchmarkChange(b *testing.B) {
	e, _ := create(b)
	bare := bareDB(b)
	value := make([]byte, 200)
	var ours, theirs []time.Duration
	n := uint64(0)
	for b.Loop() {
		n++
		start := time.Now()
		if err := e.Commit(b.Context(), putting(n, value)); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if err := bare.Update(barePut(n, value)); err != nil {
			b.Fatal(err)
		}
		ours, theirs = append(ours, middle.Sub(start)), append(theirs, time.Since(middle))
	}
	b.ReportMetric(float64(median(ours))/float64(median(theirs)), "p50-ratio")
	b.ReportMetric(float64(median(ours).Microseconds()), "p50-µs")
}

// BenchmarkWriters is 64 writers at once, against bbolt's Batch as it comes:
// throughput-ratio, to reach 4.
func BenchmarkWriters(b *testing.B) {
	const writers, each = 64, 20
	value := make([]byte, 200)
	e, _ := create(b)
	bare := bareDB(b)
	var ours, theirs time.Duration
	var n atomic.Uint64
	for b.Loop() {
		ours += together(writers, each, func() error { return e.Commit(b.Context(), putting(n.Add(1), value)) }, b)
		theirs += together(writers, each, func() error { return bare.Batch(barePut(n.Add(1), value)) }, b)
	}
	b.ReportMetric(float64(theirs)/float64(ours), "throughput-ratio")
	b.ReportMetric(float64(b.N*writers*each)/ours.Seconds(), "commits/s")
}

// BenchmarkView is a get in a view of its own.
func BenchmarkView(b *testing.B) {
	e, _ := create(b)
	if err := e.Commit(b.Context(), putting(1, make([]byte, 200))); err != nil {
		b.Fatal(err)
	}
	k := key(1)
	b.ReportAllocs()
	for b.Loop() {
		err := e.View(b.Context(), func(r storage.Reader) error {
			_, err := r.Get(k)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func together(writers, each int, write func() error, b *testing.B) time.Duration {
	start := time.Now()
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range each {
				if err := write(); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	return time.Since(start)
}

func key(n uint64) []byte {
	return binary.BigEndian.AppendUint64(nil, n*0x9e3779b97f4a7c15) // spread, as ids are
}

func putting(n uint64, value []byte) func(storage.Getter) ([]storage.Change, error) {
	return func(storage.Getter) ([]storage.Change, error) {
		return []storage.Change{{Key: key(n), Value: value}}, nil
	}
}

func barePut(n uint64, value []byte) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error { return tx.Bucket([]byte("bare")).Put(key(n), value) }
}

func bareDB(b *testing.B) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("bare")); return err }); err != nil {
		b.Fatal(err)
	}
	return db
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
