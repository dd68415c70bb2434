package webhook_test

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"gatehouse/cmd/internal/webhook"
	"gatehouse/domain"
)

// The example of the specification's libraries.
var (
	secret, _ = base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	at        = time.Unix(1614265330, 0)
	body      = []byte(`{"test": 2432232314}`)
)

const (
	id        = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
)

// receiver is a server that webhooks are sent to, over https at loopback.
type receiver struct{ *httptest.Server }

func newReceiver(t *testing.T, answer http.HandlerFunc) receiver {
	t.Helper()
	server := httptest.NewTLSServer(answer)
	t.Cleanup(server.Close)
	return receiver{server}
}

// sender trusts the receiver's certificate, and may connect to it.
func (r receiver) sender() *webhook.Sender {
	roots := x509.NewCertPool()
	roots.AddCert(r.Certificate())
	return &webhook.Sender{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Roots: roots}
}

func TestSend(t *testing.T) {
	type request struct {
		*http.Request
		body []byte
	}
	requests := make(chan request, 1)
	server := newReceiver(t, func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		requests <- request{r, got}
		w.WriteHeader(http.StatusNoContent)
	})
	answer, forGood, err := server.sender().Send(t.Context(), server.URL+"/hook?x=%20y", secret, id, at, body)
	if answer != "204 No Content" || forGood || err != nil {
		t.Fatalf("%q, for good %v, %v", answer, forGood, err)
	}
	r := <-requests
	if r.Method != "POST" || r.RequestURI != "/hook?x=%20y" || !bytes.Equal(r.body, body) || r.ContentLength != int64(len(body)) {
		t.Errorf("%s %s with %d: %s", r.Method, r.RequestURI, r.ContentLength, r.body)
	}
	for name, want := range map[string]string{
		"content-type": "application/json", "webhook-id": id, "webhook-timestamp": "1614265330", "webhook-signature": signature,
		"authorization": "", "cookie": "", "accept-encoding": "",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

// TestSignature verifies as a receiver does, from the specification's words.
func TestSignature(t *testing.T) {
	var wrong error
	server := newReceiver(t, func(_ http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		version, sum, _ := strings.Cut(r.Header.Get("webhook-signature"), ",")
		claimed, err := base64.StdEncoding.DecodeString(sum)
		mac := hmac.New(sha256.New, bytes.Repeat([]byte{7}, 64))
		mac.Write([]byte(r.Header.Get("webhook-id") + "." + r.Header.Get("webhook-timestamp") + "."))
		mac.Write(got)
		if version != "v1" || err != nil || !hmac.Equal(claimed, mac.Sum(nil)) {
			wrong = errors.New("signed " + r.Header.Get("webhook-signature"))
		}
	})
	for _, body := range []string{"", "{}", strings.Repeat("é.\n", 10_000), "\x00\xff"} {
		if _, _, err := server.sender().Send(t.Context(), server.URL, bytes.Repeat([]byte{7}, 64), "3kTMd7", time.Unix(2e9, 999), []byte(body)); err != nil || wrong != nil {
			t.Errorf("%d bytes: %v, %v", len(body), err, wrong)
		}
	}
}

func TestStatuses(t *testing.T) {
	for status, want := range map[int]struct{ sent, forGood bool }{
		200: {sent: true}, 201: {sent: true}, 202: {sent: true}, 299: {sent: true},
		304: {}, 400: {}, 401: {}, 403: {}, 404: {}, 429: {}, 500: {}, 502: {}, 503: {}, 504: {}, 410: {forGood: true},
	} {
		server := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		answer, forGood, err := server.sender().Send(t.Context(), server.URL, secret, id, at, body)
		if (err == nil) != want.sent || forGood != want.forGood || answer == "" {
			t.Errorf("%d: %q, for good %v, %v", status, answer, forGood, err)
		}
	}
}

// TestAnswersAreClean: what the other side says reaches screens and logs.
func TestAnswersAreClean(t *testing.T) {
	for _, line := range []string{
		"HTTP/1.1 500 \x1b[31mred\x07", "HTTP/1.1 500 " + strings.Repeat("long", 1000), "HTTP/1.1 500 \u202eback", "HTTP/1.1 nonsense",
		"\x1b]0;title\x07", strings.Repeat("long", 1000), "",
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() { // ends with the one request; waited for below
			defer close(done)
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
			_, _ = http.ReadRequest(bufio.NewReader(c))
			_, _ = io.WriteString(c, line+"\r\nContent-Length: 0\r\n\r\n")
		}()
		sender := &webhook.Sender{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
		answer, forGood, err := sender.Send(t.Context(), "http://"+l.Addr().String(), secret, id, at, body)
		if err == nil || forGood || answer == "" || answer != domain.Clean(answer) || len(answer) > 110 {
			t.Errorf("%.20q: %q, for good %v, %v", line, answer, forGood, err)
		}
		_ = l.Close()
		<-done
	}
}

// TestUntrustedServers: a certificate that nobody vouches for, and nobody there.
func TestUntrustedServers(t *testing.T) {
	server := newReceiver(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent all the same") })
	sender := server.sender()
	sender.Roots = x509.NewCertPool()
	if answer, forGood, err := sender.Send(t.Context(), server.URL, secret, id, at, body); err == nil || forGood || !strings.Contains(answer, "certificate") {
		t.Errorf("%q, for good %v, %v", answer, forGood, err)
	}
	server.Close()
	answer, forGood, err := sender.Send(t.Context(), server.URL+"/secret-in-path", secret, id, at, body)
	if err == nil || forGood || strings.Contains(answer+err.Error(), "secret-in-path") || strings.Contains(answer, "127.0.0.1") {
		t.Errorf("%q, for good %v, %v", answer, forGood, err)
	}
	answer, forGood, err = sender.Send(t.Context(), "https://nobody.invalid/secret-in-path", secret, id, at, body)
	if err == nil || forGood || !strings.Contains(answer, "name") || strings.Contains(answer+err.Error(), "secret-in-path") || strings.Contains(answer, ":53") {
		t.Errorf("%q, for good %v, %v", answer, forGood, err)
	}
}

// TestNotSendable: nothing that a try could better.
func TestNotSendable(t *testing.T) {
	server := newReceiver(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent all the same") })
	for what, c := range map[string]struct {
		url     string
		signing []byte
		id      string
	}{
		"an id with a dot":     {server.URL, secret, "msg.1"},
		"an id with a newline": {server.URL, secret, "msg\n1"},
		"no id":                {server.URL, secret, ""},
		"no secret":            {server.URL, nil, id},
		"a short secret":       {server.URL, secret[:23], id},
		"a long secret":        {server.URL, make([]byte, 65), id},
		"another scheme":       {"ftp://127.0.0.1/", secret, id},
		"a user":               {strings.Replace(server.URL, "//", "//ada:x@", 1), secret, id},
	} {
		if answer, forGood, err := server.sender().Send(t.Context(), c.url, c.signing, c.id, at, body); err == nil || !forGood || answer == "" {
			t.Errorf("%s: %q, for good %v, %v", what, answer, forGood, err)
		}
	}
}
