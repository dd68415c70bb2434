package httpapi_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"gatehouse/domain"
)

// What the contract's requests are made of. An operation whose request can't be made
// of this fails, and says what to add.

// given are values by the name of a path parameter, a query parameter or a field of
// a body; <name> stands for what furnish made. What the schema doesn't need and
// nothing here says for the operation is left out.
var given = map[string]string{
	"currency": "EUR", "date": "2026-02-10", "delivery": "<delivery>", "email": "new@acme.test", "employee": "<employee>", "entry": "<entry>",
	"expires_at": "90d", "fingerprint": "<fingerprint>", "group": "<group>", "invitation": "<invitation>", "key": "<key>", "member": "<member>",
	"message": "<message>", "plan": "full", "name": "Newly", "number": "N9", "project": "<project>", "right": "api.use", "role": "employee",
	"service_user": "<service_user>", "session": "<session>", "to": "new@acme.test", "token": "<secret>", "unit": "<unit>",
	"url": "https://example.test/another", "user": "<member>", "webhook": "<webhook>",
}

// special is what the domain wants more for an operation.
type special struct {
	path  map[string]string
	query map[string]string
	body  map[string]any
	also  string // another body, whose answer has what the first one's hasn't
}

var specials = map[string]special{
	"change-role":             {body: map[string]any{"role": "manager"}},
	"check":                   {also: `{"right":"timesheet.view","subject":"eva@acme.test","on":"member/eva@acme.test"}`},
	"create-role":             {body: map[string]any{"from": "employee"}},
	"create-service-user":     {body: map[string]any{"name": "newly"}},
	"delete-role":             {path: map[string]string{"role": "<role>"}},
	"edit-employee":           {body: map[string]any{"name": "Newly"}},
	"edit-group":              {body: map[string]any{"name": "Newly"}},
	"edit-project":            {body: map[string]any{"name": "Newly"}},
	"edit-role":               {path: map[string]string{"role": "<role>"}, body: map[string]any{"add": []any{"members.view"}}},
	"edit-unit":               {body: map[string]any{"name": "Newly"}},
	"reactivate-member":       {path: map[string]string{"member": "<suspended>"}},
	"reactivate-service-user": {path: map[string]string{"service_user": "<suspended bot>"}},
	"remove-rate":             {query: map[string]string{"from": "2026-01-01"}},
	"remove-unit":             {path: map[string]string{"unit": "<empty unit>"}},
	"rename-member":           {body: map[string]any{"name": "Newly"}},
	"rename-workspace":        {body: map[string]any{"name": "Newly"}},
	"restore-member":          {path: map[string]string{"member": "<removed>"}},
	"send-invitation":         {body: map[string]any{"role": "manager"}},
	"restore-service-user":    {path: map[string]string{"service_user": "<removed bot>"}},
	"rights-diff":             {query: map[string]string{"role": "manager"}},
	"set-group-manager":       {path: map[string]string{"member": "<linked>"}},
	"set-group-member":        {path: map[string]string{"member": "<linked>"}},
	"set-options":             {body: map[string]any{"messages": false}},
	"set-project-manager":     {path: map[string]string{"member": "<linked>"}},
	"set-project-member":      {path: map[string]string{"member": "<linked>"}},
	"set-rate":                {body: map[string]any{"hourly": "80.00", "from": "2027-01-01"}},
	"show-role":               {path: map[string]string{"role": "<role>"}},
	"unarchive-group":         {path: map[string]string{"group": "<archived group>"}},
	"unarchive-project":       {path: map[string]string{"project": "<archived project>"}},
	"unlink-member":           {path: map[string]string{"member": "<linked>"}},
	"unset-group-manager":     {path: map[string]string{"member": "<manager>"}},
	"unset-project-manager":   {path: map[string]string{"member": "<manager>"}},
	"unset-unit-manager":      {path: map[string]string{"member": "<manager>"}},
}

