package domain

import (
	"context"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// TicketLasts is how long a fresh key waits to be claimed.
const TicketLasts = 10 * time.Minute

const (
	ticketLength = 6 // characters of Crockford base32: 30 bits, for one member alone
	ticketDash   = 4 // they are written 7Q2M-KX
	mostTickets  = 8 // of one member; the oldest makes room
)

// tickets are the fresh keys that wait to be claimed, in the memory of this
// process alone. A ticket is looked up among those of the member who asks, so
// nobody else's can be guessed, or told from one that never was.
type tickets struct {
	mu      sync.Mutex
	of      map[claimant][]*ticket // oldest first
	closed  bool
	running sync.WaitGroup // timers that drop a secret; close waits for them
}

type claimant struct{ workspace, member ID }

// ticket is a key to be claimed once. When it was claimed or is over, its secret
// is gone, and it stays for the answer alone.
type ticket struct {
	text     string
	ends     time.Time
	timer    *time.Timer
	claiming sync.Mutex // one claim at a time; the next sees what became of it

	key  FreshKey // under tickets.mu, as is the rest; the zero value: no more
	used bool
}

// Ticket notes a key just made, so that whoever made it can claim it elsewhere,
// once and within TicketLasts: at "7Q2M-KX".
func (s *Session) Ticket(k FreshKey) (string, error) {
	if k.CreatedBy != s.who.Member || k.Secret.Reveal() == "" {
		return "", Errorf(Invalid, "not_fresh", "only a key that you just made can be claimed")
	}
	db := s.ws.db
	return db.tickets.add(claimant{s.ws.ID, s.who.Member}, k, db.world.Now(), db.world.Random)
}

func (ts *tickets) add(by claimant, k FreshKey, now time.Time, random io.Reader) (string, error) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.closed {
		return "", Errorf(Unavailable, "stopping", "this server is stopping")
	}
	all := ts.of[by]
	text, err := drawTicket(random)
	for err == nil && slices.ContainsFunc(all, func(t *ticket) bool { return t.text == text }) {
		text, err = drawTicket(random)
	}
	if err != nil {
		return "", err
	}
	if len(all) == mostTickets {
		ts.drop(all[0])
		all = slices.Delete(all, 0, 1)
	}
	t := &ticket{text: text, ends: now.Add(TicketLasts), key: k}
	ts.running.Add(1)
	t.timer = time.AfterFunc(TicketLasts, func() {
		defer ts.running.Done()
		ts.mu.Lock()
		defer ts.mu.Unlock()
		t.key = FreshKey{}
	})
	ts.of[by] = append(all, t)
	return text[:ticketDash] + "-" + text[ticketDash:], nil
}

func drawTicket(random io.Reader) (string, error) {
	var b [ticketLength]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", err
	}
	for i := range b {
		b[i] = crockford[b[i]&31] // 256 is a multiple of 32: no character is favoured
	}
	return strings.ToUpper(string(b[:])), nil
}

// drop forgets the secret and stops its timer, under ts.mu.
func (ts *tickets) drop(t *ticket) {
	t.key = FreshKey{}
	if t.timer.Stop() {
		ts.running.Done()
	}
}

// close forgets all tickets and takes no more.
func (ts *tickets) close() {
	ts.mu.Lock()
	ts.closed = true
	for _, all := range ts.of {
		for _, t := range all {
			ts.drop(t)
		}
	}
	clear(ts.of)
	ts.mu.Unlock()
	ts.running.Wait()
}

// find is a member's ticket, or nil. Case, spaces and dashes don't matter, and O,
// I and L are the digits that they are taken for (Crockford's base32).
func (ts *tickets) find(by claimant, text string) *ticket {
	text = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(text)))
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if i := slices.IndexFunc(ts.of[by], func(t *ticket) bool { return t.text == text }); i >= 0 {
		return ts.of[by][i]
	}
	return nil
}

// waiting is the key of a ticket that can be claimed.
func (ts *tickets) waiting(t *ticket, now time.Time) (FreshKey, error) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	switch {
	case t.used:
		return FreshKey{}, Errorf(Expired, "claimed", "this ticket was used: a key is given out once; rotate the key for another")
	case !now.Before(t.ends) || t.key.Secret.Reveal() == "":
		ts.drop(t)
		return FreshKey{}, Errorf(Expired, "ticket_over", "this ticket is over: it lasts %s; rotate the key for another", Left(now.Add(TicketLasts), now))
	}
	return t.key, nil
}

// claimed ends a ticket for good.
func (ts *tickets) claimed(t *ticket) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t.used = true
	ts.drop(t)
}

// Claim gives out a key that the same member made a moment before, by whatever
// way they come: once, within TicketLasts, and while they may manage it.
func (s *Session) Claim(ctx context.Context, text string) (FreshKey, error) {
	ts := &s.ws.db.tickets
	found := ts.find(claimant{s.ws.ID, s.who.Member}, text)
	if found != nil {
		found.claiming.Lock()
		defer found.claiming.Unlock()
	}
	k, err := commit(ctx, s, actionClaim, func(t *txn) (FreshKey, error) {
		if err := t.present(); err != nil {
			return FreshKey{}, err
		}
		if found == nil {
			return FreshKey{}, Errorf(NotFound, "no_ticket", "you have no ticket %s", said(text))
		}
		k, err := ts.waiting(found, s.ws.db.world.Now())
		if err != nil {
			return k, err
		}
		return t.claim(k)
	})
	if err == nil {
		ts.claimed(found)
	}
	return k, err
}

// claim asks again what to show the key asks, since rights may have been lost
// since it was made, and whether it is still of use.
func (t *txn) claim(k FreshKey) (FreshKey, error) {
	var err error
	secret := k.Secret
	if k.Key, k.Service, err = t.ownKey(Ref(k.ID), stopping, func(a *ask) { a.rotates = true }); err != nil {
		return FreshKey{}, err
	}
	switch k.Key.StatusAt(t.now) {
	case KeyRevoked:
		return FreshKey{}, Errorf(Expired, "revoked", "the key %s was revoked; make a new one", Clean(k.Name))
	case KeyExpired:
		return FreshKey{}, Errorf(Expired, "expired", "the key %s has expired; make a new one", Clean(k.Name))
	}
	if _, err = t.Append(t.newEvent(actionClaim, mentionKey(k.Key, k.Service), "", ResultDone)); err != nil {
		return FreshKey{}, err
	}
	return t.fresh(k.Key, secret)
}
