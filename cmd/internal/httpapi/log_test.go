package httpapi_test

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"gatehouse/cmd/internal/httpapi"
)

// The log tells of changes and refusals; of questions only who wants all of it. It
// holds no key and nothing raw of a client's.
func TestLog(t *testing.T) {
	info := &lockedText{}
	h := newHouse(t, func(c *httpapi.Config) { c.Log = slog.New(slog.NewTextHandler(info, nil)) })
	h.api.Trial()
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	lines := func() int { return strings.Count(info.String(), "msg=http") }
	h.ask(key, "GET /v1/me", "").is(t, 200)
	h.ask(key, "POST /v1/check", `{"right":"api.use"}`).is(t, 200)
	h.ask("", "GET /nowhere/"+key+"?token="+key, "").is(t, 404)
	if n := lines(); n != 0 {
		t.Errorf("questions are logged: %s", info)
	}
	h.key("bot", "employee")
	h.ask(key, "PATCH /v1/trial/members/bot", `{"role":"developer"}`).is(t, 200)
	h.ask("wrong"+key, "GET /v1/me?token="+key, "").is(t, 401)
	h.ask(key, "GET /v1/forward-auth?right="+key, "").is(t, 403)
	if n := lines(); n != 3 {
		t.Errorf("%d lines: %s", n, info)
	}
	log := info.String()
	if strings.Contains(log, "gh8_sk_") || !strings.Contains(log, "who="+string(k.ID)) || !strings.Contains(log, `route="PATCH /v1/trial/members/{member}"`) ||
		!strings.Contains(log, "who=nobody method=GET") || !strings.Contains(log, "status=401") || !strings.Contains(log, "from=127.0.0.1") {
		t.Errorf("%s", log)
	}
}

func TestMetrics(t *testing.T) {
	h := newHouse(t, few)
	key := h.key("ci", "employee").Secret.Reveal()
	for range 4 {
		h.ask(key, "GET /v1/me", "")
		h.ask("wrong", "GET /v1/me", "")
	}
	h.ask("", "GET /nowhere/"+key, "")
	w := httptest.NewRecorder()
	h.api.Metrics().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
	text := w.Body.String()
	for _, want := range []string{
		`gatehouse_http_requests_total{operation="GET /v1/me",status="2xx"} 2`,
		`gatehouse_http_requests_total{operation="GET /v1/me",status="4xx"} 6`,
		`gatehouse_http_requests_total{operation="none",status="4xx"} 1`,
		`gatehouse_http_request_duration_seconds_count{operation="GET /v1/me"} 8`,
		`gatehouse_http_request_duration_seconds_bucket{operation="GET /v1/me",le="+Inf"} 8`,
		"gatehouse_http_keys_refused_total 4", `gatehouse_http_limited_total{by="key"} 2`, `gatehouse_http_limited_total{by="address"} 2`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, key) {
		t.Error("a key is told")
	}
}
