package sshd

import "sync/atomic"

// What a client sends and nobody takes is memory of ours: up to a window of
// 2 MiB for each channel, and requests as large as a packet for as long as it
// doesn't read our answers. There is room for so much of it, over all clients;
// then whoever holds most is hung up on.

// maxUnread is that room, in bytes as they came over the network.
const maxUnread = 48 << 20

// unread is what one client has sent while something of it wasn't taken.
type unread struct {
	waiting atomic.Int32 // inputs that are full, and answers that aren't read
	bytes   int          // guarded by clients.mu
}

// Read takes what the client sends.
func (c *client) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && c.unread.waiting.Load() > 0 {
		c.server.clients.hold(c, n)
	}
	return n, err
}

// Write sends to the client, which may not read it.
func (c *client) Write(p []byte) (int, error) {
	c.waits(true)
	defer c.waits(false)
	return c.Conn.Write(p)
}

// waits notes that what the client sent waits, or is taken again.
func (c *client) waits(so bool) {
	if so {
		c.unread.waiting.Add(1)
		return
	}
	if c.unread.waiting.Add(-1) == 0 {
		c.server.clients.release(c)
	}
}

// hold counts what waits, and hangs up on whoever has most of it when it is too
// much.
func (all *clients) hold(c *client, n int) {
	if greedy := all.greediest(c, n); greedy != nil {
		_ = greedy.Close()
	}
}

func (all *clients) greediest(c *client, n int) *client {
	all.mu.Lock()
	defer all.mu.Unlock()
	if _, there := all.open[c]; !there {
		return nil
	}
	c.unread.bytes += n
	if all.unread += n; all.unread <= maxUnread {
		return nil
	}
	for other := range all.open {
		if other.unread.bytes > c.unread.bytes {
			c = other
		}
	}
	return c
}

// release forgets what waited.
func (all *clients) release(c *client) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.unread -= c.unread.bytes
	c.unread.bytes = 0
}
