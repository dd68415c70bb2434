package httpapi_test

import (
	"strings"
	"sync"
	"testing"

	"gatehouse/domain"
)

func (h *house) keys(service string) int {
	h.t.Helper()
	all, err := h.local().Keys(h.t.Context(), domain.Ref(service))
	if err != nil {
		h.t.Fatal(err)
	}
	return len(all)
}

// A change that names itself is made once, whoever asks how often; its answer comes
// again without the secret.
func TestIdempotencyKey(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	h.key("bot", "employee")
	other := h.key("chief", "admin").Secret.Reveal()
	const line, body = "POST /v1/trial/keys", `{"service_user":"bot","name":"x"}`
	first := h.ask(key, line, body, "Idempotency-Key", "one")
	first.is(t, 201)
	if !strings.Contains(first.body, "gh8_sk_") || first.header.Get("Idempotent-Replay") != "" {
		t.Fatalf("%v %s", first.header, first.body)
	}
	again := h.ask(key, line, body, "Idempotency-Key", "one")
	again.is(t, 201)
	if again.header.Get("Idempotent-Replay") != "true" || strings.Contains(again.body, "secret") || strings.Contains(again.body, "gh8_") {
		t.Errorf("%v %s", again.header, again.body)
	}
	before, _, _ := strings.Cut(first.body, `,"secret"`)
	if !strings.HasPrefix(again.body, before) || again.header.Get("Content-Type") != "application/json" {
		t.Errorf("%s, was %s", again.body, first.body)
	}
	if n := h.keys("bot"); n != 2 {
		t.Errorf("%d keys", n)
	}
	h.problem(h.ask(key, line, strings.Replace(body, `"x"`, `"y"`, 1), "Idempotency-Key", "one"), 409, "key_reused")
	h.problem(h.ask(key, "PATCH /v1/trial/members/bot", `{"role":"developer"}`, "Idempotency-Key", "one"), 409, "key_reused")
	h.ask(other, line, body, "Idempotency-Key", "one").is(t, 201) // another's name is another name
	h.ask(key, line, body).is(t, 201)
	if n := h.keys("bot"); n != 4 {
		t.Errorf("%d keys", n)
	}
	for _, bad := range []string{"", "two words", strings.Repeat("x", 256), "\u00e9"} {
		h.problem(h.ask(key, line, body, "Idempotency-Key", bad), 400, "bad_idempotency_key")
	}
	h.problem(h.ask(key, line, body, "Idempotency-Key", "a", "Idempotency-Key", "b"), 400, "bad_idempotency_key")
	h.ask(key, line, body, "Idempotency-Key", strings.Repeat("x", 255)).is(t, 201)
}

// The same request on many connections at once is done once; the others get its
// answer, or are told that it is done.
func TestIdempotencyKeyAtOnce(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	h.key("bot", "employee")
	var all sync.WaitGroup
	answers := make([]answer, 16)
	for i := range answers {
		all.Go(func() {
			answers[i] = h.ask(key, "POST /v1/trial/keys", `{"service_user":"bot","name":"x"}`, "Idempotency-Key", "one")
		})
	}
	all.Wait()
	secrets := 0
	for _, a := range answers {
		if strings.Contains(a.body, "gh8_sk_") {
			secrets++
		}
		if a.status != 201 {
			h.problem(a, 409, "repeated")
		}
	}
	if n := h.keys("bot"); n != 2 || secrets != 1 {
		t.Errorf("%d keys, %d secrets", n, secrets)
	}
}

// A change that was refused wasn't made: it can be asked for again under its name.
func TestIdempotencyKeyOfARefusal(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	const line, body = "POST /v1/trial/keys", `{"service_user":"bot","name":"x"}`
	if a := h.ask(key, line, body, "Idempotency-Key", "one"); a.status != 404 {
		t.Errorf("%d %s", a.status, a.body)
	}
	h.key("bot", "employee")
	h.ask(key, line, body, "Idempotency-Key", "one").is(t, 201)
}

// An item's ETag is its version, and a change bound to an older one is 412.
func TestIfMatch(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	h.key("bot", "employee")
	const line = "PATCH /v1/trial/members/bot"
	a := h.ask(key, line, `{"role":"developer"}`)
	a.is(t, 200)
	tag := a.header.Get("ETag")
	if tag == "" || !strings.Contains(a.body, `"version":`+strings.Trim(tag, `"`)) {
		t.Fatalf("ETag %s of %s", tag, a.body)
	}
	a = h.ask(key, line, `{"role":"employee"}`, "If-Match", tag)
	a.is(t, 200)
	if a.header.Get("ETag") == tag {
		t.Error("the version stands still")
	}
	stale := h.ask(key, line, `{"role":"developer"}`, "If-Match", tag)
	if h.problem(stale, 412, "changed_meanwhile"); stale.header.Get("ETag") != "" {
		t.Errorf("%v", stale.header)
	}
	h.ask(key, line, `{"role":"developer"}`, "If-Match", "*").is(t, 200)
	for _, bad := range []string{"7", `"x"`, `W/"7"`, `"0"`, `"1", "2"`, `"-1"`, `"`, `"99999999999999999999"`} {
		h.problem(h.ask(key, line, `{"role":"employee"}`, "If-Match", bad), 400, "bad_version")
	}
	h.problem(h.ask(key, "POST /v1/trial/keys", `{"service_user":"bot","name":"x"}`, "If-Match", tag), 400, "no_version")
	if got := h.object(h.ask(key, "GET /v1/me", "")); got["member"] == nil {
		t.Errorf("%v", got)
	}
}
