// Package httpapi serves gatehouse over HTTP: whether a key or a person may do
// something, and the use cases for programs. What holds for every operation
// (who asks, limits, errors, repeats, versions, pages) is done once, in the frame
// around it (call.go, admit.go, register.go); a file per noun says what its
// operations are.
package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/limit"
	"gatehouse/domain"
)

// Config is what an API is made of.
type Config struct {
	Database  *domain.Database
	Log       *slog.Logger
	Version   string // of the program
	PublicURL string // how clients reach it; empty: they know
	Settings
}

// Settings can be changed while requests are answered.
type Settings struct {
	Limits         Limits
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
}

// API answers requests.
type API struct {
	config   Config
	settings atomic.Pointer[Settings]
	mux      *http.ServeMux
	spec     *huma.OpenAPI
	calls    sync.Pool               // of *call
	shows    map[string]reflect.Type // by path of a noun: what one of it is shown as
	counts   *counts
	keys     limit.Buckets // by key
	exempts  limit.Recent[exemption]
	strays   limit.Buckets // unusable keys, by address
	askers   askers

	connections connections

	mu     sync.Mutex
	checks []func(context.Context) error
}

// New makes an API. Who serves it gives its Handler to a [http.Server], or takes
// Server.
func New(c Config) (*API, error) {
	if err := LimitTable().Check(c.Limits); err != nil {
		return nil, err
	}
	a := &API{config: c, mux: http.NewServeMux(), shows: map[string]reflect.Type{}, counts: newCounts()}
	a.calls.New = func() any { return &call{api: a} }
	a.Change(c.Settings)
	a.connections.settings = a.settings.Load
	a.spec = a.document()
	a.health()
	a.answering()
	return a, a.publish()
}

// answering are the operations, noun by noun.
func (a *API) answering() {
	a.introspection()
	a.check()
	a.forwardAuth()
	a.me()
	a.ssh()
	a.rights()
	a.members()
	a.invitations()
	a.serviceUsers()
	a.apiKeys()
	a.roles()
	a.sessions()
	a.rightsOfMembers()
	a.employees()
	a.units()
	a.groups()
	a.projects()
	a.time()
	a.audit()
	a.webhooks()
	a.mail()
	a.workspace()
}

// Handler answers every path of the API.
func (a *API) Handler() http.Handler { return http.HandlerFunc(a.serve) }

// Server is a server of the API with the limits as they are now. Its caller gives
// it a listener and stops it.
func (a *API) Server() *http.Server {
	l := a.settings.Load().Limits
	return &http.Server{
		Handler: a.Handler(), ReadHeaderTimeout: l.ReadHeader, ReadTimeout: l.Read, WriteTimeout: l.Write, IdleTimeout: l.Idle,
		ConnState: a.connections.changed, MaxHeaderBytes: l.Header, ErrorLog: slog.NewLogLogger(a.config.Log.Handler(), slog.LevelDebug),
	}
}

// Change puts other settings in force, from the next request on.
func (a *API) Change(s Settings) { a.settings.Store(&s) }

// Close forgets what the API remembers of its clients; it can be called once nobody
// is answered any more.
func (a *API) Close() { a.askers.close() }

// Ready adds what /readyz asks: without an error the API is ready.
func (a *API) Ready(check func(context.Context) error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.checks = append(a.checks, check)
}

// ready asks all checks, within a bounded time.
func (a *API) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	a.mu.Lock()
	checks := a.checks
	a.mu.Unlock()
	var failed []error
	for _, check := range checks {
		failed = append(failed, check(ctx))
	}
	return errors.Join(failed...)
}
