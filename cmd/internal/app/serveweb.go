package app

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/cmd/internal/invitepage"
	"gatehouse/cmd/internal/sshd"
)

// openHTTP makes the HTTP server: the API, and the page of invitations.
func (s *server) openHTTP(at net.Listener) (err error) {
	s.api, err = httpapi.New(httpapi.Config{
		Database: s.o.Database, Log: s.log, Version: version().Version, PublicURL: s.as.web(), Settings: s.as.api(),
	})
	if err != nil {
		return err
	}
	s.api.Ready(func(ctx context.Context) error {
		_, err := s.o.Workspaces(ctx)
		return err
	})
	api, invitations := s.api.Handler(), s.invitations()
	web := s.api.Server()
	web.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // a mux would send paths such as //join on, token and all
		if r.URL.Path == "/join" || strings.HasPrefix(r.URL.Path, "/join/") {
			invitations.ServeHTTP(w, r)
		} else {
			api.ServeHTTP(w, r)
		}
	})
	if s.as.TLSCert != "" {
		if s.tls, err = newCertificate(s.as); err != nil {
			return err
		}
		at = tls.NewListener(at, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: s.tls.get, NextProtos: []string{"h2", "http/1.1"}})
	}
	part := s.serves(web, at)
	stop := part.stop
	part.stop = func() error {
		defer s.api.Close()
		return stop()
	}
	s.services = append(s.services, part)
	return nil
}

// invitations is the page that the link in a mail opens.
func (s *server) invitations() http.Handler {
	return invitepage.New(invitepage.Config{
		Database: s.o.Database, Log: s.log, Random: rand.Reader, SSH: s.sshLine, From: s.api.ClientAddress,
		Secure: func(*http.Request) bool { return s.outside.Load().https },
	})
}

// sshLine is what one types to come in as a user, or "" where SSH isn't served.
func (s *server) sshLine(user string) string {
	host := s.outside.Load().host
	if host == "" {
		return ""
	}
	return "ssh " + sshd.Address(user, host)
}

// openMetrics serves what monitoring asks, apart from what the world may ask.
func (s *server) openMetrics(at net.Listener) error {
	metrics := http.NotFoundHandler()
	if s.api != nil {
		metrics = s.api.Metrics()
	}
	paths := http.NewServeMux()
	paths.Handle("/metrics", metrics)
	s.services = append(s.services, s.serves(&http.Server{Handler: paths, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10}, at))
	return nil
}

// serves is an HTTP server as a part of this one.
func (s *server) serves(web *http.Server, at net.Listener) service {
	return service{
		serve: func() error {
			if err := web.Serve(at); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		},
		stop: func() error {
			patience, done := context.WithTimeout(context.Background(), s.as.HTTPLimits.Stop)
			defer done()
			if web.Shutdown(patience) != nil { // some go on: they are hung up on
				return web.Close()
			}
			return nil
		},
	}
}

// api are the settings that the API can take while it runs.
func (s serving) api() httpapi.Settings {
	return httpapi.Settings{Limits: s.HTTPLimits, TrustedProxies: s.TrustedProxies}
}

// web is the public URL, where that is one of HTTP.
func (s serving) web() string {
	if strings.HasPrefix(s.PublicURL, "http") {
		return strings.TrimSuffix(s.PublicURL, "/")
	}
	return ""
}

// certificate is that of the HTTP server, read from files; it can be read again.
type certificate struct {
	now atomic.Pointer[tls.Certificate]
}

func newCertificate(s serving) (*certificate, error) {
	c := &certificate{}
	return c, c.read(s)
}

func (c *certificate) read(s serving) error {
	pair, err := s.keyPair()
	if err == nil {
		c.now.Store(pair)
	}
	return err
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.now.Load(), nil }

// keyPair reads the certificate and its key.
func (s serving) keyPair() (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(s.TLSCert, s.TLSKey)
	if err != nil {
		return nil, misconfigured("tls", "the certificate and its key can't be used: %s", err)
	}
	return &pair, nil
}
