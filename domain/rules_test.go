package domain_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Rule 1: exactly one owner, active, without an end date. Ownership moves by
// offer and acceptance alone.
func TestOneOwner(t *testing.T) {
	w := open(t, "mtime", "")
	admin, bo := w.person("admin"), w.person("employee", func(m *domain.Member) { m.Options, m.Ways = 0, rights.OnlyMobile })
	for name, err := range map[string]error{
		"given by a role change": got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "owner"})),
		"given for a day":        got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "owner", Until: w.clock.AddDate(0, 0, 1)})),
		"invited":                got(w.boss().Invite(bg, domain.Invite{Email: "x@acme.test", Role: "owner"})),
		"given to a service":     got(w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: "x", Role: "owner"})),
		"demoted":                got(w.as(admin).ChangeRole(bg, domain.ChangeRole{Member: ref(w.owner), Role: "admin"})),
		"suspended":              got(w.as(admin).Suspend(bg, domain.Suspend{Member: ref(w.owner)})),
		"removed":                got(w.as(admin).Remove(bg, domain.Remove{Member: ref(w.owner)})),
		"given an end":           got(w.boss().Expire(bg, domain.Expire{Member: ref(w.owner), At: w.clock.AddDate(0, 0, 1)})),
		"switched off":           got(w.as(admin).SetOptions(bg, domain.SetOptions{Member: ref(w.owner), Messages: to(false)})),
		"leaving":                got(w.boss().Leave(bg)),
		"suspending itself":      got(w.boss().Suspend(bg, domain.Suspend{Member: ref(w.owner)})),
		"offered by another":     got(w.as(admin).Transfer(bg, domain.Transfer{To: ref(admin)})),
		"taken":                  got(w.as(admin).AcceptTransfer(bg)),
	} {
		if domain.KindOf(err) != domain.Denied {
			t.Errorf("the owner %s: %v", name, err)
		}
	}
	robot := w.person("admin", service)
	wants(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(robot)})), domain.Invalid, "no_owner")
	ending := w.person("admin", func(m *domain.Member) { m.ExpiresAt = w.clock.AddDate(0, 1, 0) })
	wants(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(ending)})), domain.Conflict, "ends")

	offer := func() { must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)}))) }
	offer()
	w.clock.pass(domain.OfferLasts)
	wants(t, got(w.as(bo).AcceptTransfer(bg)), domain.Denied, "") // by phone only
	must(t, got(w.as(admin).SetOptions(bg, domain.SetOptions{Member: ref(bo), Ways: to(rights.WebAndMobile)})))
	wants(t, got(w.as(bo).AcceptTransfer(bg)), domain.Expired, "offer_over") // after 72 hours, to the second
	offer()
	w.clock.pass(domain.OfferLasts - time.Second)
	must(t, got(w.as(bo).AcceptTransfer(bg)))
	is(t, "owner", w.info().Owner, bo.ID)
	is(t, "the old owner is", w.member(w.owner.ID).Role, "admin")
	is(t, "the new owner's options", w.member(bo.ID).Options&rights.MessagesOn, rights.MessagesOn)
	wants(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: "full"})), domain.Denied, "")
}

// An offer is void when either side loses standing, and stays so.
func TestOfferIsVoidWithoutStanding(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("admin")
	for name, c := range map[string]struct{ lose, regain func() error }{
		"suspended": {func() error { return got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})) },
			func() error { return got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(bo)})) }},
		"removed": {func() error { return got(w.boss().Remove(bg, domain.Remove{Member: ref(bo)})) },
			func() error { return got(w.boss().Restore(bg, domain.Restore{Member: ref(bo)})) }},
		"left": {func() error { return got(w.as(bo).Leave(bg)) },
			func() error { return got(w.boss().Restore(bg, domain.Restore{Member: ref(bo)})) }},
		"ending": {func() error {
			return got(w.boss().Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.AddDate(1, 0, 0)}))
		}, func() error { return got(w.boss().Expire(bg, domain.Expire{Member: ref(bo)})) }},
		"cancelled": {func() error { return got(w.boss().CancelTransfer(bg)) }, func() error { return nil }},
		"declined":  {func() error { return got(w.as(bo).CancelTransfer(bg)) }, func() error { return nil }},
	} {
		must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
		must(t, c.lose())
		must(t, c.regain())
		if err := got(w.as(bo).AcceptTransfer(bg)); domain.KindOf(err) != domain.Denied {
			t.Errorf("%s since the offer, and accepting gave %v", name, err)
		}
	}
	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
	other := w.person("admin")
	must(t, got(w.ws.RecoverOwner(bg, ref(other), "")))
	wants(t, got(w.as(bo).AcceptTransfer(bg)), domain.Denied, "")
	is(t, "owner", w.info().Owner, other.ID)
}

