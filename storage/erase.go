package storage

import (
	"bytes"
	"context"

	"gatehouse/domain"
)

// erasedAtOnce is how many keys one commit of an erasure deletes: few enough
// that others hardly wait.
const erasedAtOnce = 10_000

// Erase deletes what a workspace holds, its own record last, in at most so many
// bounded commits, and tells whether more is left. It can be called again, also
// after an error.
func (s *Store) Erase(ctx context.Context, workspace domain.ID, commits int) (more bool, err error) {
	left, err := s.clear(ctx, workspace, commits)
	if err != nil || left == 0 {
		return true, err
	}
	err = s.Commit(ctx, workspace, func(tx domain.Tx) error { return tx.Workspaces().Delete(workspace) })
	if domain.KindOf(err) == domain.NotFound {
		err = nil
	}
	return err != nil, err
}

// clear deletes the keys of a workspace's space in at most so many commits, and
// returns how many of these are left; none, if there may be keys left.
func (s *Store) clear(ctx context.Context, workspace domain.ID, commits int) (left int, err error) {
	for left = commits; left > 0; left-- {
		keys, err := s.firstKeys(ctx, spaceOf(workspace), min(erasedAtOnce, s.engine.Bound()))
		if err != nil || len(keys) == 0 {
			return left, err
		}
		if err := s.apply(ctx, keys); err != nil {
			return left, err
		}
	}
	return 0, nil
}

// firstKeys are the deletes of the first keys of a space.
func (s *Store) firstKeys(ctx context.Context, in space, limit int) (deletes []Change, err error) {
	err = s.engine.View(ctx, func(r Reader) error {
		deletes = make([]Change, 0, limit)
		for key := range r.Scan(in, after(in), false) {
			if len(deletes) == limit {
				break
			}
			deletes = append(deletes, Change{Key: bytes.Clone(key)})
		}
		return r.Err()
	})
	return deletes, err
}
