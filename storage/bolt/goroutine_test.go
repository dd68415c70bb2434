package bolt_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestNoGoroutineStays: a watch costs none, and Close waits for the committer.
func TestNoGoroutineStays(t *testing.T) {
	e, _ := create(t)
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	for range 1000 {
		e.Watch(ctx, []byte("k"))
	}
	if now := runtime.NumGoroutine(); now > before+10 {
		t.Errorf("a thousand watches took %d goroutines", now-before)
	}
	commitMany(t, e, 10)
	closeEngine(t, e)
	cancel()
	for end := time.Now().Add(10 * time.Second); strings.Contains(stacks(), "bolt.(*Engine)"); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("after Close:\n%s", stacks())
		}
	}
}

func stacks() string {
	b := make([]byte, 1<<20)
	return string(b[:runtime.Stack(b, true)])
}
