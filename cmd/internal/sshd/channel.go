package sshd

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"charm.land/ssh"
	"github.com/anmitsu/go-shlex"
	gossh "golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
)

// channel runs one session channel, of which a connection may have several.
func (s *Server) channel(_ *ssh.Server, conn *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	id, known := identityOf(conn)
	c, _ := ctx.Value(theClient()).(*client)
	limits := s.inForce().Limits
	if !known || c == nil || len(offered.ExtraData()) > 0 || !c.begin(id.principal.Member, limits) {
		c.refuse(offered)
		return
	}
	defer c.end(id.principal.Member, limits.Idle)
	c.alive.Do(func() { s.alive.Go(func() { s.keepAlive(ctx, c, conn, id, limits) }) }) // ends with the connection; Shutdown waits

	within, cancel := context.WithCancelCause(s.ctx)
	stop := context.AfterFunc(ctx, func() { cancel(sshchan.ErrGone) })
	defer cancel(nil)
	defer stop()
	terminal := drawing{all: &s.clients, most: limits.Cells}
	defer terminal.leave()
	door := sshchan.Door{Fit: terminal.fit, HangUp: func() { _ = conn.Close() }, Full: c.waits, Limits: sshchan.Limits{
		Variables: limits.Variables, Value: sshchan.DefaultLimits().Value, Command: limits.Argument, Width: limits.Width, Height: limits.Height,
	}}
	begun := sync.OnceFunc(c.begun)
	defer begun()
	_ = door.Serve(within, offered, func(ctx context.Context, ch *sshchan.Session) int {
		begun()
		v := &visit{server: s, client: c, limits: limits, id: id, from: c.from.String(), ch: ch, began: time.Now(), end: cancel}
		code, err := v.guarded(ctx)
		if domain.KindOf(err) == domain.Denied && v.session == nil {
			c.shutOut()
		}
		v.log(ctx, code, err)
		return code
	}) // a client that left before it began anything
}

// maxRefused is how many channels may wait to be refused: a client that opens
// them and reads no answer has a goroutine here for each.
const maxRefused = 50

func (c *client) refuse(offered gossh.NewChannel) {
	defer c.refuses.Add(-1)
	if c.refuses.Add(1) > maxRefused {
		_ = c.Close()
		return
	}
	_ = offered.Reject(gossh.ResourceShortage, "too many sessions at once; try again later") // a client that left isn't told
}

// keepAlive asks a client now and then whether it is still there, and hangs up
// on one that doesn't answer, or whose person may not come in any more.
func (s *Server) keepAlive(ctx context.Context, c *client, conn *gossh.ServerConn, id identity, l Limits) {
	defer s.caught()
	beat := time.NewTicker(l.KeepAlive)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		late := time.AfterFunc(l.KeepAlive*time.Duration(l.KeepAlivesMissed), func() { _ = conn.Close() })
		_, _, err := conn.SendRequest("keepalive@openssh.com", true, nil) // any answer will do
		late.Stop()
		if err != nil {
			return
		}
		if s.shutsOut(ctx, id) {
			c.shutOut()
		}
	}
}

// caught keeps a mistake in this program from ending the server.
func (s *Server) caught() {
	if reason := recover(); reason != nil {
		s.panicked(reason)
	}
}

func (s *Server) panicked(reason any) {
	s.config.Log.Error("panic", "reason", domain.CleanMax(fmt.Sprint(reason), 200), "stack", string(debug.Stack()))
}

// shutsOut tells whether a connection may begin nothing any more.
func (s *Server) shutsOut(ctx context.Context, id identity) bool {
	if id.slug == joinUser {
		return false
	}
	err := s.trusts(id)
	if err == nil {
		var w *domain.Workspace
		if w, err = s.config.Database.Workspace(ctx, id.slug); err == nil {
			err = w.Admits(ctx, id.principal)
		}
	}
	kind := domain.KindOf(err)
	return kind == domain.Denied || kind == domain.NotFound
}

// visit is one session of someone: screens, or a command.
type visit struct {
	server  *Server
	client  *client
	limits  Limits
	id      identity
	from    string
	ch      *sshchan.Session
	began   time.Time
	end     context.CancelCauseFunc // of all that runs on the channel
	session *domain.Session         // nil until they are let in
	args    []string                // the command line, split as a shell does
	joined  string                  // the handle of who they became
	what    string                  // for the log
}

// guarded is run for which a mistake in this program is a sentence, to its
// person alone. The log has the rest.
func (v *visit) guarded(ctx context.Context) (code int, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = cli.Mistake(reason)
			code = v.refuse(err)
			v.server.panicked(reason)
		}
	}()
	return v.run(ctx)
}

// run runs what the client asked for, and tells the exit code and why it ended
// where it didn't end by itself.
func (v *visit) run(ctx context.Context) (int, error) {
	var err error
	if v.args, err = shlex.Split(v.ch.Command, true); err != nil {
		v.args = strings.Fields(v.ch.Command)
		err = domain.Errorf(domain.Invalid, "bad_quotes", "the command has a quote that doesn't end; what the other side's shell takes away has to be quoted twice")
		return v.refuse(err), err
	}
	v.args = append([]string{}, v.args...) // none is not nil
	if v.id.slug == joinUser {
		return v.join(ctx)
	}
	if err := v.signIn(ctx); err != nil {
		return v.refuse(err), err
	}
	return v.command(ctx)
}

// signIn asks again whether they may come in: a connection can be older than
// a suspension.
func (v *visit) signIn(ctx context.Context) error {
	if err := v.server.trusts(v.id); err != nil {
		return err
	}
	w, err := v.server.config.Open(ctx, v.id.slug)
	if err != nil {
		return err
	}
	p := v.id.principal
	p.From = v.from
	if v.session, err = w.SignIn(ctx, p); err == nil {
		v.client.signed() // who joined has become someone
	}
	return err
}

// ended is why a session ended that didn't end by itself, as its person reads
// it; or else err.
func ended(ctx context.Context, err error) error {
	if e, is := errors.AsType[*domain.Error](context.Cause(ctx)); is {
		return e
	}
	return err
}
