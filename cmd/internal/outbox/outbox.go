// Package outbox sends what the workspaces of a database have queued: mail one
// after the other, and to each webhook one message after the other. One that hangs
// holds up nobody else.
package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"gatehouse/domain"
)

// Mailer sends one mail. The answer is the other side's words; forGood tells that
// it will never be taken.
type Mailer interface {
	Mail(ctx context.Context, m domain.Outgoing, workspace domain.ID) (answer string, forGood bool, err error)
}

// Hooks sends one webhook, signed; see package webhook.
type Hooks interface {
	Send(ctx context.Context, url string, signing []byte, id string, at time.Time, body []byte) (answer string, forGood bool, err error)
}

// Worker sends. There is one for a database: nothing else takes what it took.
type Worker struct {
	Database *domain.Database
	Mail     Mailer // nil: none is sent
	Hooks    Hooks
	Log      *slog.Logger

	looks time.Duration // how often the list of workspaces is looked at; 0: 10 s
}

const (
	looks    = 10 * time.Second
	finishes = 2 * time.Second // for a delivery under way when the server ends
	most     = time.Minute     // until a workspace is looked at again, in any case
)

// Run sends until ctx ends, and waits for what is under way.
func (w *Worker) Run(ctx context.Context) {
	var sending sync.WaitGroup // two for each workspace; they end with it and with ctx
	defer sending.Wait()
	ends := map[domain.ID]context.CancelFunc{}
	defer func() {
		for _, end := range ends {
			end()
		}
	}()
	every := w.looks
	if every == 0 {
		every = looks
	}
	beat := time.NewTicker(every)
	defer beat.Stop()
	for {
		w.look(ctx, ends, &sending)
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// look begins with the workspaces that are new and ends with those that are gone.
func (w *Worker) look(ctx context.Context, ends map[domain.ID]context.CancelFunc, sending *sync.WaitGroup) {
	defer w.contain("looking for what is to be sent")
	all, err := w.Database.Workspaces(ctx)
	if err != nil {
		w.complain(ctx, "looking for what is to be sent", err)
		return
	}
	open := map[domain.ID]bool{}
	for _, info := range all {
		if !info.DeletedAt.IsZero() {
			continue
		}
		open[info.ID] = true
		if ends[info.ID] != nil {
			continue
		}
		ws, err := w.Database.Workspace(ctx, info.Slug)
		if err != nil {
			continue // it was deleted or renamed in this moment; the next look finds out
		}
		its, end := context.WithCancel(ctx)
		ends[info.ID] = end
		for _, kind := range w.kinds() {
			sending.Go(func() { (&post{worker: w, ws: ws, kind: kind}).run(its) })
		}
	}
	for id, end := range ends {
		if !open[id] {
			end()
			delete(ends, id)
		}
	}
}

// kinds are what is sent at all, each apart from the other.
func (w *Worker) kinds() (all []domain.MessageKind) {
	if w.Mail != nil {
		all = append(all, domain.ByMail)
	}
	if w.Hooks != nil {
		all = append(all, domain.ByWebhook)
	}
	return all
}

// contain keeps a mistake to what was being done.
func (w *Worker) contain(doing string) {
	if reason := recover(); reason != nil {
		w.Log.Error(doing, "panic", domain.CleanMax(fmt.Sprint(reason), 200), "stack", string(debug.Stack()))
	}
}

// complain logs an error, unless it comes of the end.
func (w *Worker) complain(ctx context.Context, doing string, err error, more ...any) {
	if ctx.Err() == nil {
		w.Log.Error(doing, append(more, "error", domain.CleanMax(err.Error(), 200))...)
	}
}
