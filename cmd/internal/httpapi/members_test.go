package httpapi_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"gatehouse/domain"
)

func TestMembers(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	eva := h.person("eva@acme.test", "employee", "")
	for i := range 5 {
		h.person(fmt.Sprintf("p%d@acme.test", i), "developer", "")
	}
	whole := h.walk(key, "/v1/members", nil)
	for _, limit := range []int{1, 3, 7, 1000} {
		if got := h.walk(key, fmt.Sprintf("/v1/members?limit=%d", limit), nil); len(whole) != 8 || !slices.Equal(got, whole) {
			t.Errorf("by %d: %v, want %v", limit, got, whole)
		}
	}
	up, down := h.walk(key, "/v1/members?kind=person&sort=joined_at&limit=2", nil), h.walk(key, "/v1/members?kind=person&sort=-joined_at&limit=3", nil)
	if slices.Reverse(down); len(up) != 7 || !slices.Equal(up, down) {
		t.Errorf("%v and back %v", up, down)
	}
	for query, n := range map[string]int{"query=eva": 1, "role=developer": 5, "kind=service": 1, "status=suspended": 0, "kind=person&status=active": 7} {
		if got := h.walk(key, "/v1/members?limit=2&"+query, nil); len(got) != n {
			t.Errorf("%s: %v", query, got)
		}
	}
	for _, query := range []string{"role=king", "kind=robot", "status=asleep", "sort=shoe", "cursor=!"} {
		h.ask(key, "GET /v1/members?"+query, "").is(t, 400)
	}

	a := h.ask(key, "GET /v1/members/eva@acme.test", "")
	has(t, h.object(a), map[string]any{"id": eva.ID, "email": "eva@acme.test", "role": "employee", "kind": "person", "status": "active"})
	if h.object(a)["switches"] == nil {
		t.Errorf("%s", a.body)
	}
	byID := "/v1/members/" + string(eva.ID)
	a = h.changesUnder(key, "PATCH "+byID, `{"name":"Eva Stein","email":"eva.stein@acme.test"}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": eva.ID, "name": "Eva Stein", "email": "eva.stein@acme.test"})
	h.recorded("members.rename", k)
	h.problem(h.ask(key, "PATCH "+byID, `{}`), 400, "bad_request")
	h.problem(h.ask(key, "GET /v1/members/eva", ""), 404, "no_member") // no beginnings
}

func TestMemberChanges(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	eva := h.person("eva@acme.test", "employee", "")
	of := "/v1/members/" + string(eva.ID)
	tag := func() string { return h.ask(key, "GET "+of, "").header.Get("ETag") }

	before := tag()
	would := h.object(h.ask(key, "POST "+of+"/role?dry_run=true", `{"role":"developer","until":"8h"}`))
	if has(t, would, map[string]any{"id": nil, "counts": "map[changed:1 gained:6 lost:0]"}); tag() != before {
		t.Error("a try changed something")
	}
	would = h.object(h.ask(key, "DELETE /v1/members/ada@acme.test?dry_run=true", ""))
	if len(would["refused"].([]any)) != 1 {
		t.Errorf("%v", would)
	}
	a := h.changesUnder(key, "POST "+of+"/role", `{"role":"developer","until":"8h"}`, before)
	if got := h.object(a); got["role"] != "developer" || got["role_until"] == nil {
		t.Errorf("%v", got)
	}
	h.recorded("members.role", k)
	h.ask(key, "POST "+of+"/role", `{"role":"king"}`).is(t, 400)
	h.problem(h.ask(key, "POST "+of+"/role", `{"role":"employee","until":"2001-01-01"}`), 400, "bad_time")

	a = h.changesUnder(key, "PATCH "+of+"/options", `{"members_list":false,"messages":true,"channel":"mobile"}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"channel": "mobile", "options": "map[api:false members_list:false messages:true]"})
	h.recorded("members.options", k)
	h.problem(h.ask(key, "PATCH "+of+"/options", `{}`), 400, "bad_request")
	h.problem(h.ask(key, "PATCH "+of+"/options", `{"channel":"pigeon"}`), 400, "bad_request")

	a = h.changesUnder(key, "POST "+of+"/expiry", `{"expires_at":"2099-01-31"}`, tag())
	has(t, h.object(a), map[string]any{"expires_at": "2099-01-31T23:59:59Z"})
	a = h.ask(key, "POST "+of+"/expiry", `{"expires_at":"90d"}`)
	if h.object(a)["expires_at"] == nil {
		t.Errorf("%s", a.body)
	}
	has(t, h.object(h.ask(key, "POST "+of+"/expiry", `{"expires_at":"never"}`)), map[string]any{"expires_at": nil})
	h.problem(h.ask(key, "POST "+of+"/expiry", `{"expires_at":""}`), 400, "bad_time")

	if _, err := h.local().AddEmployee(t.Context(), domain.AddEmployee{Number: "E7", Name: "Eva"}); err != nil {
		t.Fatal(err)
	}
	a = h.changesUnder(key, "POST "+of+"/link", `{"employee":"E7"}`, tag())
	has(t, h.object(a), map[string]any{"employee": "E7"})
	h.recorded("members.link", k)
	a = h.changesUnder(key, "POST "+of+"/unlink", "", a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"employee": nil})
	h.recorded("members.unlink", k)
}

