package domain

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Stay says how someone is here.
type Stay struct {
	Idle time.Duration // how long without a touch; zero: as long as one likes
	// End is called once, on a goroutine of the domain's, when they may not stay:
	// the reason is an *Error whose sentence they read. It must not wait.
	End func(error)
}

// Presence is someone being here: screens, or a command that runs.
type Presence struct {
	id      ID
	session *Session
	stay    Stay
	began   time.Time
	touched atomic.Int64 // in nanoseconds, by the world's clock
	ended   sync.Once
	group   *gathering
}

// gatherings are those who are here, by workspace.
type gatherings struct {
	mu sync.Mutex
	of map[ID]*gathering
}

// gathering is who is in one workspace. One goroutine watches whether they may
// stay, as long as there is anyone.
type gathering struct {
	ws    *Workspace
	here  map[ID]*Presence // guarded by gatherings.mu
	wake  chan struct{}    // somebody came, so an end may be nearer
	leave context.CancelFunc
	gone  chan struct{} // closed when nobody watches any more
}

// recheck bounds how long the watch trusts its timer: clocks are set.
const recheck = 5 * time.Second

// Enter notes that the session's principal is here until Leave, and ends their
// stay when they may not be: suspended, removed, past the end of the account,
// without the login or certificate that they signed in by, or idle. Who may not
// be here now is refused (Denied).
func (s *Session) Enter(ctx context.Context, stay Stay) (*Presence, error) {
	if _, err := look(ctx, s, func(v *view) (struct{}, error) { return struct{}{}, v.present() }); err != nil {
		return nil, err
	}
	p := &Presence{id: s.ws.db.newID(), session: s, stay: stay, began: s.Now()}
	p.Touch()
	s.ws.db.present.add(p)
	return p, nil
}

// ID is how sessions end names it.
func (p *Presence) ID() ID { return p.id }

// Touch notes that they did something. It is cheap, and any goroutine may call
// it.
func (p *Presence) Touch() { p.touched.Store(p.session.ws.db.world.Now().UnixNano()) }

// Leave ends the presence: End isn't called any more. More than once does
// nothing.
func (p *Presence) Leave() {
	p.ended.Do(func() {})
	p.session.ws.db.present.remove(p)
}

func (p *Presence) end(reason error) { p.ended.Do(func() { p.stay.End(reason) }) }

func (all *gatherings) add(p *Presence) {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.of == nil {
		all.of = map[ID]*gathering{}
	}
	g := all.of[p.session.ws.ID]
	if g == nil {
		ctx, leave := context.WithCancel(context.Background())
		g = &gathering{ws: p.session.ws, here: map[ID]*Presence{}, wake: make(chan struct{}, 1), leave: leave, gone: make(chan struct{})}
		all.of[p.session.ws.ID] = g
		go g.watch(ctx, all) // ends when the last one has left, who waits for it
	}
	p.group = g
	g.here[p.id] = p
	select {
	case g.wake <- struct{}{}:
	default:
	}
}

func (all *gatherings) remove(p *Presence) {
	all.mu.Lock()
	g := p.group
	delete(g.here, p.id)
	last := len(g.here) == 0
	if last && all.of[g.ws.ID] == g {
		delete(all.of, g.ws.ID)
	}
	all.mu.Unlock()
	if last {
		g.leave()
		<-g.gone
	}
}

// list is who is here now.
func (all *gatherings) list(g *gathering) []*Presence {
	all.mu.Lock()
	defer all.mu.Unlock()
	here := make([]*Presence, 0, len(g.here))
	for _, p := range g.here {
		here = append(here, p)
	}
	return here
}

// watch looks at everyone when something in the workspace changed, and when
// somebody's time is over.
func (g *gathering) watch(ctx context.Context, all *gatherings) {
	defer close(g.gone)
	signals := g.ws.Watch(ctx)
	clock := time.NewTimer(recheck)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-signals:
			if !open {
				signals = nil
			}
		case <-g.wake:
		case <-clock.C:
		}
		clock.Reset(g.look(ctx, all.list(g)))
	}
}

// look ends the stay of all who may not be here, and tells when to look again.
func (g *gathering) look(ctx context.Context, here []*Presence) time.Duration {
	now := g.ws.db.world.Now()
	next := now.Add(recheck)
	reasons := map[Principal]error{} // most have several sessions
	err := g.ws.db.store.View(ctx, g.ws.ID, func(v View) error {
		for _, p := range here {
			who := p.session.who
			reason, known := reasons[who]
			if !known {
				var until time.Time
				if until, reason = p.session.mayStay(v); reason == nil && !until.IsZero() && until.Before(next) {
					next = until
				}
				reasons[who] = reason
			}
			if reason != nil {
				p.end(reason)
			}
		}
		return nil
	})
	if err != nil {
		return time.Second // the database can't be read just now: nobody is sent away for that
	}
	for _, p := range here {
		if p.stay.Idle == 0 {
			continue
		}
		over := time.Unix(0, p.touched.Load()).Add(p.stay.Idle)
		if !over.After(now) {
			p.end(Errorf(Expired, "idle", "nothing was typed for %s, so you were signed out", Left(now.Add(p.stay.Idle), now)))
		} else if over.Before(next) {
			next = over
		}
	}
	return max(next.Sub(now), time.Millisecond)
}

// mayStay tells until when they may stay as it looks now, or why not.
func (s *Session) mayStay(v View) (until time.Time, reason error) {
	t, err := s.begin(v)
	switch kind := KindOf(err); {
	case kind == Unavailable:
		return until, nil // the workspace is being switched: everyone waits
	case err != nil:
		return until, err
	}
	if err := t.present(); err != nil {
		return until, err
	}
	until = t.actor.ExpiresAt
	if end := s.who.Until; !end.IsZero() && (until.IsZero() || end.Before(until)) {
		until = end
	}
	return until, nil
}
