package storage

import (
	"context"
	"iter"
	"math"

	"gatehouse/domain"
)

// Record is a record of a workspace: Member, Invitation, Key, Employee, Unit,
// Group, Project, Login, Enrolment, CustomRole, Rate, TimeEntry, Message, Webhook
// or Replay.
type Record = interface{ RecordID() domain.ID }

// Load fills a new workspace: it reads all records, whose versions are zero,
// sorts the keys they come to, and writes them in bounded commits. finish runs
// in the last one, and puts the workspace's own record: until then there is no
// such workspace for anyone, and what a load that broke off left behind is
// erased by the next under the same id. progress is told how many records are
// written; it may be nil.
//
// It holds all records in memory as they are written, with what orders them.
func (s *Store) Load(ctx context.Context, workspace domain.ID, records iter.Seq2[Record, error], finish func(domain.Tx) error, progress func(written int)) error {
	if err := s.vacant(ctx, workspace); err != nil {
		return err
	}
	l, err := gather(ctx, spaceOf(workspace), records)
	if err != nil {
		return err
	}
	err = s.writeLoad(ctx, l, progress)
	if err == nil {
		err = s.Commit(ctx, workspace, finish)
	}
	if err != nil {
		_, _ = s.clear(context.WithoutCancel(ctx), workspace, math.MaxInt) // the next load would do it too
	}
	return err
}

// vacant refuses a workspace that exists, and erases what a load that broke off
// left behind.
func (s *Store) vacant(ctx context.Context, workspace domain.ID) error {
	err := s.View(ctx, workspace, func(v domain.View) error {
		_, err := v.Workspaces().Get(workspace)
		return err
	})
	switch {
	case err == nil:
		return exists(workspaces.kind)
	case domain.KindOf(err) != domain.NotFound:
		return err
	}
	_, err = s.clear(ctx, workspace, math.MaxInt)
	return err
}

// apply commits changes that depend on nothing.
func (s *Store) apply(ctx context.Context, changes []Change) error {
	return s.engine.Commit(ctx, func(Getter) ([]Change, error) { return changes, nil })
}

// writeLoad commits batches of changes while the next ones are sorted.
func (s *Store) writeLoad(ctx context.Context, l *load, progress func(int)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	written, total := 0, l.changes()
	batches := make(chan []Change, 1)
	go func() { // ends with the batches, or with ctx
		defer close(batches)
		b := batcher{bound: s.engine.Bound(), send: func(changes []Change) bool {
			select {
			case batches <- changes:
				return true
			case <-ctx.Done():
				return false
			}
		}}
		if err := l.write(b.add); err != nil {
			cancel(err)
			return
		}
		b.flush()
	}()
	for batch := range batches {
		if err := s.apply(ctx, batch); err != nil {
			cancel(err) // the sorting ends, and batches with it
			continue
		}
		if written += len(batch); progress != nil {
			progress(l.records * written / total)
		}
	}
	return context.Cause(ctx)
}

// batcher gathers changes up to the bound of a commit.
type batcher struct {
	bound   int
	changes []Change
	send    func([]Change) bool
}

func (b *batcher) add(key, value []byte) bool {
	if b.changes == nil {
		b.changes = make([]Change, 0, min(b.bound, 50_000))
	}
	b.changes = append(b.changes, Change{key, value})
	return len(b.changes) < cap(b.changes) || b.flush()
}

func (b *batcher) flush() bool {
	full := b.changes
	b.changes = nil
	return len(full) == 0 || b.send(full)
}
