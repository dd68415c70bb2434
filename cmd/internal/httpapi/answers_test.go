package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

const inactive = "{\"active\":false}\n"

// RFC 7662: all about a key that can be used, and of any other one nothing.
func TestIntrospect(t *testing.T) {
	h := newHouse(t)
	asker, k := h.key("gate", "verifier").Secret.Reveal(), h.key("ci", "developer")
	about := func(token string) answer {
		return h.ask(asker, "POST /v1/introspect", url.Values{"token": {token}, "token_type_hint": {"access_token"}}.Encode(), form()...)
	}
	got := h.object(about(k.Secret.Reveal()))
	for name, want := range map[string]any{
		"active": true, "client_id": "ci", "username": "ci", "sub": string(k.Service.ID), "token_type": "Bearer", "workspace": "acme", "role": "developer", "key_id": string(k.ID),
		"exp": float64(k.ExpiresAt.Unix()), "iat": float64(k.CreatedAt.Unix()),
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	expired := h.another("ci")
	if _, err := h.local().RevokeKey(t.Context(), domain.RevokeKey{Key: domain.Ref(expired.ID)}); err != nil {
		t.Fatal(err)
	}
	text := k.Secret.Reveal()
	for name, token := range map[string]string{
		"revoked": expired.Secret.Reveal(), "typo": text[:len(text)-1] + "_", "nonsense": "nonsense", "hostile": "\x1b[31m\x00", "long": strings.Repeat("x", 100_000),
	} {
		if a := about(token); a.status != 200 || a.body != inactive {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "ci"}); err != nil {
		t.Fatal(err)
	}
	if a := about(text); a.body != inactive {
		t.Errorf("suspended: %s", a.body)
	}
	h.problem(h.ask(h.key("dev", "employee").Secret.Reveal(), "POST /v1/introspect", "token=x", form()...), 403, "not_allowed")
	h.problem(h.ask(asker, "POST /v1/introspect", "", form()...), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/introspect", "token=a&token=b", form()...), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/introspect?token="+text, "", form()...), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/introspect", `{"token":"x"}`, "Content-Type", "application/json"), 415, "bad_media_type")
}

func TestCheck(t *testing.T) {
	h := newHouse(t)
	eva := h.person("eva@acme.test", "employee", "")
	asker, dev := h.key("gate", "verifier").Secret.Reveal(), h.key("dev", "employee").Secret.Reveal()
	for _, subject := range []string{"eva@acme.test", string(eva.ID)} {
		got := h.object(h.ask(asker, "POST /v1/check", `{"subject":"`+subject+`","right":"members.remove"}`))
		if got["allowed"] != false || got["subject"] != "eva@acme.test" || len(got["gates"].([]any)) != 8 {
			t.Errorf("%v", got)
		}
	}
	if got := h.object(h.ask(asker, "POST /v1/check", `{"right":"access.ask"}`)); got["allowed"] != true || got["channel"] != "api" {
		t.Errorf("%v", got)
	}
	h.object(h.ask(dev, "POST /v1/check", `{"right":"access.ask"}`)) // about oneself it is free
	h.problem(h.ask(dev, "POST /v1/check", `{"subject":"eva@acme.test","right":"access.ask"}`), 403, "not_allowed")
	h.problem(h.ask(asker, "POST /v1/check", `{"right":"fly"}`), 400, "unknown_right")
	h.problem(h.ask(asker, "POST /v1/check", `{"subject":"nobody@acme.test","right":"access.ask"}`), 404, "no_member")
	h.problem(h.ask(asker, "POST /v1/check", `{"right":"access.ask","colour":"red"}`), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/check", `{"right":"access.ask"} {}`), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/check", `{"right":`), 400, "bad_request")
	h.problem(h.ask(asker, "POST /v1/check", `right=x`, form()...), 415, "bad_media_type")
}

// Proxies know three answers.
func TestForwardAuth(t *testing.T) {
	h := newHouse(t)
	k := h.key("ci", "developer")
	key := k.Secret.Reveal()
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"} {
		a := h.ask(key, method+" /v1/forward-auth?right=api.use", "")
		if a.status != 200 || a.header.Get("Remote-User") != string(k.Service.ID) || a.header.Get("Remote-Role") != "developer" || a.body != "" {
			t.Errorf("%s: %d %v %s", method, a.status, a.header, a.body)
		}
		if a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached", method)
		}
	}
	for _, query := range []string{"", "?right=", "?right=fly", "?right=members.remove&on=member/ada@acme.test", "?right=api.use&on=project/None", "?right=%1b%00"} {
		a := h.ask(key, "GET /v1/forward-auth"+query, "")
		if a.status != 403 || a.header.Get("Remote-User") != "" {
			t.Errorf("%s: %d %v", query, a.status, a.header)
		}
	}
	for _, key := range []string{"", "nonsense"} {
		a := h.ask(key, "GET /v1/forward-auth?right=api.use", "")
		if a.status != 401 || !strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%q: %d %v", key, a.status, a.header)
		}
	}
}

