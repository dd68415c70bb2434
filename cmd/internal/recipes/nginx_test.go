//go:build system

package recipes

import (
	"net/http"
	"path/filepath"
	"testing"
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

func TestSystemNginx(t *testing.T) {
	recipe{start: nginx, unanswered: http.StatusInternalServerError}.holds(t)
}

func nginx(t *testing.T, s site) {
	write(t, filepath.Join(s.dir, "app.conf"), filled(t, fenced(t, "forward-auth.md", "nginx"),
		"listen 443 ssl;", "listen "+s.address+" ssl;",
		"/etc/ssl/app.example.com.pem", s.certificate,
		"/etc/ssl/private/app.example.com.key", s.private,
		"http://127.0.0.1:8080", s.gatehouse,
		"http://127.0.0.1:3000", s.application,
	), 0o600)
	write(t, filepath.Join(s.dir, "nginx.conf"), around, 0o600)
	serve(t, s.address, "nginx", "-p", s.dir, "-c", "nginx.conf", "-e", "stderr")
}

// TestSystemNginxInternal: nobody asks gatehouse through the proxy.
func TestSystemNginxInternal(t *testing.T) {
	p := behind(t, nginx)
	p.wantRefused("asked from outside", http.StatusNotFound, "/-/gatehouse", p.key("importer", "admin").Secret.Reveal())
}
