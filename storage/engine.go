// Package storage keeps gatehouse's records: their encoding, keys, indexes,
// counters and pages, written once over a small ordered key-value engine.
package storage

import (
	"context"
	"iter"
)

// Getter reads single keys. A missing key is nil without an error.
// What it returns is valid only until the function it was handed to returns.
type Getter interface {
	Get(key []byte) ([]byte, error)
}

// Reader reads a consistent snapshot.
type Reader interface {
	Getter
	// Scan walks the keys in [from, to) in order, or backwards. A nil to means
	// the end. An error ends the walk; Err tells it.
	Scan(from, to []byte, reverse bool) iter.Seq2[[]byte, []byte]
	Err() error
}

// Change is one put, or with a nil Value one delete.
type Change struct{ Key, Value []byte }

// Engine is an ordered key-value store: snapshots, and commits that apply a
// set of changes if what decided them still stands.
type Engine interface {
	// View hands read a snapshot, for one goroutine. It must not outlive the
	// call, and read must not open another view.
	View(ctx context.Context, read func(Reader) error) error
	// Commit applies what decide returns, all or nothing, durably. decide sees
	// the state that the changes apply to; it runs on any goroutine, perhaps
	// twice, and never calls the engine. Its error is returned as it is, and
	// nothing is changed; a panic in it comes out of Commit. A key may be in the
	// changes once. An error unavailable (outcome_unknown) leaves open whether
	// they were applied. A commit whose ctx ended before decide ran is withdrawn.
	Commit(ctx context.Context, decide func(Getter) ([]Change, error)) error
	// Watch signals, coalesced, that something under prefix may have changed.
	// The channel is closed when ctx ends.
	Watch(ctx context.Context, prefix []byte) <-chan struct{}
	// Bound is the number of changes that one commit takes.
	Bound() int
	Close() error
}
