package sshd

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"

	"gatehouse/cmd/internal/limit"
	"gatehouse/domain"
)

// client is one connection, from its first byte to its last.
type client struct {
	net.Conn
	server  *Server
	from    netip.Addr
	refused offers       // what it offered while signing in
	alive   sync.Once    // starts keeping alive
	refuses atomic.Int32 // channels that are being refused
	unread  unread

	// Guarded by clients.mu:
	arrived  uint64
	known    bool // it has signed in as a member
	sessions int
	unbegun  int         // of them: those that haven't said what to run
	out      bool        // its person was refused since
	silent   *time.Timer // hangs up on who proved a key and has no session
}

// clients are all connections, and how many there may be.
type clients struct {
	mu       sync.Mutex
	open     map[*client]struct{}
	from     map[netip.Addr]int
	arrivals uint64
	unsigned int // those that aren't known
	sessions int
	of       map[domain.ID]int // sessions of each member; who joins is nobody yet
	unread   int
	cells    int // of all terminals
	closing  bool
	empty    chan struct{} // closed when the last session has ended after close
}

type contextKey struct{ name string }

// theClient is under what the connection's context has its client.
func theClient() contextKey { return contextKey{"gatehouse.client"} }

// arrive lets a connection in, or closes it.
func (s *Server) arrive(ctx ssh.Context, conn net.Conn) net.Conn {
	c := &client{Conn: conn, server: s, from: address(conn.RemoteAddr())}
	instead, ok := s.clients.add(c, s.inForce().Limits)
	if !ok {
		return nil
	}
	if instead != nil {
		_ = instead.Close()
	}
	ctx.SetValue(theClient(), c)
	return c
}

// address is where a connection comes from, without its port.
func address(of net.Addr) netip.Addr {
	at, _ := netip.ParseAddrPort(of.String()) // not an address: the zero one, counted as one place
	return at.Addr().Unmap().WithZone("")
}

// add lets a connection in. Where there are too many, it is instead of one that
// has no session, or hasn't signed in.
func (all *clients) add(c *client, l Limits) (instead *client, ok bool) {
	all.mu.Lock()
	defer all.mu.Unlock()
	p := limit.Network(c.from)
	if all.open == nil {
		all.open, all.from, all.of = map[*client]struct{}{}, map[netip.Addr]int{}, map[domain.ID]int{}
	}
	switch {
	case all.closing:
		return nil, false
	case all.from[p] >= l.PerAddress:
		instead = all.oldest(func(o *client) bool { return o.sessions == 0 && limit.Network(o.from) == p })
	case len(all.open) >= l.Connections:
		instead = all.oldest(func(o *client) bool { return o.sessions == 0 })
	case all.unsigned >= l.Unauthenticated:
		instead = all.stranger()
	default:
		return nil, all.enter(c)
	}
	if instead == nil {
		return nil, false
	}
	all.forget(instead)
	return instead, all.enter(c)
}

func (all *clients) enter(c *client) bool {
	all.arrivals++
	c.arrived = all.arrivals
	all.open[c] = struct{}{}
	all.from[limit.Network(c.from)]++
	all.unsigned++
	return true
}

// oldest is who came first of those that are such; nil if nobody is.
func (all *clients) oldest(such func(*client) bool) (first *client) {
	for c := range all.open {
		if such(c) && (first == nil || c.arrived < first.arrived) {
			first = c
		}
	}
	return first
}

// stranger is who waits longest without having signed in, at the address that
// has most of them: one who floods shuts out nobody but themselves.
func (all *clients) stranger() *client {
	from, most := map[netip.Addr]int{}, 0
	for c := range all.open {
		if !c.known {
			p := limit.Network(c.from)
			from[p]++
			most = max(most, from[p])
		}
	}
	return all.oldest(func(c *client) bool { return !c.known && from[limit.Network(c.from)] == most })
}

// Close closes the connection and gives its place up.
func (c *client) Close() error {
	all := &c.server.clients
	all.mu.Lock()
	all.forget(c)
	all.mu.Unlock()
	return c.Conn.Close()
}

// forget gives a connection's place up.
func (all *clients) forget(c *client) {
	if _, there := all.open[c]; !there {
		return
	}
	delete(all.open, c)
	p := limit.Network(c.from)
	if all.from[p]--; all.from[p] == 0 {
		delete(all.from, p)
	}
	if !c.known {
		all.unsigned--
	}
	if c.silent != nil {
		c.silent.Stop()
	}
	all.unread -= c.unread.bytes
	c.unread.bytes = 0
}

// proved notes that the client has proved its key. One that asks for nothing
// after that is hung up on.
func (c *client) proved(patience time.Duration) {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if _, there := all.open[c]; there && c.silent == nil {
		c.silent = time.AfterFunc(patience, func() { _ = c.Close() })
	}
}

// signed notes that the key is a member's.
func (c *client) signed() {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if _, there := all.open[c]; there && !c.known {
		c.known = true
		all.unsigned--
	}
}

// close lets nobody in any more.
func (all *clients) close() {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.closing {
		return
	}
	all.closing, all.empty = true, make(chan struct{})
	if all.sessions == 0 {
		close(all.empty)
	}
}

// sessionsOver waits for the last session, or for the end of patience.
func (all *clients) sessionsOver(patience context.Context) {
	select {
	case <-all.empty:
	case <-patience.Done():
	}
}

// hangUp closes every connection.
func (all *clients) hangUp() {
	all.mu.Lock()
	var left []*client
	for c := range all.open {
		left = append(left, c)
	}
	all.mu.Unlock()
	for _, c := range left {
		_ = c.Close()
	}
}
