// Package webhook sends one webhook, signed as the Standard Webhooks
// specification 1.0.0 has it. Whoever may set a webhook's URL chooses where this
// server connects to; so it connects to public addresses only, and tells nothing
// of its own network in what it answers.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain"
)

const (
	timeout      = 10 * time.Second // of one try in all: name, connection, TLS, answer
	answerBytes  = 4 << 10          // of the body that is read; nothing in it counts
	headerBytes  = 32 << 10
	answerRunes  = 100 // of what is kept of an answer
	leastSigning = 24  // bytes of a signing secret, by the specification
	mostSigning  = 64
)

// Sender sends webhooks. Its zero value sends over https to public addresses.
type Sender struct {
	Allow   []netip.Prefix // addresses that may be connected to although they aren't public, also without TLS
	Roots   *x509.CertPool // whose certificates count; nil: those that the system trusts
	Timeout time.Duration  // of one try in all; 0: 10 s
}

// Send posts a body to a URL, signed with the bytes of the webhook's secret. The
// id is the same at each try, at is the time of this one. The answer is for
// people: the status, or what went wrong, in clean text. Any status but 2xx is an
// error; after one that is for good the URL wants nothing more, or can't be sent to.
func (s *Sender) Send(ctx context.Context, to string, signing []byte, id string, at time.Time, body []byte) (answer string, forGood bool, err error) {
	if err := sendable(to, signing, id); err != nil {
		return err.Error(), true, err
	}
	limit := s.Timeout
	if limit == 0 {
		limit = timeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return "not a URL", true, err
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "gatehouse")
	request.Header.Set("Webhook-Id", id)
	request.Header.Set("Webhook-Timestamp", stamp)
	request.Header.Set("Webhook-Signature", sign(signing, id, stamp, body))
	response, err := s.client(request.URL.Scheme).Do(request)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // without the URL, which may hold a secret
		}
		return said(err), false, fmt.Errorf("sending a webhook: %w", err)
	}
	defer response.Body.Close()
	// Some of the body is taken, for servers to whom a client that leaves at once
	// is an error; how that goes doesn't matter any more.
	_, _ = io.CopyN(io.Discard, response.Body, answerBytes)
	answer = domain.CleanMax(response.Status, answerRunes)
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return answer, response.StatusCode == http.StatusGone, fmt.Errorf("the webhook was answered %s", answer)
	}
	return answer, false, nil
}

// sendable refuses what would not be a webhook: a dot in the id would let another
// body have the same signature.
func sendable(to string, signing []byte, id string) error {
	switch {
	case id == "" || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r == '.' || r > '~' }):
		return errors.New("not an id of a webhook's message")
	case len(signing) < leastSigning || len(signing) > mostSigning:
		return fmt.Errorf("a webhook is signed with %d to %d bytes, not %d", leastSigning, mostSigning, len(signing))
	}
	_, err := domain.ParseWebhookURL(to)
	return err
}

// sign is the value of webhook-signature.
func sign(secret []byte, id, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s.%s.%s", id, stamp, body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// client is for one request: it leaves no connection behind. It goes by no proxy,
// which would connect to addresses that nobody here has seen, and follows no
// redirect.
func (s *Sender) client(scheme string) *http.Client {
	dialer := &net.Dialer{Control: s.control(scheme)}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: s.Roots, MinVersion: tls.VersionTLS12},
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: headerBytes,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// said puts an error of a connection into words that tell nothing of this
// server's network: no address that a name stands for, no name server.
func said(err error) string {
	if d, ok := errors.AsType[*net.DNSError](err); ok {
		if d.IsNotFound {
			return errAddress.Error() // whether there is a private one isn't for whoever sets a webhook to learn
		}
		return "the name can't be looked up"
	}
	if errors.Is(err, errAddress) {
		return errAddress.Error()
	}
	if errors.Is(err, errPlain) {
		return errPlain.Error()
	}
	if n, ok := errors.AsType[net.Error](err); ok && n.Timeout() {
		return "no answer in time"
	}
	if o, ok := errors.AsType[*net.OpError](err); ok {
		err = o.Err
	}
	return domain.CleanMax(err.Error(), answerRunes)
}
