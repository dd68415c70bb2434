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

// site is what a recipe has to be filled with.
type site struct {
	dir                    string // for the proxy's files
	address                string // where it listens
	certificate, private   string // files
	gatehouse, application string // URLs
}

// proxied is an application behind a proxy, and a client of it.
type proxied struct {
	*house
	arrivals chan arrival
	url      string
	client   *http.Client
}

// arrival is a request as the application got it.
type arrival struct {
	http.Header
	body string
}

// answer is what a client got.
type answer struct {
	status          int
	body, challenge string
}

// behind starts an application and a proxy before it.
func behind(t *testing.T, start func(*testing.T, site)) *proxied {
	t.Helper()
	p := &proxied{house: newHouse(t), arrivals: make(chan arrival, 1)}
	application := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.arrivals <- arrival{r.Header.Clone(), string(body)}
		_, _ = io.WriteString(w, "welcome")
	}))
	t.Cleanup(application.Close)

	witness := httptest.NewTLSServer(nil) // has a certificate for 127.0.0.1, and a client that trusts it
	t.Cleanup(witness.Close)
	pair := witness.TLS.Certificates[0]
	private, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name, kind string, der []byte) string {
		return write(t, filepath.Join(dir, name), string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})), 0o600)
	}
	address, _ := free(t)
	start(t, site{
		dir: dir, address: address, gatehouse: p.api.URL, application: application.URL,
		certificate: file("cert.pem", "CERTIFICATE", pair.Certificate[0]), private: file("key.pem", "PRIVATE KEY", private),
	})
	p.url, p.client = "https://"+address, witness.Client()
	return p
}

// do sends a request; the header's names go out as they are written here.
func (p *proxied) do(method, path, key string, header http.Header) answer {
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
	return answer{response.StatusCode, string(body), response.Header.Get("WWW-Authenticate")}
}

// wantRefused checks that a request gets such a status, and that the application
// hears nothing of it.
func (p *proxied) wantRefused(what string, status int, path, key string) {
	p.t.Helper()
	got := p.do("POST", path, key, http.Header{"Remote-User": {"ada"}})
	if got.status != status || status == http.StatusUnauthorized && !strings.HasPrefix(got.challenge, "Bearer") {
		p.t.Errorf("%s: %+v, not %d", what, got, status)
	}
	select {
	case a := <-p.arrivals:
		p.t.Errorf("%s: the application got %v", what, a)
	default:
	}
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

// recipe is a configuration of the document, running.
type recipe struct {
	start      func(*testing.T, site)
	unanswered int // the status while gatehouse is down
}

// holds checks all that the document promises of every proxy.
func (r recipe) holds(t *testing.T) {
	t.Run("allows", func(t *testing.T) { allows(behind(t, r.start)) })
	t.Run("refuses", func(t *testing.T) { refuses(behind(t, r.start)) })
	t.Run("now", func(t *testing.T) { keepsNothing(behind(t, r.start)) })
	t.Run("alone", func(t *testing.T) {
		p := behind(t, r.start)
		k := p.key("importer", "admin")
		p.api.Close()
		p.wantRefused("while gatehouse is down", r.unanswered, "/", k.Secret.Reveal())
	})
}

// forged are the ways in which a client might name itself.
var forged = http.Header{
	"Remote-User": {"ada", "root"}, "remote-user": {"ada"}, "Remote_User": {"ada"}, "REMOTE_USER": {"ada"},
	"Remote-Role": {"owner"}, "remote_role": {"owner"}, "REMOTE-ROLE": {"owner"},
	"Remote-Name": {"Ada"}, "remote_name": {"Ada"}, "Remote-Email": {"ada@acme.test"}, "Remote-Groups": {"admins"}, "REMOTE_GROUPS": {"admins"},
}

func allows(p *proxied) {
	k := p.key("importer", "admin")
	for _, method := range []string{"GET", "POST", "DELETE"} {
		if got := p.do(method, "/page?right=workspace.delete&on=any", k.Secret.Reveal(), forged); got.status != http.StatusOK || got.body != "welcome" {
			p.t.Fatalf("%s: %+v", method, got)
		}
		a := <-p.arrivals
		for name, want := range map[string]string{"Remote-User": string(k.Service.ID), "Remote-Role": "admin"} {
			if got := a.named(name); len(got) != 1 || got[0] != want {
				p.t.Errorf("%s: the application reads %s as %q, not %q", method, name, got, want)
			}
		}
		for _, name := range []string{"Remote-Name", "Remote-Email", "Remote-Groups", "Authorization"} {
			if got := a.named(name); len(got) != 0 {
				p.t.Errorf("%s: the application got a %s that isn't for it", method, name)
			}
		}
		if a.body != "the body" {
			p.t.Errorf("%s: the application got the body %q", method, a.body)
		}
	}
}

func refuses(p *proxied) {
	good, asks := p.key("importer", "admin").Secret.Reveal(), p.key("asker", "developer").Secret.Reveal()
	p.wantRefused("without the right", http.StatusForbidden, "/", asks)
	p.wantRefused("with a right of its own choice", http.StatusForbidden, "/?right=workspace.view", asks)
	for what, key := range map[string]string{"no key": "", "nonsense": "x", "a typo": good[1:]} {
		p.wantRefused(what, http.StatusUnauthorized, "/", key)
	}
}

// keepsNothing: what changes holds at the next request.
func keepsNothing(p *proxied) {
	first, second := p.key("importer", "admin"), p.key("exporter", "admin")
	for _, k := range []domain.FreshKey{first, second} {
		if got := p.do("GET", "/", k.Secret.Reveal(), nil); got.status != http.StatusOK {
			p.t.Fatal(got)
		}
		<-p.arrivals
	}
	p.revoke(first)
	p.wantRefused("revoked", http.StatusUnauthorized, "/", first.Secret.Reveal())
	p.suspend("exporter")
	p.wantRefused("suspended", http.StatusUnauthorized, "/", second.Secret.Reveal())
}

// filled puts what a test has in the place of what a document says; each must be there.
func filled(t *testing.T, block string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(block, pairs[i]) {
			t.Fatalf("the document doesn't say %q any more:\n%s", pairs[i], block)
		}
	}
	return strings.NewReplacer(pairs...).Replace(block)
}
