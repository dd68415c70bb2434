package domain_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// custom makes a custom role as the owner.
func (w *world) custom(name, from string, add ...string) domain.ListedRole {
	w.t.Helper()
	l, err := w.boss().CreateRole(bg, domain.RoleDraft{Name: name, From: from, Add: add})
	must(w.t, err)
	return l
}

// Nobody makes a role wider than themselves, in any model: not by making one,
// not by editing one, not by what takes its place.
func TestNobodyMakesARoleWiderThanThemselves(t *testing.T) {
	w := open(t, "mtime", "")
	for _, m := range rights.Models() {
		if m.Name != "mtime" {
			w.workspace(m.Name, m.Name, "")
		}
		ordinary := m.Ordinary
		w.custom("Maker", ordinary, "roles.manage", "members.role")
		w.custom("Scoped", ordinary, "roles.manage", "members.view:s")
		w.custom("Low", ordinary)
		w.custom("High", "admin")
		w.custom("Sees", ordinary, "workspace.settings")
		bo := w.person("Maker", func(m *domain.Member) { m.ManagesUnits = nil })
		sam, ann := w.person("Scoped"), w.person("admin")
		for _, c := range []struct {
			who   domain.Member
			what  string
			do    func(*domain.Session) error
			wants domain.Kind // "" is done
		}{
			{w.owner, "all", create("All", "owner"), ""},
			{ann, "equal", create("Equal", "admin"), ""},
			{ann, "an owner's copy ranks above an admin", create("Boss", "owner"), domain.Denied},
			{ann, "below it, an admin has it all", below("Boss", "owner", "admin"), ""},
			{ann, "above oneself", below("Above", ordinary, "owner"), domain.Denied},
			{bo, "less", create("Less", ordinary), ""},
			{bo, "more", create("More", ordinary, "audit.view"), domain.Denied},
			{bo, "higher", below("Higher", ordinary, "admin"), domain.Denied},
			{bo, "an edit wider", edit("Low", "audit.view"), domain.Denied},
			{bo, "an edit", edit("Low", "members.role"), ""},
			{bo, "one above", edit("High", "members.role"), domain.Denied},
			{bo, "one's own", edit("Maker", "settings.personal"), domain.Denied},
			{bo, "a wide one stays wide", edit("Sees", "members.role"), domain.Denied},
			{bo, "its replacement", remove("Low", "High"), domain.Denied},
			{bo, "a high one", remove("High", ordinary), domain.Denied},
			{bo, "one's own gone", remove("Maker", ordinary), domain.Denied},
			{sam, "as far", create("Far", ordinary, "members.view:s"), ""},
			{sam, "further", create("Further", ordinary, "members.view:w"), domain.Denied},
			{bo, "away", remove("Less", ordinary), ""},
		} {
			roles, err := w.boss().Roles(bg)
			must(t, err)
			before := fmt.Sprint(len(roles))
			err = c.do(w.as(c.who))
			if domain.KindOf(err) != c.wants || c.wants == "" && err != nil {
				t.Errorf("%s: %s: %v, want %q", m.Name, c.what, err, c.wants)
			}
			if roles, _ = w.boss().Roles(bg); c.wants != "" && fmt.Sprint(len(roles)) != before {
				t.Errorf("%s: %s: refused, and the roles changed", m.Name, c.what)
			}
		}
	}
}

func create(name, from string, add ...string) func(*domain.Session) error {
	return func(s *domain.Session) error {
		return got(s.CreateRole(bg, domain.RoleDraft{Name: name, From: from, Add: add}))
	}
}

func below(name, from, above string) func(*domain.Session) error {
	return func(s *domain.Session) error {
		return got(s.CreateRole(bg, domain.RoleDraft{Name: name, From: from, RankBelow: above}))
	}
}

func edit(name string, add ...string) func(*domain.Session) error {
	return func(s *domain.Session) error {
		return got(s.EditRole(bg, domain.EditRole{Role: name, Add: add}))
	}
}

func remove(name, to string) func(*domain.Session) error {
	return func(s *domain.Session) error {
		return got(s.DeleteRole(bg, domain.DeleteRole{Role: name, ReplaceWith: to}, nil))
	}
}

