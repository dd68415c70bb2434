package app_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"gatehouse/cmd/internal/demo"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// crowd is a demo workspace with its owner's session, on a file in a directory
// of its own.
type crowd struct {
	*domain.Session
	engine *recorder
	path   string
	pepper domain.Pepper
}

// crowdSize is how many people the benchmarks have: 100,000, or what
// GATEHOUSE_MEMBERS says.
func crowdSize(b *testing.B) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("GATEHOUSE_MEMBERS"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func newCrowd(b *testing.B) *crowd {
	b.Helper()
	c := &crowd{path: filepath.Join(b.TempDir(), "crowd.db")}
	engine, err := bolt.Create(c.path, bolt.Options{Program: "the benchmark"})
	if err != nil {
		b.Fatal(err)
	}
	if c.pepper, err = domain.NewPepper(rand.Reader); err != nil {
		b.Fatal(err)
	}
	_, err = demo.Make(b.Context(), storage.New(engine), demo.Options{
		Members: crowdSize(b), Now: time.Now(), Pepper: c.pepper, Secrets: rand.Reader,
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := engine.Close(); err != nil { // as a database lies there that is opened for work
		b.Fatal(err)
	}
	c.Session, c.engine = c.open(b)
	b.Cleanup(func() { _ = c.engine.Close() })
	return c
}

// open opens the workspace as its owner, as every command does.
func (c *crowd) open(b *testing.B) (*domain.Session, *recorder) {
	engine, err := bolt.Open(c.path, bolt.Options{Program: "the benchmark"})
	if err != nil {
		b.Fatal(err)
	}
	r := &recorder{Engine: engine}
	db := domain.NewDatabase(storage.New(r), domain.World{Now: time.Now, Random: rand.Reader, Pepper: c.pepper})
	w, err := db.Workspace(b.Context(), demo.Slug)
	if err != nil {
		b.Fatal(err)
	}
	s, err := w.Local(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	return s, r
}

// recorder remembers what the last commit wrote.
type recorder struct {
	storage.Engine
	last []storage.Change
}

func (r *recorder) Commit(ctx context.Context, decide func(storage.Getter) ([]storage.Change, error)) error {
	return r.Engine.Commit(ctx, func(g storage.Getter) ([]storage.Change, error) {
		changes, err := decide(g)
		r.last = r.last[:0]
		for _, c := range changes {
			r.last = append(r.last, storage.Change{Key: bytes.Clone(c.Key), Value: bytes.Clone(c.Value)})
		}
		return changes, err
	})
}

// at is the duration below which a share of them lies.
func at(times []time.Duration, share float64) float64 {
	slices.Sort(times)
	return float64(times[int(share*float64(len(times)-1))])
}
