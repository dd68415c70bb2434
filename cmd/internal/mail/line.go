package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// roots are whose certificates count; nil: those that the system trusts.
type roots = *x509.CertPool

const (
	step         = 10 * time.Second // that each step may take, unless the server has another time
	steps        = 20               // that a delivery may take in all; the longest that is honest has 16
	maxSaidInAll = 256 << 10        // bytes that a server says in one delivery
)

func (s Server) step() time.Duration { return cmp.Or(s.Timeout, step) }

// options are how the server is spoken to. go-mail's own deadlines are one for
// all; ours stand on the connection, below TLS.
func (s Server) options(l *line) []gomail.Option {
	policy := gomail.TLSOpportunistic
	switch {
	case s.tls:
		policy = gomail.NoTLS // it is there already
	case s.user != "" && !s.near():
		policy = gomail.TLSMandatory
	}
	all := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(s.tlsConfig()),
		gomail.WithTimeout(steps * s.step()), gomail.WithoutNoop(), gomail.WithDialContextFunc(l.dial),
	}
	if s.user == "" {
		return all
	}
	plain, login := gomail.SMTPAuthPlain, gomail.SMTPAuthLogin // go-mail refuses these two without TLS
	if s.near() {
		plain, login = gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc
	}
	return append(all, gomail.WithUsername(s.user), gomail.WithPassword(s.password),
		gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, plain, login, gomail.SMTPAuthCramMD5))
}

func (s Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}
}

// line is the way to the server in one delivery. Each step on it has a time: from
// one thing that is sent to the end of what the server says to it, however slowly
// it speaks.
type line struct {
	net.Conn
	server Server
	ctx    context.Context //nolint:containedctx // of the one delivery that it is for
	left   int             // bytes that the server may still say
	stop   func() bool
	broke  error // what went wrong first, which go-mail tells in words only
}

// dial connects, for go-mail, which leaves a connection open when something goes
// wrong on it: Send closes it.
func (l *line) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	ctx, done := context.WithTimeout(ctx, l.server.step())
	defer done()
	c, err := (&net.Dialer{}).DialContext(ctx, network, l.server.String()) // go-mail's own address is wrong for IPv6
	if l.broke = err; err != nil {
		return nil, err
	}
	l.Conn, l.left = c, maxSaidInAll
	l.stop = context.AfterFunc(l.ctx, func() { _ = c.Close() }) // nothing can be done about one that doesn't
	l.next()
	if !l.server.tls {
		return l, nil
	}
	secure := tls.Client(l, l.server.tlsConfig())
	if err = secure.HandshakeContext(ctx); errors.Is(err, context.DeadlineExceeded) {
		l.broke = err // it has closed the connection, and that was noted
	}
	return secure, err
}

// close ends the connection, if there is one.
func (l *line) close() {
	if l.Conn != nil {
		l.stop()
		_ = l.Conn.Close() // it may be closed, and the mail is as far as it came
	}
}

func (l *line) next() { _ = l.Conn.SetDeadline(time.Now().Add(l.server.step())) } // fails where the connection is closed, and so does all else

// SetDeadline is go-mail's, for all of a delivery: a step's comes first.
func (l *line) SetDeadline(time.Time) error { return nil }

func (l *line) Write(b []byte) (int, error) {
	l.next()
	n, err := l.Conn.Write(b)
	l.next()
	return n, l.note(err)
}

var errTalks = errors.New("says more than a mail server has to say")

func (l *line) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, l.note(errTalks)
	}
	n, err := l.Conn.Read(b[:min(len(b), l.left)])
	l.left -= n
	return n, l.note(err)
}

// note keeps the first error: what follows comes of it.
func (l *line) note(err error) error {
	if l.broke == nil {
		l.broke = err
	}
	return err
}
