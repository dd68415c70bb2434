package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/httpapi"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// serve holds the database and answers over the network, until it is told to
// end.
func (p *program) serve(c *cli.Program) *cobra.Command {
	var file string
	var check bool
	flags := map[string]*[]string{}
	cmd := &cobra.Command{
		Use: "serve", Short: "Answer over SSH and HTTP, and send mail and webhooks", Args: cli.NoArgs,
		Long: "Serves the database's workspaces until it is told to end (SIGTERM); SIGHUP reads the configuration anew.\n" +
			"What isn't given as a flag is taken from the environment, and then from the configuration file, which has\n" +
			"more than the flags. Where no address is given nothing is served.",
		Example: "  gatehouse serve --ssh :2222 --http :8080 --public-url https://gate.example.com\n  gatehouse serve --config /etc/gatehouse.yaml --check",
		RunE: func(cmd *cobra.Command, _ []string) error {
			given := map[string][]string{}
			for name, values := range flags {
				given[name] = *values
			}
			read := func() (serving, []error) { return configured(given, p.env, file) }
			if check {
				return p.checkServe(cmd.Context(), c, read)
			}
			return p.runServe(cmd.Context(), c, read)
		},
	}
	for _, s := range settings() {
		if s.flag != "" {
			flags[s.flag] = cmd.Flags().StringArray(s.flag, nil, s.sentence+" ("+s.variable()+"; default: "+s.initial+")")
		}
	}
	cmd.Flags().StringVar(&file, "config", p.env("GATEHOUSE_CONFIG"), "a configuration `file` in YAML (GATEHOUSE_CONFIG)")
	cmd.Flags().BoolVar(&check, "check", false, "tell what is wrong with the configuration, and serve nothing")
	return cmd
}

// server is what runs while serve does. What isn't configured is nil.
type server struct {
	*program
	o     *Opened
	log   *slog.Logger
	level slog.LevelVar
	as    serving
	read  func() (serving, []error) // the configuration, anew
	anew  chan struct{}             // SIGHUP came

	keys []ssh.Signer
	at   net.Listener // for SSH
	ssh  *sshd.Server
	api  *httpapi.API
	tls  *certificate

	services []service
	outside  atomic.Pointer[outside]
}

// service is a part of a server that listens.
type service struct {
	serve func() error // returns when it was stopped, or broke
	stop  func() error // waits for those who are being served
}

func (p *program) runServe(ctx context.Context, c *cli.Program, read func() (serving, []error)) (err error) {
	s := &server{program: p, read: read, anew: make(chan struct{}, 1)}
	p.winding.again(s.hangUp) // from here on to the end of the process
	if s.as, err = p.right(read()); err != nil {
		return err
	}
	if s.o, err = p.hold(ctx, c.Flags(), "gatehouse serve", s.as.Mail != nil); err != nil {
		return err
	}
	p.winding.Store(true)
	defer func() { err = errors.Join(err, s.o.Close()) }()
	s.level.Set(s.as.LogLevel)
	s.log = slog.New(s.as.handler(s.errs, &s.level))
	told, err := s.open()
	if err != nil {
		return errors.Join(err, s.stop())
	}
	s.log.Info("serving", told...)
	if s.ssh != nil {
		if err := s.welcomeOwners(ctx); err != nil && ctx.Err() == nil { // told to end meanwhile: run does it well
			return errors.Join(err, s.stop())
		}
	}
	return s.run(ctx)
}

// right is a configuration without a mistake; of several, all are told.
func (p *program) right(s serving, wrong []error) (serving, error) { return s, p.all(wrong) }

// all is the last of what is wrong, after the others are told.
func (p *program) all(wrong []error) error {
	if len(wrong) == 0 {
		return nil
	}
	last := len(wrong) - 1
	for _, err := range wrong[:last] {
		p.note(err.Error())
	}
	return wrong[last]
}

