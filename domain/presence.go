package domain

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"gatehouse/domain/rights"
)

// Stay says for how long someone means to be there, and how they are told that
// it is over.
type Stay struct {
	Idle time.Duration // without a [Presence.Touch]; zero: as long as one likes

	// End is called at most once, on a goroutine of its own, with an *Error whose
	// sentence the person reads: Denied (suspended, removed, ended, channel,
	// login_removed, certificate_over, ended_by), Expired (idle), or NotFound (the
	// workspace or the account is gone). It mustn't call Leave, which waits for it.
	End func(error)
}

// Presence is someone who is there: screens, or a command that runs. It stands
// in the list of sessions until Leave or its end.
type Presence struct {
	id      ID
	session *Session
	stay    Stay
	started time.Time
	room    *room

	mu      sync.Mutex
	touched time.Time
	ended   bool
	left    bool
	telling sync.WaitGroup // the goroutine that calls End; Leave waits for it
}

// Enter notes that someone is there, refuses who may not be, and watches over
// them until Leave: who is suspended, removed, past an end, without their login,
// or of a workspace that was deleted, is told at once. A role that was lowered
// ends nothing; it speaks at the next use case.
func (s *Session) Enter(ctx context.Context, stay Stay) (*Presence, error) {
	_, err := look(ctx, s, func(v *view) (time.Time, error) { return v.stays() })
	if err != nil {
		return nil, err
	}
	db := s.ws.db
	now := db.world.Now()
	p := &Presence{id: db.newID(), session: s, stay: stay, started: now, touched: now}
	return p, db.rooms.enter(p)
}

// ID names the session in the list.
func (p *Presence) ID() ID { return p.id }

// Touch notes that somebody typed. It is cheap, and any goroutine may call it.
func (p *Presence) Touch() {
	now := p.session.ws.db.world.Now()
	p.mu.Lock()
	p.touched = now
	p.mu.Unlock()
}

// Leave ends the presence, and waits until nothing of it runs any more: End
// isn't called after it. It can be called again.
func (p *Presence) Leave() {
	p.room.leave(p)
	p.mu.Lock()
	p.left = true
	p.mu.Unlock()
	p.telling.Wait()
}

// over tells the person, once, that it is over.
func (p *Presence) over(reason error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.left {
		return
	}
	p.ended = true
	if p.stay.End != nil {
		p.telling.Go(func() { p.stay.End(reason) })
	}
}

// idles ends it if nobody typed for too long, and tells when it will be so;
// zero: never.
func (p *Presence) idles(now time.Time) time.Time {
	if p.stay.Idle <= 0 {
		return time.Time{}
	}
	p.mu.Lock()
	end := p.touched.Add(p.stay.Idle)
	p.mu.Unlock()
	if !now.Before(end) {
		p.over(Errorf(Expired, "idle", "this session ended because nobody typed for %s", Left(now.Add(p.stay.Idle), now)))
	}
	return end
}

// live tells whether it goes on, and since when nobody typed.
func (p *Presence) live() (touched time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.touched, !p.ended && !p.left
}

// stays refuses who may not be there, and tells when that will be so without
// any change; zero: never.
func (t *txn) stays() (until time.Time, err error) {
	until = t.s.who.Until
	if end := t.actor.ExpiresAt; until.IsZero() || !end.IsZero() && end.Before(until) {
		until = end
	}
	err = t.present()
	if e, ok := errors.AsType[*Error](err); ok {
		e.Code = cmp.Or(outCodes[t.asks.Status], "channel")
	}
	return until, err
}

// outCodes are the codes of the refusals that tell someone why they are out.
var outCodes = map[rights.Status]string{rights.Suspended: "suspended", rights.Removed: "removed", rights.Ended: "ended"}
