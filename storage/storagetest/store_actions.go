package storagetest

import (
	"reflect"
	"testing"

	"gatehouse/domain"
	"gatehouse/storage"
)

// in commits to the workspace "w".
func in(t *testing.T, s *storage.Store, decide func(domain.Tx) error) {
	t.Helper()
	if err := s.Commit(t.Context(), "w", decide); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

// look views the workspace "w".
func look(t *testing.T, s *storage.Store, read func(domain.View) error) {
	t.Helper()
	if err := s.View(t.Context(), "w", read); err != nil {
		t.Fatalf("view: %v", err)
	}
}

// putMember puts one member into the workspace "w".
func putMember(t *testing.T, s *storage.Store, m domain.Member) (out domain.Member) {
	t.Helper()
	in(t, s, func(tx domain.Tx) (err error) {
		out, err = tx.Members().Put(m)
		return err
	})
	return out
}

func wantMember(t *testing.T, s *storage.Store, want domain.Member) {
	t.Helper()
	look(t, s, func(v domain.View) error {
		got, err := v.Members().Get(want.ID)
		wantSame(t, got, want)
		return err
	})
}

func wantSame(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v, want\n%+v", got, want)
	}
}

func wantCode(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	e, ok := err.(*domain.Error)
	if !ok || e.Kind != kind || e.Code != code || e.Message == "" {
		t.Errorf("got %v (%T), want %s %s", err, err, kind, code)
	}
}