// An edit gives to all who hold the role: neither oneself nor anyone above may
// be among them, for good or for a time.
func TestWhoHoldsARoleGuardsIt(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Maker", "employee", "roles.manage")
	w.custom("Helper", "employee")
	bo := w.as(w.person("Maker"))
	must(t, edit("Helper", "settings.personal")(bo))
	later := w.clock.Add(time.Hour)
	mia := w.person("manager", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Helper", later })
	wants(t, edit("Helper", "workspace.view:o")(bo), domain.Denied, "")
	wants(t, remove("Helper", "employee")(bo), domain.Denied, "")
	is(t, "still", w.member(mia.ID).TempRole, "Helper")
	w.clock.pass(2 * time.Hour) // her own role speaks again
	must(t, edit("Helper", "workspace.view:o")(bo))
	self := w.person("Maker", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Helper", w.clock.Add(time.Hour) })
	wants(t, edit("Maker", "workspace.view")(w.as(self)), domain.Denied, "")
	eva := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Helper", w.clock.Add(time.Hour) })
	must(t, remove("Helper", "employee")(w.boss()))
	is(t, "nothing comes back", w.member(eva.ID).TempRole+w.member(eva.ID).Role, "employee")
	is(t, "moved", w.member(self.ID).TempRole, "employee")
	is(t, "over", w.member(mia.ID).TempRole, "")
}

// A plan without custom roles: those there are work on, can be deleted, and are
// neither made, edited nor given.
func TestCustomRolesAfterADowngrade(t *testing.T) {
	w := open(t, "timetonic", "pro")
	w.custom("Helper", "limited", "audit.view")
	w.custom("Other", "limited")
	bo, eva := w.person("Helper"), w.person("user")
	i, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "Helper"})
	must(t, err)
	must(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: "start"})))
	for what, err := range map[string]error{
		"made":        create("New", "limited")(w.boss()),
		"edited":      edit("Helper", "data.export")(w.boss()),
		"given":       got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(eva), Role: "Helper"})),
		"invited":     got(w.boss().Invite(bg, domain.Invite{Email: "other@acme.test", Role: "Helper"})),
		"replacement": remove("Other", "Helper")(w.boss()),
	} {
		e := wants(t, err, domain.Denied, "")
		if !strings.Contains(e.Message, "Pro plan") {
			t.Errorf("%s: %v", what, e)
		}
	}
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()})), domain.Denied, "sender_lost")
	x, err := w.as(bo).Check(bg, domain.Question{Right: "audit.view"})
	must(t, err)
	is(t, "works on", x.Allowed, true)
	must(t, remove("Helper", "limited")(w.boss()))
	is(t, "moved", w.member(bo.ID).Role, "limited")
	must(t, got(w.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()})))
	is(t, "accepted", w.find("new@acme.test").Role, "limited")
}

// More holders than one commit takes, broken off, run again.
func TestDeletingARoleGoesOn(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Helper", "employee")
	for range 5 {
		w.people(500, "Helper")
	}
	gone := w.person("Helper", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "Helper"})))
	ctx, stop := context.WithCancel(bg)
	last := 0
	_, err := w.boss().DeleteRole(ctx, domain.DeleteRole{Role: "Helper", ReplaceWith: "employee"}, func(done, of int) {
		last = done
		is(t, "of", of, 2502)
		stop()
	})
	if err == nil || last == 0 || last == 2502 {
		t.Fatalf("%v after %d", err, last)
	}
	l, err := w.boss().Role(bg, "Helper")
	must(t, err)
	is(t, "left", l.Holders, 2500-last)
	seq := w.last()
	must(t, got(w.boss().DeleteRole(bg, domain.DeleteRole{Role: "Helper", Version: l.Version, ReplaceWith: "employee"}, nil)))
	for _, e := range w.events(seq) {
		is(t, "event", e.Action+e.Target.String(), "roles.deleterole/Helper")
	}
	is(t, "removed ones too", w.member(gone.ID).Role, "employee")
	wants(t, got(w.boss().Role(bg, "Helper")), domain.Invalid, "unknown_role")
	rows, err := w.boss().Invitations(bg, "")
	must(t, err)
	is(t, "invited to", rows[0].Role, "employee")
	wants(t, got(w.boss().Undo(bg, 0)), domain.Invalid, "cannot_undo")
}

