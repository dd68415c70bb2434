// Package outbox sends what the workspaces of a database have queued: mail, and
// webhooks. One that hangs holds up others of its own kind for as long as its
// time-outs, and nobody else.
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
}

const (
	atOnce   = 50               // messages that are taken of a workspace at once
	looks    = 10 * time.Second // how often the list of workspaces is looked at
	finishes = 2 * time.Second  // for a delivery under way when the server ends
	most     = time.Minute      // until a workspace is looked at again, in any case
)

// Run sends until ctx ends, and waits for what is under way.
func (w *Worker) Run(ctx context.Context) {
	var sending sync.WaitGroup // one for each workspace; they end with ctx
	defer sending.Wait()
	begun := map[domain.ID]bool{}
	beat := time.NewTicker(looks)
	defer beat.Stop()
	for {
		all, err := w.Database.Workspaces(ctx)
		if err != nil && ctx.Err() == nil {
			w.Log.Error("looking for what is to be sent", "error", domain.CleanMax(err.Error(), 200))
		}
		for _, info := range all {
			if !begun[info.ID] && info.DeletedAt.IsZero() {
				begun[info.ID] = true
				for _, kind := range w.kinds() {
					sending.Go(func() { w.workspace(ctx, info.Slug, kind) })
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
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

// workspace sends what a workspace has queued of a kind, as it is queued.
func (w *Worker) workspace(ctx context.Context, slug string, kind domain.MessageKind) {
	ws, err := w.Database.Workspace(ctx, slug)
	if err != nil {
		return // it was deleted or renamed in this moment
	}
	changed := ws.Watch(ctx)
	for ctx.Err() == nil {
		wait := w.round(ctx, ws, kind)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-changed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// round sends what is due, and tells how long nothing will be.
func (w *Worker) round(ctx context.Context, ws *domain.Workspace, kind domain.MessageKind) (wait time.Duration) {
	wait = most
	defer func() { // a mistake here ends this round alone
		if reason := recover(); reason != nil {
			w.Log.Error("sending", "panic", domain.CleanMax(fmt.Sprint(reason), 200), "stack", string(debug.Stack()))
		}
	}()
	for ctx.Err() == nil {
		due, next, err := ws.Outgoing(ctx, kind, atOnce)
		if err != nil {
			if ctx.Err() == nil {
				w.Log.Error("sending", "workspace", ws.Slug, "error", domain.CleanMax(err.Error(), 200))
			}
			return most
		}
		if len(due) == 0 {
			if !next.IsZero() {
				wait = min(most, max(0, time.Until(next))+time.Millisecond)
			}
			return wait
		}
		w.send(ctx, ws, due)
	}
	return wait
}

// send sends mails one after the other, and what each webhook is told in its order,
// the webhooks beside each other. Where one isn't taken the others after it wait
// for the next round, so that who hangs holds nobody up for more than one try.
func (w *Worker) send(ctx context.Context, ws *domain.Workspace, due []domain.Outgoing) {
	lanes := map[domain.ID][]domain.Outgoing{}
	for _, m := range due {
		lanes[m.Hook] = append(lanes[m.Hook], m)
	}
	var sending sync.WaitGroup
	for _, lane := range lanes {
		sending.Go(func() {
			for _, m := range lane {
				if ctx.Err() != nil || !w.deliver(ctx, ws, m) {
					return
				}
			}
		})
	}
	sending.Wait()
}

// deliver tries one message, notes what came of it and tells whether it went out,
// also when the server ends
// meanwhile: what went out mustn't go out again.
func (w *Worker) deliver(ctx context.Context, ws *domain.Workspace, m domain.Outgoing) bool {
	trying, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishes, cancel) })
	defer stop()
	answer, forGood, err := w.try(trying, ws, m)
	if err != nil && trying.Err() != nil {
		return false // it is tried again when the server is back
	}
	noted, out := context.WithoutCancel(ctx), err == nil
	if out {
		err = ws.Sent(noted, m.ID, answer)
		w.Log.Info("sent", "kind", string(m.Kind), "about", m.About, "workspace", m.Workspace.Slug, "message", string(m.ID))
	} else {
		w.Log.Warn("not sent", "kind", string(m.Kind), "about", m.About, "workspace", m.Workspace.Slug, "message", string(m.ID), "tries", m.Tries+1, "for_good", forGood, "answer", domain.CleanMax(answer, 200))
		err = ws.NotSent(noted, m.ID, answer, forGood)
	}
	if err != nil {
		w.Log.Error("noting a delivery", "message", string(m.ID), "error", domain.CleanMax(err.Error(), 200))
	}
	return out
}

func (w *Worker) try(ctx context.Context, ws *domain.Workspace, m domain.Outgoing) (answer string, forGood bool, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			w.Log.Error("sending", "panic", domain.CleanMax(fmt.Sprint(reason), 200), "stack", string(debug.Stack()))
			answer, err = "a mistake in gatehouse", fmt.Errorf("panic: %v", reason)
		}
	}()
	if m.Kind == domain.ByWebhook {
		return w.Hooks.Send(ctx, m.URL, m.Signing, string(m.ID), time.Now(), m.Payload)
	}
	return w.Mail.Mail(ctx, m, ws.ID)
}
