package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAudit(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key, low := k.Secret.Reveal(), h.key("low", "employee").Secret.Reveal()
	for i := range 5 {
		h.made(h.ask(key, "POST /v1/employees", fmt.Sprintf(`{"number":"N%d","name":"Person %d"}`, i, i)))
	}
	h.ask(low, "POST /v1/employees", `{"number":"X","name":"x"}`).is(t, 403)

	seqs := func(query string, limit int) (all []float64) {
		t.Helper()
		path := fmt.Sprintf("/v1/audit?limit=%d&%s", limit, query)
		for path != "" {
			a := h.ask(key, "GET "+path, "")
			for _, e := range h.objects(a) {
				all = append(all, e["seq"].(float64))
			}
			path, _ = strings.CutSuffix(strings.TrimPrefix(a.header.Get("Link"), "<"), `>; rel="next"`)
		}
		for i := range all[:max(0, len(all)-1)] {
			if all[i] <= all[i+1] {
				t.Errorf("%s: %v isn't the newest first, each once", query, all)
			}
		}
		return all
	}
	last := int(h.lastEvent().Seq)
	for _, limit := range []int{1, 3, last, 1000} {
		if got := seqs("", limit); len(got) != last {
			t.Errorf("by %d: %v, want all %d", limit, got, last)
		}
	}
	for query, want := range map[string]int{
		"action=employees&result=done": 5, "action=employees.add&result=done&actor=boss": 5, "target=employee/N3": 1, "result=denied": 1,
		"result=denied&actor=boss": 0, "actor=" + string(k.Service.ID): 5, "since=" + time.Now().Add(time.Hour).UTC().Format(time.RFC3339): 0, "since=24h": last,
	} {
		if got := seqs(query, 2); len(got) != want {
			t.Errorf("%s: %v, want %d", query, got, want)
		}
	}
	e := h.objects(h.ask(key, "GET /v1/audit?limit=1&result=done", ""))[0]
	has(t, e, map[string]any{"actor": "boss", "via": "http", "key": k.ID, "action": "employees.add", "target": "employee/N4", "result": "done"})
	h.problem(h.ask(key, "GET /v1/audit?since=x", ""), 400, "bad_time")
	h.problem(h.ask(key, "GET /v1/audit?result=x", ""), 400, "bad_request")
	h.problem(h.ask(key, "GET /v1/audit?cursor=!!", ""), 400, "bad_cursor")
	h.problem(h.ask(low, "GET /v1/audit", ""), 403, "not_allowed")
}