// furnish puts one of everything into a workspace, and says by which id it goes.
func (h *house) furnish(host string) map[string]string {
	h.t.Helper()
	t, s, ctx := h.t, h.local(), h.t.Context()
	at := func(name string) domain.Ref { return domain.Ref(name + "@" + host) }
	ids := map[string]string{}
	person := func(as, name, role, key string) {
		ids[as] = string(h.person(string(at(name)), role, key).ID)
	}
	hook := must(s.AddWebhook(ctx, domain.AddWebhook{URL: "https://" + host + "/hook"}))(t)
	ids["webhook"] = string(hook.ID)
	person("member", "eva", "employee", sshKey(host))
	person("linked", "tom", "employee", "")
	person("manager", "mia", "manager", "")
	person("suspended", "sus", "employee", "")
	person("removed", "rem", "employee", "")
	must(s.Suspend(ctx, domain.Suspend{Member: at("sus"), Reason: "on leave"}))(t)
	must(s.Remove(ctx, domain.Remove{Member: at("rem")}))(t)
	ids["unit"] = string(must(s.AddUnit(ctx, domain.AddUnit{Name: "Design"}))(t).ID)
	ids["empty unit"] = string(must(s.AddUnit(ctx, domain.AddUnit{Name: "Empty"}))(t).ID)
	must(s.ManageUnit(ctx, domain.ManageUnit{Unit: "Design", Member: at("mia")}))(t)
	ids["group"] = string(must(s.AddGroup(ctx, domain.AddGroup{Name: "Apps"}))(t).ID)
	ids["archived group"] = string(must(s.AddGroup(ctx, domain.AddGroup{Name: "Gone"}))(t).ID)
	must(s.ArchiveGroup(ctx, domain.ArchiveGroup{Group: "Gone"}))(t)
	ids["project"] = string(must(s.AddProject(ctx, domain.AddProject{Name: "Atlas", Group: "Apps", Unit: "Design"}))(t).ID)
	ids["archived project"] = string(must(s.AddProject(ctx, domain.AddProject{Name: "Gone"}))(t).ID)
	must(s.ArchiveProject(ctx, domain.ArchiveProject{Project: "Gone"}))(t)
	for member, manager := range map[domain.Ref]bool{at("eva"): false, at("mia"): true} {
		must(s.StaffGroup(ctx, domain.StaffGroup{Group: "Apps", Member: member, Manager: manager}))(t)
		must(s.StaffProject(ctx, domain.StaffProject{Project: "Atlas", Member: member, Manager: manager}))(t)
	}
	ids["employee"] = string(must(s.AddEmployee(ctx, domain.AddEmployee{Number: "E7", Name: "Eva", Email: string(at("eva")), Unit: "Design"}))(t).ID)
	must(s.AddEmployee(ctx, domain.AddEmployee{Number: "E1", Name: "Tom"}))(t)
	must(s.Link(ctx, domain.Link{Member: at("tom"), Employee: "E1"}))(t)
	must(s.SetRate(ctx, domain.SetRate{Member: at("eva"), Hourly: "80", Cost: "45", Currency: "EUR", From: "2026-01-01"}))(t)
	ids["entry"] = string(must(s.AddTime(ctx, domain.AddTime{Project: "Atlas", Member: at("eva"), Date: "2026-02-10", Minutes: 60}))(t).ID)
	ids["invitation"] = string(must(s.Invite(ctx, domain.Invite{Email: string(at("ina")), Role: "employee"}))(t).ID)
	ids["fingerprint"] = string(must(s.Logins(ctx, at("eva")))(t)[0].ID)
	ids["role"] = must(s.CreateRole(ctx, domain.RoleDraft{Name: "Help " + host, From: "employee"}))(t).Name
	ids["message"] = string(must(s.TestMail(ctx, domain.TestMail{To: string(at("eva"))}))(t).ID)
	due, _, err := h.ws.Outgoing(ctx, domain.ByWebhook, 1, nil)
	ids["delivery"] = string(must(due, err)(t)[0].ID)
	p, _ := h.enters(h.ws, string(at("eva")))
	ids["session"] = string(p.ID())
	h.furnishServices(ids)
	h.furnishPast(at)
	return ids
}

