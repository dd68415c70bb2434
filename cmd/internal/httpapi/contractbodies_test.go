package httpapi_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// cut are free words, which are cleaned and cut to their length rather than refused.
var cut = []string{"suspend-member reason", "suspend-service-user reason"}

// refusesBadBodies checks what isn't as the schema says, field by field.
func (c *trial) refusesBadBodies() {
	s, media := c.d.body(c.o)
	if s == nil || media != "application/json" {
		return
	}
	boss, r := c.ours["boss's key"], c.valid()
	bad := func(what string, r request) {
		c.refused(what, c.send(boss, r), 400)
	}
	for _, text := range []string{"{", "7", "[]", `"x"`, "null", "true", `{"":1}`, `{} {}`, "\x00", "\xff", strings.Repeat("[", 20_000)} {
		bad("the body "+text[:min(len(text), 20)], r.saying(text))
	}
	if c.o.RequestBody.Required {
		bad("no body", r.saying(""))
	}
	bad("an unknown field", r.with("body", "another", 1))
	for _, name := range s.Required {
		bad("without "+name, r.without(name))
	}
	c.problem(c.send(boss, r.saying("{}").under("Content-Type", "text/plain")), 415, "bad_media_type")
	for name, field := range s.Properties {
		wrong := []any{nil, map[string]any{}, 1.5}
		if field.Type != "string" {
			wrong = append(wrong, "x")
		}
		if field.Type != "boolean" {
			wrong = append(wrong, true)
		}
		if len(field.Enum) > 0 {
			wrong = append(wrong, "none such")
		}
		for _, v := range wrong {
			bad(name, r.with("body", name, v))
		}
		if field.Type != "string" || slices.Contains(cut, c.o.ID+" "+name) {
			continue
		}
		for _, text := range []string{strings.Repeat("x", 100_000), "a\x00b\x1b[31m\u202e", "\u202e"} {
			c.refused(fmt.Sprintf("%s %.10q", name, text), c.send(boss, r.with("body", name, text)), 400, 404)
		}
	}
}

// loose are the operations that let query parameters pass which they don't know:
// proxies and sshd ask by them.
var loose = []string{"authorized-keys", "check", "forward-auth", "introspect"}

// refusesBadQueries checks the query of every operation, and the pages of lists.
func (c *trial) refusesBadQueries() {
	boss, r := c.ours["boss's key"], c.valid()
	if !slices.Contains(loose, c.o.ID) {
		c.refused("an unknown query parameter", c.send(boss, r.with("query", "another", "1")), 400)
	}
	for _, p := range c.o.Parameters {
		if p.In == "query" && p.Required && c.o.ID != "forward-auth" {
			c.refused("without "+p.Name, c.send(boss, r.with("query", p.Name, "")), 400)
		}
	}
	if !c.o.has("limit") {
		return
	}
	for _, limit := range []string{"0", "-1", "1001", "x", "1e2", "99999999999999999999"} {
		c.refused("limit "+limit, c.send(boss, r.with("query", "limit", limit)), 400)
	}
	for _, cursor := range []string{"!", "x", "AA", strings.Repeat("x", 2000)} {
		c.refused("cursor "+cursor[:1], c.send(boss, r.with("query", "cursor", cursor)), 400)
	}
}

// refused checks that an answer is a whole problem with one of the statuses.
func (c *trial) refused(what string, a answer, statuses ...int) {
	c.t.Helper()
	var p struct{ Code string }
	if err := json.Unmarshal([]byte(a.body), &p); err != nil || !slices.Contains(statuses, a.status) {
		c.t.Errorf("%s: %d %.300s", what, a.status, a.body)
		return
	}
	c.problem(a, a.status, p.Code)
}
