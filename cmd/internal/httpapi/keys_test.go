package httpapi_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

func TestKeys(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.key("bot", "employee")
	const body = `{"service_user":"bot","name":"backups","expires":"30d"}`
	a := h.ask(key, "POST /v1/keys", body, "Idempotency-Key", "one")
	made := h.made(a)
	has(t, made, map[string]any{"name": "backups", "service_user": "bot", "status": "active", "created_by": "boss"})
	h.recorded("keys.create", k)
	secret, _ := made["secret"].(string)
	h.ask(secret, "GET /v1/me", "").is(t, 200)
	ends, err := time.Parse(time.RFC3339, made["expires_at"].(string))
	if left := ends.Sub(h.clock.now()); err != nil || left > 30*24*time.Hour || left < 29*24*time.Hour {
		t.Errorf("%v %v", made, err)
	}
	has(t, h.made(h.ask(key, "POST /v1/keys", body, "Idempotency-Key", "one")), map[string]any{"id": made["id"], "secret": nil})
	has(t, h.made(h.ask(key, "POST /v1/keys", `{"service_user":"bot","name":"x","expires":"never"}`)), map[string]any{"expires_at": nil})
	if o := h.made(h.ask(key, "POST /v1/keys", `{"service_user":"bot","name":"y"}`)); o["expires_at"] == nil {
		t.Errorf("without an end: %v", o)
	}
	h.problem(h.ask(key, "POST /v1/keys", `{"service_user":"bot","name":"x","expires":"soon"}`), 400, "bad_time")
	h.problem(h.ask(key, "POST /v1/keys", `{"service_user":"ada@acme.test","name":"x"}`), 404, "no_service_user")

	byID := "/v1/keys/" + made["id"].(string)
	a = h.ask(key, "GET "+byID, "")
	has(t, h.object(a), map[string]any{"id": made["id"], "secret": nil})
	h.problem(h.ask(key, "POST "+byID+"/rotate", "", "If-Match", `"999"`), 412, "changed_meanwhile")
	next := h.made(h.ask(key, "POST "+byID+"/rotate", `{"overlap":"0s"}`, "If-Match", a.header.Get("ETag")))
	h.recorded("keys.rotate", k)
	h.ask(secret, "GET /v1/me", "").is(t, 401)
	h.ask(next["secret"].(string), "GET /v1/me", "").is(t, 200)
	has(t, next, map[string]any{"name": "backups", "status": "active"})

	byID = "/v1/keys/" + next["id"].(string)
	a = h.changesUnder(key, "DELETE "+byID, "", h.ask(key, "GET "+byID, "").header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": next["id"], "status": "revoked", "secret": nil})
	h.recorded("keys.revoke", k)
	has(t, h.object(h.ask(key, "DELETE "+byID, "")), map[string]any{"status": "revoked"})
	h.ask(next["secret"].(string), "GET /v1/me", "").is(t, 401)

	whole := h.walk(key, "/v1/keys", nil)
	if by2 := h.walk(key, "/v1/keys?limit=2", nil); len(whole) != 6 || !slices.Equal(by2, whole) {
		t.Errorf("%v, by two %v", whole, by2)
	}
	if got := h.ask(key, "GET /v1/keys?service_user=boss", ""); len(h.objects(got)) != 1 || strings.Contains(got.body, "gh8_") {
		t.Errorf("%s", got.body)
	}
	h.problem(h.ask(key, "GET /v1/keys?service_user=nobody", ""), 404, "no_member")
}

func TestKeysOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	other := h.elsewhere()
	if _, err := other.CreateServiceUser(t.Context(), domain.CreateServiceUser{Name: "spy", Role: "employee"}); err != nil {
		t.Fatal(err)
	}
	theirs, err := other.CreateKey(t.Context(), domain.CreateKey{ServiceUser: "spy", Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	const unknown = "222222222222"
	for _, line := range []string{"GET /v1/keys/%s", "POST /v1/keys/%s/rotate", "DELETE /v1/keys/%s"} {
		a, b := h.ask(key, strings.ReplaceAll(line, "%s", string(theirs.ID)), ""), h.ask(key, strings.ReplaceAll(line, "%s", unknown), "")
		if a.status != 404 || b.status != 404 || strings.ReplaceAll(a.body, string(theirs.ID), unknown) != b.body {
			t.Errorf("%s: %d %s and %d %s", line, a.status, a.body, b.status, b.body)
		}
	}
}

func TestServiceUsers(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	eva := h.person("eva@acme.test", "employee", "")
	a := h.ask(key, "POST /v1/service-users", `{"name":"nightly","role":"employee"}`)
	made := h.made(a)
	has(t, made, map[string]any{"name": "nightly", "role": "employee", "kind": "service", "status": "active"})
	h.recorded("service-users.create", k)
	h.problem(h.ask(key, "POST /v1/service-users", `{"name":"Nightly","role":"employee"}`), 409, "name_taken")
	tag := a.header.Get("ETag")
	for _, step := range []struct{ line, status string }{
		{"POST /v1/service-users/nightly/suspend", "suspended"},
		{"POST /v1/service-users/nightly/reactivate", "active"},
		{"DELETE /v1/service-users/nightly", "removed"},
		{"POST /v1/service-users/nightly/restore", "active"},
	} {
		h.object(h.ask(key, step.line+"?dry_run=true", ""))
		a := h.changesUnder(key, step.line, "", tag)
		has(t, h.object(a), map[string]any{"id": made["id"], "status": step.status})
		tag = a.header.Get("ETag")
		for _, person := range []string{string(eva.ID), "eva@acme.test", "nobody@acme.test"} {
			h.problem(h.ask(key, strings.Replace(step.line, "nightly", person, 1), ""), 404, "no_service_user")
		}
	}
	whole := h.walk(key, "/v1/service-users", nil)
	if by1 := h.walk(key, "/v1/service-users?limit=1", nil); len(whole) != 2 || !slices.Equal(by1, whole) {
		t.Errorf("%v, one by one %v", whole, by1)
	}
	theirs, err := h.elsewhere().CreateServiceUser(t.Context(), domain.CreateServiceUser{Name: "spy", Role: "employee"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID), "POST /v1/service-users/%s/suspend", "POST /v1/service-users/%s/reactivate", "DELETE /v1/service-users/%s", "POST /v1/service-users/%s/restore")
}

// A key that rotates itself without overlap is answered with its successor: it
// could never ask again.
func TestRotatesItselfAtOnce(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	for _, headers := range [][]string{nil, {"Idempotency-Key", "one"}} {
		a := h.ask(k.Secret.Reveal(), "POST /v1/keys/"+string(k.ID)+"/rotate", `{"overlap":"0s"}`, headers...)
		next := h.made(a)["secret"].(string)
		h.ask(k.Secret.Reveal(), "GET /v1/me", "").is(t, 401)
		h.ask(next, "GET /v1/me", "").is(t, 200)
		k = h.another("boss")
	}
}

// An application that is shown a key and asks about it has used it.
func TestIntrospectedKeysAreUsed(t *testing.T) {
	h := newHouse(t)
	asker, shown := h.key("gate", "verifier").Secret.Reveal(), h.key("ci", "employee")
	boss := h.key("boss", "admin").Secret.Reveal()
	used := func() any { return h.object(h.ask(boss, "GET /v1/keys/"+string(shown.ID), ""))["last_used_at"] }
	if at := used(); at != nil {
		t.Fatal(at)
	}
	h.ask(asker, "POST /v1/introspect", "token="+shown.Secret.Reveal(), form()...).is(t, 200)
	if at := used(); at != shown.CreatedAt.Format(time.RFC3339) { // in the minute in which it was made
		t.Errorf("used %v, made %s", at, shown.CreatedAt)
	}
}
