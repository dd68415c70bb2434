package sshd

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"charm.land/ssh"
)

// client is one connection, from its first byte to its last.
type client struct {
	net.Conn
	server  *Server
	from    netip.Addr
	refused offers // what it offered while signing in
	once    sync.Once
	alive   sync.Once // starts keeping alive

	signedIn bool // guarded by clients.mu, as sessions are
	sessions int
	silent   *time.Timer // hangs up on who signed in and does nothing
}

// clients are all connections, and how many there may be.
type clients struct {
	mu       sync.Mutex
	open     map[*client]struct{}
	from     map[netip.Prefix]int
	unsigned int
	sessions int
	closing  bool
	empty    chan struct{} // closed when the last session has ended after close
}

type contextKey struct{ name string }

// theClient is under what the connection's context has its client.
func theClient() contextKey { return contextKey{"gatehouse.client"} }

// arrive lets a connection in, or closes it.
func (s *Server) arrive(ctx ssh.Context, conn net.Conn) net.Conn {
	c := &client{Conn: conn, server: s, from: address(conn.RemoteAddr())}
	if !s.clients.add(c, s.now().Limits) {
		return nil
	}
	ctx.SetValue(theClient(), c)
	return c
}

// address is where a connection comes from, without its port.
func address(of net.Addr) netip.Addr {
	at, _ := netip.ParseAddrPort(of.String()) // not an address: the zero one, counted as one place
	return at.Addr().Unmap().WithZone("")
}

// place is what counts as one address: an IPv6 network belongs to one customer.
func place(a netip.Addr) netip.Prefix {
	bits := 64
	if a.Is4() {
		bits = 32
	}
	p, _ := a.Prefix(bits)
	return p
}

func (all *clients) add(c *client, l Limits) bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	p := place(c.from)
	if all.closing || len(all.open) >= l.Connections || all.unsigned >= l.Unauthenticated || all.from[p] >= l.PerAddress {
		return false
	}
	if all.open == nil {
		all.open, all.from = map[*client]struct{}{}, map[netip.Prefix]int{}
	}
	all.open[c] = struct{}{}
	all.from[p]++
	all.unsigned++
	return true
}

// Close closes the connection and gives its place up.
func (c *client) Close() error {
	c.once.Do(func() {
		all := &c.server.clients
		all.mu.Lock()
		defer all.mu.Unlock()
		delete(all.open, c)
		p := place(c.from)
		if all.from[p]--; all.from[p] == 0 {
			delete(all.from, p)
		}
		if !c.signedIn {
			all.unsigned--
		}
		if c.silent != nil {
			c.silent.Stop()
		}
	})
	return c.Conn.Close()
}

// signed notes that the client has proved who it is. One that asks for nothing
// after that is hung up on.
func (c *client) signed(patience time.Duration) {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if !c.signedIn {
		c.signedIn = true
		all.unsigned--
		c.silent = time.AfterFunc(patience, func() { _ = c.Close() })
	}
}

// begin counts a session in, if there is room for it.
func (c *client) begin(l Limits) bool {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.closing || all.sessions >= l.Sessions || c.sessions >= l.SessionsPerClient {
		return false
	}
	all.sessions++
	c.sessions++
	c.silent.Stop()
	return true
}

func (c *client) end() {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	all.sessions--
	c.sessions--
	if all.sessions == 0 && all.closing {
		close(all.empty)
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
