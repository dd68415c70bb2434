package app

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/domain"
)

// serving is what serve is told.
type serving struct {
	SSH       string
	HostKey   string
	PublicURL string
}

// serve holds the database and lets people in over the network, until it is
// told to end.
func (p *program) serve(c *cli.Program) *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use: "serve --ssh ADDRESS", Short: "Let people in over SSH", Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.runServe(cmd.Context(), c, s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.SSH, "ssh", "", "listen for SSH at this `address`, such as :2222")
	f.StringVar(&s.HostKey, "host-key", "", "the host key's `file` (default: beside the database)")
	f.StringVar(&s.PublicURL, "public-url", "", "the `URL` by which people reach this server")
	return cmd
}

func (p *program) runServe(ctx context.Context, c *cli.Program, s serving) (err error) {
	if s.SSH == "" {
		return domain.Errorf(domain.Invalid, "nothing_to_serve", "there is nothing to serve; say where to listen, such as --ssh :2222")
	}
	o, err := p.hold(ctx, c.Flags(), "gatehouse serve")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	key, made, err := hostKeyAt(cmp.Or(s.HostKey, o.Files.hostKey()))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", s.SSH)
	if err != nil {
		return domain.Errorf(domain.Invalid, "bad_address", "can't listen at %s: %s", domain.CleanMax(s.SSH, 100), domain.Clean(err.Error()))
	}
	log := slog.New(slog.NewTextHandler(p.errs, nil))
	server, err := sshd.New(sshd.Config{
		Database: o.Database, HostKeys: []ssh.Signer{key}, Log: log, Version: version().Version,
		Open:     func(ctx context.Context, slug string) (*domain.Workspace, error) { return ready(ctx, o, slug) },
		Settings: sshd.Settings{Limits: sshd.DefaultLimits(), Host: host(s.PublicURL, l.Addr())},
	})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	log.Info("serving", "ssh", l.Addr().String(), "host_key", ssh.FingerprintSHA256(key.PublicKey()), "made", made)
	p.winding.Store(true)
	err = until(ctx, server, l)
	if err == nil {
		err = errServed
	}
	return err
}

// errServed is the end of a server that was told to end, and did: exit 0.
var errServed = errors.New("served")

// until serves until ctx ends.
func until(ctx context.Context, server *sshd.Server, l net.Listener) error {
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }() // ends with Shutdown
	select {
	case <-ctx.Done():
		return errors.Join(server.Shutdown(), <-served)
	case err := <-served: // the listener broke
		return errors.Join(err, server.Shutdown())
	}
}

// host is what people type after the @: the public URL's name, or this
// machine's, with the port where SSH is served.
func host(public string, at net.Addr) string {
	_, port, _ := net.SplitHostPort(at.String())
	name := "localhost"
	if u, err := url.Parse(public); err == nil && u.Hostname() != "" {
		name = u.Hostname()
	} else if own, err := os.Hostname(); err == nil {
		name = own
	}
	return net.JoinHostPort(name, port)
}
