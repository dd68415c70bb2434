package app

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"gatehouse/cmd/internal/sshchan"
)

// winding tells whether what runs ends by itself when its context does, and
// cleans up after itself: screens, servers, work with files of its own.
type winding struct {
	atomic.Bool
	hangUp atomic.Pointer[func()] // what SIGHUP does instead of ending; nil: it ends
}

// again lets SIGHUP do something else than end what runs; nil undoes that.
func (w *winding) again(do func()) {
	if do == nil {
		w.hangUp.Store(nil)
		return
	}
	w.hangUp.Store(&do)
}

// endedBy is why the context of a run ended.
type endedBy struct{ signal syscall.Signal }

func (e endedBy) Error() string { return "ended by " + e.signal.String() }

// heed ends the context at the first signal to end. What doesn't wind up by
// itself is over at once, which over tells: a database takes that. A second
// signal ends anything.
func (p *program) heed(ctx context.Context) (heeding context.Context, over <-chan endedBy, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	signals, atOnce := make(chan os.Signal, 2), make(chan endedBy, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() { // ends when signals is closed
		for s := range signals {
			if again := p.winding.hangUp.Load(); again != nil && s == syscall.SIGHUP {
				(*again)()
				continue
			}
			by := endedBy{s.(syscall.Signal)}
			cancel(by)
			if !p.winding.CompareAndSwap(true, false) {
				atOnce <- by
				return
			}
		}
	}()
	return ctx, atOnce, func() { signal.Stop(signals); close(signals); cancel(nil) }
}

// code is the exit code by which shells know the signal.
func (e endedBy) code() int { return 128 + int(e.signal) }

// signalled is the exit code of a run that a signal ended, or that nobody
// waits for any more.
func signalled(ctx context.Context) (int, bool) {
	cause := context.Cause(ctx)
	if by, is := errors.AsType[endedBy](cause); is {
		return by.code(), true
	}
	_, elsewhere := errors.AsType[sshchan.Signalled](cause)
	return 1, elsewhere || errors.Is(cause, sshchan.ErrGone) // whoever sent the signal knows which
}
