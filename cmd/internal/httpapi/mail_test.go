package httpapi_test

import (
	"fmt"
	"slices"
	"testing"

	"gatehouse/domain"
)

func TestMail(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	h.problem(h.ask(key, "POST /v1/mail/test", `{"to":"eva@acme.test"}`), 503, "no_mail")
	h.db.SendsMail(true)
	h.problem(h.ask(key, "POST /v1/mail/test", `{"to":"eva"}`), 400, "bad_email")
	a := h.ask(key, "POST /v1/mail/test", `{"to":"eva@acme.test"}`)
	a.is(t, 202)
	a.status = 200
	test := h.object(a)
	has(t, test, map[string]any{"to": "eva@acme.test", "about": "test", "status": "queued", "tries": 0})
	for i := range 3 {
		if _, err := h.local().Invite(t.Context(), domain.Invite{Email: fmt.Sprintf("p%d@acme.test", i), Role: "employee"}); err != nil {
			t.Fatal(err)
		}
	}
	whole := h.walk(key, "/v1/mail", nil)
	if by1 := h.walk(key, "/v1/mail?limit=1", nil); len(whole) != 4 || !slices.Equal(by1, whole) {
		t.Errorf("%v, one by one %v", whole, by1)
	}

	id := test["id"].(string)
	if err := h.ws.NotSent(t.Context(), domain.ID(id), "550 no such user", true); err != nil {
		t.Fatal(err)
	}
	has(t, h.object(h.ask(key, "GET /v1/mail/"+id, "")), map[string]any{"status": "failed", "answer": "550 no such user", "tries": 1})
	has(t, h.object(h.ask(key, "POST /v1/mail/retry", "")), map[string]any{"retried": 4})
	has(t, h.object(h.ask(key, "GET /v1/mail/"+id, "")), map[string]any{"status": "queued"})
	h.problem(h.ask(key, "GET /v1/mail/2222222222222", ""), 404, "no_message")

	low := h.key("low", "employee").Secret.Reveal()
	for _, line := range []string{"GET /v1/mail", "GET /v1/mail/" + id, "GET /v1/mail/2222222222222", "POST /v1/mail/retry"} {
		h.problem(h.ask(low, line, ""), 403, "not_allowed")
	}
}
