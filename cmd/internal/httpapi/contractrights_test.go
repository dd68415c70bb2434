package httpapi_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"gatehouse/cmd/internal/httpapi"
	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// For every model, every role that a service user can have and every right, the API
// says of the key that asks what the domain decides for its service user, gate by
// gate; so do a proxy's question and the rights in GET /v1/me.
func TestRightsOverHTTP(t *testing.T) {
	for _, m := range rights.Models() {
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			h := newHouseOf(t, m.Name, func(c *httpapi.Config) { c.Limits.RequestsPerMinute, c.Limits.Burst = 1_000_000, 1_000_000 })
			tried := 0
			for _, role := range m.Roles {
				if role.Name == "owner" { // a person
					if _, err := h.local().CreateServiceUser(t.Context(), domain.CreateServiceUser{Name: "o", Role: role.Name}); domain.KindOf(err) == "" {
						t.Error("a service user is the owner")
					}
					continue
				}
				tried++
				h.sameRights(h.key(role.Name, role.Name), role.Name)
			}
			if tried != len(m.Roles)-1 {
				t.Errorf("%d roles", tried)
			}
			own := must(h.local().CreateRole(t.Context(), domain.RoleDraft{Name: "Own", From: "admin", Remove: []string{"members.view"}}))(t)
			h.sameRights(h.key("own", own.Name), own.Name)
		})
	}
}

// sameRights compares what the API says of a key with what the domain decides.
func (h *house) sameRights(k domain.FreshKey, role string) {
	h.t.Helper()
	t, key := h.t, k.Secret.Reveal()
	s := must(h.db.Authenticate(t.Context(), key, ""))(t)
	var allowed int
	for _, r := range rights.Catalogue() {
		want := must(s.Check(t.Context(), domain.Question{Right: r.Name}))(t)
		var got object.Decision
		a := h.ask(key, "POST /v1/check", `{"right":"`+r.Name+`"}`)
		if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.status != http.StatusOK {
			t.Fatalf("%s %s: %d %s", role, r.Name, a.status, a.body)
		}
		if got.Allowed != want.Allowed || got.Right != want.Right || got.Subject != want.Subject || got.Channel != want.Channel || len(got.Gates) != 8 || len(got.Gates) != len(want.Gates) {
			t.Fatalf("%s %s: %+v, want %+v", role, r.Name, got, want)
		}
		for i, g := range want.Gates {
			if got.Gates[i] != (object.Gate{Gate: g.Gate, OK: g.OK, Message: g.Message}) {
				t.Errorf("%s %s: %+v, want %+v", role, r.Name, got.Gates[i], g)
			}
		}
		status := map[bool]int{true: http.StatusOK, false: http.StatusForbidden}[want.Allowed]
		if a := h.ask(key, "GET /v1/forward-auth?right="+r.Name, ""); a.status != status {
			t.Errorf("%s %s: a proxy is told %d, want %d", role, r.Name, a.status, status)
		}
		if want.Allowed {
			allowed++
		}
	}
	if allowed == 0 || allowed == len(rights.Catalogue()) {
		t.Errorf("%s: %d of %d rights", role, allowed, len(rights.Catalogue()))
	}
	var me struct{ Rights []object.Granted }
	if err := json.Unmarshal([]byte(h.ask(key, "GET /v1/me", "").body), &me); err != nil {
		t.Fatal(err)
	}
	want := object.List(must(s.Me(t.Context()))(t).Rights, object.OfGranted)
	if !reflect.DeepEqual(me.Rights, want) {
		t.Errorf("%s: %v, want %v", role, me.Rights, want)
	}
}

// The catalogue is the one that decides: what needs no feature and no option says
// none.
func TestCatalogueOverHTTP(t *testing.T) {
	h := newHouse(t)
	all := h.objects(h.ask(h.key("ci", "verifier").Secret.Reveal(), "GET /v1/rights?limit=1000", ""))
	if len(all) != len(rights.Catalogue()) {
		t.Fatalf("%d rights", len(all))
	}
	for i, r := range rights.Catalogue() {
		var feature, option any
		if r.Feature != 0 {
			feature = r.Feature.String()
		}
		if r.Option != 0 {
			option = r.Option.String()
		}
		has(t, all[i], map[string]any{"name": r.Name, "does": r.Does, "feature": feature, "option": option})
	}
}
