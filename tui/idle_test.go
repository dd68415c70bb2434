package tui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"gatehouse/domain"
)

func TestTypingWindsTheIdleTimerUpAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancelCause(t.Context())
		touch, stop := idle(30*time.Minute, end)
		defer stop()
		for range 3 {
			<-time.After(29 * time.Minute) // of the bubble: none passes
			touch()
		}
		if err := ctx.Err(); err != nil {
			t.Fatalf("it ended though somebody typed: %v", context.Cause(ctx))
		}
		<-time.After(30 * time.Minute)
		synctest.Wait()
		if err := context.Cause(ctx); domain.KindOf(err) != domain.Expired || err.Error() != "this session ended because nobody typed for 30 min" {
			t.Errorf("it ended with %v", err)
		}
	})
}