// Rule 2: nobody changes their own role, status or end; nobody acts on someone
// above; nobody gives more than they have.
func TestRanksAndGiving(t *testing.T) {
	w := open(t, "mtime", "")
	admin, dev, employee := w.person("admin"), w.person("developer"), w.person("employee")
	boss := w.person("admin", service)
	robot := w.person("developer", service, func(m *domain.Member) { m.MadeBy = dev.ID })
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

// Rule 5: an invitation is accepted once, for 7 days to the second.
func TestInvitations(t *testing.T) {
	w := open(t, "mtime", "")
	send := func(email string) domain.Invited {
		i, err := w.boss().Invite(bg, domain.Invite{Email: email, Role: "employee"})
		must(t, err)
		return i
	}
	accept := func(i domain.Invited) error {
		return got(w.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal(), Name: "New"}))
	}
	first := send("  New@ACME.test ")
	is(t, "the address", first.Email, "new@acme.test")
	wants(t, got(w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "admin"})), domain.Conflict, "already_invited")
	other := send("other@acme.test")
	wrong := first.Secret.Reveal()[:20] + other.Secret.Reveal()[20:]
	for range 3 {
		if err := got(w.ws.Accept(bg, domain.Accept{Token: wrong})); err == nil {
			t.Fatal("a wrong token was accepted")
		}
	}
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: forged(t, domain.InvitationToken, first.Secret)})), domain.NotFound, "no_invitation")
	w.clock.pass(domain.InvitationLasts - time.Second)
	must(t, accept(first))
	wants(t, accept(first), domain.Expired, "already_accepted")
	w.clock.pass(time.Second)
	wants(t, accept(other), domain.Expired, "expired")
	next := send("other@acme.test") // takes the address over
	wants(t, got(w.boss().Resend(bg, domain.Resend{Invitation: domain.Ref(other.ID)})), domain.Conflict, "already_invited")
	must(t, got(w.boss().Revoke(bg, domain.Revoke{Invitation: domain.Ref(next.ID)})))
	wants(t, accept(next), domain.Expired, "revoked")

	member := w.person("employee")
	for status, want := range map[string]string{"active": "already_member", "suspended": "suspended", "removed": "removed"} {
		w.write(func(tx domain.Tx) error {
			m, err := tx.Members().Get(member.ID)
			if err != nil {
				return err
			}
			m.SuspendedAt, m.RemovedAt = time.Time{}, time.Time{}
			switch status {
			case "suspended":
				m.SuspendedAt = w.clock.Time
			case "removed":
				m.RemovedAt = w.clock.Time
			}
			return got(tx.Members().Put(m))
		})
		wants(t, got(w.boss().Invite(bg, domain.Invite{Email: member.Email, Role: "employee"})), domain.Conflict, want)
	}

	// An address that someone took meanwhile, while the invitation was over.
	old := send("taken@acme.test")
	w.clock.pass(domain.InvitationLasts)
	must(t, got(w.boss().Rename(bg, domain.Rename{Member: ref(w.person("employee")), Email: to("taken@acme.test")})))
	wants(t, got(w.boss().Resend(bg, domain.Resend{Invitation: domain.Ref(old.ID)})), domain.Conflict, "already_member")

	// An account that would have ended before it began, and a unit that is gone.
	brief, err := w.boss().Invite(bg, domain.Invite{Email: "brief@acme.test", Role: "employee", Until: w.clock.Add(time.Hour)})
	must(t, err)
	unit, err := w.boss().AddUnit(bg, domain.AddUnit{Name: "Brief"})
	must(t, err)
	manager, err := w.boss().Invite(bg, domain.Invite{Email: "manager@acme.test", Role: "manager", Unit: "Brief"})
	must(t, err)
	must(t, got(w.boss().RemoveUnit(bg, domain.RemoveUnit{Unit: domain.Ref(unit.ID)})))
	w.clock.pass(time.Hour)
	wants(t, accept(brief), domain.Expired, "ended")
	m, err := w.ws.Accept(bg, domain.Accept{Token: manager.Secret.Reveal()})
	must(t, err)
	is(t, "units of a manager whose unit is gone", len(m.ManagesUnits), 0)
}

