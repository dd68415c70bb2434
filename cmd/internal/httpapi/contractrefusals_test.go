package httpapi_test

import (
	"fmt"
	"hash/crc32"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// sameAs compares answers byte by byte, with their headers but for the time. What
// stands in one for the other is replaced before.
func (c *trial) sameAs(what string, a, b answer, replace ...string) {
	c.t.Helper()
	r := strings.NewReplacer(replace...)
	headers := func(a answer) map[string][]string {
		h := maps.Clone(a.header)
		h.Del("Date")
		return h
	}
	if a.status != b.status || r.Replace(a.body) != r.Replace(b.body) || r.Replace(fmt.Sprint(headers(a))) != r.Replace(fmt.Sprint(headers(b))) {
		c.t.Errorf("%s:\n%d %v %s\nisn't\n%d %v %s", what, a.status, headers(a), a.body, b.status, headers(b), b.body)
	}
}

// refusesStrangers checks that nobody without a key comes in, nor anybody with one
// that can't be used, and that they aren't told why. What GET /v1/me tells them
// is what they are told everywhere.
func (c *trial) refusesStrangers() {
	r := c.valid()
	none := c.ask("", "GET /v1/me", "")
	c.problem(none, 401, "no_key")
	c.sameAs("no key", c.send("", r), none)
	refused := c.ask("x", "GET /v1/me", "")
	c.problem(refused, 401, "unusable_key")
	if got := refused.header.Get("WWW-Authenticate"); got != `Bearer realm="gatehouse", error="invalid_token"` {
		c.t.Errorf("WWW-Authenticate: %s", got)
	}
	boss, low := c.ours["boss's key"], c.ours["low's key"]
	for what, key := range map[string]string{
		"no form of a key": "x", "another's secret": forged(boss, low), "a wrong sum": boss[:len(boss)-1] + "!", "a key of nobody": forged("gh8_sk_000000000000_", boss),
		"an expired key": c.ours["expired key"], "a revoked key": c.ours["revoked key"],
		"a suspended service user's": c.ours["suspended bot's key"], "a removed service user's": c.ours["removed bot's key"],
	} {
		c.sameAs(what, c.send(key, r), refused)
	}
}

// forged is a key with the identifier of one and the secret of another, whose sum
// is right.
func forged(identifier, secret string) string {
	const digits, at = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", len("gh8_sk_") + 12 + 1
	text := identifier[:at] + secret[at:at+32]
	sum := make([]byte, 6)
	n := crc32.ChecksumIEEE([]byte(text))
	for i := range sum {
		sum[len(sum)-1-i] = digits[n%62]
		n /= 62
	}
	return text + string(sum)
}

// What forged makes of a key and itself is that key: it knows the form.
func TestForgedKeysHaveTheForm(t *testing.T) {
	h := newHouse(t)
	key := h.key("boss", "admin").Secret.Reveal()
	if got := forged(key, key); got != key {
		t.Errorf("%s isn't the form of a key", got)
	}
}

// free is what service users may that have no right to anything else: an Employee
// and a Verifier, who is an application that asks.
var free = map[string][]string{
	"employee": {
		"check", "forward-auth", "me", // about oneself
		"list-rights", "list-roles", "show-role", "show-workspace", // what everyone sees
		"list-sessions", "list-time", // one's own: none
	},
	"verifier": {
		"check", "forward-auth", "me", "list-rights", "list-roles", "show-role", "show-workspace", "list-sessions",
		"authorized-keys", "introspect", // access.ask
	},
}

// refusesThePowerless checks that who has no right to it is refused.
func (c *trial) refusesThePowerless() {
	for role, name := range map[string]string{"employee": "low", "verifier": "asker"} {
		a := c.send(c.ours[name+"'s key"], c.valid())
		if slices.Contains(free[role], c.o.ID) {
			if a.status >= 300 {
				c.t.Errorf("%s is free to the role %s, yet %d %s", c.o.ID, role, a.status, a.body)
			}
			continue
		}
		if a.status != http.StatusForbidden {
			c.t.Errorf("the role %s: %d %s (what is free is said in free)", role, a.status, a.body)
			continue
		}
		c.problem(a, 403, "not_allowed")
	}
}

// refusesVersions checks that a change isn't made of what has changed meanwhile, and
// that one that can't be bound to a version says so.
func (c *trial) refusesVersions() {
	if !c.o.changes() {
		return
	}
	boss, r := c.ours["boss's key"], c.valid()
	if !c.o.has("If-Match") {
		c.problem(c.send(boss, r.under("If-Match", `"1"`)), 400, "no_version")
		return
	}
	c.problem(c.send(boss, r.under("If-Match", `"999"`)), 412, "changed_meanwhile")
	for _, bad := range []string{"7", `W/"7"`, `"0"`, `"x"`} {
		c.problem(c.send(boss, r.under("If-Match", bad)), 400, "bad_version")
	}
}

// tries checks that a try is answered with what would happen.
func (c *trial) tries() {
	if !c.o.has("dry_run") {
		return
	}
	a := c.send(c.ours["boss's key"], c.valid().with("query", "dry_run", "true"))
	a.is(c.t, 200)
	v := c.answered(a, c.o.Responses["200"].Content)
	if no := c.d.obeys(c.d.Components.Schemas["Consequences"], v, "the try"); no != "" {
		c.t.Errorf("%s: %s", no, a.body)
	}
}
