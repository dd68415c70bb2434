package httpapi_test

import (
	"slices"
	"strings"
)

// names is what stands for something that may be there or not: a path parameter,
// a query parameter or a field of a body, by "in name" or "operation in name". What
// the document calls an id and isn't here fails.
var names = map[string]string{
	"path delivery": "delivery", "path employee": "employee", "path entry": "entry", "path fingerprint": "fingerprint", "path group": "group",
	"path invitation": "invitation", "path key": "key", "path member": "member", "path message": "message", "path project": "project",
	"path role": "role", "path service_user": "service_user", "path session": "session", "path unit": "unit", "path webhook": "webhook",
	"query actor": "member", "query member": "member", "query project": "project", "query replace_with": "role", "query role": "role",
	"query service_user": "service_user", "query target": "member", "query user": "member",
	"body employee": "employee", "body from": "role", "body giving": "role", "body group": "group", "body member": "member",
	"body project": "project", "body rank_below": "role", "body role": "role", "body service_user": "service_user", "body subject": "member", "body unit": "unit",
	"add-group body parent": "group", "edit-group body parent": "group", "add-unit body parent": "unit", "edit-unit body parent": "unit",
	"set-rate body from": "",
}

// nobodys are answers to a name of nothing that aren't 404, and why.
var nobodys = map[string]int{
	"list-events query actor": 200, "list-events query target": 200, // who and what is gone may still be in the trail
	"authorized-keys query user":     200,                                                                // sshd asks about everyone: whoever isn't here has no keys
	"delete-role query replace_with": 400, "rights-diff query role": 400, "list-members query role": 400, // there is no such word, as on the command line
	"change-role body role": 400, "check body giving": 400, "create-role body from": 400, "create-role body rank_below": 400,
	"create-service-user body role": 400, "edit-role body rank_below": 400, "send-invitation body role": 400,
}

// noticesNobody checks that what another workspace has is answered as what nobody
// has: byte by byte, wherever an operation takes a name, be it an id or an address.
func (c *trial) noticesNobody() {
	for _, p := range c.o.Parameters {
		c.noticesNoneAt(p.In, p.Name, p.Description)
	}
	if s, _ := c.d.body(c.o); s != nil {
		for name, field := range s.Properties {
			c.noticesNoneAt("body", name, field.Description)
		}
	}
}

func (c *trial) noticesNoneAt(in, name, said string) {
	at := in + " " + name
	what, known := names[c.o.ID+" "+at]
	if !known {
		what, known = names[at]
	}
	isID := slices.ContainsFunc(strings.FieldsFunc(said, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }), func(w string) bool { return w == "id" })
	if !known || what == "" {
		if isID {
			c.t.Errorf("the document calls %s an id: say in names what of", at)
		}
		return
	}
	foreign := map[string]string{c.other[what]: strings.Repeat("2", len(c.other[what]))}
	switch {
	case what == "role":
		foreign = map[string]string{c.other[what]: strings.Replace(c.other[what], "other", "ozher", 1)} // as like to a role that there is
	case what == "fingerprint":
		foreign = map[string]string{c.other[what]: c.other[what][:len(c.other[what])-4] + "2222"}
	case what == "member" && strings.Contains(said, "address"):
		foreign["tom@other.test"] = "xxx@other.test"
	case what == "member" && strings.Contains(said, "KIND"):
		foreign["member/"+c.other[what]] = "member/" + strings.Repeat("2", len(c.other[what]))
	}
	status := 404
	if s, is := nobodys[c.o.ID+" "+at]; is {
		status = s
	}
	boss := c.ours["boss's key"]
	for theirs, nobodys := range foreign {
		a, b := c.send(boss, c.valid().with(in, name, theirs)), c.send(boss, c.valid().with(in, name, nobodys))
		c.sameAs(at+" "+theirs, a, b, theirs, nobodys)
		if a.status != status {
			c.t.Errorf("%s of another workspace: %d %s, want %d (say why in nobodys)", at, a.status, a.body, status)
		}
		if status == 404 {
			c.refused(at, a, 404)
		}
	}
	if in != "body" {
		for _, text := range []string{"a\x00b\x1b[31m", "\u202e", " ", "\xff", "%", strings.Repeat("x", 5000), "a/b", "'\"<>", "member/", "project/x/y", "@"} {
			if a := c.send(boss, c.valid().with(in, name, text)); a.status >= 500 || strings.ContainsAny(a.body, "\x00\x1b\u202e") {
				c.t.Errorf("%s %.10q: %d %q", at, text, a.status, a.body)
			}
		}
	}
}
