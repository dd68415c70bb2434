package domain_test

import (
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// Two who look at the same version: the second one learns what the first did.
func TestChangedMeanwhile(t *testing.T) {
	w := open(t, "mtime", "")
	admin, bo := w.as(w.person("admin")), w.person("employee")
	seen := bo.Version
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo), Version: seen, Reason: "the secret reason"})))
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
	for name, err := range map[string]error{
		"role":    got(admin.ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Version: seen, Role: "developer"})),
		"suspend": got(admin.Suspend(bg, domain.Suspend{Member: ref(bo), Version: seen})),
		"remove":  got(admin.Remove(bg, domain.Remove{Member: ref(bo), Version: seen})),
		"expire":  got(admin.Expire(bg, domain.Expire{Member: ref(bo), Version: seen})),
		"rename":  got(admin.Rename(bg, domain.Rename{Member: ref(bo), Version: seen, Name: to("X")})),
		"options": got(admin.SetOptions(bg, domain.SetOptions{Member: ref(bo), Version: seen})),
		"own":     got(w.as(bo).Rename(bg, domain.Rename{Member: ref(bo), Version: seen, Name: to("X")})),
	} {
		e := wants(t, err, domain.Conflict, "changed_meanwhile")
		if len(e.Changed) != 2 || e.Changed[0].Action != "members.reactivate" || e.Changed[0].By != w.owner.Email || !strings.Contains(e.Message, w.owner.Email) {
			t.Errorf("%s: %q, %+v", name, e.Message, e.Changed)
		}
		if name != "own" {
			continue
		}
		for _, event := range e.Changed { // why one was suspended is for those who may suspend
			if strings.Contains(event.Detail, "secret reason") || len(event.Changes) > 0 && strings.Contains(event.Changes[len(event.Changes)-1].After, "secret reason") {
				t.Errorf("bo reads %+v", event)
			}
		}
	}
	employee := w.as(w.person("employee")) // a version tells nothing to those who may not
	wants(t, got(employee.Suspend(bg, domain.Suspend{Member: ref(bo), Version: seen})), domain.Denied, "")
}

func TestNameTaken(t *testing.T) {
	w := open(t, "mtime", "")
	s := w.boss()
	for _, name := range []string{"Straße", "STRASSE", " strasse "} {
		for what, err := range map[string]error{
			"unit":    got(s.AddUnit(bg, domain.AddUnit{Name: name})),
			"group":   got(s.AddGroup(bg, domain.AddGroup{Name: name})),
			"project": got(s.AddProject(bg, domain.AddProject{Name: name})),
			"service": got(s.CreateServiceUser(bg, domain.CreateServiceUser{Name: name, Role: "employee"})),
			"number":  got(s.AddEmployee(bg, domain.AddEmployee{Number: name, Name: "X"})),
		} {
			if name == "Straße" {
				must(t, err)
			} else if domain.KindOf(err) != domain.Conflict {
				t.Errorf("a second %s %q: %v", what, name, err)
			}
		}
	}
}

// Rule 6: an address belongs to one member or open invitation, however it is
// written, and a service user's name is free again 30 days after its removal.
func TestAddressTaken(t *testing.T) {
	w := open(t, "mtime", "")
	s, bo, eva := w.boss(), w.person("employee"), w.person("employee")
	must(t, got(s.Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})))
	for address, code := range map[string]string{" " + strings.ToUpper(eva.Email) + " ": "already_member", "NEW@acme.test": "already_invited"} {
		wants(t, got(s.Rename(bg, domain.Rename{Member: ref(bo), Email: &address})), domain.Conflict, code)
	}
	must(t, got(s.Rename(bg, domain.Rename{Member: ref(bo), Email: to("a.b+c@acme.test")})))
	must(t, got(s.Rename(bg, domain.Rename{Member: ref(eva), Email: to("ab@acme.test")}))) // dots and + are kept
	create := func() error {
		return got(s.CreateServiceUser(bg, domain.CreateServiceUser{Name: "Robot", Role: "employee"}))
	}
	must(t, create())
	wants(t, create(), domain.Conflict, "name_taken")
	must(t, got(s.Remove(bg, domain.Remove{Member: "robot"})))
	w.clock.pass(domain.RemovalHolds)
	wants(t, create(), domain.Conflict, "removed")
	w.clock.pass(time.Second)
	must(t, create())
}
