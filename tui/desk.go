package tui

import (
	"context"
	"sync"
	"time"

	"gatehouse/domain"
)

// desk keeps what the header says up to date, and passes the workspace's
// signals on when it has.
type desk struct {
	session *domain.Session
	beat    func(context.Context)
	changed chan struct{}
	ended   chan struct{} // closed when follow has returned

	mu  sync.Mutex
	sum domain.Summary
}

// recheck is how often the header is looked at when nothing is signalled: what
// ends by the clock ends without a commit. It is also the beat.
const recheck = 5 * time.Second

// openDesk looks at the workspace once, and follows it until ctx ends. Out is
// called when the database can't be read any more; who may not stay is out by
// their presence.
func openDesk(ctx context.Context, o Options, out func(error)) (*desk, error) {
	d := &desk{session: o.Session, beat: o.Beat, changed: make(chan struct{}), ended: make(chan struct{})}
	signals := d.session.Watch(ctx)
	if err := d.look(ctx); err != nil {
		return nil, err
	}
	go d.follow(ctx, signals, out)
	return d, nil
}

func (d *desk) look(ctx context.Context) error {
	sum, err := d.session.Summary(ctx)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sum = sum
	return nil
}

// follow ends with ctx; Run waits for it.
func (d *desk) follow(ctx context.Context, signals <-chan struct{}, out func(error)) {
	defer close(d.ended)
	defer func() {
		if reason := recover(); reason != nil {
			out(mistake{reason})
		}
	}()
	clock := time.NewTicker(recheck)
	defer clock.Stop()
	for {
		signalled := false
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
			if d.beat != nil {
				d.beat(ctx)
			}
		case _, open := <-signals:
			if !open {
				signals = nil
			}
			signalled = open
		}
		if err := d.look(ctx); domain.KindOf(err) == domain.Damaged {
			out(err)
			return
		}
		if !signalled {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case d.changed <- struct{}{}:
		}
	}
}

// header is what is known now; it waits for nothing.
func (d *desk) header() Header {
	d.mu.Lock()
	sum := d.sum
	d.mu.Unlock()
	now := d.session.Now()
	h := Header{
		Workspace: domain.Clean(sum.Name), Who: domain.Clean(sum.Actor.Label()), Role: sum.Actor.RoleName, Via: sum.Via,
		Plan: sum.Plan, Seats: seats(sum.SeatsUsed, sum.Seats),
	}
	switch left := domain.Left(sum.Offer.Until, now); {
	case sum.Offer.ToYou:
		h.Left = "ownership offered to you, " + left + " left"
	case sum.Offer.To != "" && sum.Actor.Owner:
		h.Left = "ownership offered to " + domain.Clean(sum.Offer.Name) + ", " + left + " left"
	default:
		h.Left = line(temporary(sum.Actor, now))
	}
	return h
}

// temporary is what someone has for a while only: the role, and the account.
func temporary(who domain.Listed, now time.Time) (ends []string) {
	if !who.Until.IsZero() {
		ends = append(ends, domain.Clean(who.RoleName)+" for "+domain.Left(who.Until, now)+" more")
	}
	if !who.ExpiresAt.IsZero() {
		ends = append(ends, "ends in "+domain.Left(who.ExpiresAt, now))
	}
	return ends
}

func seats(used, all int) string {
	switch {
	case all > 0:
		return number(used) + " of " + number(all) + " seats"
	case used == 1:
		return "1 seat"
	}
	return number(used) + " seats"
}
