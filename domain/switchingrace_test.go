package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// One role is deleted and another made and given between the look and the first
// commit of a switch: nobody may end with a role that the new model hasn't.
func TestSwitchAgainstARoleMadeMeanwhile(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("First", "employee")
	m := w.person("employee")
	s := w.before(w.owner, func() {
		must(t, remove("First", "")(w.boss()))
		w.custom("Second", "employee")
		must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(m), Role: "Second"})))
	})
	wants(t, got(s.SwitchModel(bg, domain.SwitchModel{Model: "timetonic"}, nil)), domain.Conflict, "changed_meanwhile")
	is(t, "model", w.info().Model, "mtime")
	must(t, got(w.boss().SwitchModel(bg, domain.SwitchModel{Model: "timetonic", Roles: map[string]string{"Second": "user"}}, nil)))
	is(t, "role", w.member(m.ID).Role, "user")
}

// A role that neither the mapping nor the new model knows becomes the lowest:
// the workspace stays readable.
func TestSwitchLeavesNobodyWithAnUnknownRole(t *testing.T) {
	w := open(t, "mtime", "")
	lost := w.person("nowhere")
	temp := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "elsewhere", w.clock.Add(time.Hour) })
	w.write(func(tx domain.Tx) error {
		_, err := tx.Invitations().Put(domain.Invitation{ID: domain.NewID(w.rand), Email: "new@acme.test", Role: "nowhere", SentAt: w.clock.Time})
		return err
	})
	must(t, got(w.boss().SwitchModel(bg, domain.SwitchModel{Model: "timetonic"}, nil)))
	is(t, "lost", w.member(lost.ID).Role, "read-only")
	is(t, "for a time", w.member(temp.ID).RoleAt(w.clock.Time), "read-only")
	w.read(func(v domain.View) error {
		n, err := v.Count(domain.CountOffered, "read-only")
		is(t, "invited", n, 1)
		return err
	})
	must(t, got(w.boss().Members(bg, domain.MemberQuery{Limit: 10})))
}

// What was a role and another for a while is one role now: nothing comes back.
// The progress ends at what there is to do, and the audit trail says only what
// was done.
func TestSwitchOfTwoRolesToOne(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Helper", "employee")
	until := w.clock.Add(time.Hour)
	m := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "manager", until })
	seq := w.last()
	done, of := 0, 0
	must(t, got(w.boss().SwitchModel(bg, domain.SwitchModel{Model: "timetonic", Roles: map[string]string{"manager": "user", "employee": "user"}}, func(n, all int) { done, of = n, all })))
	now := w.member(m.ID)
	is(t, "role", now.Role, "user")
	is(t, "for a while", now.TempRole, "")
	is(t, "until", now.RoleUntil.IsZero(), true)
	is(t, "done", done, of)
	is(t, "of", of, 3) // Ada, the member, the role
	for _, e := range w.events(seq) {
		is(t, "an event of nothing", e.Detail == "0 records of the invitations", false)
	}
}
