package httpapi_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"gatehouse/cmd/internal/httpapi"
)

// line is one connection, which stays.
type line struct {
	t *testing.T
	net.Conn
	in *bufio.Reader
}

func (h *house) line(t *testing.T) *line {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &line{t, conn, bufio.NewReader(conn)}
}

func (l *line) says(text string) {
	l.t.Helper()
	if _, err := io.WriteString(l, text); err != nil {
		l.t.Fatal(err)
	}
}

// answers reads an answer; without one the connection was closed.
func (l *line) answers() bool {
	l.t.Helper()
	resp, err := http.ReadResponse(l.in, nil)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return errors.Join(err, resp.Body.Close()) == nil && resp.StatusCode == http.StatusOK
}

const ask = "GET /livez HTTP/1.1\r\nHost: gate\r\n\r\n"

// idle has asked and been answered, and the server knows that so many are.
func (h *house) idle(t *testing.T, n int) *line {
	t.Helper()
	l := h.line(t)
	if l.says(ask); !l.answers() {
		t.Fatal("no answer")
	}
	h.idling(n)
	return l
}

// idling waits until so many connections are idle.
func (h *house) idling(n int) { h.reaches(n, h.api.Idle) }

// reaches waits until a count is so high, for as long as a test may.
func (h *house) reaches(n int, count func() int) {
	h.t.Helper()
	for late := time.Now().Add(20 * time.Second); count() != n; runtime.Gosched() {
		if time.Now().After(late) {
			h.t.Fatalf("%d, want %d", count(), n)
		}
	}
}

// closed waits until the other side has hung up.
func (l *line) closed() {
	l.t.Helper()
	if err := l.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.in.ReadByte(); err == nil || !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "reset") {
		l.t.Errorf("it isn't closed: %v", err)
	}
}

// Where there are too many connections, the oldest idle one makes room, and where
// none is idle the newest is closed. Busy ones are never.
func TestConnectionsMakeRoom(t *testing.T) {
	local := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for name, set := range map[string]func(*httpapi.Config){
		"from one address": func(c *httpapi.Config) { c.Limits.PerAddress = 3 },
		"in all":           func(c *httpapi.Config) { c.Limits.Connections, c.TrustedProxies = 3, local },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, set)
			const body = `{"right":"api.use"}`
			question := fmt.Sprintf("POST /v1/check HTTP/1.1\r\nHost: gate\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n", h.key("boss", "admin").Secret.Reveal(), len(body))
			var old []*line
			for n := range 3 {
				old = append(old, h.idle(t, n+1))
			}
			old[0].says(question)
			h.idling(2)
			if old[0].says(body); !old[0].answers() { // now the second one is the oldest
				t.Fatal("no answer")
			}
			h.idling(3)
			fourth := h.idle(t, 3)
			old[1].closed()
			for _, l := range []*line{old[0], old[2], fourth} {
				l.says(question) // busy, until the rest comes
			}
			h.idling(0)
			before := h.line(t)
			before.says(ask)
			before.closed()
			for _, l := range []*line{old[0], old[2], fourth} {
				if l.says(body); !l.answers() {
					t.Error("a busy one was closed")
				}
				_ = l.Close()
			}
			h.reaches(0, h.api.Connections)
		})
	}
}

// All clients of a trusted proxy come from its address.
func TestTrustedProxiesHaveNoBoundOfTheirOwn(t *testing.T) {
	h := newHouse(t, func(c *httpapi.Config) {
		c.Limits.PerAddress, c.TrustedProxies = 3, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	})
	var all []*line
	for n := range 10 {
		all = append(all, h.idle(t, n+1))
	}
	for _, l := range all {
		if l.says(ask); !l.answers() {
			t.Error("it was closed")
		}
	}
}
