package httpapi_test

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/cmd/internal/limit/limittest"
)

func few(c *httpapi.Config) {
	c.Limits.RequestsPerMinute, c.Limits.Burst, c.Limits.FailuresPerMinute = 1, 2, 2
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
}

// A key has a rate, and is told where it stands; one that asks for others has none,
// and proxies never hear of it.
func TestRateOfAKey(t *testing.T) {
	h := newHouse(t, few)
	key, asker := h.key("ci", "employee").Secret.Reveal(), h.key("gate", "verifier").Secret.Reveal()
	for left := 1; left >= 0; left-- {
		a := h.ask(key, "GET /v1/me", "")
		a.is(t, 200)
		if a.header.Get("RateLimit-Policy") != `"key";q=2;w=120` || !strings.HasPrefix(a.header.Get("RateLimit"), fmt.Sprintf(`"key";r=%d;t=`, left)) {
			t.Errorf("%v", a.header)
		}
	}
	a := h.ask(key, "GET /v1/me", "")
	h.problem(a, 429, "too_many_requests")
	if s, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || s < 1 || s > 60 {
		t.Errorf("Retry-After is %q", a.header.Get("Retry-After"))
	}
	h.ask(h.another("ci").Secret.Reveal(), "GET /v1/me", "").is(t, 200)
	for range 10 {
		h.ask(key, "GET /v1/forward-auth?right=api.use", "").is(t, 200)
		a := h.ask(asker, "GET /v1/me", "")
		if a.is(t, 200); a.header.Get("RateLimit") != "" {
			t.Errorf("a limit is told that isn't there: %v", a.header)
		}
	}
	h.api.Change(httpapi.Settings{Limits: httpapi.DefaultLimits()})
	a = h.ask(h.another("ci").Secret.Reveal(), "GET /v1/me", "")
	if a.is(t, 200); a.header.Get("RateLimit-Policy") != `"key";q=100;w=10` || !strings.HasPrefix(a.header.Get("RateLimit"), `"key";r=99;`) {
		t.Errorf("other settings aren't in force: %v", a.header)
	}
}

// Who tries keys is slowed down by address; a right key still works from there,
// and other addresses don't suffer.
func TestRateOfWrongKeys(t *testing.T) {
	h := newHouse(t, few)
	key := h.key("gate", "verifier").Secret.Reveal()
	from := func(address, key string) answer { return h.ask(key, "GET /v1/me", "", "X-Forwarded-For", address) }
	for range 2 {
		from("192.0.2.1", "wrong").is(t, 401)
	}
	a := from("192.0.2.1", "wrong")
	if h.problem(a, 429, "too_many_requests"); a.header.Get("Retry-After") == "" || a.header.Get("RateLimit-Policy") != `"address";q=2;w=60` || !strings.HasPrefix(a.header.Get("RateLimit"), `"address";r=0;t=`) {
		t.Errorf("%v", a.header)
	}
	from("192.0.2.1", key).is(t, 200)
	from("192.0.2.1", "").is(t, 401) // no key is no try
	from("192.0.2.2", "wrong").is(t, 401)
	from("2001:db8::1", "wrong").is(t, 401)
	from("2001:db8::2", "wrong").is(t, 401)
	from("2001:db8::3", "wrong").is(t, 429) // of one network
	from("2001:db8:1::3", "wrong").is(t, 401)
	for range 5 {
		h.ask("wrong", "GET /v1/forward-auth?right=api.use", "", "X-Forwarded-For", "192.0.2.9").is(t, 401)
	}
}

// However many addresses try, what is remembered of them is bounded.
func TestWhatIsRememberedIsBounded(t *testing.T) {
	h := newHouse(t, few, func(c *httpapi.Config) { c.Limits.Remembered = 100 })
	for i := range 250 {
		h.ask("wrong", "GET /v1/me", "", "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i)).is(t, 401)
	}
	if n := h.api.Buckets(); n > 101 || n < 50 {
		t.Errorf("%d are remembered", n)
	}
}

// X-Forwarded-For is believed of trusted proxies alone, from the right.
func TestClientAddress(t *testing.T) {
	h := newHouse(t, few)
	for i, c := range []struct{ said, from string }{
		{"", "127.0.0.1"},
		{"192.0.2.1", "192.0.2.1"},
		{"203.0.113.7, 192.0.2.2", "192.0.2.2"}, // the left one the client wrote
		{"127.0.0.1, 192.0.2.3, 10.1.2.3", "192.0.2.3"},
		{"192.0.2.4:1234", "192.0.2.4"},
		{"[2001:db8::4]:1234", "2001:db8::4"},
		{"::ffff:192.0.2.5", "192.0.2.5"},
		{"192.0.2.6, unknown", "127.0.0.1"},
		{"192.0.2.6, \x01, 10.0.0.1", "10.0.0.1"},
		{"10.0.0.2", "10.0.0.2"},
	} {
		h.api.Change(httpapi.Settings{Limits: httpapi.DefaultLimits(), TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}})
		before := len(h.log.String())
		headers := []string{"X-Forwarded-For", strings.ReplaceAll(c.said, "\x01", "%")}
		if c.said == "" {
			headers = nil
		}
		h.ask("wrong", "GET /v1/me", "", headers...)
		if log := h.log.String()[before:]; !strings.HasSuffix(log, "from="+c.from+"\n") {
			t.Errorf("%d %q: %s", i, c.said, log)
		}
	}
	h.api.Change(httpapi.Settings{Limits: httpapi.DefaultLimits()})
	before := len(h.log.String())
	h.ask("wrong", "GET /v1/me", "", "X-Forwarded-For", "192.0.2.1")
	if log := h.log.String()[before:]; !strings.HasSuffix(log, "from=127.0.0.1\n") {
		t.Errorf("a stranger is believed: %s", log)
	}
}

func TestLimitTable(t *testing.T) {
	limittest.Complete(t, httpapi.LimitTable(), httpapi.DefaultLimits())
	if _, err := httpapi.New(httpapi.Config{}); err == nil {
		t.Error("limits of nothing are taken")
	}
}
