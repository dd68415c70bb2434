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
	"query on": "on", "body on": "on", "body token": "secret",
	"add-group body parent": "group", "edit-group body parent": "group", "add-unit body parent": "unit", "edit-unit body parent": "unit",
	"set-rate body from": "",
}

// nobodys are answers to a name of nothing that aren't 404, and why.
var nobodys = map[string]int{
	"forward-auth query on": 403, "introspect body token": 200, // no more than no, and that it isn't active
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
	status := 404
	if other, is := nobodys[c.o.ID+" "+at]; is {
		status = other
	}
	boss := c.ours["boss's key"]
	for theirs, none := range c.foreign(what, said) {
		a, b := c.send(boss, c.valid().with(in, name, theirs)), c.send(boss, c.valid().with(in, name, none))
		stands := []string{theirs, none}
		if kind, alone, is := strings.Cut(theirs, "/"); is && what != "fingerprint" { // it may be said without its kind
			stands = append(stands, alone, strings.TrimPrefix(none, kind+"/"))
		}
		c.sameAs(at+" "+theirs, a, b, stands...)
		if a.status != status {
			c.t.Errorf("%s of another workspace: %d %s, want %d (say why in nobodys)", at, a.status, a.body, status)
		}
		if status == 404 {
			c.refused(at, a, 404)
		}
	}
	for _, text := range []string{"a\x00b\x1b[31m", "\u202e", " ", "\xff", "%", strings.Repeat("x", 5000), "a/b", "'\"<>", "member/", "project/x/y", "@"} {
		if in == "body" {
			break // refusesBadBodies has those
		}
		if a := c.send(boss, c.valid().with(in, name, text)); strings.ContainsAny(a.body, "\x00\x1b\u202e") {
			c.t.Errorf("%s %.10q: %d %q", at, text, a.status, a.body)
		}
	}
}

// foreign are names of what another workspace has, and beside each the like of
// nothing; said is what the document says of such names.
func (c *trial) foreign(what, said string) map[string]string {
	c.t.Helper()
	none := func(id string) string { return strings.Repeat("2", len(id)) }
	if what == "on" {
		all := map[string]string{}
		for _, kind := range []string{"project", "group", "unit", "member", "employee"} {
			all[kind+"/"+c.other[kind]] = kind + "/" + none(c.other[kind])
		}
		return all
	}
	id := c.other[what]
	if id == "" || id == c.ours[what] {
		c.t.Fatalf("furnish makes no %s of its own", what)
	}
	switch what {
	case "role":
		return map[string]string{id: strings.Replace(id, "other", "ozher", 1)} // as like to a role that there is
	case "secret":
		return map[string]string{id: forged("gh8_sk_000000000000_", id)}
	case "fingerprint":
		return map[string]string{id: id[:len(id)-4] + "2222"}
	}
	all := map[string]string{id: none(id)}
	if what == "member" && strings.Contains(said, "address") {
		all["tom@other.test"] = "xxx@other.test"
	}
	if strings.Contains(said, "KIND") {
		all[what+"/"+id] = what + "/" + none(id)
	}
	return all
}
