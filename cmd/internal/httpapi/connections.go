package httpapi

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"sync"

	"gatehouse/cmd/internal/limit"
)

// connections are those of a server. Where there are too many, in all or from one
// address, one more takes the place of the oldest that is idle, or is closed where
// none is: who holds many keeps nobody out but themselves.
type connections struct {
	settings func() *Settings

	mu    sync.Mutex
	open  map[net.Conn]*connection
	from  map[netip.Addr]int
	turns uint64
}

type connection struct {
	from netip.Addr
	idle bool
	turn uint64 // when it became what it is
}

// changed is told by the server what becomes of each connection. A new one is told
// of before the next is accepted.
func (c *connections) changed(conn net.Conn, is http.ConnState) {
	switch is {
	case http.StateNew:
		if out := c.arrive(conn); out != nil {
			_ = beneath(out).Close() // the server finds it closed
		}
	case http.StateActive, http.StateIdle:
		c.mu.Lock()
		defer c.mu.Unlock()
		if known := c.open[conn]; known != nil {
			c.turns++
			known.idle, known.turn = is == http.StateIdle, c.turns
		}
	default:
		c.mu.Lock()
		defer c.mu.Unlock()
		c.forget(conn)
	}
}

// arrive counts a connection in, and tells which one has to go for it.
func (c *connections) arrive(conn net.Conn) (out net.Conn) {
	at, _ := hostAddress(conn.RemoteAddr().String())
	s := c.settings()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == nil {
		c.open, c.from = map[net.Conn]*connection{}, map[netip.Addr]int{}
	}
	c.turns++
	client := limit.Network(at)
	c.open[conn] = &connection{from: client, turn: c.turns}
	c.from[client]++
	switch { // all clients of a trusted proxy come from its address
	case c.from[client] > s.Limits.PerAddress && !among(s.TrustedProxies, at):
		out = c.oldest(func(x *connection) bool { return x.idle && x.from == client })
	case len(c.open) > s.Limits.Connections:
		out = c.oldest(func(x *connection) bool { return x.idle })
	default:
		return nil
	}
	if out == nil {
		out = conn
	}
	c.forget(out)
	return out
}

func (c *connections) oldest(of func(*connection) bool) (oldest net.Conn) {
	for conn, x := range c.open {
		if of(x) && (oldest == nil || x.turn < c.open[oldest].turn) {
			oldest = conn
		}
	}
	return oldest
}

// forget counts a connection out; it may have been already.
func (c *connections) forget(conn net.Conn) {
	x := c.open[conn]
	if x == nil {
		return
	}
	delete(c.open, conn)
	if c.from[x.from]--; c.from[x.from] == 0 {
		delete(c.from, x.from)
	}
}

// beneath is the connection that TLS is spoken on: closing that says no goodbye,
// which could take time.
func beneath(conn net.Conn) net.Conn {
	if t, is := conn.(*tls.Conn); is {
		return t.NetConn()
	}
	return conn
}
