package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// An event says by which way, from where and with which key something was done.
func TestEventsSayFromWhere(t *testing.T) {
	c := newConsole(t, "")
	ann, err := c.session.Member(t.Context(), "ann@acme.test")
	if err != nil {
		t.Fatal(err)
	}
	local := c.session
	c.session = c.workspace.As(domain.Principal{Member: ann.ID, Channel: rights.Console, Via: domain.ViaSSH, From: "10.0.3.7", Key: "SHA256:abc"})
	if code, _, errs := c.types("", "members", "suspend", "eva@acme.test"); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	c.session = local
	c.types("", "members", "reactivate", "eva@acme.test")
	_, out, _ := c.types("", "audit", "list", "--json", "--limit", "2")
	var events []struct{ Via, From, Key string }
	if err := json.Unmarshal([]byte(out), &events); err != nil || len(events) != 2 {
		t.Fatalf("%v: %s", err, out)
	}
	if e := events[1]; e.Via != "ssh" || e.From != "10.0.3.7" || e.Key != "SHA256:abc" {
		t.Errorf("%+v", e)
	}
	if e := events[0]; e.Via != "local" || e.From+e.Key != "" || strings.Count(out, `"from"`) != 1 || strings.Count(out, `"key"`) != 1 {
		t.Errorf("%+v in %s", e, out)
	}
	if _, out, _ := c.types("", "audit", "list", "--limit", "2"); !strings.Contains(out, " ssh 10.0.3.7  ") || !strings.Contains(out, " local  ") {
		t.Errorf("%s", out)
	}
	c.mute = true
	if _, out, _ := c.types("", "audit", "list", "--limit", "2"); !strings.Contains(out, "\tssh\t") {
		t.Errorf("a script's columns changed:\n%s", out)
	}
}
