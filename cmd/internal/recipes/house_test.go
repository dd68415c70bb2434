//go:build system

package recipes

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gatehouse/cmd/internal/app"
	"gatehouse/cmd/internal/httpapi"
	"gatehouse/domain"
)

// house is a gatehouse that answers over HTTP at loopback, with ada as the owner
// of acme.
type house struct {
	t     *testing.T
	ada   *domain.Session
	ws    *domain.Workspace
	api   *httptest.Server
	asked atomic.Int32 // requests that came
}

func newHouse(t *testing.T) *house {
	t.Helper()
	o, err := app.FirstStart(t.Context(), app.Files{DB: filepath.Join(t.TempDir(), "gatehouse.db")}, domain.CreateWorkspace{
		Slug: "acme", Name: "Acme", Owner: "ada@acme.test", OwnerName: "Ada Lovelace",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{t: t}
	if h.ws, err = o.Workspace(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if h.ada, err = h.ws.Local(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	api, err := httpapi.New(httpapi.Config{
		Database: o.Database, Log: slog.New(slog.DiscardHandler), Version: "test", Settings: httpapi.Settings{Limits: httpapi.DefaultLimits()},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.api = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.asked.Add(1)
		if r.ContentLength != 0 {
			t.Errorf("%s was asked with a body of %d", r.URL, r.ContentLength)
		}
		api.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(h.api.Close)
	return h
}

// key makes a service user with a key.
func (h *house) key(name, role string) domain.FreshKey {
	h.t.Helper()
	if _, err := h.ada.CreateServiceUser(h.t.Context(), domain.CreateServiceUser{Name: name, Role: role}); err != nil {
		h.t.Fatal(err)
	}
	k, err := h.ada.CreateKey(h.t.Context(), domain.CreateKey{ServiceUser: domain.Ref(name), Name: "test"})
	if err != nil {
		h.t.Fatal(err)
	}
	return k
}

func (h *house) revoke(k domain.FreshKey) {
	h.t.Helper()
	if _, err := h.ada.RevokeKey(h.t.Context(), domain.RevokeKey{Key: domain.Ref(k.ID)}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) suspend(member string) {
	h.t.Helper()
	if _, err := h.ada.Suspend(h.t.Context(), domain.Suspend{Member: domain.Ref(member)}); err != nil {
		h.t.Fatal(err)
	}
}

// output is what a program says, while it runs and after.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// serve runs a program in the foreground until the test ends, and returns once
// it listens at the address.
func serve(t *testing.T, address, name string, args ...string) *output {
	t.Helper()
	said := &output{}
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = said, said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { // ends with the program; the cleanup waits
		defer close(ended)
		_ = c.Wait()
	}()
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		<-ended
		if t.Failed() {
			t.Logf("%s said\n%s", name, said)
		}
	})
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for late := time.After(20 * time.Second); ; {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return said
		}
		select {
		case <-again.C:
		case <-ended:
			t.Fatalf("%s didn't start", name)
		case <-late:
			t.Fatalf("%s doesn't listen at %s", name, address)
		}
	}
}

// free is an address at loopback that nobody listens at.
func free(t *testing.T) (address, port string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address = l.Addr().String()
	_, port, _ = net.SplitHostPort(address)
	return address, port
}

func write(t *testing.T, file, text string, mode os.FileMode) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil { // whatever the umask is
		t.Fatal(err)
	}
	return file
}
