package app

import (
	"context"
	"errors"
	"log/slog"
	"net"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// serve holds the database and lets people in over the network, until it is
// told to end.
func (p *program) serve(c *cli.Program) *cobra.Command {
	var file string
	var check bool
	flags := map[string]*[]string{}
	cmd := &cobra.Command{
		Use: "serve", Short: "Let people in over SSH", Args: cli.NoArgs,
		Long: "Serves the database's workspaces until it is told to end (SIGTERM); SIGHUP reads the configuration anew.\n" +
			"What isn't given as a flag is taken from the environment, and then from the configuration file, which has\n" +
			"more than the flags. Where no address is given nothing is served.",
		Example: "  gatehouse serve --ssh :2222 --public-url https://gate.example.com\n  gatehouse serve --config /etc/gatehouse.yaml --check",
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

// server is what runs while serve does.
type server struct {
	*program
	o     *Opened
	ssh   *sshd.Server
	log   *slog.Logger
	level slog.LevelVar
	as    serving
	read  func() (serving, []error) // the configuration, anew
	anew  chan struct{}             // SIGHUP came
	keys  []ssh.Signer
	at    net.Listener
}

func (p *program) runServe(ctx context.Context, c *cli.Program, read func() (serving, []error)) (err error) {
	s := &server{program: p, read: read, anew: make(chan struct{}, 1)}
	p.winding.again(s.hangUp) // from here on to the end of the process
	if s.as, err = p.right(read()); err != nil {
		return err
	}
	if s.o, err = p.hold(ctx, c.Flags(), "gatehouse serve"); err != nil {
		return err
	}
	p.winding.Store(true)
	defer func() { err = errors.Join(err, s.o.Close()) }()
	if s.keys, err = p.hostKeys(s.as, s.o.Files); err != nil {
		return err
	}
	if s.at, err = net.Listen("tcp", s.as.SSH); err != nil {
		return unheard(s.as.SSH, err)
	}
	if err := s.open(); err != nil {
		return errors.Join(err, s.at.Close())
	}
	s.log.Info("serving", "ssh", s.at.Addr().String(), "host", s.settings().Host)
	if err := s.welcomeOwners(ctx); err != nil && ctx.Err() == nil { // told to end meanwhile: run does it well
		return errors.Join(err, s.at.Close())
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

// open makes the server for the listener.
func (s *server) open() (err error) {
	s.level.Set(s.as.LogLevel)
	s.log = slog.New(s.as.handler(s.errs, &s.level))
	s.ssh, err = sshd.New(sshd.Config{
		Database: s.o.Database, HostKeys: s.keys, Log: s.log, Version: version().Version, Settings: s.settings(),
		Open: func(ctx context.Context, slug string) (*domain.Workspace, error) { return ready(ctx, s.o, slug) },
	})
	return err
}

// errServed is the end of a server that was told to end, and did: exit 0.
var errServed = errors.New("served")

// run serves until ctx ends, or the listener breaks.
func (s *server) run(ctx context.Context) error {
	working, rest := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { // ends with working, and is waited for below
		defer close(done)
		s.work(working)
	}()
	defer func() { rest(); <-done }()
	served := make(chan error, 1)
	go func() { served <- s.ssh.Serve(s.at) }() // ends with Shutdown
	for {
		select {
		case <-ctx.Done():
			s.log.Info("stopping")
			if err := errors.Join(s.ssh.Shutdown(), <-served); err != nil {
				return err
			}
			return errServed
		case err := <-served:
			return errors.Join(err, s.ssh.Shutdown())
		case <-s.anew:
			s.reload()
		}
	}
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
