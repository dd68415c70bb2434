package httpapi_test

import (
	"slices"
	"testing"

	"gatehouse/domain"
)

// enters has someone be there, until the test is over. What they are told at the
// end comes out of told.
func (h *house) enters(ws *domain.Workspace, email string) (p *domain.Presence, told chan error) {
	h.t.Helper()
	s, err := ws.Local(h.t.Context(), email)
	if err != nil {
		h.t.Fatal(err)
	}
	told = make(chan error, 1)
	if p, err = s.Enter(h.t.Context(), domain.Stay{End: func(err error) { told <- err }}); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(p.Leave)
	return p, told
}

func TestSessions(t *testing.T) {
	h := newHouse(t)
	k := h.key("boss", "admin")
	key := k.Secret.Reveal()
	h.person("eva@acme.test", "employee", "")
	h.person("bo@acme.test", "employee", "")
	first, told := h.enters(h.ws, "eva@acme.test")
	h.enters(h.ws, "eva@acme.test")
	h.enters(h.ws, "bo@acme.test")
	h.enters(h.ws, "") // the owner, whom nobody may end
	whole := h.walk(key, "/v1/sessions", nil)
	if by1 := h.walk(key, "/v1/sessions?limit=1", nil); len(whole) != 3 || !slices.Equal(by1, whole) {
		t.Errorf("%v, one by one %v", whole, by1)
	}
	ended := h.objects(h.ask(key, "DELETE /v1/sessions/"+string(first.ID()), ""))
	if len(ended) != 1 {
		t.Fatalf("%v", ended)
	}
	has(t, ended[0], map[string]any{"id": first.ID(), "member": "eva@acme.test", "via": "local"})
	h.recorded("sessions.end", k)
	if err := <-told; domain.KindOf(err) != domain.Denied {
		t.Error(err)
	}
	if ended = h.objects(h.ask(key, "DELETE /v1/sessions/eva@acme.test", "")); len(ended) != 1 {
		t.Errorf("%v", ended)
	}
	h.problem(h.ask(key, "DELETE /v1/sessions/eva@acme.test", ""), 404, "no_session")
	low := h.key("low", "employee").Secret.Reveal()
	if got := h.objects(h.ask(low, "GET /v1/sessions", "")); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

func TestSessionsOfOthers(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	h.elsewhere()
	ws, err := h.db.Workspace(t.Context(), "other")
	if err != nil {
		t.Fatal(err)
	}
	p, _ := h.enters(ws, "")
	h.likeUnknown(key, string(p.ID()), "DELETE /v1/sessions/%s")
}
