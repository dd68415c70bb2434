package outbox

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"gatehouse/domain"
)

// rests is how long a webhook is left alone after it didn't take a message: what
// waits for it needn't all be tried while it is down. What someone asks for is tried
// all the same.
const rests = time.Minute

// post sends what one workspace has queued of a kind. Lanes run beside each other:
// one for all mail, and one for each webhook, named by its id. A lane takes a
// message at a time and asks for it when its turn has come: what isn't true any
// more by then isn't sent.
type post struct {
	worker *Worker
	ws     *domain.Workspace
	kind   domain.MessageKind

	busy  map[domain.ID]bool // lanes in which a message is under way
	rests domain.Rests       // since when a webhook is left alone
	owed  []owed             // what came of deliveries and couldn't be noted
	done  chan result        // of the deliveries under way
}

// result is what came of a delivery.
type result struct {
	lane domain.ID
	sent bool
	owed *owed // nil: it was noted
}

// owed is what came of a delivery and isn't in the database, where the disk is full
// for instance. Its lane waits: the same message would go out again and again.
type owed struct {
	lane domain.ID
	note func(context.Context) error
}

// run sends until ctx ends, and waits for what is under way.
func (p *post) run(ctx context.Context) {
	p.busy, p.rests, p.done = map[domain.ID]bool{}, domain.Rests{}, make(chan result)
	var sending sync.WaitGroup // a lane's delivery; it ends with ctx, and with its time-out
	changed := p.ws.Watch(ctx)
	for ctx.Err() == nil {
		timer := time.NewTimer(p.round(ctx, &sending))
		select {
		case <-ctx.Done():
		case _, open := <-changed:
			if !open { // the database is closed
				changed = nil
			}
		case r := <-p.done:
			p.over(r)
		case <-timer.C:
		}
		timer.Stop()
	}
	go func() { sending.Wait(); close(p.done) }() // ends the loop below, which waits for it
	for r := range p.done {
		p.over(r)
	}
	p.noteOwed(context.WithoutCancel(ctx)) // the last chance; what can't be noted now goes out again
}

// over frees a lane.
func (p *post) over(r result) {
	if r.owed != nil {
		p.owed = append(p.owed, *r.owed)
		return
	}
	delete(p.busy, r.lane)
	if !r.sent && r.lane != "" {
		p.rests[r.lane] = time.Now()
	}
}

// round begins with what is due in each lane that is free, and tells how long
// nothing will be.
func (p *post) round(ctx context.Context, sending *sync.WaitGroup) (wait time.Duration) {
	wait = most
	defer p.worker.contain("sending") // a mistake here ends this round alone
	if !p.noteOwed(ctx) {
		wait = owedEvery
	}
	not := domain.Rests{}
	for lane, since := range p.rests {
		if left := time.Until(since.Add(rests)); left <= 0 {
			delete(p.rests, lane)
		} else {
			not[lane], wait = since, min(wait, left)
		}
	}
	for lane := range p.busy {
		not[lane] = time.Time{}
	}
	for ctx.Err() == nil && (p.kind != domain.ByMail || !p.busy[""]) {
		due, next, err := p.ws.Outgoing(ctx, p.kind, 1, not)
		if err != nil {
			p.worker.complain(ctx, "sending", err, "workspace", p.ws.Slug)
			return wait
		}
		if len(due) == 0 {
			if !next.IsZero() {
				wait = min(wait, max(leastWait, time.Until(next)+time.Millisecond))
			}
			return wait
		}
		m := due[0]
		p.busy[m.Hook] = true
		not[m.Hook] = time.Time{}
		sending.Go(func() { p.done <- p.deliver(ctx, m) })
	}
	return wait
}

const (
	owedEvery = 5 * time.Second        // how often it is tried to note what came of deliveries
	leastWait = 100 * time.Millisecond // whatever the clocks say
)

// noteOwed tells whether nothing is owed any more.
func (p *post) noteOwed(ctx context.Context) bool {
	for len(p.owed) > 0 {
		if err := p.worker.contained(ctx, p.owed[0].note); err != nil {
			p.worker.complain(ctx, "noting a delivery", err, "workspace", p.ws.Slug)
			return false
		}
		delete(p.busy, p.owed[0].lane)
		p.owed = p.owed[1:]
	}
	return true
}

// deliver tries one message and notes what came of it, also when the server ends
// meanwhile: what went out mustn't go out again.
func (p *post) deliver(ctx context.Context, m domain.Outgoing) result {
	trying, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishes, cancel) })
	defer stop()
	log := p.worker.Log.With("kind", string(m.Kind), "about", m.About, "workspace", m.Workspace.Slug, "message", string(m.ID))
	answer, forGood, err := p.try(trying, m)
	if err != nil && trying.Err() != nil {
		return result{lane: m.Hook} // it is tried again when the server is back
	}
	note := func(ctx context.Context) error { return p.ws.Sent(ctx, m.ID, answer) }
	if err == nil {
		log.Info("sent")
	} else {
		log.Warn("not sent", "tries", m.Tries+1, "for_good", forGood, "answer", code(answer))
		note = func(ctx context.Context) error { return p.ws.NotSent(ctx, m.ID, answer, forGood) }
	}
	r := result{lane: m.Hook, sent: err == nil}
	if err := p.worker.contained(context.WithoutCancel(ctx), note); err != nil {
		log.Error("noting a delivery", "error", domain.CleanMax(err.Error(), 200))
		r.owed = &owed{m.Hook, note}
	}
	return r
}

// code is what the log has of an answer: the number that the other side begins its
// words with, or our own words. Theirs may name who it goes to, and stand with the
// message.
func code(answer string) string {
	number, _, _ := strings.Cut(answer, " ")
	if number != "" && strings.Trim(number, "0123456789-.") == "" {
		return number
	}
	if strings.Contains(answer, "@") {
		return "see the message"
	}
	return domain.CleanMax(domain.Masked(answer), 100)
}

// contained makes an error of a mistake in what is done.
func (w *Worker) contained(ctx context.Context, do func(context.Context) error) (err error) {
	over := false
	defer func() {
		if !over {
			err = errors.New("a mistake in gatehouse")
		}
	}()
	defer w.contain("sending")
	err, over = do(ctx), true
	return err
}

// try makes an error of a mistake in what sends.
func (p *post) try(ctx context.Context, m domain.Outgoing) (answer string, forGood bool, err error) {
	err = p.worker.contained(ctx, func(ctx context.Context) (err error) {
		answer = "a mistake in gatehouse" // unless the other side has words
		if m.Kind == domain.ByWebhook {
			answer, forGood, err = p.worker.Hooks.Send(ctx, m.URL, m.Signing, string(m.ID), time.Now(), m.Payload)
		} else {
			answer, forGood, err = p.worker.Mail.Mail(ctx, m, p.ws.ID)
		}
		return err
	})
	return answer, forGood, err
}
