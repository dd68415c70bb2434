package invitepage_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/invitepage"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// house is the page on loopback over a database file, with ada as the owner of
// acme.
type house struct {
	t   testing.TB
	db  *domain.Database
	ws  *domain.Workspace
	url string
	log *lockedText

	ahead atomic.Int64 // of the clock
	from  atomic.Pointer[string]
}

// lockedText is what the page logs.
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

func (h *house) now() time.Time       { return time.Now().Add(time.Duration(h.ahead.Load())) }
func (h *house) pass(d time.Duration) { h.ahead.Add(int64(d)) }
func (h *house) comeFrom(addr string) { h.from.Store(&addr) }

func newHouse(t testing.TB, change ...func(*invitepage.Config)) *house {
	return houseOf(t, "Acme", "Ada Lovelace", change...)
}

func houseOf(t testing.TB, workspace, owner string, change ...func(*invitepage.Config)) *house {
	t.Helper()
	h := &house{t: t, log: &lockedText{}}
	h.comeFrom("192.0.2.1")
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "gatehouse.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pepper, err := domain.NewPepper(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h.db = domain.NewDatabase(storage.New(engine), domain.World{Now: h.now, Random: rand.Reader, Pepper: pepper})
	if _, err := h.db.CreateWorkspace(t.Context(), domain.CreateWorkspace{Slug: "acme", Name: workspace, Owner: "ada@acme.test", OwnerName: owner}); err != nil {
		t.Fatal(err)
	}
	if h.ws, err = h.db.Workspace(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	c := invitepage.Config{
		Database: h.db, Random: rand.Reader, Now: h.now,
		Log:    slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		SSH:    func(user string) string { return "ssh -p 2222 " + user + "@gate.example.com" },
		Secure: func(*http.Request) bool { return false },
		From:   func(*http.Request) netip.Addr { return netip.MustParseAddr(*h.from.Load()) },
	}
	for _, f := range change {
		f(&c)
	}
	srv := httptest.NewServer(invitepage.New(c))
	h.url = srv.URL
	t.Cleanup(func() {
		srv.Close()
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

// as is the session of a member at the console.
func (h *house) as(email string) *domain.Session {
	h.t.Helper()
	s, err := h.ws.Local(h.t.Context(), email)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// invite is the token of a new invitation.
func (h *house) invite(email string) string {
	h.t.Helper()
	return h.inviteBy(h.local(), email)
}

func (h *house) inviteBy(s *domain.Session, email string) string {
	h.t.Helper()
	i, err := s.Invite(h.t.Context(), domain.Invite{Email: email, Role: "employee"})
	if err != nil {
		h.t.Fatal(err)
	}
	return i.Secret.Reveal()
}

// events is how much the audit trail holds.
func (h *house) events() int {
	h.t.Helper()
	page, err := h.local().Events(h.t.Context(), domain.EventQuery{})
	if err != nil {
		h.t.Fatal(err)
	}
	return len(page.Rows)
}

// member finds a member.
func (h *house) member(email string) (domain.Card, error) {
	return h.local().Member(h.t.Context(), domain.Ref(email))
}

// browser is a client with cookies of its own.
type browser struct {
	*house
	*http.Client
}

func (h *house) browser() *browser {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &browser{h, &http.Client{Jar: jar}}
}

// page is an answer.
type page struct {
	status int
	header http.Header
	text   string
}

func (b *browser) do(method, path string, form url.Values) page {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.send(r)
}

func (b *browser) send(r *http.Request) page {
	b.t.Helper()
	answer, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{answer.StatusCode, answer.Header, string(text)}
}

func (b *browser) open(token string) page {
	b.t.Helper()
	return b.do(http.MethodGet, "/join/"+token, nil)
}

var hidden = regexp.MustCompile(`name="form" value="([^"]*)"`)

// filled is the form of a page, filled in.
func (p page) filled(t testing.TB, name, key string) url.Values {
	t.Helper()
	found := hidden.FindStringSubmatch(p.text)
	if found == nil {
		t.Fatalf("status %d, no form:\n%s", p.status, p.text)
	}
	return url.Values{"form": {html.UnescapeString(found[1])}, "name": {name}, "key": {key}}
}

// accept opens a link and sends its form.
func (b *browser) accept(token, name, key string) page {
	b.t.Helper()
	return b.do(http.MethodPost, "/join/"+token, b.open(token).filled(b.t, name, key))
}

// says fails unless the answer has a status and says each text.
func (p page) says(t testing.TB, status int, texts ...string) {
	t.Helper()
	if p.status != status {
		t.Errorf("status %d, want %d:\n%s", p.status, status, p.text)
	}
	said := html.UnescapeString(p.text)
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("it doesn't say %q:\n%s", text, said)
		}
	}
}

// newKey is a line as authorized_keys has it.
func newKey(t testing.TB) string {
	t.Helper()
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}
