package domain

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// RepeatsFor is how long a request that names itself isn't done a second time.
const RepeatsFor = 24 * time.Hour

// maxReplay bounds the answer that is kept for a repeat, in bytes.
const maxReplay = 64 << 10

// Replay is what a request was answered that names itself, so that it can be
// repeated without being done twice. Its id is made of who asked and the name.
type Replay struct {
	ID      ID
	Version uint64
	Request []byte // a hash of what was asked
	At      time.Time
	Status  int // zero: done, and nobody kept the answer
	Body    []byte
}

// RecordID is the key under which the record is kept.
func (r Replay) RecordID() ID { return r.ID }

// Repeat is a request that names itself, so that whoever lost the answer can ask
// again (draft-ietf-httpapi-idempotency-key-header).
type Repeat struct {
	Key     string   // the name, drawn by the client
	Request [32]byte // a hash of all that is asked
}

// id is unguessable to others and different for each who asks.
func (r Repeat) id(who ID) ID {
	sum := sha256.Sum256([]byte(string(who) + "\x00" + r.Key))
	return ID(hex.EncodeToString(sum[:16]))
}

// Once is the same session for one request that names itself: its first commit
// is made at most once under that name. A second one is a Conflict (repeated).
func (s *Session) Once(r Repeat) *Session {
	once := *s
	once.repeat, once.first = &repeating{Repeat: r}, s.origin()
	return &once
}

// repeating is a Repeat under way; one goroutine uses it.
type repeating struct {
	Repeat
	done bool // its first commit is made
}

// once notes in a commit that the request is being done.
func (t *txn) once() error {
	r := t.s.repeat
	if r == nil || r.done {
		return nil
	}
	old, err := t.Replays().Get(r.id(t.actor.ID))
	if orNone(err) != nil {
		return err
	}
	if err == nil && t.now.Sub(old.At) < RepeatsFor {
		return repeated()
	}
	_, err = t.Replays().Put(Replay{ID: r.id(t.actor.ID), Version: old.Version, Request: r.Request[:], At: t.now})
	return err
}

func repeated() error {
	return Errorf(Conflict, "repeated", "this request was made before and has been done; look at what came of it")
}

// Repeated finds the answer of a request that was made before, if it was. One
// that was done, and whose answer nobody kept, is a Conflict (repeated); another
// request under the same name is a Conflict (key_reused).
func (s *Session) Repeated(ctx context.Context, r Repeat) (Replay, bool, error) {
	found := false
	replay, err := look(ctx, s, func(v *view) (Replay, error) {
		if err := v.present(); err != nil {
			return Replay{}, err
		}
		old, err := v.Replays().Get(r.id(v.actor.ID))
		switch {
		case err != nil:
			return Replay{}, orNone(err)
		case v.now.Sub(old.At) >= RepeatsFor:
			return Replay{}, nil
		case !bytes.Equal(old.Request, r.Request[:]):
			return Replay{}, Errorf(Conflict, "key_reused", "another request was made under this name; draw a new one for each request")
		case old.Status == 0:
			return Replay{}, repeated()
		}
		found = true
		return old, nil
	})
	return replay, found, err
}

// Keep notes what a request was answered. The answer must be without secrets; one
// that is too long isn't kept.
func (s *Session) Keep(ctx context.Context, r Repeat, status int, body []byte) error {
	if len(body) > maxReplay {
		return nil
	}
	return s.ws.db.store.Commit(ctx, s.ws.ID, func(tx Tx) error {
		old, err := tx.Replays().Get(r.id(s.who.Member))
		if err != nil {
			return orNone(err)
		}
		old.Status, old.Body = status, body
		_, err = tx.Replays().Put(old)
		return err
	})
}

// forgetReplays deletes those that are over, some at a time.
func (w *Workspace) forgetReplays(ctx context.Context) error {
	return forget(ctx, w, View.ReplayPages, Tx.Replays, RepeatsFor, func(r Replay) (time.Time, bool) { return r.At, false })
}

// forgottenAtOnce is how many records a round of forgetting deletes.
const forgottenAtOnce = 30

// forget deletes the oldest records of a kind, some at a time, when they have been
// kept long enough and aren't needed any more. Where there are none it reads one.
func forget[T interface{ RecordID() ID }](ctx context.Context, w *Workspace, pages func(View) Pages[T], records func(Tx) Records[T], kept time.Duration, of func(T) (since time.Time, needed bool)) error {
	var old []ID
	now := w.db.now()
	over := func(r T) (young, needed bool) {
		since, needed := of(r)
		return now.Sub(since) < kept, needed
	}
	err := w.db.store.View(ctx, w.ID, func(v View) error {
		q := Query{Index: ByTime, Limit: forgottenAtOnce}
		for more := true; more && len(old) < forgottenAtOnce; {
			var rows []Row[T]
			var err error
			if rows, more, err = pages(v).Page(q); err != nil {
				return err
			}
			for _, r := range rows {
				q.After = r.Cursor
				young, needed := over(r.Item)
				if young {
					return nil // all that follow are younger
				}
				if !needed && len(old) < forgottenAtOnce {
					old = append(old, r.Item.RecordID())
				}
			}
		}
		return nil
	})
	if err != nil || len(old) == 0 {
		return err
	}
	return w.db.store.Commit(ctx, w.ID, func(tx Tx) error {
		for _, id := range old {
			r, err := records(tx).Get(id)
			if err == nil {
				if young, needed := over(r); !young && !needed {
					err = records(tx).Delete(id)
				}
			}
			if orNone(err) != nil {
				return err
			}
		}
		return nil
	})
}
