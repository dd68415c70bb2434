package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"gatehouse/domain"
	"gatehouse/storage"
)

// BenchmarkChangeRole changes roles as a person does, and puts the same keys
// and values into a bare copy of the file, in turns. Budget: p50 at most 1.3
// times as long. A bare put of a single key shows what the disk costs.
func BenchmarkChangeRole(b *testing.B) {
	c := newCrowd(b)
	ids := employees(b, c)
	same, single := bareCopy(b, c), bareCopy(b, c)
	var ours, sames, singles []time.Duration
	keys, size := 0, 0
	update := func(db *bbolt.DB, changes []storage.Change) time.Duration {
		start := time.Now()
		bareUpdate(b, db, changes)
		return time.Since(start)
	}
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		change := domain.ChangeRole{Member: ids[i%len(ids)], Role: [...]string{"developer", "employee"}[i/len(ids)%2]}
		if _, err := c.ChangeRole(b.Context(), change); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		sames = append(sames, update(same, c.engine.last))
		singles = append(singles, update(single, []storage.Change{largest(c.engine.last)}))
		keys += len(c.engine.last)
		for _, change := range c.engine.last {
			size += len(change.Key) + len(change.Value)
		}
	}
	b.ReportMetric(0, "ns/op") // of all three, which says nothing
	b.ReportMetric(at(ours, .5)/1e3, "µs-p50")
	b.ReportMetric(at(ours, .5)/at(sames, .5), "x-bare-same")
	b.ReportMetric(at(ours, .5)/at(singles, .5), "x-bare-single")
	b.ReportMetric(float64(keys)/float64(b.N), "keys")
	b.ReportMetric(float64(size)/float64(b.N), "B")
}

// employees are people whose role may change, from all over the list.
func employees(b *testing.B, c *crowd) (ids []domain.Ref) {
	for q := (domain.MemberQuery{Role: "employee", Status: domain.StatusActive, Limit: 500}); len(ids) < 20_000; {
		page, err := c.Members(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range page.Rows {
			ids, q.After = append(ids, domain.Ref(r.ID)), r.Cursor
		}
		if !page.More {
			break
		}
	}
	return ids
}

// bareCopy is a copy of the file as bbolt opens it, on the disk and in memory
// as ours is.
func bareCopy(b *testing.B, c *crowd) *bbolt.DB {
	path := filepath.Join(b.TempDir(), "bare.db")
	data, err := os.ReadFile(c.path)
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	read := 0
	err = errors.Join(db.Sync(), db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("records")).ForEach(func(key, value []byte) error {
			read += len(key) + len(value)
			return nil
		})
	}))
	if err != nil || read == 0 {
		b.Fatal(read, err)
	}
	return db
}

func bareUpdate(b *testing.B, db *bbolt.DB, changes []storage.Change) {
	err := db.Update(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket([]byte("records"))
		for _, c := range changes {
			put := bucket.Put
			if c.Value == nil {
				put = func(key, _ []byte) error { return bucket.Delete(key) }
			}
			if err := put(c.Key, c.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// largest is the change that weighs most.
func largest(changes []storage.Change) (most storage.Change) {
	for _, c := range changes {
		if len(c.Value) > len(most.Value) {
			most = c
		}
	}
	return most
}
