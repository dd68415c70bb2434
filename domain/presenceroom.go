package domain

import (
	"context"
	"sync"
	"time"
)

// rooms are the workspaces in which someone is.
type rooms struct {
	mu     sync.Mutex
	open   map[ID]*room
	closed bool
}

// room is who is in one workspace, with one goroutine that watches over all of
// them, so that a commit costs one view however many are there. The Leave of the
// last one, or Database.Close, stops it and waits for it.
type room struct {
	in   *rooms
	ws   *Workspace
	here map[ID]*Presence // under in.mu
	came chan struct{}    // holds one signal: somebody new is to be looked at
	stop context.CancelFunc
	done chan struct{}
}

// enter lets someone in. The room watches the store before it looks at them
// again, so that no change between their check and now is missed.
func (rs *rooms) enter(p *Presence) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.closed {
		return Errorf(Unavailable, "stopping", "this server is stopping")
	}
	ws := p.session.ws
	r := rs.open[ws.ID]
	if r == nil {
		ctx, stop := context.WithCancel(context.Background())
		r = &room{in: rs, ws: ws, here: map[ID]*Presence{}, came: make(chan struct{}, 1), stop: stop, done: make(chan struct{})}
		rs.open[ws.ID] = r
		go r.watch(ctx, ws.Watch(ctx))
	}
	r.here[p.id], p.room = p, r
	select {
	case r.came <- struct{}{}:
	default: // it will look anyway
	}
	return nil
}

// leave takes someone out; the last one closes the room.
func (r *room) leave(p *Presence) {
	r.in.mu.Lock()
	delete(r.here, p.id)
	empty := len(r.here) == 0
	if empty && r.in.open[r.ws.ID] == r {
		delete(r.in.open, r.ws.ID)
	}
	r.in.mu.Unlock()
	if empty {
		r.stop()
		<-r.done
	}
}

// close stops the watching in all rooms, and lets nobody in any more.
func (rs *rooms) close() {
	rs.mu.Lock()
	rs.closed = true
	var open []*room
	for _, r := range rs.open {
		open = append(open, r)
	}
	rs.mu.Unlock()
	for _, r := range open {
		r.stop()
		<-r.done
	}
}

// in lists who is in a workspace and wasn't told to go.
func (rs *rooms) in(ws ID) (all []*Presence) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.open[ws]; r != nil {
		for _, p := range r.here {
			if _, live := p.live(); live {
				all = append(all, p)
			}
		}
	}
	return all
}

const (
	lookAgain = 3 * time.Second        // a signal is only a hint, and a clock may be set
	mostPause = 300 * time.Millisecond // so that who is out is told well within a second
)

// watch looks after each change, when somebody came, and when something ends.
// Where changes follow one another it rests ten times as long as a look took, so
// that watching stays cheap with many people.
func (r *room) watch(ctx context.Context, changed <-chan struct{}) {
	defer close(r.done)
	timer := time.NewTimer(lookAgain)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-changed:
			if !ok {
				changed = nil // the store has ended, and with it all that could change
			}
		case <-r.came:
		case <-timer.C:
		}
		began := time.Now()
		timer.Reset(r.look(ctx))
		select {
		case <-ctx.Done():
			return
		case <-time.After(min(10*time.Since(began), mostPause)):
		}
	}
}

// look tells everyone whose time is over, and says when to look again.
func (r *room) look(ctx context.Context) time.Duration {
	all := r.in.in(r.ws.ID)
	found := r.outlooks(ctx, all)
	now, next := r.ws.db.world.Now(), lookAgain
	for _, p := range all {
		v := found[standsAs(p.session.who)]
		if v.over != nil {
			p.over(v.over)
			continue
		}
		for _, end := range []time.Time{v.until, p.idles(now)} {
			if !end.IsZero() {
				next = min(next, max(end.Sub(now), time.Millisecond))
			}
		}
	}
	return next
}

// outlook is whether someone may stay, and until when.
type outlook struct {
	over  error
	until time.Time
}

// standsAs is what of a principal decides whether they may stay: sessions that
// have it in common are looked at once.
func standsAs(p Principal) Principal {
	p.Via, p.From = "", ""
	return p
}

// outlooks asks for each principal in one snapshot. What can't be read, or is
// busy for a moment, ends nothing: it is looked at again, and no use case lets
// anybody do more meanwhile.
func (r *room) outlooks(ctx context.Context, all []*Presence) map[Principal]outlook {
	found := map[Principal]outlook{}
	_ = r.ws.db.store.View(ctx, r.ws.ID, func(v View) error {
		clear(found)
		for _, p := range all {
			as := standsAs(p.session.who)
			if _, known := found[as]; known {
				continue
			}
			var one outlook
			t, err := p.session.begin(v)
			if err == nil {
				one.until, err = t.stays()
			}
			switch KindOf(err) {
			case Denied, NotFound:
				one.over = err
			}
			found[as] = one
		}
		return nil
	})
	return found
}