// A proxy that can't be answered is told no.
func TestForwardAuthOfABrokenDatabase(t *testing.T) {
	h := newHouse(t)
	key := h.key("ci", "developer").Secret.Reveal()
	if err := h.engine.Close(); err != nil {
		t.Fatal(err)
	}
	h.problem(h.ask(key, "GET /v1/forward-auth?right=api.use", ""), 403, "not_allowed")
	h.ask(key, "GET /v1/me", "").is(t, 503)
}

func TestMe(t *testing.T) {
	h := newHouse(t)
	k := h.key("ci", "verifier")
	got := h.object(h.ask(k.Secret.Reveal(), "GET /v1/me", ""))
	if got["workspace"].(map[string]any)["slug"] != "acme" || got["member"].(map[string]any)["name"] != "ci" || got["key"].(map[string]any)["id"] != string(k.ID) || len(got["rights"].([]any)) == 0 {
		t.Errorf("%v", got)
	}
}

const evaKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"

// sshd gets the keys of active people, and of anyone else an empty answer.
func TestAuthorizedKeys(t *testing.T) {
	h := newHouse(t)
	asker := h.key("gate", "verifier").Secret.Reveal()
	h.person("eva@acme.test", "employee", evaKey+" eva@laptop")
	of := func(user string) answer {
		return h.ask(asker, "GET /v1/ssh/authorized-keys?"+url.Values{"user": {user}}.Encode(), "")
	}
	a := of("eva@acme.test")
	if a.status != 200 || a.body != evaKey+"\n" || !strings.HasPrefix(a.header.Get("Content-Type"), "text/plain") {
		t.Errorf("%d %v %q", a.status, a.header, a.body)
	}
	for _, user := range []string{"nobody@acme.test", "gate", "\n", "../etc"} {
		if a := of(user); a.status != 200 || a.body != "" {
			t.Errorf("%q: %d %q", user, a.status, a.body)
		}
	}
	if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "eva@acme.test"}); err != nil {
		t.Fatal(err)
	}
	if a := of("eva@acme.test"); a.status != 200 || a.body != "" {
		t.Errorf("suspended: %d %q", a.status, a.body)
	}
	h.problem(of(""), 400, "bad_request")
	h.problem(h.ask(h.key("dev", "employee").Secret.Reveal(), "GET /v1/ssh/authorized-keys?user=eva@acme.test", ""), 403, "not_allowed")
}

// Whatever makes a key unusable, the answer is the same byte for byte.
func TestUnusableKeysLookAlike(t *testing.T) {
	h := newHouse(t)
	h.key("ci", "developer")
	revoked, expiring, standing := h.another("ci"), h.another("ci"), h.another("ci")
	if _, err := h.local().RevokeKey(t.Context(), domain.RevokeKey{Key: domain.Ref(revoked.ID)}); err != nil {
		t.Fatal(err)
	}
	no := time.Duration(0)
	if _, err := h.local().RotateKey(t.Context(), domain.RotateKey{Key: domain.Ref(expiring.ID), Overlap: &no}); err != nil {
		t.Fatal(err)
	}
	h.ask(standing.Secret.Reveal(), "GET /v1/me", "").is(t, 200)
	if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "ci"}); err != nil {
		t.Fatal(err)
	}
	elsewhere := newHouse(t).key("ci", "developer")
	whole := func(a answer) string {
		a.header.Del("Date")
		var text strings.Builder
		if err := a.header.Write(&text); err != nil {
			t.Fatal(err)
		}
		return http.StatusText(a.status) + "\n" + text.String() + a.body
	}
	first := h.ask("nonsense", "GET /v1/me", "")
	h.problem(first, 401, "unusable_key")
	if !strings.Contains(first.header.Get("WWW-Authenticate"), `error="invalid_token"`) {
		t.Errorf("%v", first.header)
	}
	want := whole(first)
	for name, key := range map[string]string{
		"revoked": revoked.Secret.Reveal(), "expired": expiring.Secret.Reveal(), "suspended": standing.Secret.Reveal(), "of another database": elsewhere.Secret.Reveal(), "empty": " ",
	} {
		if got := whole(h.ask(key, "GET /v1/me", "")); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// RFC 6750, 3: whoever sent no key is told which one is needed, and of no error.
func TestWithoutAKey(t *testing.T) {
	h := newHouse(t)
	key := h.key("ci", "developer").Secret.Reveal()
	for _, headers := range [][]string{nil, {"Authorization", "Basic YTpi"}} {
		a := h.ask("", "GET /v1/me?access_token="+key, "", headers...)
		h.problem(a, 401, "no_key")
		if got := a.header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Bearer ") || strings.Contains(got, "error") {
			t.Errorf("challenge %q", got)
		}
	}
	h.ask("", "GET /v1/me", "", "Authorization", "bEARER  "+key).is(t, 200)
	h.problem(h.ask(key, "GET /v1/me", "", "Authorization", "Bearer "+key), 401, "unusable_key")
}
