package httpapi_test

import (
	"fmt"
	"slices"
	"testing"

	"gatehouse/domain"
)

func TestTime(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	for _, name := range []string{"Atlas", "Borea"} {
		h.made(h.ask(key, "POST /v1/projects", `{"name":"`+name+`"}`))
	}
	for _, email := range []string{"eva@acme.test", "tom@acme.test"} {
		h.person(email, "employee", "")
		for _, project := range []string{"Atlas", "Borea"} {
			h.ask(key, "PUT /v1/projects/"+project+"/members/"+email, "").is(t, 200)
		}
	}
	entry := func(project, member, date string, minutes int) string {
		return fmt.Sprintf(`{"project":%q,"member":%q,"date":%q,"minutes":%d}`, project, member, date, minutes)
	}
	made := h.made(h.ask(key, "POST /v1/time", entry("Atlas", "eva@acme.test", "2026-02-10", 90)))
	has(t, made, map[string]any{"project": "Atlas", "member": "eva@acme.test", "date": "2026-02-10", "minutes": 90})
	h.recorded("time.add", k)
	h.problem(h.ask(key, "POST /v1/time", entry("Atlas", "eva@acme.test", "yesterday", 90)), 400, "bad_date")
	h.problem(h.ask(key, "POST /v1/time", entry("Atlas", "eva@acme.test", "2026-02-10", 0)), 400, "bad_duration")
	h.problem(h.ask(key, "POST /v1/time", entry("Atlas", "eva@acme.test", "2026-02-10", 24*60)), 429, "day_full")
	for i, project := range []string{"Atlas", "Borea", "Atlas"} {
		h.made(h.ask(key, "POST /v1/time", entry(project, "tom@acme.test", fmt.Sprintf("2026-03-0%d", i+1), 60)))
	}
	whole := h.walk(key, "/v1/time", nil)
	for _, limit := range []int{1, 3} {
		if got := h.walk(key, fmt.Sprintf("/v1/time?limit=%d", limit), nil); len(whole) != 4 || !slices.Equal(got, whole) {
			t.Errorf("by %d: %v, want %v", limit, got, whole)
		}
	}
	for query, want := range map[string]int{
		"project=atlas": 3, "member=tom@acme.test": 3, "project=Borea&member=eva@acme.test": 0, "from=2026-03-02": 2, "to=2026-03-01": 2, "from=2026-03-01&to=2026-03-01": 1,
	} {
		if got := h.walk(key, "/v1/time?limit=1&"+query, nil); len(got) != want {
			t.Errorf("%s: %d entries, want %d", query, len(got), want)
		}
	}
	h.problem(h.ask(key, "GET /v1/time?from=x", ""), 400, "bad_date")

	id := made["id"].(string)
	has(t, h.object(h.ask(key, "DELETE /v1/time/"+id, "")), made)
	h.recorded("time.remove", k)
	h.problem(h.ask(key, "DELETE /v1/time/"+id, ""), 404, "no_entry")
}

func TestTimeOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	other := h.elsewhere()
	p, err := other.AddProject(t.Context(), domain.AddProject{Name: "Theirs"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.AddEmployee(t.Context(), domain.AddEmployee{Number: "O1", Name: "Olga"}); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Link(t.Context(), domain.Link{Member: "olga@other.test", Employee: "O1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := other.StaffProject(t.Context(), domain.StaffProject{Project: "Theirs", Member: "olga@other.test"}); err != nil {
		t.Fatal(err)
	}
	e, err := other.AddTime(t.Context(), domain.AddTime{Project: "Theirs", Member: "olga@other.test", Date: "2026-02-10", Minutes: 60})
	if err != nil {
		t.Fatal(err)
	}
	h.likeUnknown(key, string(e.ID), "DELETE /v1/time/%s")
	h.likeUnknown(key, string(p.ID), "GET /v1/time?project=%s", `POST /v1/time {"project":"%s","member":"ada@acme.test","date":"2026-02-10","minutes":60}`)
}
