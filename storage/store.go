package storage

import (
	"context"

	"gatehouse/domain"
)

var _ domain.Store = (*Store)(nil)

// Store keeps the records of all workspaces in an engine. It implements
// [domain.Store].
type Store struct{ engine Engine }

// New makes a store over an engine. The engine stays the caller's to close.
func New(e Engine) *Store { return &Store{e} }

// Commit runs decide in a write transaction, perhaps twice. A change that is
// too much for one commit is a Limit error, and nothing is written.
func (s *Store) Commit(ctx context.Context, workspace domain.ID, decide func(domain.Tx) error) error {
	return s.engine.Commit(ctx, func(g Getter) ([]Change, error) {
		t := newTx(g, workspace)
		if err := decide(t); err != nil {
			return nil, err
		}
		return t.decided(s.engine.Bound())
	})
}

// View runs read on a snapshot. What read puts, its gets see and its pages and
// counts may not; then it is thrown away.
func (s *Store) View(ctx context.Context, workspace domain.ID, read func(domain.View) error) error {
	return s.engine.View(ctx, func(r Reader) error {
		return read(&view{newTx(r, workspace), r})
	})
}

// Watch signals, coalesced, that something in the workspace may have changed.
func (s *Store) Watch(ctx context.Context, workspace domain.ID) <-chan struct{} {
	return s.engine.Watch(ctx, spaceOf(workspace))
}

// changesOfRecord is what putting a record comes to, all told: the record, its
// unique values, its places in the indexes, and its share of an event.
const changesOfRecord = 12

// Room is about how many records one commit may put.
func (s *Store) Room() int { return max(1, (s.engine.Bound()-changesOfRecord)/changesOfRecord) }