// Each commit is authorised anew.
func TestDeletingARoleStopsWithTheRight(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Helper", "employee")
	for range 3 {
		w.people(500, "Helper")
	}
	ann := w.person("admin")
	_, err := w.as(ann).DeleteRole(bg, domain.DeleteRole{Role: "Helper", ReplaceWith: "employee"}, func(int, int) {
		if w.member(ann.ID).SuspendedAt.IsZero() {
			must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(ann)})))
		}
	})
	wants(t, err, domain.Denied, "")
	must(t, got(w.boss().Role(bg, "Helper")))
}

// Undo takes back what was made, unless it was given, and what was edited.
func TestUndoOfRoles(t *testing.T) {
	w := open(t, "mtime", "")
	made := w.custom("Helper", "employee", "audit.view")
	w.person("Helper")
	must(t, got(w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Remove: []string{"audit.view"}, Add: []string{"data.export"}, RankBelow: "manager"})))
	must(t, got(w.boss().Undo(bg, 0)))
	l, err := w.boss().Role(bg, "Helper")
	must(t, err)
	is(t, "as it was", fmt.Sprint(l.Granted(), l.Rank), fmt.Sprint(made.Granted(), made.Rank))
	w.custom("Given", "employee")
	bo := w.person("Given")
	wants(t, got(w.boss().Undo(bg, 0)), domain.Conflict, "still_held")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "employee"})))
	w.custom("Third", "employee")
	must(t, got(w.boss().Undo(bg, 0)))
	wants(t, got(w.boss().Role(bg, "Third")), domain.Invalid, "unknown_role")

	// What one has no longer isn't given back by undoing.
	w.custom("Maker", "employee", "roles.manage", "data.export", "workspace.settings")
	sam := w.person("Maker")
	must(t, got(w.as(sam).CreateRole(bg, domain.RoleDraft{Name: "Wide", From: "employee", Add: []string{"data.export"}})))
	must(t, got(w.as(sam).EditRole(bg, domain.EditRole{Role: "Wide", Remove: []string{"data.export"}})))
	must(t, got(w.boss().EditRole(bg, domain.EditRole{Role: "Maker", Remove: []string{"data.export"}})))
	wants(t, got(w.as(sam).Undo(bg, 0)), domain.Denied, "")
}

// A right of scope s reaches through the units that one manages.
func TestScopeOfACustomRole(t *testing.T) {
	w := open(t, "timetonic", "")
	w.custom("Lead", "limited", "employees.view:s", "members.suspend:s")
	design, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	lead := w.person("Lead", func(m *domain.Member) { m.ManagesUnits = []domain.ID{design.ID} })
	in, out := w.person("read-only"), w.person("read-only")
	w.employed(design.ID, in)
	must(t, got(w.as(lead).Suspend(bg, domain.Suspend{Member: ref(in)})))
	wants(t, got(w.as(lead).Suspend(bg, domain.Suspend{Member: ref(out)})), domain.Denied, "")
}

// There is a most.
func TestMostRoles(t *testing.T) {
	w := open(t, "mtime", "")
	w.write(func(tx domain.Tx) error {
		for n := range domain.MostRoles {
			if _, err := tx.Roles().Put(domain.CustomRole{ID: domain.NewID(w.rand), Name: fmt.Sprint("R", n), From: "employee", Rank: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	wants(t, create("More", "employee")(w.boss()), domain.Limit, "too_many_roles")
}

// A role's name is its identity, so what is written like an id leads nobody
// to another role.
func TestRoleNamedLikeAnID(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Wide", "admin")
	id := ""
	w.read(func(v domain.View) error {
		found, err := v.Find(domain.UniqueRole, "wide")
		id = string(found)
		return err
	})
	w.custom(id, "employee")
	bo := w.person("employee")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: id})))
	wants(t, got(w.as(bo).Suspend(bg, domain.Suspend{Member: ref(w.person("employee"))})), domain.Denied, "")
}
