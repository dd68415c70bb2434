package httpapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestWebhooks(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	const body = `{"url":"https://example.test/hook"}`
	a := h.ask(key, "POST /v1/webhooks", body, "Idempotency-Key", "one")
	hook := h.made(a)
	has(t, hook, map[string]any{"url": "https://example.test/hook", "created_by": "boss", "waiting": 0})
	secret, _ := hook["secret"].(string)
	if !strings.HasPrefix(secret, "whsec_") {
		t.Fatalf("no secret in %v", hook)
	}
	h.recorded("webhooks.add", k)
	again := h.ask(key, "POST /v1/webhooks", body, "Idempotency-Key", "one")
	again.is(t, 201)
	if strings.Contains(again.body, "secret") || strings.Contains(again.body, secret) || again.header.Get("Idempotent-Replay") != "true" {
		t.Errorf("%v %s", again.header, again.body)
	}
	list := h.ask(key, "GET /v1/webhooks", "")
	if got := h.objects(list); len(got) != 1 || got[0]["id"] != hook["id"] || strings.Contains(list.body, "secret") {
		t.Errorf("%s", list.body)
	}
	h.problem(h.ask(key, "POST /v1/webhooks", `{"url":"ftp://example.test"}`), 400, "bad_url")
	h.problem(h.ask(h.key("low", "employee").Secret.Reveal(), "GET /v1/webhooks", ""), 403, "not_allowed")

	removed := h.object(h.ask(key, "DELETE /v1/webhooks/"+hook["id"].(string), ""))
	has(t, removed, map[string]any{"id": hook["id"], "secret": nil})
	h.recorded("webhooks.remove", k)
	h.problem(h.ask(key, "DELETE /v1/webhooks/"+hook["id"].(string), ""), 404, "no_webhook")
}

func TestDeliveries(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	hook := h.made(h.ask(key, "POST /v1/webhooks", `{"url":"https://example.test/hook"}`))
	for i := range 4 {
		h.made(h.ask(key, "POST /v1/employees", fmt.Sprintf(`{"number":"N%d","name":"Person %d"}`, i, i)))
	}
	due, _, err := h.ws.Outgoing(t.Context(), domain.ByWebhook, 10, nil)
	if err != nil || len(due) != 4 {
		t.Fatalf("%d due, %v", len(due), err)
	}
	whole := h.walk(key, "/v1/webhooks/deliveries", nil)
	if by1 := h.walk(key, "/v1/webhooks/deliveries?limit=1", nil); len(whole) != 4 || !slices.Equal(by1, whole) {
		t.Errorf("%v, one by one %v", whole, by1)
	}
	first := string(due[0].ID)
	if err := h.ws.NotSent(t.Context(), due[0].ID, "410 Gone", true); err != nil {
		t.Fatal(err)
	}
	has(t, h.object(h.ask(key, "GET /v1/mail/"+first, "")), map[string]any{"status": "failed", "answer": "410 Gone"})
	got := h.object(h.ask(key, "POST /v1/webhooks/deliveries/"+first+"/retry", ""))
	has(t, got, map[string]any{"id": first, "status": "queued", "event": "employees.add", "to": "https://example.test/hook"})
	h.problem(h.ask(key, "POST /v1/webhooks/deliveries/2222222222222/retry", ""), 404, "no_message")
	h.ask(key, "DELETE /v1/webhooks/"+hook["id"].(string), "").is(t, 200)
	h.problem(h.ask(key, "POST /v1/webhooks/deliveries/"+first+"/retry", ""), 409, "no_webhook")
}

func TestWebhooksOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	other := h.elsewhere()
	theirs, err := other.AddWebhook(t.Context(), domain.AddWebhook{URL: "https://other.test/hook"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.AddUnit(t.Context(), domain.AddUnit{Name: "Theirs"}); err != nil {
		t.Fatal(err)
	}
	ws, err := h.db.Workspace(t.Context(), "other")
	if err != nil {
		t.Fatal(err)
	}
	due, _, err := ws.Outgoing(t.Context(), domain.ByWebhook, 10, nil)
	if err != nil || len(due) != 1 {
		t.Fatalf("%d due, %v", len(due), err)
	}
	h.likeUnknown(key, string(theirs.ID), "DELETE /v1/webhooks/%s")
	h.likeUnknown(key, string(due[0].ID), "POST /v1/webhooks/deliveries/%s/retry", "GET /v1/mail/%s")
}
