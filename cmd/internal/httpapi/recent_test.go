package httpapi_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/domain"
)

// An answer may be given again within a second; no change that was acknowledged is
// ever missed. Each question is asked until it is remembered, then something
// changes, and the very next answer is another one.
func TestNoAnswerIsOlderThanAChange(t *testing.T) {
	h := newHouse(t)
	asker := h.key("gate", "verifier").Secret.Reveal()
	k := h.key("ci", "developer")
	h.person("eva@acme.test", "employee", "")
	introspect := func() string {
		return h.ask(asker, "POST /v1/introspect", url.Values{"token": {k.Secret.Reveal()}}.Encode(), form()...).body
	}
	check := func() string {
		return h.ask(asker, "POST /v1/check", `{"subject":"eva@acme.test","right":"messages.use"}`).body
	}
	proxy := func() string {
		a := h.ask(k.Secret.Reveal(), "GET /v1/forward-auth?right=access.ask", "")
		return a.header.Get("Remote-User") + a.header.Get("Remote-Role")
	}
	ctx := t.Context()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		ask          func() string
		change, back func()
	}{
		"suspended": {introspect, func() { must(h.local().Suspend(ctx, domain.Suspend{Member: "ci"})) }, func() { must(h.local().Reactivate(ctx, domain.Reactivate{Member: "ci"})) }},
		"role":      {proxy, func() { must(h.local().ChangeRole(ctx, domain.ChangeRole{Member: "ci", Role: "verifier"})) }, func() { must(h.local().ChangeRole(ctx, domain.ChangeRole{Member: "ci", Role: "developer"})) }},
		"option": {check, func() {
			must(h.local().SetOptions(ctx, domain.SetOptions{Member: "eva@acme.test", Messages: new(false)}))
		}, func() {
			must(h.local().SetOptions(ctx, domain.SetOptions{Member: "eva@acme.test", Messages: new(true)}))
		}},
	} {
		for range 5 {
			before := c.ask()
			for range 5 {
				if got := c.ask(); got != before {
					t.Fatalf("%s: %s, was %s", name, got, before)
				}
			}
			c.change()
			if got := c.ask(); got == before {
				t.Errorf("%s: still %s", name, got)
			}
			c.back()
			if got := c.ask(); got != before {
				t.Errorf("%s: %s, was %s", name, got, before)
			}
		}
	}
	before := introspect()
	h.clock.pass(domain.KeyLasts + time.Second) // nothing is written when a key ends
	for range 3 {
		if got := introspect(); got == before {
			t.Errorf("expired: still %s", got)
		}
	}
}

// A plan is the workspace's own record, kept beside the workspaces.
func TestNoAnswerIsOlderThanAPlan(t *testing.T) {
	h := newHouseOf(t, "timetonic")
	k := h.key("gate", "verifier").Secret.Reveal()
	for range 5 {
		for range 5 {
			h.ask(k, "GET /v1/forward-auth?right=access.ask", "").is(t, 200)
		}
		for plan, status := range map[string]int{"free": 401, "business": 200} {
			if _, err := h.local().ChangePlan(t.Context(), domain.ChangePlan{Plan: plan}); err != nil {
				t.Fatal(err)
			}
			h.ask(k, "GET /v1/forward-auth?right=access.ask", "").is(t, status)
		}
		if _, err := h.local().ChangePlan(t.Context(), domain.ChangePlan{Plan: "business"}); err != nil {
			t.Fatal(err)
		}
	}
}

// The answer is that of when the whole question has come, however slowly it does.
func TestNoAnswerIsOlderThanItsQuestion(t *testing.T) {
	h := newHouse(t)
	asker, k := h.key("gate", "verifier").Secret.Reveal(), h.key("ci", "developer").Secret.Reveal()
	for range 5 {
		for range 3 {
			h.ask(asker, "POST /v1/introspect", "token="+k, form()...).is(t, 200)
		}
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(h.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "POST /v1/introspect HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", asker, len("token="+k))
		in := bufio.NewReader(conn)
		if line, err := in.ReadString('\n'); err != nil || !strings.Contains(line, " 100 ") {
			t.Fatalf("%q %v", line, err)
		}
		// It was let in, and waits for the body.
		if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "ci"}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(conn, "token="+k)
		rest, err := io.ReadAll(in)
		if err != nil || !strings.HasSuffix(string(rest), "\r\n\r\n"+inactive) {
			t.Errorf("%s %v", rest, err)
		}
		_ = conn.Close()
		if _, err := h.local().Reactivate(t.Context(), domain.Reactivate{Member: "ci"}); err != nil {
			t.Fatal(err)
		}
	}
}

// The same while many ask: once a suspension is acknowledged, no answer that is
// asked for then says yes.
func TestNoAnswerIsOlderThanAChangeUnderLoad(t *testing.T) {
	h := newHouse(t)
	asker, k := h.key("gate", "verifier").Secret.Reveal(), h.key("ci", "developer").Secret.Reveal()
	var spell atomic.Int64 // odd: while the service user is suspended
	var over atomic.Bool
	var yes, no atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for !over.Load() {
				before := spell.Load()
				a := h.ask(asker, "POST /v1/introspect", "token="+k, form()...)
				active := strings.Contains(a.body, `"active":true`)
				if before%2 == 1 && spell.Load() == before && active {
					t.Errorf("a suspended service user's key is told to be good")
				}
				if active {
					yes.Add(1)
				} else {
					no.Add(1)
				}
			}
		})
	}
	for range 30 {
		n := no.Load()
		if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "ci"}); err != nil {
			t.Fatal(err)
		}
		spell.Add(1)
		until(t, "a no", func() bool { return no.Load() > n })
		spell.Add(1)
		n = yes.Load()
		if _, err := h.local().Reactivate(t.Context(), domain.Reactivate{Member: "ci"}); err != nil {
			t.Fatal(err)
		}
		until(t, "a yes", func() bool { return yes.Load() > n })
	}
	over.Store(true)
	all.Wait()
}

// until waits for what happens elsewhere, for as long as a test may.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !so(); {
		if time.Now().After(late) {
			t.Fatalf("waited for %s", what)
		}
		<-time.After(time.Millisecond)
	}
}
