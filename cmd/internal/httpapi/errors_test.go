package httpapi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"gatehouse/cmd/internal/httpapi"
)

// Whoever finds a mistake, mux, huma or an operation, all errors have one form.
func TestErrorsHaveOneForm(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("ci", "admin").Secret.Reveal()
	created := "POST /v1/trial/keys"
	for _, c := range []struct {
		line, body, media string
		status            int
		code              string
	}{
		{"GET /nowhere", "", "", 404, "no_path"},
		{"GET /", "", "", 404, "no_path"},
		{"GET //v1//me", "", "", 404, "no_path"},
		{"GET /v1/me/", "", "", 404, "no_path"},
		{"DELETE /v1/me", "", "", 405, "bad_method"},
		{"GET /v1/introspect", "", "", 405, "bad_method"},
		{"GET /v1/me?colour=red", "", "", 400, "bad_request"},
		{"GET /v1/rights?limit=0", "", "", 400, "bad_request"},
		{"GET /v1/rights?limit=1001", "", "", 400, "bad_request"},
		{"GET /v1/rights?limit=x", "", "", 400, "bad_request"},
		{created, "", "", 400, "bad_request"},
		{created, "{", "", 400, "bad_request"},
		{created, `{"name":7,"service_user":"ci"}`, "", 400, "bad_request"},
		{created, `{"name":"x"}`, "", 400, "bad_request"},
		{created, `{"name":"x","service_user":"ci","colour":"red"}`, "", 400, "bad_request"},
		{created, `<x/>`, "text/xml", 415, "bad_media_type"},
		{created, strings.Repeat("x", 1<<20+1), "application/json", 413, "too_large"},
		{"POST /v1/check", strings.Repeat("x", 1<<20+1), "application/json", 413, "too_large"},
		{"GET /v1/trial/panic", "", "", 500, "unexpected"},
		{"GET /v1/trial/broken", "", "", 500, "unexpected"},
	} {
		a := h.ask(key, c.line, c.body, "Content-Type", c.media)
		h.problem(a, c.status, c.code)
		for _, never := range []string{"secret plan", "goroutine", ".go:", "half an answer", "validation failed", "huma"} {
			if strings.Contains(a.body, never) {
				t.Errorf("%s tells %q: %s", c.line, never, a.body)
			}
		}
		if c.status == 405 && a.header.Get("Allow") == "" {
			t.Errorf("%s: no Allow in %v", c.line, a.header)
		}
		if c.status == 404 && a.header.Get("Location") != "" {
			t.Errorf("%s is sent on to %s", c.line, a.header.Get("Location"))
		}
	}
	if p := h.problem(h.ask(key, created, `{"name":7,"service_user":"ci"}`), 400, "bad_request"); p.Kind != "invalid" || p.Detail != "body name: expected string" {
		t.Errorf("%+v", p)
	}
	if log := h.log.String(); !strings.Contains(log, "the secret plan") || !strings.Contains(log, "goroutine") {
		t.Error("the log doesn't tell of the mistake")
	}
	h.key("bot", "employee")
	if a := h.ask(key, created, strings.Repeat(" ", 1<<20-40)+`{"name":"x","service_user":"bot"}`); a.status != 201 {
		t.Errorf("a body within the limit: %d %s", a.status, a.body)
	}
}

// What a client sent isn't told again: it could be a secret.
func TestErrorsRepeatNoValues(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	k := h.key("ci", "admin").Secret.Reveal()
	a := h.ask(k, "POST /v1/trial/keys", `{"service_user":"ci","name":["`+k+`"]}`)
	h.problem(a, 400, "bad_request")
	a.body += h.ask(k, "POST /v1/trial/keys", `{"service_user":"ci","name":"x","`+k+`":1}`).body
	a.body += h.ask(k, "POST /v1/check", `{"right":"x","`+k+`":1}`).body
	a.body += h.ask(k, "POST /v1/check", `{"right":"`+k+`"}`).body
	a.body += h.ask(k, "GET /v1/rights?limit="+k, "").body
	a.body += h.ask(k, "GET /v1/rights?"+k+"=1", "").body
	if strings.Contains(a.body, k) {
		t.Errorf("a key comes back: %s", a.body)
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	h := newHouse(t)
	key := h.key("gate", "verifier").Secret.Reveal()
	for _, line := range []string{"GET /nowhere", "GET /v1/me", "GET /v1/rights", "GET /livez", "GET /readyz", "GET /openapi.json", "GET /docs", "GET /v1/forward-auth", "POST /v1/introspect", "HEAD /v1/me"} {
		for _, key := range []string{key, "", "wrong"} {
			a := h.ask(key, line, "")
			for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
				if got := a.header.Get(name); got != want {
					t.Errorf("%s: %s is %q", line, name, got)
				}
			}
			if !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s: no policy in %v", line, a.header)
			}
		}
	}
}

