package demo_test

import (
	"bytes"
	"cmp"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"gatehouse/cmd/internal/demo"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// BenchmarkDemoLoad makes a demo of 100,000 people (or GATEHOUSE_MEMBERS), and
// puts the same keys and values, sorted beforehand, into a bare bbolt file.
func BenchmarkDemoLoad(b *testing.B) {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("GATEHOUSE_MEMBERS"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	pepper, err := domain.NewPepper(rand.NewChaCha8([32]byte{1}))
	if err != nil {
		b.Fatal(err)
	}
	var ours, bare time.Duration
	for b.Loop() {
		engine, err := bolt.Create(filepath.Join(b.TempDir(), "demo.db"), bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		_, err = demo.Make(b.Context(), storage.New(engine), demo.Options{Members: n, Now: noon, Pepper: pepper, Secrets: rand.NewChaCha8([32]byte{2})})
		if err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		bare += barePuts(b, engine)
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(ours.Seconds()/float64(b.N), "s/demo")
	b.ReportMetric(bare.Seconds()/ours.Seconds(), "x-bare-puts")
}

func barePuts(b *testing.B, from *bolt.Engine) time.Duration {
	var all []storage.Change
	err := from.View(b.Context(), func(r storage.Reader) error {
		for k, v := range r.Scan(nil, nil, false) {
			all = append(all, storage.Change{Key: bytes.Clone(k), Value: bytes.Clone(v)})
		}
		return r.Err()
	})
	if err != nil {
		b.Fatal(err)
	}
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
				if err == nil {
					err = bucket.Put(c.Key, c.Value)
				}
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}
