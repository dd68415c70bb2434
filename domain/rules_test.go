package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// Rule 2: nobody changes their own role, status or end; nobody acts on someone
// above; nobody gives more than they have.
func TestRanksAndGiving(t *testing.T) {
	w := open(t, "mtime", "")
	admin, dev, employee := w.person("admin"), w.person("developer"), w.person("employee")
	boss := w.person("admin", service)
	robot := w.person("developer", service, func(m *domain.Member) { m.MadeBy = dev.ID })
	first, err := w.as(admin).CreateServiceUser(bg, domain.CreateServiceUser{Name: "first", Role: "admin"})
	must(t, err)
	offspring, err := w.as(first).CreateServiceUser(bg, domain.CreateServiceUser{Name: "second", Role: "admin"})
	must(t, err)
	brief := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", w.clock.AddDate(0, 0, 1) })
	for name, err := range map[string]error{
		"own role":                     got(w.as(admin).ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "employee"})),
		"own suspension":               got(w.as(admin).Suspend(bg, domain.Suspend{Member: ref(admin)})),
		"own end":                      got(w.as(admin).Expire(bg, domain.Expire{Member: ref(admin), At: w.clock.AddDate(0, 0, 1)})),
		"own options":                  got(w.as(admin).SetOptions(bg, domain.SetOptions{Member: ref(admin), API: to(true)})),
		"own address":                  got(w.as(admin).Rename(bg, domain.Rename{Member: ref(admin), Email: to("a@b.test")})),
		"own role by a roster":         rejected(w.as(admin).Import(bg, domain.Import{UpdateRoles: true, Roster: people(domain.RosterPerson{Email: admin.Email, Role: "employee"})})),
		"a key above":                  got(w.as(dev).CreateKey(bg, domain.CreateKey{ServiceUser: ref(boss), Name: "k"})),
		"a service above":              got(w.as(dev).ChangeRole(bg, domain.ChangeRole{Member: ref(boss), Role: "developer"})),
		"a wider service":              got(w.as(dev).CreateServiceUser(bg, domain.CreateServiceUser{Name: "x", Role: "admin"})),
		"a service on its maker":       got(w.as(boss).Suspend(bg, domain.Suspend{Member: ref(w.owner)})),
		"a service's service on them":  got(w.as(offspring).Suspend(bg, domain.Suspend{Member: ref(admin)})),
		"a service on itself":          got(w.as(robot).Leave(bg)),
		"its own name":                 got(w.as(robot).Rename(bg, domain.Rename{Member: ref(robot), Name: to("me")})),
		"a temporary role, given on":   got(w.as(brief).ChangeRole(bg, domain.ChangeRole{Member: ref(employee), Role: "admin"})),
		"a temporary role, invited on": got(w.as(brief).Invite(bg, domain.Invite{Email: "y@acme.test", Role: "admin"})),
	} {
		if domain.KindOf(err) != domain.Denied {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, got(w.as(admin).Rename(bg, domain.Rename{Member: ref(admin), Name: to("My Own")})))
	must(t, got(w.as(admin).Suspend(bg, domain.Suspend{Member: ref(w.person("admin"))})))
	w.clock.pass(24*time.Hour - time.Second)
	must(t, got(w.as(brief).ChangeRole(bg, domain.ChangeRole{Member: ref(employee), Role: "employee", Until: w.clock.AddDate(0, 0, 1)})))
	w.clock.pass(time.Second)
	wants(t, got(w.as(brief).ChangeRole(bg, domain.ChangeRole{Member: ref(employee), Role: "developer"})), domain.Denied, "")
}

// What comes along counts: a Developer gives a service user's role, and not the
// projects that it is in charge of.
func TestGivingWhatComesAlong(t *testing.T) {
	w := open(t, "mtime", "")
	dev := w.as(w.person("developer"))
	project, err := w.boss().AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	manages := func(m *domain.Member) { m.ManagesProjects = []domain.ID{project.ID} }
	gone := func(m *domain.Member) { m.RemovedAt = w.clock.Time }
	must(t, got(dev.CreateKey(bg, domain.CreateKey{ServiceUser: ref(w.person("employee", service)), Name: "k"})))
	must(t, got(dev.Restore(bg, domain.Restore{Member: ref(w.person("employee", service, gone))})))
	wants(t, got(dev.CreateKey(bg, domain.CreateKey{ServiceUser: ref(w.person("employee", service, manages)), Name: "k"})), domain.Denied, "")
	wants(t, got(dev.Restore(bg, domain.Restore{Member: ref(w.person("employee", service, manages, gone))})), domain.Denied, "")
	robot := w.person("employee", service, manages)
	must(t, got(dev.Suspend(bg, domain.Suspend{Member: ref(robot)}))) // taking away gives nothing
	wants(t, got(dev.Undo(bg, 0)), domain.Denied, "")
	is(t, "still suspended", w.member(robot.ID).SuspendedAt.IsZero(), false)
}

