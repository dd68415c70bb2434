package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// session is what is printed of one.
type session struct {
	ID          string `json:"id"`
	Member      string `json:"member"`
	Via         string `json:"via"`
	From        string `json:"from"`
	Fingerprint string `json:"fingerprint"`
	StartedAt   string `json:"started_at"`
	IdleSeconds *int   `json:"idle_seconds"`
}

// enters lets a member in, and tells when their session is ended, and why.
func (c *console) enters(email string) (id string, ended <-chan error) {
	c.t.Helper()
	m, err := c.session.Member(c.t.Context(), domain.Ref(email))
	if err != nil {
		c.t.Fatal(err)
	}
	end := make(chan error, 1)
	s := c.workspace.As(domain.Principal{Member: m.ID, Channel: rights.Console, Via: domain.ViaSSH, From: "10.0.3.7", Key: "SHA256:abc"})
	p, err := s.Enter(c.t.Context(), domain.Stay{End: func(why error) { end <- why }})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(p.Leave)
	return string(p.ID()), end
}

func (c *console) sessions(args ...string) (all []session) {
	c.t.Helper()
	code, out, errs := c.types("", append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), &all); code != 0 || err != nil {
		c.t.Fatalf("%v: exit %d: %s%s", args, code, out, errs)
	}
	return all
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	c := newConsole(t, "")
	if all := c.sessions("sessions", "list"); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	first, gone := c.enters("eva@acme.test")
	second, alsoGone := c.enters("eva@acme.test")
	bo, _ := c.enters("bo@acme.test")

	all := c.sessions("sessions", "list")
	if len(all) != 3 || all[0].ID != bo || all[2].ID != first {
		t.Fatalf("%+v", all)
	}
	if s := all[1]; s.ID != second || s.Member != "eva@acme.test" || s.Via != "ssh" || s.From != "10.0.3.7" || s.Fingerprint != "SHA256:abc" || s.IdleSeconds == nil {
		t.Errorf("%+v", s)
	}
	if _, err := time.Parse(time.RFC3339, all[1].StartedAt); err != nil {
		t.Error(err)
	}
	if _, out, _ := c.types("", "sessions", "list"); !strings.HasPrefix(out, "ID ") || !strings.Contains(out, "  eva@acme.test  ssh  10.0.3.7  ") {
		t.Errorf("%s", out)
	}

	// whoever may not end them sees their own, and ends none
	boss := c.session
	eva, err := boss.Member(t.Context(), "eva@acme.test")
	if err != nil {
		t.Fatal(err)
	}
	c.session = c.workspace.As(domain.Principal{Member: eva.ID, Channel: rights.Console, Via: domain.ViaSSH})
	if all := c.sessions("sessions", "list"); len(all) != 2 {
		t.Errorf("%+v", all)
	}
	for _, of := range []string{bo, "bo@acme.test"} {
		if code, _, _ := c.types("", "sessions", "end", of); code != 4 && code != 6 {
			t.Errorf("%s: exit %d", of, code)
		}
	}
	c.session = boss

	// one by the beginning of its id, as far as it can mean one only
	if code, _, errs := c.types("", "sessions", "end", first[:1]); code != 2 || !strings.Contains(errs, "could be") {
		t.Errorf("exit %d: %s", code, errs)
	}
	c.mute = true
	if code, _, errs := c.types("", "sessions", "end", first[:len(first)-1]); code != 6 {
		t.Errorf("a script wrote a beginning: exit %d: %s", code, errs)
	}
	c.mute = false
	if code, out, errs := c.types("", "sessions", "end", first[:len(first)-1], "--json"); code != 0 || !strings.HasPrefix(out, "{") || !strings.Contains(out, first) {
		t.Errorf("one is named: exit %d: %s%s", code, out, errs)
	}
	if why := <-gone; domain.KindOf(why) != domain.Denied {
		t.Error(why)
	}
	if ended := c.sessions("sessions", "end", "ev"); len(ended) != 1 || ended[0].ID != second {
		t.Errorf("%+v", ended)
	}
	if why := <-alsoGone; domain.KindOf(why) != domain.Denied {
		t.Error(why)
	}
	if code, _, errs := c.types("", "sessions", "end", "eva@acme.test"); code != 6 {
		t.Errorf("exit %d: %s", code, errs)
	}
	if all := c.sessions("sessions", "list"); len(all) != 1 || all[0].ID != bo {
		t.Errorf("%+v", all)
	}
	if _, out, _ := c.types("", "audit", "list", "--action", "sessions.end", "--result", "done"); strings.Count(out, "sessions.end") != 2 || !strings.Contains(out, "member/eva@acme.test") {
		t.Errorf("%s", out)
	}
}

// A ticket gives a fresh key once, to whoever made it.
func TestKeysAreClaimedOnce(t *testing.T) {
	c := newConsole(t, "")
	c.types("", "service-users", "create", "nightly", "--role", "verifier")
	made, err := c.session.CreateKey(t.Context(), domain.CreateKey{ServiceUser: "nightly", Name: "build"})
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := c.session.Ticket(made)
	if err != nil {
		t.Fatal(err)
	}
	c.mute = true
	code, out, errs := c.types("", "keys", "claim", strings.ToLower(ticket))
	if code != 0 || out != made.Secret.Reveal()+"\n" || strings.Contains(errs, made.Secret.Reveal()) {
		t.Errorf("exit %d: %q, %q", code, out, errs)
	}
	if code, out, _ := c.types("", "keys", "claim", ticket); code != 5 || out != "" {
		t.Errorf("twice: exit %d", code)
	}
	if code, out, _ := c.types("", "keys", "claim", "7Q2M-KX"); code != 6 || out != "" {
		t.Errorf("unknown: exit %d", code)
	}
	if made, err = c.session.CreateKey(t.Context(), domain.CreateKey{ServiceUser: "nightly", Name: "other"}); err != nil {
		t.Fatal(err)
	}
	if ticket, err = c.session.Ticket(made); err != nil {
		t.Fatal(err)
	}
	code, out, errs = c.types("", "keys", "claim", ticket, "--json")
	var key struct{ Name, Secret string }
	if err := json.Unmarshal([]byte(out), &key); code != 0 || err != nil || key.Name != "other" || key.Secret != made.Secret.Reveal() || errs != "" {
		t.Errorf("exit %d: %v: %s%s", code, err, out, errs)
	}
}
