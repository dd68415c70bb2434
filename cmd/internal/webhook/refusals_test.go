package webhook_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/cmd/internal/webhook"
)

// TestAddressesThatArentPublic: the words come before any connection.
func TestAddressesThatArentPublic(t *testing.T) {
	for what, host := range map[string]string{
		"loopback": "127.0.0.1", "all of loopback": "127.8.9.10", "a name": "localhost",
		"private": "10.0.0.1", "private, 172": "172.16.0.1", "its end": "172.31.255.255", "private, 192": "192.168.1.1",
		"shared": "100.64.0.1", "metadata in shared": "100.100.100.200", "link-local": "169.254.1.1", "metadata": "169.254.169.254",
		"metadata, Oracle": "192.0.0.192", "platform, Azure": "168.63.129.16", "unspecified": "0.0.0.0", "this network": "0.1.2.3",
		"documentation": "192.0.2.1", "documentation 2": "198.51.100.1", "documentation 3": "203.0.113.1", "benchmarks": "198.18.0.1",
		"6to4 relay": "192.88.99.1", "multicast": "224.0.0.1", "its end, multicast": "239.255.255.255", "reserved": "240.0.0.1", "broadcast": "255.255.255.255",
		"loopback, v6": "[::1]", "unspecified, v6": "[::]", "mapped loopback": "[::ffff:127.0.0.1]", "mapped private": "[::ffff:a00:1]",
		"mapped metadata": "[::ffff:169.254.169.254]", "compatible": "[::127.0.0.1]", "NAT64": "[64:ff9b::7f00:1]", "local NAT64": "[64:ff9b:1::a00:1]",
		"6to4": "[2002:7f00:1::]", "Teredo": "[2001::1]", "unique local": "[fd00::1]", "metadata, v6": "[fd00:ec2::254]", "link-local, v6": "[fe80::1]",
		"link-local with a zone": "[fe80::1%25lo]", "site-local": "[fec0::1]", "multicast, v6": "[ff02::1]", "documentation, v6": "[2001:db8::1]",
		"newer documentation": "[3fff::1]", "discard": "[100::1]", "segment routing": "[5f00::1]",
	} {
		answer, forGood, err := (&webhook.Sender{Timeout: 2 * time.Second}).Send(t.Context(), "https://"+host+":9/hook", secret, "msg_1", at, body)
		if err == nil || forGood || answer != "there is no public address by that name, and webhook_allow in the server's configuration doesn't name another" {
			t.Errorf("%s, %s: %q, for good %v, %v", what, host, answer, forGood, err)
		}
	}
	// Loopback as C reads it: some systems know these as addresses, some as no name.
	for _, host := range []string{"127.1", "2130706433", "0x7f000001", "0177.0.0.1"} {
		answer, _, err := (&webhook.Sender{Timeout: 2 * time.Second}).Send(t.Context(), "https://"+host+":9/hook", secret, "msg_1", at, body)
		if err == nil || !strings.Contains(answer, "no public address") {
			t.Errorf("%s: %q, %v", host, answer, err)
		}
	}
}

func TestOnlyHTTPS(t *testing.T) {
	answer, forGood, err := (&webhook.Sender{Timeout: 2 * time.Second}).Send(t.Context(), "http://1.1.1.1:9/hook", secret, "msg_1", at, body)
	if err == nil || forGood || answer != "webhooks are sent over https" {
		t.Errorf("%q, for good %v, %v", answer, forGood, err)
	}
}

