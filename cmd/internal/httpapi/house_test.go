package httpapi_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// house is an API on loopback over a database file, with ada as the owner of
// acme.
type house struct {
	t   testing.TB
	db  *domain.Database
	ws  *domain.Workspace
	api *httpapi.API
	url string
	log *lockedText

	client *http.Client // with connections of its own: houses stand beside each other
	engine *bolt.Engine
	clock  clock
}

// clock is ahead by what a test has let pass.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) pass(d time.Duration) { c.ahead.Add(int64(d)) }

// lockedText is what the API logs.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newHouse(t testing.TB, change ...func(*httpapi.Config)) *house {
	t.Helper()
	return newHouseOf(t, "mtime", change...)
}

// newHouseOf is newHouse with another role model, on its largest plan.
func newHouseOf(t testing.TB, model string, change ...func(*httpapi.Config)) *house {
	t.Helper()
	h := &house{t: t, log: &lockedText{}, client: &http.Client{
		Timeout: time.Minute, Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "gatehouse.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pepper, err := domain.NewPepper(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h.engine = engine
	h.db = domain.NewDatabase(storage.New(engine), domain.World{Now: h.clock.now, Random: rand.Reader, Pepper: pepper})
	if _, err := h.db.CreateWorkspace(t.Context(), domain.CreateWorkspace{Slug: "acme", Name: "Acme", Model: model, Owner: "ada@acme.test", OwnerName: "Ada Lovelace"}); err != nil {
		t.Fatal(err)
	}
	if h.ws, err = h.db.Workspace(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	c := httpapi.Config{
		Database: h.db, Log: slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Version: "test",
		Settings: httpapi.Settings{Limits: httpapi.DefaultLimits()},
	}
	for _, f := range change {
		f(&c)
	}
	if h.api, err = httpapi.New(c); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv, over := h.api.Server(), make(chan error, 1)
	h.url = "http://" + l.Addr().String()
	go func() { over <- srv.Serve(l) }() // ends with Close, below
	t.Cleanup(func() {
		h.client.CloseIdleConnections()
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		if err := <-over; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
		h.api.Close()
		h.db.Close()
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// local is the session of whoever has the file.
func (h *house) local() *domain.Session {
	h.t.Helper()
	s, err := h.ws.Local(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// key makes a service user of a role, and a key of it.
func (h *house) key(name, role string) domain.FreshKey {
	h.t.Helper()
	if _, err := h.local().CreateServiceUser(h.t.Context(), domain.CreateServiceUser{Name: name, Role: role}); err != nil {
		h.t.Fatal(err)
	}
	return h.another(name)
}

// another makes another key of a service user.
func (h *house) another(name string) domain.FreshKey {
	h.t.Helper()
	k, err := h.local().CreateKey(h.t.Context(), domain.CreateKey{ServiceUser: domain.Ref(name), Name: "for tests"})
	if err != nil {
		h.t.Fatal(err)
	}
	return k
}

// person makes an active member, with an SSH key where there is one.
func (h *house) person(email, role, sshKey string) domain.Member {
	h.t.Helper()
	i, err := h.local().Invite(h.t.Context(), domain.Invite{Email: email, Role: role})
	if err != nil {
		h.t.Fatal(err)
	}
	m, err := h.ws.Accept(h.t.Context(), domain.Accept{Token: i.Secret.Reveal(), Key: sshKey})
	if err != nil {
		h.t.Fatal(err)
	}
	return m
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask makes a request with a key ("" for none) and headers, name and value in
// turn. The method and the path are one word each.
func (h *house) ask(key, line, body string, headers ...string) answer {
	h.t.Helper()
	method, path, _ := strings.Cut(line, " ")
	r, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	resp, err := h.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// form is a form-encoded body's header.
func form() []string { return []string{"Content-Type", "application/x-www-form-urlencoded"} }

// problem reads an error, and checks the form that all have.
func (h *house) problem(a answer, status int, code string) httpapi.Problem {
	h.t.Helper()
	var p httpapi.Problem
	in := json.NewDecoder(bytes.NewReader([]byte(a.body)))
	in.DisallowUnknownFields()
	if err := in.Decode(&p); err != nil {
		h.t.Fatalf("%v in %d %q", err, a.status, a.body)
	}
	if a.status != status || p.Status != status || p.Code != code {
		h.t.Errorf("got %d %s, want %d %s: %s", a.status, p.Code, status, code, a.body)
	}
	if a.header.Get("Content-Type") != "application/problem+json" || p.Type != "about:blank" || p.Title != http.StatusText(status) || p.Detail == "" || p.Kind == "" || p.Fix == nil {
		h.t.Errorf("not a whole problem: %s %s", a.header.Get("Content-Type"), a.body)
	}
	return p
}

// object reads a JSON object.
func (h *house) object(a answer) map[string]any {
	h.t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(a.body), &out); err != nil || a.status != http.StatusOK || a.header.Get("Content-Type") != "application/json" {
		h.t.Fatalf("%v: %d %s %q", err, a.status, a.header.Get("Content-Type"), a.body)
	}
	return out
}

func (a answer) is(t testing.TB, status int) {
	t.Helper()
	if a.status != status {
		t.Errorf("got %d, want %d: %s", a.status, status, a.body)
	}
}
