package sshd

import (
	"time"

	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
)

// begin counts a session in, if there is room for it.
func (c *client) begin(who domain.ID, l Limits) bool {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if _, there := all.open[c]; !there || all.closing {
		return false
	}
	if who == "" { // who joins is nobody yet
		l.SessionsPerClient, l.SessionsPerMember = maxJoining, l.Sessions
	}
	if all.sessions >= l.Sessions || c.sessions >= l.SessionsPerClient || c.unbegun >= maxUnbegun || all.of[who] >= l.SessionsPerMember {
		return false
	}
	c.unbegun++
	all.sessions++
	all.of[who]++
	c.sessions++
	c.silent.Stop()
	return true
}

// maxJoining is how many sessions one connection may have that joins: one, and
// further tries while those before them end.
const maxJoining = 4

// maxUnbegun is how many sessions of a connection may not have said yet what to
// run: they cost a client nothing.
const maxUnbegun = 32

// begun notes that a session runs something, or never will.
func (c *client) begun() {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	c.unbegun--
}

// end counts a session out. A connection without one is kept for a while.
func (c *client) end(who domain.ID, idle time.Duration) {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	all.sessions--
	if c.sessions--; c.sessions == 0 {
		if c.out {
			idle = 0
		}
		c.silent.Reset(idle)
	}
	if all.of[who]--; all.of[who] == 0 {
		delete(all.of, who)
	}
	if all.sessions == 0 && all.closing {
		close(all.empty)
	}
}

// shutOut closes the connection of who may not come in any more, once its
// sessions have come to their end: they are restoring their terminals.
func (c *client) shutOut() {
	all := &c.server.clients
	all.mu.Lock()
	defer all.mu.Unlock()
	if c.out = true; c.sessions == 0 {
		c.silent.Reset(0)
	}
}

// drawing is the room that one session's terminal takes of what there is for
// all of them.
type drawing struct {
	all         *clients
	most, cells int
}

// fit takes room for a window, or for the corner of it that everyone has.
func (d *drawing) fit(w sshchan.Window) sshchan.Window {
	d.all.mu.Lock()
	defer d.all.mu.Unlock()
	d.all.cells -= d.cells
	if d.all.cells+w.Width*w.Height > d.most {
		w = sshchan.Window{Width: min(w.Width, 80), Height: min(w.Height, 24)}
	}
	d.cells = w.Width * w.Height
	d.all.cells += d.cells
	return w
}

// leave gives the room back.
func (d *drawing) leave() { d.fit(sshchan.Window{}) }
