//go:build system

package recipes

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// options keep Caddy to its one address and folder; it would get a certificate
// from the Internet.
const options = `{
	admin off
	auto_https off
	storage file_system %dir
}
%address {
	bind 127.0.0.1
	tls %certificate %private
`

func TestSystemCaddy(t *testing.T) {
	recipe{start: caddy, unanswered: http.StatusBadGateway}.holds(t)
}

func caddy(t *testing.T, s site) {
	t.Setenv("XDG_CONFIG_HOME", s.dir)
	file := write(t, filepath.Join(s.dir, "Caddyfile"), filled(t, fenced(t, "forward-auth.md", "caddyfile"),
		"app.example.com {\n", strings.NewReplacer(
			"%dir", s.dir, "%address", "https://"+s.address, "%certificate", s.certificate, "%private", s.private).Replace(options),
		"127.0.0.1:8080", strings.TrimPrefix(s.gatehouse, "http://"),
		"127.0.0.1:3000", strings.TrimPrefix(s.application, "http://"),
	), 0o600)
	serve(t, s.address, "caddy", "run", "--adapter", "caddyfile", "--config", file)
}
