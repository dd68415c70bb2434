//go:build unix

package app

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// postOffice is a real mail server that keeps what it got.
type postOffice struct {
	url   string
	mails chan string
}

func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{p: p}, nil }

// counter is one connection to it.
type counter struct{ p *postOffice }

func (c *counter) Mail(string, *smtp.MailOptions) error { return nil }
func (c *counter) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (c *counter) Reset()                               {}
func (c *counter) Logout() error                        { return nil }

func (c *counter) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	c.p.mails <- string(text)
	return err
}

func newPostOffice(t *testing.T) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &postOffice{url: "smtp://" + l.Addr().String() + "?from=gate@acme.test", mails: make(chan string, 10)}
	server := smtp.NewServer(p)
	go func() { _ = server.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	return p
}

// get asks over HTTP and returns status and body.
func (s *served) get(client *http.Client, url, key string) (int, string) {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), http.MethodGet, url, nil)
	if err != nil {
		s.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	resp, err := client.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// TestServeEverything: one process answers over SSH and HTTP, tells its metrics,
// sends the mail of an invitation that another process made through it, tells a
// webhook of a suspension, keeps a key's last use over its end, and ends well.
func TestServeEverything(t *testing.T) {
	h, office := newHome(t), newPostOffice(t)
	h.init()
	told := make(chan string, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		told <- r.Header.Get("Webhook-Signature")[:3] + string(body)
	}))
	defer receiver.Close()
	file := write(t, h.path("c.yaml"), "webhook_allow: [127.0.0.0/8]\n")
	s := h.serves("--http", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--smtp", office.url, "--public-url", "https://gate.example.com", "--config", file, "--log-format", "json")
	web, metrics := "http://"+s.httpAt, "http://"+s.metricsAt

	if status, body := s.get(http.DefaultClient, web+"/livez", ""); status != 200 {
		t.Error(status, body)
	}
	h.run("service-users", "create", "ci", "--role", "verifier").exits(0)
	key := strings.TrimSpace(h.run("keys", "create", "ci", "--name", "k").exits(0).out)
	if status, body := s.get(http.DefaultClient, web+"/v1/me", key); status != 200 || !strings.Contains(body, `"role":"verifier"`) {
		t.Error(status, body)
	}
	if status, _ := s.get(http.DefaultClient, web+"/v1/me", ""); status != 401 {
		t.Error(status)
	}
	if status, body := s.get(http.DefaultClient, metrics+"/metrics", ""); status != 200 || !strings.Contains(body, `gatehouse_http`) {
		t.Error(status, body)
	}
	if status, _ := s.get(http.DefaultClient, web+"/metrics", ""); status != 404 {
		t.Error("metrics for everyone:", status)
	}

	token := strings.TrimSpace(strings.TrimPrefix(h.run("invitations", "send", "eva@acme.test", "--role", "employee").exits(0).out, "eva@acme.test"))
	mail := <-office.mails
	for _, has := range []string{"To: <eva@acme.test>", "gate@acme.test", "https://gate.example.com/join/", token[:30]} {
		if !strings.Contains(strings.ReplaceAll(mail, "=\r\n", ""), has) {
			t.Errorf("the mail lacks %q:\n%s", has, mail)
		}
	}
	if status, body := s.get(http.DefaultClient, web+"/join/"+token, ""); status != 200 || !strings.Contains(body, "eva@acme.test") || !strings.Contains(body, "join@gate.example.com") {
		t.Error(status, body)
	}
	h.run("mail", "test", "x@acme.test").exits(0, "sent")
	<-office.mails

	h.run("webhooks", "add", receiver.URL).exits(0, "whsec_")
	h.run("service-users", "suspend", "ci").exits(0)
	if got := <-told; !strings.HasPrefix(got, "v1,") || !strings.Contains(got, `"type":"members.suspend"`) {
		t.Error(got)
	}
	if status, _ := s.get(http.DefaultClient, web+"/v1/me", key); status != 401 {
		t.Error("suspended, and answered", status)
	}
	log := s.ends(syscall.SIGTERM)
	if strings.Contains(log, key) || strings.Contains(log, token) {
		t.Error("the log has a secret:\n" + log)
	}
	var keys []struct {
		LastUsedAt string `json:"last_used_at"`
	}
	if err := json.Unmarshal([]byte(h.run("keys", "list", "--json").exits(0).out), &keys); err != nil || len(keys) != 1 || keys[0].LastUsedAt == "" {
		t.Error(keys, err)
	}
	h.run("invitations", "list", "--json").exits(0, `"delivery": "sent"`)
}

// TestServeHTTPAlone: without SSH there is no host key and no token.
func TestServeHTTPAlone(t *testing.T) {
	h := newHome(t)
	db := h.init()
	h.run("serve", "--http", "127.0.0.1:0", "--check").exits(0, "would serve HTTP at 127.0.0.1:0")
	s := h.starts("--http", "127.0.0.1:0")
	if status, body := s.get(http.DefaultClient, "http://"+s.httpAt+"/readyz", ""); status != 200 {
		t.Error(status, body)
	}
	if log := s.ends(syscall.SIGTERM); strings.Contains(log, "token") || isThere(Files{DB: db}.hostKey()) {
		t.Error(log)
	}
}

// TestServeTLS: HTTPS by certificate files, which SIGHUP reads again; a pair that
// doesn't fit is refused before anything is served.
func TestServeTLS(t *testing.T) {
	h := newHome(t)
	h.init()
	cert, key := h.path("cert.pem"), h.path("key.pem")
	roots := x509.NewCertPool()
	certify(t, cert, key, roots, 1)
	h.run("serve", "--http", "127.0.0.1:0", "--tls-cert", cert, "--check").exits(2, "tls")
	h.run("serve", "--http", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", cert, "--check").exits(2, "tls")
	s := h.starts("--http", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key)
	serial := func() int64 {
		t.Helper()
		dialer := tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: "gate.example.com", MinVersion: tls.VersionTLS12}}
		c, err := dialer.DialContext(context.Background(), "tcp", s.httpAt)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.(*tls.Conn).ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	if n := serial(); n != 1 {
		t.Error("certificate", n)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "gate.example.com", MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}}
	defer client.CloseIdleConnections()
	if status, body := s.get(client, "https://"+s.httpAt+"/livez", ""); status != 200 {
		t.Error(status, body)
	}
	certify(t, cert, key, roots, 2)
	_ = s.cmd.Process.Signal(syscall.SIGHUP)
	s.says("was read anew")
	if n := serial(); n != 2 {
		t.Error("after SIGHUP: certificate", n)
	}
	write(t, key, "no key any more")
	_ = s.cmd.Process.Signal(syscall.SIGHUP)
	s.says("the configuration stays as it was")
	if n := serial(); n != 2 {
		t.Error("after a bad one: certificate", n)
	}
	s.ends(syscall.SIGTERM)
}

// certify writes a certificate that signs itself, with its key.
func certify(t *testing.T, cert, key string, roots *x509.CertPool, serial int64) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "gate.example.com"}, DNSNames: []string{"gate.example.com"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	roots.AppendCertsFromPEM(text)
	write(t, cert, string(text))
	write(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})))
}

func isThere(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}
