package httpapi_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestRoles(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	const body = `{"name":"Helpdesk","from":"employee","add":["members.view"]}`
	would := h.object(h.ask(key, "POST /v1/roles?dry_run=true", body, "Idempotency-Key", "one"))
	if has(t, would, map[string]any{"name": nil}); would["counts"] == nil {
		t.Errorf("%v", would)
	}
	h.ask(key, "GET /v1/roles/Helpdesk", "").is(t, 404)
	made := h.made(h.ask(key, "POST /v1/roles", body, "Idempotency-Key", "one"))
	has(t, made, map[string]any{"custom": true, "from": "employee", "holders": 0})
	h.recorded("roles.create", k)
	name := made["name"].(string)

	a := h.ask(key, "GET /v1/roles/"+name, "")
	before := len(h.object(a)["rights"].([]any))
	a = h.changesUnder(key, "PATCH /v1/roles/"+name, `{"remove":["members.view"]}`, a.header.Get("ETag"))
	if after := len(h.object(a)["rights"].([]any)); after != before-1 {
		t.Errorf("%d rights, before %d", after, before)
	}
	h.recorded("roles.edit", k)
	h.problem(h.ask(key, "PATCH /v1/roles/"+name, `{}`), 400, "bad_request")
	h.ask(key, "PATCH /v1/roles/"+name, `{"add":["fly"]}`).is(t, 400)

	eva := h.person("eva@acme.test", name, "")
	h.object(h.ask(key, "DELETE /v1/roles/"+name+"?replace_with=employee&dry_run=true", ""))
	if b := h.ask(key, "DELETE /v1/roles/"+name, ""); b.status == 200 {
		t.Errorf("%s", b.body)
	}
	h.changesUnder(key, "DELETE /v1/roles/"+name+"?replace_with=employee", "", a.header.Get("ETag"))
	has(t, h.object(h.ask(key, "GET /v1/members/"+string(eva.ID), "")), map[string]any{"role": "employee"})

	var whole, by2 []string
	for _, role := range h.objects(h.ask(key, "GET /v1/roles", "")) {
		whole = append(whole, role["name"].(string))
	}
	for path := "/v1/roles?limit=2"; path != ""; {
		b := h.ask(key, "GET "+path, "")
		for _, role := range h.objects(b) {
			by2 = append(by2, role["name"].(string))
		}
		path = next(b)
	}
	if len(whole) < 5 || !slices.Equal(by2, whole) || slices.Contains(whole, name) {
		t.Errorf("%v, by two %v", whole, by2)
	}
}

func TestRightsOfMembers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	gate := h.key("gate", "verifier").Secret.Reveal()
	for _, name := range []string{"eva", "bo", "mia"} {
		h.person(name+"@acme.test", "employee", "")
	}
	const path = "/v1/rights/who?right=workspace.view"
	whole := h.walk(key, path, nil)
	if by2 := h.walk(key, path+"&limit=2", nil); len(whole) < 5 || !slices.Equal(by2, whole) {
		t.Errorf("%v, by two %v", whole, by2)
	}
	if a := h.ask(key, "GET "+path, ""); a.header.Get("Link") != "" {
		t.Errorf("a page after the last one: %v", a.header)
	}
	if got := h.objects(h.ask(key, "GET "+path+"&query=eva", "")); len(got) != 1 || got[0]["through"] == "" || got[0]["email"] != "eva@acme.test" {
		t.Errorf("%v", got)
	}
	h.problem(h.ask(key, "GET /v1/rights/who?right=fly", ""), 400, "unknown_right")
	h.ask(key, "GET /v1/rights/who", "").is(t, 400)
	diff := h.object(h.ask(key, "GET /v1/rights/diff?member=eva@acme.test&role=manager", ""))
	if len(diff["gained"].([]any)) == 0 || diff["lost"] == nil {
		t.Errorf("%v", diff)
	}
	h.ask(gate, "GET /v1/rights/diff?member=nobody@acme.test&role=manager", "").is(t, 404)
	theirs, err := h.elsewhere().CreateServiceUser(t.Context(), domain.CreateServiceUser{Name: "spy", Role: "employee"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID), "GET /v1/rights/diff?role=manager&member=%s")
}

// next is where the Link of an answer leads.
func next(a answer) string {
	link, more := strings.CutSuffix(a.header.Get("Link"), `>; rel="next"`)
	if !more {
		return ""
	}
	return strings.TrimPrefix(link, "<")
}
