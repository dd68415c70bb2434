package httpapi_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
)

// walk follows a list page by page and returns the ids.
func (h *house) walk(key, path string, atPage func(int)) (ids []string) {
	h.t.Helper()
	for page := 0; ; page++ {
		a := h.ask(key, "GET "+path, "")
		a.is(h.t, 200)
		var some []struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal([]byte(a.body), &some); err != nil {
			h.t.Fatal(err)
		}
		for _, one := range some {
			ids = append(ids, one.ID)
		}
		link := a.header.Get("Link")
		if link == "" {
			return ids
		}
		next, ok := strings.CutSuffix(strings.TrimPrefix(link, "<"), `>; rel="next"`)
		if !ok || page > 50 {
			h.t.Fatalf("page %d: Link %q", page, link)
		}
		path = next
		if atPage != nil {
			atPage(page)
		}
	}
}

func TestPages(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	h.key("bot", "employee")
	for range 8 {
		h.another("bot")
	}
	for i := range 5 {
		h.person(fmt.Sprintf("p%d@acme.test", i), "employee", "")
	}
	for _, path := range []string{"/v1/trial/keys", "/v1/trial/members"} {
		whole := h.walk(key, path, nil)
		if len(whole) < 8 {
			t.Errorf("%s: %d in all", path, len(whole))
		}
		for _, limit := range []int{1, 3, len(whole), 1000} {
			if got := h.walk(key, fmt.Sprintf("%s?limit=%d", path, limit), nil); !slices.Equal(got, whole) {
				t.Errorf("%s by %d: %v, want %v", path, limit, got, whole)
			}
		}
	}
	for _, bad := range []string{"x", "!!", "..", strings.Repeat("x", 900), base64.RawURLEncoding.EncodeToString([]byte("-1 x")), base64.RawURLEncoding.EncodeToString([]byte("1"))} {
		h.problem(h.ask(key, "GET /v1/rights?cursor="+bad, ""), 400, "bad_cursor")
	}
	if a := h.ask(key, "GET /v1/rights?query=nothing+has+this", ""); a.body != "[]\n" || a.header.Get("Link") != "" {
		t.Errorf("%v %s", a.header, a.body)
	}
	if a := h.ask(key, "GET /v1/rights?query=members&limit=1", ""); !strings.Contains(a.header.Get("Link"), "query=members") {
		t.Errorf("the filter is lost: %v", a.header)
	}
}

// When the last one of a page is gone by the time the next page is asked for, the
// list goes on where it was.
func TestPagesOfAListThatShrinks(t *testing.T) {
	h := newHouse(t)
	h.api.Trial()
	key := h.key("boss", "admin").Secret.Reveal()
	for i := range 7 {
		if _, err := h.local().AddEmployee(t.Context(), domain.AddEmployee{Number: fmt.Sprint(i), Name: fmt.Sprintf("Employee %d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	whole := h.walk(key, "/v1/trial/employees", nil)
	got := h.walk(key, "/v1/trial/employees?limit=2", func(page int) {
		if _, err := h.local().RemoveEmployee(t.Context(), domain.RemoveEmployee{Employee: domain.Ref(whole[2*page+1])}); err != nil {
			t.Fatal(err)
		}
	})
	if len(whole) != 7 || !slices.Equal(got, whole) {
		t.Errorf("%v, want %v", got, whole)
	}
}
