package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"gatehouse/domain"
)

// roots are whose certificates count; nil: those that the system trusts.
type roots = *x509.CertPool

// Message is a mail to be written and sent.
type Message struct {
	ID    string // of the Message-ID, the same at every try: local@host
	To    string // an address
	About string // one of domain's Abouts
	Words Words
	Host  string // by which we are reached: of the sender, where none is configured
}

// Send writes a mail and hands it to the server. The answer is the server's own
// words. An error is for now, unless forGood tells that this mail will never be
// taken.
func (s Server) Send(ctx context.Context, m Message) (answer string, forGood bool, err error) {
	msg, err := s.compose(m)
	if err != nil {
		return said(err), true, err
	}
	client, err := gomail.NewClient(s.host, s.options(ctx)...)
	if err != nil {
		return said(err), false, err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() { // what went wrong after that is no matter
		return said(errors.New(msg.ServerResponse())), false, nil
	}
	return said(err), s.refused(err), err
}

// refused tells whether an error is the server's last word on this mail: a reply
// of 5xx to its sender, its recipient or its text (RFC 5321, 4.2.1). What is wrong
// with our signing in is ours to mend, and the mail waits for that.
func (s Server) refused(err error) bool {
	e, is := errors.AsType[*gomail.SendError](err)
	return is && e.ErrorCode() >= 500
}

// compose makes the mail.
func (s Server) compose(m Message) (*gomail.Msg, error) {
	write := letters()[m.About]
	if write == nil {
		return nil, fmt.Errorf("there is no letter about %s", m.About)
	}
	l := write(m.Words)
	page, err := l.html()
	if err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	from := s.from
	if from == "" {
		from = "gatehouse@" + m.Host
	}
	msg.FromMailAddress(&netmail.Address{Name: "gatehouse", Address: from})
	msg.ToMailAddress(&netmail.Address{Address: m.To})
	msg.Subject(oneLine(l.subject))
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	msg.SetBodyString(gomail.TypeTextPlain, l.text())
	msg.AddAlternativeString(gomail.TypeTextHTML, page)
	return msg, nil
}

// maxSubject bounds a subject, in runes.
const maxSubject = 150

func oneLine(text string) string { return domain.CleanMax(strings.TrimSpace(text), maxSubject) }

// maxSaid bounds what is kept of a server's words, in runes.
const maxSaid = 200

// said is what went wrong, or the server's words, in clean text.
func said(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, ours := range []string{", affected recipient(s)", ", affected message ID"} { // what go-mail adds, and we know
		text, _, _ = strings.Cut(text, ours)
	}
	return domain.CleanMax(strings.TrimSpace(text), maxSaid)
}

// options are how the server is spoken to. go-mail's own deadlines are a minute in
// all; ours stand on the connection, below TLS.
func (s Server) options(ctx context.Context) []gomail.Option {
	step := s.step
	if step == 0 {
		step = Step
	}
	own := &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}
	policy := gomail.TLSOpportunistic
	switch {
	case s.tls:
		policy = gomail.NoTLS // it is there already
	case s.user != "" && !s.near():
		policy = gomail.TLSMandatory
	}
	all := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(own), gomail.WithTimeout(10 * step), gomail.WithoutNoop(),
		gomail.WithDialContextFunc(func(dialing context.Context, network, address string) (net.Conn, error) {
			dialing, done := context.WithTimeout(dialing, step)
			defer done()
			raw, err := (&net.Dialer{}).DialContext(dialing, network, address)
			if err != nil {
				return nil, err
			}
			c := newPatient(ctx, raw, step)
			if !s.tls {
				return c, nil
			}
			secure := tls.Client(c, own)
			if err := secure.HandshakeContext(dialing); err != nil {
				return nil, errors.Join(err, c.Close())
			}
			return secure, nil
		}),
	}
	if s.user == "" {
		return all
	}
	auth := gomail.SMTPAuthAutoDiscover
	if s.near() && !s.tls {
		auth = gomail.SMTPAuthPlainNoEnc
	}
	return append(all, gomail.WithSMTPAuth(auth), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
}

// patient is a connection on which each step has a time: from one thing that is
// sent to the end of what the server says to it, however slowly it speaks.
type patient struct {
	net.Conn
	step time.Duration
	left int // bytes that the server may still say
	end  func() bool
}

// maxSaidInAll bounds what a server says in one delivery, in bytes.
const maxSaidInAll = 256 << 10

// newPatient ends with ctx.
func newPatient(ctx context.Context, c net.Conn, step time.Duration) *patient {
	p := &patient{Conn: c, step: step, left: maxSaidInAll, end: context.AfterFunc(ctx, func() { _ = c.Close() })}
	p.next()
	return p
}

func (p *patient) next() { _ = p.Conn.SetDeadline(time.Now().Add(p.step)) } // fails where the connection is closed, and so does all else

// SetDeadline is go-mail's, for all of a delivery: a step's comes first.
func (p *patient) SetDeadline(time.Time) error { return nil }

func (p *patient) Write(b []byte) (int, error) {
	p.next()
	n, err := p.Conn.Write(b)
	p.next()
	return n, err
}

var errTalks = errors.New("the server says more than a mail server has to say")

func (p *patient) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, errTalks
	}
	n, err := p.Conn.Read(b[:min(len(b), p.left)])
	p.left -= n
	return n, err
}

func (p *patient) Close() error {
	p.end()
	return p.Conn.Close()
}