func people(p ...domain.RosterPerson) domain.Roster {
	for i := range p {
		p[i].Line = i + 2
	}
	return domain.Roster{People: p}
}

// rejected is a refusal where every row of an import was rejected.
func rejected(r domain.ImportReport, err error) error {
	if err == nil && len(r.Rejected) > 0 && len(r.Created)+len(r.Updated) == 0 {
		return domain.Errorf(domain.Denied, "", "%s", r.Rejected[0].Reason)
	}
	return err
}

// Rules 3 and 4: a suspension takes effect with its commit, and takes nothing
// but the access.
func TestSuspensionIsAtOnce(t *testing.T) {
	w := open(t, "mtime", "")
	admin := w.person("admin", func(m *domain.Member) { m.ManagesGroups = []domain.ID{} })
	invited, err := w.as(admin).Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})
	must(t, err)
	robot, err := w.as(admin).CreateServiceUser(bg, domain.CreateServiceUser{Name: "robot", Role: "employee"})
	must(t, err)
	key, err := w.as(admin).CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci"})
	must(t, err)
	valid := func() bool {
		v, err := w.boss().VerifyKey(bg, key.Secret.Reveal())
		must(t, err)
		return v.Valid
	}
	before := w.member(admin.ID)
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(admin), Reason: "leave"})))
	wants(t, got(w.as(admin).Summary(bg)), domain.Denied, "")
	wants(t, got(w.as(admin).Leave(bg)), domain.Denied, "")
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()})), domain.Denied, "sender_lost")
	is(t, "the key of the suspended one's service user is valid", valid(), true)
	seq := w.last()
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(admin)})))
	is(t, "repeating a suspension records", w.last(), seq)

	resent, err := w.boss().Resend(bg, domain.Resend{Invitation: domain.Ref(invited.ID)})
	must(t, err)
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(admin)})))
	after := w.member(admin.ID)
	after.Version = before.Version
	if got, want := after, before; got.Role != want.Role || got.Options != want.Options || got.Ways != want.Ways || got.Reason != "" {
		t.Errorf("back as %+v, was %+v", got, want)
	}
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()})), domain.NotFound, "")
	must(t, got(w.ws.Accept(bg, domain.Accept{Token: resent.Secret.Reveal(), Name: "New"})))

	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(robot)})))
	is(t, "a suspended service user's key is valid", valid(), false)
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(robot)})))
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(admin)})))
	is(t, "the key is valid after its maker was removed", valid(), true)
	must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(key.ID)})))
	is(t, "a revoked key is valid", valid(), false)
}

// Rule 10: a removal can be undone for 30 days, and holds the address and the
// login until then.
func TestRemovalHolds(t *testing.T) {
	w := open(t, "mtime", "")
	bo, other := w.person("employee"), w.person("employee")
	e, err := w.boss().AddEmployee(bg, domain.AddEmployee{Number: "1", Name: "Bo"})
	must(t, err)
	must(t, got(w.boss().Link(bg, domain.Link{Member: ref(bo), Employee: "1"})))
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(bo)})))
	w.clock.pass(domain.RemovalHolds)
	wants(t, got(w.boss().Invite(bg, domain.Invite{Email: bo.Email, Role: "employee"})), domain.Conflict, "removed")

	// The record of someone removed is free; they come back without it.
	must(t, got(w.boss().Link(bg, domain.Link{Member: ref(other), Employee: "1"})))
	must(t, got(w.boss().Restore(bg, domain.Restore{Member: ref(bo)})))
	is(t, "the restored one's record", w.member(bo.ID).Employee, "")
	is(t, "the other one's record", w.member(other.ID).Employee, e.ID)

	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(bo)})))
	w.clock.pass(domain.RemovalHolds + time.Second)
	wants(t, got(w.boss().Restore(bg, domain.Restore{Member: ref(bo)})), domain.Expired, "too_late")
	invited, err := w.boss().Invite(bg, domain.Invite{Email: bo.Email, Role: "employee"})
	must(t, err)
	again, err := w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()})
	must(t, err)
	if again.ID == bo.ID || again.Email != bo.Email {
		t.Errorf("accepted as %+v", again)
	}
	must(t, got(w.boss().RemoveEmployee(bg, domain.RemoveEmployee{Employee: "1"})))
	is(t, "a record that is gone", w.member(other.ID).Employee, "")
}
