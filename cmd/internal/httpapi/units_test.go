package httpapi_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestUnits(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	for _, body := range []string{`{"name":"Engineering"}`, `{"name":"Design","parent":"Engineering"}`, `{"name":"Type","parent":"Design"}`, `{"name":"Sales"}`} {
		h.made(h.ask(key, "POST /v1/units", body))
		h.recorded("units.add", k)
	}
	h.problem(h.ask(key, "POST /v1/units", `{"name":"design"}`), 409, "name_taken")
	whole := h.walk(key, "/v1/units", nil)
	if by1 := h.walk(key, "/v1/units?limit=1", nil); len(whole) != 4 || !slices.Equal(by1, whole) {
		t.Errorf("%v, one by one %v", whole, by1)
	}
	var names []any
	for _, u := range h.objects(h.ask(key, "GET /v1/units", "")) {
		names = append(names, u["name"])
	}
	if !slices.Equal(names, []any{"Engineering", "Design", "Type", "Sales"}) {
		t.Errorf("no tree: %v", names)
	}

	has(t, h.object(h.ask(key, "GET /v1/units/Type", "")), map[string]any{"parent": "Design"})
	a := h.ask(key, "GET /v1/units/design", "")
	has(t, h.object(a), map[string]any{"name": "Design", "parent": "Engineering", "managers": nil})
	a = h.changesUnder(key, "PATCH /v1/units/Design", `{"name":"Design & Co","parent":""}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"name": "Design & Co", "parent": nil})
	h.recorded("units.edit", k)
	h.problem(h.ask(key, "PATCH /v1/units/Sales", `{}`), 400, "bad_request")
	h.problem(h.ask(key, "DELETE /v1/units/Design%20&%20Co", ""), 409, "not_empty")
	a = h.changesUnder(key, "DELETE /v1/units/Sales", "", h.ask(key, "GET /v1/units/Sales", "").header.Get("ETag"))
	has(t, h.object(a), map[string]any{"name": "Sales"})
	h.recorded("units.remove", k)
	h.problem(h.ask(key, "GET /v1/units/Sales", ""), 404, "no_unit")
}

func TestUnitManagers(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.made(h.ask(key, "POST /v1/units", `{"name":"Design"}`))
	m := h.person("mia@acme.test", "manager", "")
	const line = "/v1/units/Design/managers/"
	a := h.ask(key, "PUT "+line+"mia@acme.test", "")
	has(t, h.object(a), map[string]any{"name": "Design", "managers": "[mia@acme.test]"})
	if got := a.header.Get("ETag"); got != "" {
		t.Errorf("the unit's ETag %s, which the change didn't move", got)
	}
	h.recorded("units.manager", k)
	has(t, h.object(h.ask(key, "PUT "+line+string(m.ID), "")), map[string]any{"managers": "[mia@acme.test]"}) // again
	h.problem(h.ask(key, "DELETE "+line+"mia@acme.test", "", "If-Match", `"1"`), 400, "no_version")
	a = h.ask(key, "DELETE "+line+"mia@acme.test", "")
	has(t, h.object(a), map[string]any{"managers": nil})
	h.problem(h.ask(key, "PUT "+line+"nobody@acme.test", ""), 404, "no_member")
}

func TestUnitsOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	theirs, err := h.elsewhere().AddUnit(t.Context(), domain.AddUnit{Name: "Theirs"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID), "GET /v1/units/%s", `PATCH /v1/units/%s {"name":"x"}`, "DELETE /v1/units/%s",
		"PUT /v1/units/%s/managers/ada@acme.test", "DELETE /v1/units/%s/managers/ada@acme.test")
}

// Who manages one unit isn't told which one it is within.
func TestUnitWithinWhatIsNotReached(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	h.made(h.ask(key, "POST /v1/units", `{"name":"Secret"}`))
	h.made(h.ask(key, "POST /v1/units", `{"name":"Design","parent":"Secret"}`))
	low := h.key("low", "manager").Secret.Reveal()
	h.ask(key, "PUT /v1/units/Design/managers/low", "").is(t, 200)
	for _, u := range append(h.objects(h.ask(low, "GET /v1/units", "")), h.object(h.ask(low, "GET /v1/units/Design", ""))) {
		has(t, u, map[string]any{"name": "Design", "parent": nil})
	}
}

// What someone who manages a part doesn't reach is as what isn't there.
func TestShowingWhatIsNotReached(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	low := h.key("low", "manager").Secret.Reveal()
	for _, name := range []string{"Design", "Secret"} {
		h.made(h.ask(key, "POST /v1/units", `{"name":"`+name+`"}`))
		h.made(h.ask(key, "POST /v1/employees", `{"number":"`+name+`","name":"x","unit":"`+name+`"}`))
		h.made(h.ask(key, "POST /v1/groups", `{"name":"`+name+`"}`))
		h.made(h.ask(key, "POST /v1/projects", `{"name":"`+name+`"}`))
	}
	for _, noun := range []string{"units", "groups", "projects"} {
		h.ask(key, "PUT /v1/"+noun+"/Design/managers/low", "").is(t, 200)
	}
	for _, path := range []string{"/v1/units/", "/v1/employees/", "/v1/groups/", "/v1/projects/"} {
		h.ask(low, "GET "+path+"Design", "").is(t, 200)
		known, unknown := h.ask(low, "GET "+path+"Secret", ""), h.ask(low, "GET "+path+"Nothing", "")
		if known.status != 404 || unknown.status != 404 || strings.ReplaceAll(known.body, "Secret", "Nothing") != unknown.body {
			t.Errorf("%s: %s and %s", path, known.body, unknown.body)
		}
	}
}
