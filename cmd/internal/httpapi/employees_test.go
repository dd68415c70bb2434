package httpapi_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

// made reads the object that a POST made.
func (h *house) made(a answer) map[string]any {
	h.t.Helper()
	a.is(h.t, 201)
	a.status = 200
	return h.object(a)
}

// objects reads a list.
func (h *house) objects(a answer) (all []map[string]any) {
	h.t.Helper()
	a.is(h.t, 200)
	if err := json.Unmarshal([]byte(a.body), &all); err != nil {
		h.t.Fatalf("%v: %q", err, a.body)
	}
	return all
}

// has checks some fields of an object; nil stands for one that is left out.
func has(t testing.TB, o map[string]any, want map[string]any) {
	t.Helper()
	for name, value := range want {
		got, there := o[name]
		if there != (value != nil) || there && fmt.Sprint(got) != fmt.Sprint(value) {
			t.Errorf("%s is %v, want %v in %v", name, got, value, o)
		}
	}
}

// lastEvent is the newest event of the audit trail.
func (h *house) lastEvent() domain.Event {
	h.t.Helper()
	p, err := h.local().Events(h.t.Context(), domain.EventQuery{Limit: 1})
	if err != nil || len(p.Rows) != 1 {
		h.t.Fatal(err)
	}
	return p.Rows[0].Item
}

// recorded checks that a change stands in the audit trail, with the key by which
// it came.
func (h *house) recorded(action string, k domain.FreshKey) {
	h.t.Helper()
	if e := h.lastEvent(); e.Action != action || e.Via != domain.ViaHTTP || e.Key != string(k.ID) || e.Result != domain.ResultDone {
		h.t.Errorf("%s via %s by %s: %s, want %s by %s", e.Action, e.Via, e.Key, e.Result, action, k.ID)
	}
}

// changesUnder checks that a change under another version is refused, and that one
// under the version that is there is made.
func (h *house) changesUnder(key, line, body, tag string) answer {
	h.t.Helper()
	if tag == "" {
		h.t.Fatalf("%s: no ETag", line)
	}
	h.problem(h.ask(key, line, body, "If-Match", `"999"`), 412, "changed_meanwhile")
	a := h.ask(key, line, body, "If-Match", tag)
	a.is(h.t, 200)
	return a
}

// likeUnknown checks that what another workspace has is answered as what nobody
// has. The lines have a %s for the id.
func (h *house) likeUnknown(key, foreign string, lines ...string) {
	h.t.Helper()
	const unknown = "2222222222222"
	if len(foreign) != len(unknown) {
		h.t.Fatalf("%q", foreign)
	}
	for _, line := range lines {
		call, body, _ := strings.Cut(line, " {")
		if body != "" {
			body = "{" + body
		}
		a, b := h.ask(key, strings.ReplaceAll(call, "%s", foreign), body), h.ask(key, strings.ReplaceAll(call, "%s", unknown), body)
		if a.status != 404 || a.status != b.status || strings.ReplaceAll(a.body, foreign, unknown) != b.body || len(a.header) != len(b.header) {
			h.t.Errorf("%s: %d %s and %d %s", line, a.status, a.body, b.status, b.body)
		}
	}
}

// elsewhere is someone who has the file, in another workspace of it.
func (h *house) elsewhere() *domain.Session {
	h.t.Helper()
	if _, err := h.db.CreateWorkspace(h.t.Context(), domain.CreateWorkspace{Slug: "other", Name: "Other", Model: "mtime", Owner: "olga@other.test", OwnerName: "Olga"}); err != nil {
		h.t.Fatal(err)
	}
	ws, err := h.db.Workspace(h.t.Context(), "other")
	if err != nil {
		h.t.Fatal(err)
	}
	s, err := ws.Local(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func TestEmployees(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	if _, err := h.local().AddUnit(t.Context(), domain.AddUnit{Name: "Design"}); err != nil {
		t.Fatal(err)
	}
	eva := h.made(h.ask(key, "POST /v1/employees", `{"number":"E7","name":"Eva Stein","email":"eva@acme.test","unit":"Design"}`))
	has(t, eva, map[string]any{"number": "E7", "name": "Eva Stein", "email": "eva@acme.test", "unit": "Design", "linked_to": nil})
	h.recorded("employees.add", k)
	h.problem(h.ask(key, "POST /v1/employees", `{"number":"e7","name":"Another"}`), 409, "name_taken")
	h.problem(h.ask(key, "POST /v1/employees", `{"number":"E8"}`), 400, "bad_request")

	byID := "/v1/employees/" + eva["id"].(string)
	a := h.ask(key, "GET "+byID, "")
	has(t, h.object(a), eva)
	if b := h.ask(key, "GET /v1/employees/e7", ""); b.body != a.body || b.header.Get("ETag") != a.header.Get("ETag") {
		t.Errorf("by its number: %s", b.body)
	}
	a = h.changesUnder(key, "PATCH "+byID, `{"name":"Eva Meyer","unit":""}`, a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": eva["id"], "name": "Eva Meyer", "unit": nil, "email": "eva@acme.test"})
	h.recorded("employees.edit", k)
	h.problem(h.ask(key, "PATCH "+byID, `{}`), 400, "bad_request")

	for i := range 5 {
		h.made(h.ask(key, "POST /v1/employees", fmt.Sprintf(`{"number":"N%d","name":"Person %d"}`, i, i)))
	}
	whole := h.walk(key, "/v1/employees", nil)
	if by2 := h.walk(key, "/v1/employees?limit=2", nil); len(whole) != 6 || !slices.Equal(by2, whole) {
		t.Errorf("%v, by two %v", whole, by2)
	}
	if got := h.objects(h.ask(key, "GET /v1/employees?query=meyer", "")); len(got) != 1 || got[0]["id"] != eva["id"] {
		t.Errorf("%v", got)
	}

	a = h.changesUnder(key, "DELETE "+byID, "", a.header.Get("ETag"))
	has(t, h.object(a), map[string]any{"id": eva["id"], "number": "E7"})
	h.recorded("employees.remove", k)
	h.problem(h.ask(key, "GET "+byID, ""), 404, "no_employee")
}

// A record that one doesn't reach is as one that isn't there.
func TestEmployeesOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	theirs, err := h.elsewhere().AddEmployee(t.Context(), domain.AddEmployee{Number: "X1", Name: "Xaver"})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(theirs.ID), "GET /v1/employees/%s", `PATCH /v1/employees/%s {"name":"x"}`, "DELETE /v1/employees/%s")
	ours, err := h.local().AddEmployee(t.Context(), domain.AddEmployee{Number: "E1", Name: "Eva"})
	if err != nil {
		t.Fatal(err)
	}
	low := h.key("low", "employee").Secret.Reveal()
	known, unknown := h.ask(low, "GET /v1/employees/"+string(ours.ID), ""), h.ask(low, "GET /v1/employees/2222222222222", "")
	if known.status == 200 || known.status != unknown.status || strings.ReplaceAll(known.body, string(ours.ID), "2222222222222") != unknown.body {
		t.Errorf("%d %s and %d %s", known.status, known.body, unknown.status, unknown.body)
	}
}
