package httpapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestGroups(t *testing.T) {
	h := newHouseOf(t, "timeneye")
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.made(h.ask(key, "POST /v1/groups", `{"name":"Clients"}`))
	apps := h.made(h.ask(key, "POST /v1/groups", `{"name":"Apps","parent":"Clients"}`))
	has(t, apps, map[string]any{"name": "Apps", "parent": "Clients", "archived": nil})
	h.recorded("groups.add", k)
	a := h.ask(key, "GET /v1/groups/apps", "")
	a = h.changesUnder(key, "PATCH /v1/groups/Apps", `{"name":"Sites","parent":""}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": apps["id"], "name": "Sites", "parent": nil})
	h.problem(h.ask(key, "PATCH /v1/groups/Sites", `{}`), 400, "bad_request")
	h.usedAndStaffed(k, "groups", "Sites")
}

func TestProjects(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.made(h.ask(key, "POST /v1/groups", `{"name":"Apps"}`))
	h.made(h.ask(key, "POST /v1/units", `{"name":"Design"}`))
	atlas := h.made(h.ask(key, "POST /v1/projects", `{"name":"Atlas","group":"Apps","unit":"Design"}`))
	has(t, atlas, map[string]any{"name": "Atlas", "group": "Apps", "unit": "Design", "archived": nil})
	h.recorded("projects.add", k)
	a := h.ask(key, "GET /v1/projects/"+atlas["id"].(string), "")
	a = h.changesUnder(key, "PATCH /v1/projects/Atlas", `{"name":"Atlas 2","group":"","unit":""}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": atlas["id"], "name": "Atlas 2", "group": nil, "unit": nil})
	h.problem(h.ask(key, "PATCH /v1/projects/Atlas%202", `{}`), 400, "bad_request")
	h.usedAndStaffed(k, "projects", "Atlas%202")
}

// usedAndStaffed is what groups and projects have in common: they go out of use
// and back, and people come in and go.
func (h *house) usedAndStaffed(k domain.FreshKey, noun, name string) {
	h.t.Helper()
	t, key, path := h.t, k.Secret.Reveal(), "/v1/"+noun+"/"+name
	for range 2 { // again: the same
		has(t, h.object(h.ask(key, "POST "+path+"/archive", "")), map[string]any{"archived": true})
	}
	h.recorded(noun+".archive", k)
	has(t, h.object(h.ask(key, "POST "+path+"/unarchive", "")), map[string]any{"archived": nil})
	h.recorded(noun+".unarchive", k)
	h.problem(h.ask(key, "POST "+path+"/archive", "", "If-Match", `"1"`), 412, "changed_meanwhile")

	h.person("eva@acme.test", map[string]string{"groups": "member", "projects": "employee"}[noun], "")
	for _, as := range []string{"member", "manager"} {
		line := path + "/" + as + "s/eva@acme.test"
		has(t, h.object(h.ask(key, "PUT "+line, "")), map[string]any{as + "s": "[eva@acme.test]"})
		h.recorded(noun+"."+as, k)
		has(t, h.object(h.ask(key, "DELETE "+line, "")), map[string]any{as + "s": nil})
		has(t, h.object(h.ask(key, "DELETE "+line, "")), map[string]any{as + "s": nil}) // again
	}
	for i := range 4 {
		h.made(h.ask(key, "POST /v1/"+noun, fmt.Sprintf(`{"name":"N%d"}`, i)))
	}
	whole := h.walk(key, "/v1/"+noun, nil)
	if by2 := h.walk(key, "/v1/"+noun+"?limit=2", nil); len(whole) < 5 || !slices.Equal(by2, whole) {
		t.Errorf("%v, by two %v", whole, by2)
	}

	other := h.elsewhere()
	var foreign domain.ID
	if noun == "groups" {
		g, err := other.AddGroup(t.Context(), domain.AddGroup{Name: "Theirs"})
		if foreign = g.ID; err != nil {
			t.Fatal(err)
		}
	} else {
		p, err := other.AddProject(t.Context(), domain.AddProject{Name: "Theirs"})
		if foreign = p.ID; err != nil {
			t.Fatal(err)
		}
		h.likeUnknown(key, string(foreign), "GET /v1/projects/%s/profit")
	}
	one := "/v1/" + noun + "/%s"
	h.likeUnknown(key, string(foreign), "GET "+one, "PATCH "+one+` {"name":"x"}`, "POST "+one+"/archive", "POST "+one+"/unarchive",
		"PUT "+one+"/members/eva@acme.test", "DELETE "+one+"/members/eva@acme.test", "PUT "+one+"/managers/eva@acme.test")
}

func TestProfit(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	h.made(h.ask(key, "POST /v1/projects", `{"name":"Atlas"}`))
	eva := h.person("eva@acme.test", "employee", "")
	local := h.local()
	if _, err := local.StaffProject(t.Context(), domain.StaffProject{Project: "Atlas", Member: domain.Ref(eva.ID)}); err != nil {
		t.Fatal(err)
	}
	if _, err := local.SetRate(t.Context(), domain.SetRate{Member: domain.Ref(eva.ID), Hourly: "80", Cost: "45", Currency: "EUR", From: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	for _, day := range []domain.Date{"2026-02-10", "2026-03-10"} {
		if _, err := local.AddTime(t.Context(), domain.AddTime{Project: "Atlas", Member: domain.Ref(eva.ID), Date: day, Minutes: 60}); err != nil {
			t.Fatal(err)
		}
	}
	for query, revenue := range map[string]string{"": "160.00", "?from=2026-02-10&to=2026-02-10": "80.00", "?from=2026-03-01": "80.00", "?to=2026-01-31": ""} {
		got := h.object(h.ask(key, "GET /v1/projects/Atlas/profit"+query, ""))
		totals := got["totals"].([]any)
		if revenue == "" != (len(totals) == 0) || revenue != "" && totals[0].(map[string]any)["revenue"] != revenue {
			t.Errorf("%s: %v", query, got)
		}
	}
	p := h.problem(h.ask(key, "GET /v1/projects/Atlas/profit?from=yesterday", ""), 400, "bad_date")
	if !strings.Contains(p.Detail, "2026-01-31") {
		t.Errorf("%q", p.Detail)
	}
	h.problem(h.ask(h.key("low", "employee").Secret.Reveal(), "GET /v1/projects/Atlas/profit", ""), 403, "not_allowed")
}