// furnishPast adds what a workspace has once it was lived in: what was sent and
// what wasn't, who came in, what is for a while.
func (h *house) furnishPast(at func(string) domain.Ref) {
	h.t.Helper()
	t, s, ctx := h.t, h.local(), h.t.Context()
	h.person(string(at("zoe")), "employee", "")
	must(s.ChangeRole(ctx, domain.ChangeRole{Member: at("zoe"), Role: "manager", Until: s.Now().Add(time.Hour)}))(t)
	must(s.AddUnit(ctx, domain.AddUnit{Name: "Icons", Parent: "Design"}))(t)
	must(s.AddGroup(ctx, domain.AddGroup{Name: "Phones", Parent: "Apps"}))(t)
	must(s.SetRate(ctx, domain.SetRate{Member: at("eva"), Project: "Atlas", Hourly: "90", Currency: "EUR", From: "2026-01-01"}))(t)
	must(s.AddTime(ctx, domain.AddTime{Project: "Atlas", Member: at("tom"), Date: "2026-02-10", Minutes: 30}))(t)
	must(s.Transfer(ctx, domain.Transfer{To: at("mia")}))(t)
	must(s.TestMail(ctx, domain.TestMail{To: string(at("zoe"))}))(t)
	for _, kind := range []domain.MessageKind{domain.ByMail, domain.ByWebhook} {
		due, _, err := h.ws.Outgoing(ctx, kind, 100, nil)
		must(due, err)(t)
		for _, one := range due[1:] {
			must(0, h.ws.Sent(ctx, one.ID, "250 OK"))(t)
		}
		must(0, h.ws.NotSent(ctx, due[0].ID, "451 later", false))(t)
	}
	eva := must(s.Logins(ctx, at("eva")))(t)[0]
	p := must(h.db.Recognise(ctx, h.ws.Slug, string(eva.ID)))(t)
	p.From = "192.0.2.7"
	own := must(h.ws.SignIn(ctx, p))(t)
	stays := must(own.Enter(ctx, domain.Stay{End: func(error) {}}))(t)
	t.Cleanup(stays.Leave)
	must(own.Rename(ctx, domain.Rename{Member: at("eva"), Name: new("Eva Lind")}))(t)
}

// furnishServices adds service users, and keys: one that works and some that don't.
func (h *house) furnishServices(ids map[string]string) {
	h.t.Helper()
	t, s, ctx := h.t, h.local(), h.t.Context()
	service := func(as, name, role string) {
		k := h.key(name, role)
		ids[as], ids[as+"'s key"] = string(k.Service.ID), k.Secret.Reveal()
	}
	service("boss", "boss", "admin")
	service("low", "low", "employee")
	service("asker", "asker", "verifier")
	service("suspended bot", "suspended", "admin")
	service("removed bot", "removed", "admin")
	k := h.key("bot", "admin")
	ids["service_user"], ids["key"], ids["secret"] = string(k.Service.ID), string(k.ID), k.Secret.Reveal()
	must(s.Suspend(ctx, domain.Suspend{Member: "suspended"}))(t)
	must(s.Remove(ctx, domain.Remove{Member: "removed"}))(t)
	revoked := h.another("bot")
	must(s.RevokeKey(ctx, domain.RevokeKey{Key: domain.Ref(revoked.ID)}))(t)
	expired := must(s.CreateKey(ctx, domain.CreateKey{ServiceUser: "bot", Name: "short", Expires: s.Now().Add(time.Minute)}))(t)
	ids["revoked key"], ids["expired key"] = revoked.Secret.Reveal(), expired.Secret.Reveal()
}

// sshKey is the public key that someone has in a workspace.
func sshKey(host string) string {
	seed := sha256.Sum256([]byte(host))
	public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	wire := "\x00\x00\x00\x0bssh-ed25519\x00\x00\x00\x20" + string(public) // RFC 8709, 4
	return "ssh-ed25519 " + base64.StdEncoding.EncodeToString([]byte(wire))
}

// must is for what can't go wrong before the test begins.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
