//go:build system

package recipes

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"gatehouse/domain"
)

// around is what Debian has around the files of conf.d, in a folder of its own.
const around = `daemon off;
user root;
worker_processes 1;
pid pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include app.conf;
}
`

// arrival is a request as the application got it.
type arrival struct {
	http.Header
	body string
}

// proxied is an application behind nginx, and a client of it.
type proxied struct {
	*house
	arrivals chan arrival
	url      string
	client   *http.Client
}

func behindNginx(t *testing.T) *proxied {
	t.Helper()
	p := &proxied{house: newHouse(t), arrivals: make(chan arrival, 1)}
	backend := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.arrivals <- arrival{r.Header.Clone(), string(body)}
		_, _ = io.WriteString(w, "welcome")
	}))
	t.Cleanup(backend.Close)

	dir := t.TempDir()
	witness := httptest.NewTLSServer(nil) // has a certificate for 127.0.0.1, and a client that trusts it
	t.Cleanup(witness.Close)
	pair := witness.TLS.Certificates[0]
	private, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name, kind string, der []byte) string {
		return write(t, filepath.Join(dir, name), string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})), 0o600)
	}
	address, _ := free(t)
	write(t, filepath.Join(dir, "app.conf"), filled(t, fenced(t, "forward-auth.md", "nginx"),
		"listen 443 ssl;", "listen "+address+" ssl;",
		"/etc/ssl/app.example.com.pem", file("cert.pem", "CERTIFICATE", pair.Certificate[0]),
		"/etc/ssl/private/app.example.com.key", file("key.pem", "PRIVATE KEY", private),
		"http://127.0.0.1:8080", p.api.URL,
		"http://127.0.0.1:3000", backend.URL,
	), 0o600)
	write(t, filepath.Join(dir, "nginx.conf"), around, 0o600)
	serve(t, address, "nginx", "-p", dir, "-c", "nginx.conf", "-e", "stderr")
	p.url, p.client = "https://"+address, witness.Client()
	return p
}

// do sends a request; the header's names go out as they are written here.
func (p *proxied) do(method, path, key string, header http.Header) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader("the body"))
	if err != nil {
		p.t.Fatal(err)
	}
	for name, values := range header {
		r.Header[name] = values
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response, string(body)
}

// refused checks that a request gets such a status, and that the application
// hears nothing of it.
func (p *proxied) refused(what string, status int, path, key string) *http.Response {
	p.t.Helper()
	response, _ := p.do("POST", path, key, http.Header{"Remote-User": {"ada"}})
	if response.StatusCode != status {
		p.t.Errorf("%s: %s, not %d", what, response.Status, status)
	}
	select {
	case a := <-p.arrivals:
		p.t.Errorf("%s: the application got %v", what, a)
	default:
	}
	return response
}

// forged are the ways in which a client might name itself.
var forged = http.Header{
	"Remote-User": {"ada", "root"}, "remote-user": {"ada"}, "Remote_User": {"ada"}, "REMOTE_USER": {"ada"},
	"Remote-Role": {"owner"}, "remote_role": {"owner"}, "REMOTE-ROLE": {"owner"},
}

// named lists what an application may take for a header.
func (a arrival) named(name string) (values []string) {
	for n, v := range a.Header {
		if strings.EqualFold(strings.ReplaceAll(n, "_", "-"), name) {
			values = append(values, v...)
		}
	}
	return values
}

func TestSystemNginxAllows(t *testing.T) {
	p := behindNginx(t)
	k := p.key("importer", "admin")
	for _, method := range []string{"GET", "POST", "DELETE"} {
		response, body := p.do(method, "/page?right=workspace.delete&on=any", k.Secret.Reveal(), forged)
		if response.StatusCode != http.StatusOK || body != "welcome" {
			t.Fatalf("%s: %s: %s", method, response.Status, body)
		}
		a := <-p.arrivals
		for name, want := range map[string]string{"Remote-User": string(k.Service.ID), "Remote-Role": "admin"} {
			if got := a.named(name); len(got) != 1 || got[0] != want {
				t.Errorf("%s: the application reads %s as %q, not %q", method, name, got, want)
			}
		}
		if got := a.named("Authorization"); len(got) != 0 {
			t.Errorf("%s: the application got the key", method)
		}
		if a.body != "the body" {
			t.Errorf("%s: the application got the body %q", method, a.body)
		}
	}
}

func TestSystemNginxRefuses(t *testing.T) {
	p := behindNginx(t)
	good, asks := p.key("importer", "admin"), p.key("asker", "developer")
	p.refused("without the right", http.StatusForbidden, "/", asks.Secret.Reveal())
	p.refused("with a right of its own choice", http.StatusForbidden, "/?right=workspace.view", asks.Secret.Reveal())
	p.refused("asked from outside", http.StatusNotFound, "/-/gatehouse", good.Secret.Reveal())
	for what, key := range map[string]string{"no key": "", "nonsense": "x", "a typo": good.Secret.Reveal()[1:]} {
		response := p.refused(what, http.StatusUnauthorized, "/", key)
		if got := response.Header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Bearer") {
			t.Errorf("%s: WWW-Authenticate is %q", what, got)
		}
	}
}

// TestSystemNginxNow: what changes holds at the next request.
func TestSystemNginxNow(t *testing.T) {
	p := behindNginx(t)
	first, second := p.key("importer", "admin"), p.key("exporter", "admin")
	for _, k := range []domain.FreshKey{first, second} {
		if response, _ := p.do("GET", "/", k.Secret.Reveal(), nil); response.StatusCode != http.StatusOK {
			t.Fatal(response.Status)
		}
		<-p.arrivals
	}
	p.revoke(first)
	p.refused("revoked", http.StatusUnauthorized, "/", first.Secret.Reveal())
	p.suspend("exporter")
	p.refused("suspended", http.StatusUnauthorized, "/", second.Secret.Reveal())
}

// TestSystemNginxAlone: without an answer nobody gets through.
func TestSystemNginxAlone(t *testing.T) {
	p := behindNginx(t)
	k := p.key("importer", "admin")
	p.api.Close()
	p.refused("while gatehouse is down", http.StatusInternalServerError, "/", k.Secret.Reveal())
}
