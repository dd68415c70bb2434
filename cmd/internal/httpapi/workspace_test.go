package httpapi_test

import (
	"testing"

	"gatehouse/domain"
)

func TestWorkspace(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	eva := h.person("eva@acme.test", "employee", "")
	a := h.ask(key, "GET /v1/workspace", "")
	has(t, h.object(a), map[string]any{"slug": "acme", "name": "Acme", "model": "mtime", "owner": "ada@acme.test", "offered_to": nil})
	a = h.changesUnder(key, "PATCH /v1/workspace", `{"name":"Acme & Sons"}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"slug": "acme", "name": "Acme & Sons"})
	h.recorded("workspace.rename", k)
	has(t, h.object(h.ask(key, "PATCH /v1/workspace", `{"slug":"sons"}`)), map[string]any{"slug": "sons"})
	h.elsewhere()
	h.problem(h.ask(key, "PATCH /v1/workspace", `{"slug":"other"}`), 409, "slug_taken")
	h.problem(h.ask(key, "PATCH /v1/workspace", `{}`), 400, "bad_request")
	if _, err := h.local().Transfer(t.Context(), domain.Transfer{To: domain.Ref(eva.ID)}); err != nil {
		t.Fatal(err)
	}
	if got := h.object(h.ask(key, "GET /v1/workspace", "")); got["offered_to"] != "eva@acme.test" || got["offer_ends_at"] == nil {
		t.Errorf("%v", got)
	}
}

// The plan is the owner's to change, and a key is never the owner's: it can but ask
// what would happen.
func TestPlan(t *testing.T) {
	h := newHouseOf(t, "timetonic")
	key := h.key("boss", "admin").Secret.Reveal()
	before := h.ask(key, "GET /v1/workspace", "")
	has(t, h.object(before), map[string]any{"plan": "business", "seats": nil})
	would := h.object(h.ask(key, "GET /v1/workspace/plan?plan=start", ""))
	if changes, _ := would["changes"].([]any); len(changes) == 0 || would["counts"] == nil || would["plan"] != nil {
		t.Errorf("%v", would)
	}
	h.problem(h.ask(key, "GET /v1/workspace/plan?plan=none+such", ""), 400, "unknown_plan")
	h.problem(h.ask(key, "PUT /v1/workspace/plan", `{"plan":"start"}`), 405, "bad_method")
	if after := h.ask(key, "GET /v1/workspace", ""); after.body != before.body {
		t.Errorf("%s, was %s", after.body, before.body)
	}
}

func TestSeats(t *testing.T) {
	h := newHouseOf(t, "timetonic")
	key := h.key("boss", "admin").Secret.Reveal()
	if _, err := h.local().ChangePlan(t.Context(), domain.ChangePlan{Plan: "pro"}); err != nil {
		t.Fatal(err)
	}
	has(t, h.object(h.ask(key, "GET /v1/workspace", "")), map[string]any{"plan": "pro", "seats": 100.0, "seats_used": 1.0})
}
