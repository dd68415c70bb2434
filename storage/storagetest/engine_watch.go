package storagetest

import (
	"context"
	"testing"
	"time"

	"gatehouse/storage"
)

// patience is how long a signal may take before a test gives up on it.
const patience = 10 * time.Second

func wantSignal(t *testing.T, watch <-chan struct{}, of string) {
	t.Helper()
	select {
	case _, open := <-watch:
		if !open {
			t.Fatalf("the watch of %s ended", of)
		}
	case <-time.After(patience):
		t.Fatalf("no signal for %s", of)
	}
}

// wantQuiet proves that nothing is under way by a signal that would come after.
func wantQuiet(t *testing.T, e storage.Engine, watch <-chan struct{}, of string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	fence := e.Watch(ctx, []byte("fence"))
	commit(t, e, put("fence", "x"))
	wantSignal(t, fence, "the fence")
	select {
	case <-watch:
		t.Errorf("a signal for %s, which didn't change", of)
	default:
	}
}

func watchSignalsItsPrefix(t *testing.T, e storage.Engine) {
	acme, other, all := e.Watch(t.Context(), []byte("w/acme/")), e.Watch(t.Context(), []byte("w/other/")), e.Watch(t.Context(), nil)
	commit(t, e, put("w/acme/members/1", "x"), put("z", "x"), put("a", "x"))
	wantSignal(t, acme, "a put under acme")
	wantSignal(t, all, "a put anywhere")
	wantQuiet(t, e, other, "other")
	commit(t, e, remove("w/acme/members/1"))
	wantSignal(t, acme, "a delete under acme")
	commit(t, e, put("w/other", "just short of the prefix"), put("w/other0", "just behind it"))
	wantQuiet(t, e, other, "other")
	commit(t, e, put("w/other/", "the prefix itself"))
	wantSignal(t, other, "its prefix itself")
	if err := e.Commit(t.Context(), func(storage.Getter) ([]storage.Change, error) {
		return []storage.Change{put("w/acme/x", "x")}, context.Canceled
	}); err == nil {
		t.Error("a failing commit gave no error")
	}
	wantQuiet(t, e, acme, "acme")
}

// watchCoalesces: nobody reads for a hundred commits, nothing blocks, and what
// is read afterwards is a hint or a few, not a hundred.
func watchCoalesces(t *testing.T, e storage.Engine) {
	watch := e.Watch(t.Context(), []byte("k"))
	for range 100 {
		commit(t, e, put("k", "x"))
	}
	wantSignal(t, watch, "a hundred changes")
	more := 0
	for quiet := false; !quiet; {
		select {
		case <-watch:
			more++
		default:
			quiet = true
		}
	}
	if more > 3 {
		t.Errorf("%d signals were kept for one reader", more+1)
	}
}

// watchSignalsAfterTheCommit: who looks after a signal finds the change, or
// gets another signal.
func watchSignalsAfterTheCommit(t *testing.T, e storage.Engine) {
	watch := e.Watch(t.Context(), []byte("n"))
	const last = "n50"
	done := make(chan error, 1)
	go func() {
		for i := range 51 {
			if err := e.Commit(t.Context(), deciding(put("n", "n"+string(rune('0'+i/10))+string(rune('0'+i%10))))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for get(t, e, "n") != last {
		wantSignal(t, watch, "a change that isn't seen yet")
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func watchEnds(t *testing.T, e storage.Engine) {
	ctx, cancel := context.WithCancel(t.Context())
	watch := e.Watch(ctx, []byte("k"))
	stays := e.Watch(t.Context(), []byte("k"))
	cancel()
	wantEnd(t, watch)
	wantEnd(t, e.Watch(ctx, []byte("k")))
	commit(t, e, put("k", "x"))
	wantSignal(t, stays, "a watch that goes on")
}

func wantEnd(t *testing.T, watch <-chan struct{}) {
	t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case _, open := <-watch:
			if !open {
				return
			}
		case <-timeout:
			t.Fatal("the channel of an ended watch stays open")
		}
	}
}

// closedRefuses: Close ends the watches, and what comes later fails.
func closedRefuses(t *testing.T, e storage.Engine) {
	commit(t, e, put("a", "1"))
	watch := e.Watch(t.Context(), nil)
	if err := e.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
	wantEnd(t, watch)
	wantEnd(t, e.Watch(t.Context(), nil))
	if err := e.View(t.Context(), func(storage.Reader) error { return nil }); err == nil {
		t.Error("a closed engine gave a view")
	}
	if err := e.Commit(t.Context(), deciding(put("a", "2"))); err == nil {
		t.Error("a closed engine took a commit")
	}
	if err := e.Close(); err != nil {
		t.Errorf("close again: %v", err)
	}
}