// Whether an account may be used; to say it again changes nothing.
func TestStanding(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	eva := h.person("eva@acme.test", "employee", "")
	of := "/v1/members/" + string(eva.ID)
	tag := h.ask(key, "GET "+of, "").header.Get("ETag")
	for _, step := range []struct{ line, body, status, action string }{
		{"POST " + of + "/suspend", `{"reason":"on leave"}`, "suspended", "members.suspend"},
		{"POST " + of + "/reactivate", "", "active", "members.reactivate"},
		{"DELETE " + of, "", "removed", "members.remove"},
		{"POST " + of + "/restore", "", "active", "members.restore"},
	} {
		if would := h.object(h.ask(key, step.line+"?dry_run=true", step.body)); would["counts"] == nil || would["refused"] != nil {
			t.Errorf("%s would %v", step.line, would)
		}
		a := h.changesUnder(key, step.line, step.body, tag)
		has(t, h.object(a), map[string]any{"id": eva.ID, "status": step.status})
		h.recorded(step.action, k)
		if step.body != "" {
			has(t, h.object(a), map[string]any{"reason": "on leave"})
		}
		seq := h.lastEvent().Seq
		if step.status != "active" {
			again := h.ask(key, step.line, step.body)
			if has(t, h.object(again), map[string]any{"status": step.status}); h.lastEvent().Seq != seq {
				t.Errorf("%s again is recorded", step.line)
			}
		}
		tag = a.header.Get("ETag")
	}
}

func TestRates(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.person("eva@acme.test", "employee", "")
	const of = "/v1/members/eva@acme.test/rates"
	a := h.ask(key, "POST "+of, `{"hourly":"80.00","cost":"45","currency":"EUR","from":"2026-01-01"}`)
	a.is(t, 201)
	a.status = 200
	if set := h.objects(a); len(set) != 2 {
		t.Errorf("%v", set)
	}
	h.recorded("members.rate.cost", k)
	h.problem(h.ask(key, "POST "+of, `{"hourly":"90","currency":"EUR","from":"2026-01-01"}`), 409, "rate_exists")
	h.ask(key, "POST "+of, `{"hourly":"90","currency":"EUR","from":"2026-01-01","replace":true}`).is(t, 201)
	if all := h.walk(key, of+"?limit=1", nil); len(all) != 2 {
		t.Errorf("%v", all)
	}
	has(t, h.object(h.ask(key, "DELETE "+of+"?kind=hourly&from=2026-01-01", "")), map[string]any{"kind": "hourly", "amount": "90.00", "currency": "EUR"})
	h.ask(key, "DELETE "+of+"?kind=hourly&from=2026-01-01", "").is(t, 404)
	h.ask(key, "DELETE "+of+"?kind=cost", "").is(t, 400)
}

func TestLogins(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.person("eva@acme.test", "employee", evaKey+" eva@laptop")
	const of = "/v1/members/eva@acme.test/logins"
	all := h.objects(h.ask(key, "GET "+of, ""))
	if len(all) != 1 || all[0]["comment"] != "eva@laptop" {
		t.Fatalf("%v", all)
	}
	invited := h.made(h.ask(key, "POST "+of+"/invite", "", "Idempotency-Key", "one"))
	if has(t, invited, map[string]any{"email": "eva@acme.test"}); invited["token"] == nil || invited["expires_at"] == nil {
		t.Errorf("%v", invited)
	}
	has(t, h.made(h.ask(key, "POST "+of+"/invite", "", "Idempotency-Key", "one")), map[string]any{"email": "eva@acme.test", "expires_at": invited["expires_at"]})
	print := all[0]["fingerprint"].(string)
	has(t, h.object(h.ask(key, "DELETE "+of+"/"+url.PathEscape(print), "")), map[string]any{"fingerprint": print})
	h.recorded("logins.remove", k)
	h.ask(key, "DELETE "+of+"/"+url.PathEscape(print), "").is(t, 404)
}

// What another workspace has is as what nobody has.
func TestMembersOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	theirs, err := h.elsewhere().CreateServiceUser(t.Context(), domain.CreateServiceUser{Name: "spy", Role: "employee"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID),
		"GET /v1/members/%s", `PATCH /v1/members/%s {"name":"x"}`, "DELETE /v1/members/%s", `POST /v1/members/%s/role {"role":"employee"}`,
		`PATCH /v1/members/%s/options {"api":true}`, `POST /v1/members/%s/expiry {"expires_at":"never"}`, `POST /v1/members/%s/link {"employee":"E1"}`,
		"POST /v1/members/%s/unlink", "POST /v1/members/%s/suspend", "POST /v1/members/%s/reactivate", "POST /v1/members/%s/restore",
		"GET /v1/members/%s/rates", `POST /v1/members/%s/rates {"hourly":"1","currency":"EUR"}`, "DELETE /v1/members/%s/rates?kind=cost&from=2026-01-01",
		"GET /v1/members/%s/logins", "DELETE /v1/members/%s/logins/SHA256:12345678", "POST /v1/members/%s/logins/invite",
	)
}
