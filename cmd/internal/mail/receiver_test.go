package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// far is an address that leads to this machine and isn't taken for it: what is said
// there is treated as if it went through a network.
const far = "0.0.0.0"

// received is one mail as a server has it.
type received struct {
	from, to string
	raw      []byte
	tls      bool
	user     string
}

// receiver is a real mail server on loopback.
type receiver struct {
	*smtp.Server
	port   int
	mu     sync.Mutex
	all    []received
	logins []string // user, password, and whether TLS was there
	wire   bytes.Buffer
}

// receive serves SMTP, with TLS from the first byte on or by STARTTLS if there is a
// certificate.
func receive(t *testing.T, cert *tls.Certificate, atOnce bool, change ...func(*smtp.Server)) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &reception{r: r, c: c}, nil }))
	r.Domain, r.ErrorLog, r.Debug = "mail.test", log.New(io.Discard, "", 0), lockedWriter{&r.mu, &r.wire}
	if cert != nil {
		r.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*cert}, MinVersion: tls.VersionTLS12}
	}
	for _, f := range change {
		f(r.Server)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.port = l.Addr().(*net.TCPAddr).Port
	if atOnce {
		l = tls.NewListener(l, r.TLSConfig)
	}
	over := make(chan error, 1)
	go func() { over <- r.Serve(l) }()
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		_ = l.Close() // closed already, unless serving hasn't begun yet
		if err := <-over; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return r
}

// at is the server, by a name.
func (r *receiver) at(host string) Server {
	return Server{host: host, port: r.port, from: "gate@acme.test", Timeout: patience}
}

func (r *receiver) only(t *testing.T) received {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.all) != 1 {
		t.Fatalf("%d mails arrived", len(r.all))
	}
	return r.all[0]
}

// heard is all that went over connections that weren't TLS, and within TLS.
func (r *receiver) heard() (mails int, logins []string, wire string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.all), r.logins, r.wire.String()
}

type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// reception is one client's session.
type reception struct {
	r    *receiver
	c    *smtp.Conn
	now  received
	user string
}

func (s *reception) secure() bool { _, is := s.c.TLSConnectionState(); return is }

func (s *reception) Reset()        { s.now = received{} }
func (s *reception) Logout() error { return nil }
func (s *reception) Mail(from string, _ *smtp.MailOptions) error {
	s.now = received{from: from, tls: s.secure(), user: s.user}
	return nil
}
func (s *reception) Rcpt(to string, _ *smtp.RcptOptions) error { s.now.to = to; return nil }
func (s *reception) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.now.raw = raw
	s.r.mu.Lock()
	defer s.r.mu.Unlock()
	s.r.all = append(s.r.all, s.now)
	return nil
}
func (s *reception) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *reception) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.r.mu.Lock()
		defer s.r.mu.Unlock()
		s.r.logins = append(s.r.logins, user+" "+password+map[bool]string{true: " tls", false: " clear"}[s.secure()])
		if password != secretPassword {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

const secretPassword = "pa:ss w@rd/ü"

// read parses a mail as a mail program does.
type read struct {
	header     netmail.Header
	subject    string
	text, html string
}

func (m received) read(t *testing.T) (out read) {
	t.Helper()
	msg, err := netmail.ReadMessage(bytes.NewReader(m.raw))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, m.raw)
	}
	out.header = msg.Header
	if out.subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	parts := multipart.NewReader(msg.Body, params["boundary"])
	for _, want := range []struct {
		kind string
		to   *string
	}{{"text/plain", &out.text}, {"text/html", &out.html}} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil || kind != want.kind || !strings.EqualFold(params["charset"], "utf-8") || p.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
			t.Fatalf("a part is %v, %v", p.Header, err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		*want.to = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
	if _, err := parts.NextRawPart(); !errors.Is(err, io.EOF) {
		t.Fatalf("there is more: %v", err)
	}
	return out
}

// certificate is a self-made one for addresses, and who trusts it.
func certificate(t *testing.T, ips ...net.IP) (*tls.Certificate, roots) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: ips, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	made, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool.AddCert(made)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// patience is a step's time in tests where nothing hangs.
const patience = 30 * time.Second

var bg = context.Background()