func TestHeaderLimit(t *testing.T) {
	h := newHouse(t, func(c *httpapi.Config) { c.Limits.Header = 4096 })
	h.ask("", "GET /livez", "", "X-Long", strings.Repeat("x", 16<<10)).is(t, http.StatusRequestHeaderFieldsTooLarge)
}

func TestHealth(t *testing.T) {
	h := newHouse(t)
	h.ask("", "GET /livez", "").is(t, 200)
	h.ask("", "GET /readyz", "").is(t, 200)
	h.api.Ready(func(context.Context) error { return errors.New("the disk is on fire") })
	a := h.ask("", "GET /readyz", "")
	if h.problem(a, 503, "not_ready"); strings.Contains(a.body, "fire") || !strings.Contains(h.log.String(), "fire") {
		t.Errorf("%s", a.body)
	}
	h.ask("", "GET /livez", "").is(t, 200)
}

// What two readers of the same request could understand differently is refused.
func TestAmbiguousRequests(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	h.key("victim", "employee")
	for _, body := range []string{
		`{"email":"eva@acme.test","role":"employee","Role":"admin"}`,
		`{"email":"eva@acme.test","role":"employee","role":"admin"}`,
		`{"email":"eva@acme.test","role":"employee","rol\u0065":"admin"}`,
		`{"Email":"eva@acme.test","role":"employee"}`,
		"{\"email\":\"e\xffva@acme.test\",\"role\":\"employee\"}",
		`{"email":"eva@acme.test","role":"employee"}{}`,
	} {
		h.problem(h.ask(key, "POST /v1/invitations", body), 400, "bad_request")
	}
	for _, body := range []string{`{"right":"data.read","Subject":"boss"}`, `{"right":"data.read","right":"api.use"}`, `{"right":"data.read","on":null}`} {
		h.problem(h.ask(key, "POST /v1/check", body), 400, "bad_request")
	}
	for _, query := range []string{"dry_run=true;x=1", "dry_run=true&x=%zz", "dry_run=true&dry_run=false", "dry_run=", "dry_run", "DRY_RUN=true"} {
		h.problem(h.ask(key, "DELETE /v1/service-users/victim?"+query, ""), 400, "bad_request")
	}
	for _, query := range []string{"right=api.use&right=data.read", "right=api.use;on=any", "right=api.use&%zz", "right=api.use&on=", "right=api.use&On=any", "right=api.use&target=any"} {
		h.ask(key, "GET /v1/forward-auth?"+query, "").is(t, 403)
	}
	h.problem(h.ask(key, "GET /v1/ssh/authorized-keys?user=eva&user=bo", ""), 400, "bad_request")
}

// A key that may not do something is told so as RFC 6750 has it.
func TestInsufficientScope(t *testing.T) {
	h := newHouse(t)
	low := h.key("low", "employee").Secret.Reveal()
	for _, line := range []string{"GET /v1/audit", "GET /v1/forward-auth?right=audit.view"} {
		a := h.ask(low, line, "")
		a.is(t, 403)
		if got := a.header.Get("WWW-Authenticate"); got != `Bearer realm="gatehouse", error="insufficient_scope"` {
			t.Errorf("%s: %q", line, got)
		}
	}
	if got := h.ask(low, "GET /v1/members/nobody", "").header.Get("WWW-Authenticate"); strings.Contains(got, "invalid_token") {
		t.Error(got)
	}
	two := h.ask(h.key("boss", "admin").Secret.Reveal(), "DELETE /v1/service-users/low", "", "If-Match", "*", "If-Match", `"99"`)
	h.problem(two, 400, "bad_request")
}