// open listens at every address that is configured, and tells where for the log.
func (s *server) open() (told []any, err error) {
	for _, part := range []struct {
		name, address string
		open          func(net.Listener) error
	}{{"ssh", s.as.SSH, s.openSSH}, {"http", s.as.HTTP, s.openHTTP}, {"metrics", s.as.Metrics, s.openMetrics}} {
		if part.address == "" {
			continue
		}
		at, err := net.Listen("tcp", part.address)
		if err != nil {
			return nil, unheard(part.address, err)
		}
		if err := part.open(at); err != nil {
			return nil, errors.Join(err, at.Close())
		}
		told = append(told, part.name, at.Addr().String())
	}
	s.tell()
	if s.ssh != nil {
		told = append(told, "host", s.settings().Host)
	}
	return told, nil
}

// openSSH makes the SSH server.
func (s *server) openSSH(at net.Listener) (err error) {
	if s.keys, err = s.hostKeys(s.as, s.o.Files); err != nil {
		return err
	}
	s.at = at
	ssh, err := sshd.New(sshd.Config{
		Database: s.o.Database, HostKeys: s.keys, Log: s.log, Version: version().Version, Settings: s.settings(),
		Extra: func(c *cli.Program) []*cobra.Command { return []*cobra.Command{versionCommand(c)} },
		Open:  func(ctx context.Context, slug string) (*domain.Workspace, error) { return ready(ctx, s.o, slug) },
	})
	if err != nil {
		return err
	}
	s.ssh = ssh
	s.services = append(s.services, service{
		serve: func() error { return unlessClosed(ssh.Serve(at)) },
		stop: func() error { // which may come before the server has begun to listen: then it wouldn't know
			return errors.Join(ssh.Shutdown(), unlessClosed(at.Close()))
		},
	})
	return nil
}

// unlessClosed is an error of a listener that nobody closed.
func unlessClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// errServed is the end of a server that was told to end, and did: exit 0.
var errServed = errors.New("served")

// run serves until ctx ends, or a listener breaks.
func (s *server) run(ctx context.Context) error {
	working, rest := context.WithCancel(ctx)
	var workers sync.WaitGroup // end with working
	for _, work := range s.workers() {
		workers.Go(func() { work(working) })
	}
	defer func() {
		rest()
		workers.Wait()
		s.contained("noting when keys were last used", func() error { return s.o.NoteUses(context.WithoutCancel(ctx)) })
	}()
	served := make(chan error, len(s.services))
	for _, part := range s.services {
		go func() { served <- part.serve() }() // ends with its stop, and is waited for below
	}
	for {
		select {
		case <-ctx.Done():
			s.log.Info("stopping")
			err := s.stop()
			for range s.services {
				err = errors.Join(err, <-served)
			}
			if err != nil {
				return err
			}
			return errServed
		case err := <-served:
			err = errors.Join(err, s.stop())
			for range len(s.services) - 1 {
				err = errors.Join(err, <-served)
			}
			return err
		case <-s.anew:
			s.reload()
		}
	}
}

// stop ends all that listens, at the same time: each has a few seconds.
func (s *server) stop() error {
	var stopping sync.WaitGroup
	errs := make([]error, len(s.services))
	for i, part := range s.services {
		stopping.Go(func() { errs[i] = part.stop() })
	}
	stopping.Wait()
	return errors.Join(errs...)
}

// hangUp has the configuration read anew, as soon as the server runs; what
// hears signals doesn't wait for that.
func (s *server) hangUp() {
	select {
	case s.anew <- struct{}{}:
	default: // it will be anyway
	}
}

func unheard(address string, err error) error {
	if e, is := errors.AsType[*net.OpError](err); is {
		err = e.Err
	}
	return domain.Errorf(domain.Invalid, "bad_address", "can't listen at %s: %s", domain.CleanMax(address, 100), domain.CleanMax(err.Error(), 200))
}