// forged is a secret with the identifier of another and a checksum that fits.
func forged(t *testing.T, kind domain.SecretKind, like domain.Secret) string {
	const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var drawn []byte
	for _, c := range string(like.ID()) {
		drawn = append(drawn, byte(strings.IndexRune(base62, c)))
	}
	s, err := domain.NewSecret(kind, bytes.NewReader(append(drawn, make([]byte, 32)...)))
	must(t, err)
	is(t, "the identifier of a forged secret", s.ID(), like.ID())
	return s.Reveal()
}

// Rule 8: to those who may ask, a key that isn't good says why; a forged one
// is unknown.
func TestKeys(t *testing.T) {
	w := open(t, "mtime", "")
	robot := w.person("employee", service)
	never, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci", Never: true})
	must(t, err)
	brief, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "brief", Expires: w.clock.Add(time.Minute + time.Millisecond)})
	must(t, err)
	verify := func(secret string, valid, known bool) {
		t.Helper()
		v, err := w.boss().VerifyKey(bg, secret)
		must(t, err)
		if v.Valid != valid || v.Known != known || v.Reason == "" != valid || v.Key.MAC != nil {
			t.Errorf("verified as %+v", v)
		}
	}
	verify(never.Secret.Reveal(), true, true)
	verify(forged(t, domain.APIKey, never.Secret), false, false)
	w.clock.pass(time.Minute - time.Second)
	verify(brief.Secret.Reveal(), true, true)
	w.clock.pass(time.Second)
	verify(brief.Secret.Reveal(), false, true)
	wants(t, got(w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(brief.ID)})), domain.Expired, "expired")
	next, err := w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(never.ID)})
	must(t, err)
	w.clock.pass(domain.KeyOverlap - time.Second)
	verify(never.Secret.Reveal(), true, true)
	w.clock.pass(time.Second)
	verify(never.Secret.Reveal(), false, true)
	verify(next.Secret.Reveal(), true, true)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "x", Expires: w.clock.Add(time.Millisecond)})), domain.Invalid, "in_the_past")

	// A removed service user gets no key, and its keys can still be stopped.
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(robot)})))
	verify(next.Secret.Reveal(), false, true)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "x"})), domain.Conflict, "removed")
	wants(t, got(w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(next.ID)})), domain.Conflict, "removed")
	must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(next.ID)})))
	seq := w.last()
	must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(next.ID)})))
	is(t, "revoking twice records", w.last(), seq)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(w.person("employee")), Name: "x"})), domain.NotFound, "no_service_user")
}

// Rule 7: no secret is anywhere in the file, nor in what use cases return.
func TestNoSecretIsKept(t *testing.T) {
	w := open(t, "mtime", "")
	invited, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})
	must(t, err)
	robot, err := w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: "robot", Role: "employee"})
	must(t, err)
	key, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci"})
	must(t, err)
	rotated, err := w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(key.ID)})
	must(t, err)
	if key.MAC != nil || rotated.MAC != nil || invited.MAC != nil {
		t.Error("what is kept of a secret leaves the domain")
	}
	low := w.as(w.person("employee"))
	for _, secret := range []domain.Secret{invited.Secret, key.Secret, rotated.Secret} {
		text := secret.Reveal()
		for _, err := range []error{ // pasted in the wrong place, by someone whose refusal is recorded
			got(low.Suspend(bg, domain.Suspend{Member: domain.Ref(text)})), got(low.RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(text)})),
			got(low.Revoke(bg, domain.Revoke{Invitation: domain.Ref(text)})), got(low.AddUnit(bg, domain.AddUnit{Name: text})),
			got(low.CreateServiceUser(bg, domain.CreateServiceUser{Name: text, Role: "employee"})), got(low.Invite(bg, domain.Invite{Email: text, Role: "employee"})),
			got(low.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(text)})), got(low.EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(text)})),
			got(w.boss().Member(bg, domain.Ref(text))), got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(text)})),
		} {
			if err == nil || bytes.Contains([]byte(err.Error()), []byte(text[20:40])) {
				t.Errorf("a secret where a name was meant: %v", err)
			}
		}
		file, err := os.ReadFile(w.path)
		must(t, err)
		if bytes.Contains(file, []byte(text[20:40])) {
			t.Errorf("a part of a %s is in the database", text[:8])
		}
	}
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
