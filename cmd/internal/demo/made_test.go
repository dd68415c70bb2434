package demo_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"gatehouse/cmd/internal/demo"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

var noon = time.Date(2026, 5, 6, 12, 34, 56, 0, time.UTC)

// made is a demo workspace and its owner's session.
type made struct {
	*domain.Session
	*domain.Workspace
	store *storage.Store
	db    *domain.Database
}

func build(t testing.TB, n int, model string) made {
	t.Helper()
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "demo.db"), bolt.Options{Program: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	store := storage.New(engine)
	pepper, err := domain.NewPepper(rand.NewChaCha8([32]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	secrets := rand.NewChaCha8([32]byte{2})
	if _, err := demo.Make(t.Context(), store, demo.Options{Members: n, Model: model, Now: noon, Pepper: pepper, Secrets: secrets}); err != nil {
		t.Fatal(err)
	}
	db := domain.NewDatabase(store, domain.World{Now: func() time.Time { return noon }, Random: secrets, Pepper: pepper})
	w, err := db.Workspace(t.Context(), demo.Slug)
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Local(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return made{s, w, store, db}
}

func (m made) members(t testing.TB, status string) (all []domain.Listed) {
	t.Helper()
	for q := (domain.MemberQuery{Status: status, Limit: 500}); ; {
		page, err := m.Members(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rows {
			all, q.After = append(all, r.Listed), r.Cursor
		}
		if !page.More {
			return all
		}
	}
}

func (m made) events(t testing.TB) (all []domain.Event) {
	t.Helper()
	for q := (domain.EventQuery{Forward: true, Limit: 500}); ; {
		page, err := m.Events(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rows {
			all, q.After = append(all, r.Item), r.Cursor
		}
		if !page.More {
			return all
		}
	}
}