// TestAllowedAddresses: what the configuration names is connected to, by its
// address or a name, without TLS too; its neighbours aren't.
func TestAllowedAddresses(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	for _, c := range []struct {
		allow, host string
		sent        bool
	}{
		{"127.0.0.1/32", "127.0.0.1", true},
		{"127.0.0.0/8", "localhost", true},
		{"127.0.0.1/32", "[::ffff:127.0.0.1]", true},
		{"127.0.0.2/32", "127.0.0.1", false},
		{"10.0.0.0/8", "localhost", false},
		{"::/0", "127.0.0.1", false},
	} {
		sender := &webhook.Sender{Allow: []netip.Prefix{netip.MustParsePrefix(c.allow)}}
		answer, _, err := sender.Send(t.Context(), "http://"+c.host+":"+port, secret, "msg_1", at, body)
		if (err == nil) != c.sent || !c.sent && strings.Contains(answer, "127.") {
			t.Errorf("%s where %s is allowed: %q, %v", c.host, c.allow, answer, err)
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var hits atomic.Int32
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer inner.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := newReceiver(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inner.URL, status) })
		answer, forGood, err := server.sender().Send(t.Context(), server.URL, secret, "msg_1", at, body)
		if err == nil || forGood || !strings.HasPrefix(answer, "30") {
			t.Errorf("%d: %q, for good %v, %v", status, answer, forGood, err)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d requests followed a redirect to 127.0.0.1", n)
	}
}

// proxied counts what comes to the proxy of the environment.
var proxied atomic.Int32

// TestMain sets the proxy before anything asks for it: net/http reads it once.
func TestMain(m *testing.M) {
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { proxied.Add(1) }))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		_ = os.Setenv(name, proxy.URL)
	}
	m.Run()
}

// TestNoProxy: a proxy would connect where it isn't seen.
func TestNoProxy(t *testing.T) {
	sender := &webhook.Sender{Timeout: 200 * time.Millisecond, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("192.0.2.1/32")}}
	if answer, _, err := sender.Send(t.Context(), "http://192.0.2.1:9/hook", secret, "msg_1", at, body); err == nil {
		t.Errorf("an address for documentation answers %q", answer)
	}
	if proxied.Load() != 0 {
		t.Error("it went by the proxy of the environment")
	}
}

// TestHangingServers: each gets the time that a try has, and no more.
func TestHangingServers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // its backlog accepts, nobody speaks
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	slow := newReceiver(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server sees a client leave once it has read all
		<-r.Context().Done()
	})
	for what, url := range map[string]string{"before TLS": "https://" + silent.Addr().String(), "before the status": slow.URL} {
		sender := slow.sender()
		sender.Timeout = 200 * time.Millisecond
		answer, forGood, err := sender.Send(t.Context(), url, secret, "msg_1", at, body)
		if err == nil || forGood || answer != "no answer in time" {
			t.Errorf("%s: %q, for good %v, %v", what, answer, forGood, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, forGood, err := slow.sender().Send(ended, slow.URL, secret, "msg_1", at, body); err == nil || forGood {
		t.Errorf("of a context that has ended: for good %v, %v", forGood, err)
	}
}

// TestSlowBody: the status counts, and a body that never ends holds nobody.
func TestSlowBody(t *testing.T) {
	t.Parallel()
	server := newReceiver(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusAccepted)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	sender := server.sender()
	sender.Timeout = 3 * time.Second
	if answer, _, err := sender.Send(t.Context(), server.URL, secret, "msg_1", at, body); err != nil || answer != "202 Accepted" {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestHugeAnswers(t *testing.T) {
	const most = 256 << 20
	wrote := make(chan int, 1)
	endless := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) {
		n, chunk := 0, make([]byte, 1<<20)
		for n < most {
			if _, err := w.Write(chunk); err != nil {
				break
			}
			n += len(chunk)
		}
		wrote <- n
	})
	if answer, _, err := endless.sender().Send(t.Context(), endless.URL, secret, "msg_1", at, body); err != nil || answer != "200 OK" {
		t.Errorf("%q, %v", answer, err)
	}
	if n := <-wrote; n >= most {
		t.Errorf("all %d bytes of the body were taken", n)
	}
	headers := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 64<<10)) })
	if answer, forGood, err := headers.sender().Send(t.Context(), headers.URL, secret, "msg_1", at, body); err == nil || forGood {
		t.Errorf("with 64 KiB of headers: %q, for good %v", answer, forGood)
	}
}
