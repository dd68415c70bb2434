package httpapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

func TestInvitations(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	const body = `{"email":"eva@acme.test","role":"employee","until":"90d"}`
	a := h.ask(key, "POST /v1/invitations", body, "Idempotency-Key", "one")
	sent := h.made(a)
	has(t, sent, map[string]any{"email": "eva@acme.test", "role": "employee", "status": "pending", "invited_by": "boss", "resends": 0})
	h.recorded("invitations.send", k)
	token, _ := sent["token"].(string)
	if !strings.HasPrefix(token, "gh8_inv_") {
		t.Fatalf("%v", sent)
	}
	again := h.made(h.ask(key, "POST /v1/invitations", body, "Idempotency-Key", "one"))
	delete(sent, "token")
	if fmt.Sprint(again) != fmt.Sprint(sent) {
		t.Errorf("%v, was %v", again, sent)
	}
	h.problem(h.ask(key, "POST /v1/invitations", body), 409, "already_invited")
	h.ask(key, "POST /v1/invitations", `{"email":"x@acme.test","role":"king"}`).is(t, 400)

	byID := "/v1/invitations/" + sent["id"].(string)
	b := h.changesUnder(key, "POST "+byID+"/resend", "", a.header.Get("ETag"))
	fresh, _ := h.object(b)["token"].(string)
	has(t, h.object(b), map[string]any{"id": sent["id"], "resends": 1})
	if fresh == "" || fresh == token {
		t.Errorf("%s", b.body)
	}
	h.recorded("invitations.resend", k)
	if _, err := h.ws.Accept(t.Context(), domain.Accept{Token: token}); err == nil {
		t.Error("the token before still works")
	}

	made, err := h.ws.Accept(t.Context(), domain.Accept{Token: fresh})
	if left := made.ExpiresAt.Sub(h.clock.now()); err != nil || left < 89*24*time.Hour || left > 90*24*time.Hour {
		t.Errorf("the account ends in %v: %v", left, err)
	}

	for i := range 4 {
		h.made(h.ask(key, "POST /v1/invitations", fmt.Sprintf(`{"email":"p%d@acme.test","role":"developer"}`, i)))
	}
	a = h.ask(key, "POST /v1/invitations", `{"email":"bo@acme.test","role":"employee"}`)
	a = h.changesUnder(key, "DELETE /v1/invitations/bo@acme.test", "", a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"email": "bo@acme.test", "status": "revoked", "token": nil})
	h.recorded("invitations.revoke", k)
	has(t, h.object(h.ask(key, "DELETE /v1/invitations/"+h.object(a)["id"].(string), "")), map[string]any{"status": "revoked"})
	whole := h.walk(key, "/v1/invitations", nil)
	if by2 := h.walk(key, "/v1/invitations?limit=2", nil); len(whole) != 6 || !slices.Equal(by2, whole) {
		t.Errorf("%v, by two %v", whole, by2)
	}
	if got := h.objects(h.ask(key, "GET /v1/invitations?status=revoked", "")); len(got) != 1 || got[0]["token"] != nil {
		t.Errorf("%v", got)
	}
	h.ask(key, "GET /v1/invitations?status=lost", "").is(t, 400)
}

func TestInvitationsOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	theirs, err := h.elsewhere().Invite(t.Context(), domain.Invite{Email: "eva@other.test", Role: "employee"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID), "POST /v1/invitations/%s/resend", "DELETE /v1/invitations/%s")
}
