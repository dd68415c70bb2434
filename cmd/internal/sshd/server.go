// Package sshd serves gatehouse over SSH: who someone is, their screens, their
// commands. The SSH user name is the workspace, and a public key, proved on the
// connection, is who one is. What a client may take is bounded (limits.go).
package sshd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"

	"charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
)

// Config is what a server is made of.
type Config struct {
	Database *domain.Database
	// Open opens a workspace for someone who signed in to it.
	Open     func(ctx context.Context, slug string) (*domain.Workspace, error)
	HostKeys []gossh.Signer
	Log      *slog.Logger
	Version  string                              // of the program, told to clients
	Extra    func(*cli.Program) []*cobra.Command // commands that aren't the tree's own; nil: none
	Settings
}

// Settings can be changed while the server runs; sessions that have begun keep
// theirs.
type Settings struct {
	Limits  Limits
	UserCAs []gossh.PublicKey // whose certificates sign in, their principals being e-mail addresses
	Host    string            // how people reach the server: what stands after the @, with -p before it if need be
	Page    string            // the URL below which the page of invitations is; empty: it isn't served
}

// Server is a running server.
type Server struct {
	config   Config
	settings atomic.Pointer[Settings]
	wish     *ssh.Server
	clients  clients
	alive    sync.WaitGroup // who keeps connections alive

	ctx  context.Context // of all sessions; its cause is what they are told
	stop context.CancelCauseFunc
}

// errStopping is what everyone is told who is there when the server stops.
func errStopping() error {
	return domain.Errorf(domain.Unavailable, "stopping", "the server is being stopped; sign in again in a moment")
}

// New makes a server. It listens to nobody until Serve.
func New(c Config) (*Server, error) {
	if err := LimitTable().Check(c.Limits); err != nil {
		return nil, err
	}
	s := &Server{config: c}
	s.Change(c.Settings)
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	var err error
	s.wish, err = wish.NewServer(s.options()...)
	return s, err
}

// Change puts other settings in force for whoever comes next.
func (s *Server) Change(to Settings) { s.settings.Store(&to) }

// options set the server up without any of wish's middleware: it trusts what
// clients ask for more than a server on a network can.
func (s *Server) options() []ssh.Option {
	set := func(change func(*ssh.Server)) ssh.Option {
		return func(w *ssh.Server) error { change(w); return nil }
	}
	return []ssh.Option{
		wish.WithVersion("gatehouse_" + s.config.Version),
		set(func(w *ssh.Server) {
			for _, key := range s.config.HostKeys {
				w.HostSigners = append(w.HostSigners, key)
			}
			w.HandshakeTimeout = s.config.Limits.Handshake
			w.ConnCallback = s.arrive
			w.ServerConfigCallback = s.protocol
			w.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
			w.RequestHandlers = map[string]ssh.RequestHandler{} // no forwarding
			w.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
		}),
	}
}

// Serve lets clients in until Shutdown, after which it returns nil.
func (s *Server) Serve(l net.Listener) error {
	err := s.wish.Serve(l)
	if errors.Is(err, ssh.ErrServerClosed) {
		return nil
	}
	return err
}

// Shutdown tells everyone, gives their sessions a moment to restore their
// terminals, and returns when nobody is left.
func (s *Server) Shutdown() error {
	patience, done := context.WithTimeout(context.Background(), s.inForce().Limits.Stop)
	defer done()
	s.stop(errStopping())
	s.clients.close()
	s.clients.sessionsOver(patience)
	err := s.wish.Close() // listeners, and connections that have signed in
	s.clients.hangUp()
	<-s.clients.empty // what still ran has nobody to write to
	s.alive.Wait()
	return err
}

func (s *Server) inForce() *Settings { return s.settings.Load() }
