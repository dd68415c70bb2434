package domain_test

import (
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

// A deleted workspace refuses everything, until it is restored.
func TestDeletedWorkspace(t *testing.T) {
	w := open(t, "mtime", "")
	admin := w.person("admin")
	invited, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})
	must(t, err)
	wants(t, got(w.as(admin).DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"})), domain.Denied, "")
	wants(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "other"})), domain.Invalid, "other_workspace")
	must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"})))
	wants(t, got(w.boss().Summary(bg)), domain.NotFound, "no_workspace")
	wants(t, got(w.boss().AddUnit(bg, domain.AddUnit{Name: "X"})), domain.NotFound, "no_workspace")
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()})), domain.NotFound, "")
	wants(t, got(w.ws.RecoverOwner(bg, ref(admin), "")), domain.NotFound, "")
	w.clock.pass(domain.RemovalHolds)
	must(t, got(w.db.RestoreWorkspace(bg, "acme")))
	must(t, got(w.boss().Summary(bg)))
	wants(t, got(w.db.RestoreWorkspace(bg, "acme")), domain.Conflict, "not_deleted")
	must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"})))
	w.clock.pass(domain.RemovalHolds + time.Second)
	wants(t, got(w.db.RestoreWorkspace(bg, "acme")), domain.Expired, "too_late")
}

// An open offer is there for both sides to see, and for those who may see who
// was offered it; declining is told from cancelling.
func TestOfferIsSeenByBothSides(t *testing.T) {
	w := open(t, "mtime", "")
	bo, eva := w.person("employee"), w.person("employee")
	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
	end := w.clock.Add(domain.OfferLasts)
	offer := func(m domain.Member) domain.OwnershipOffer {
		t.Helper()
		sum, err := w.as(m).Summary(bg)
		must(t, err)
		alone, err := w.as(m).OwnershipOffer(bg)
		must(t, err)
		is(t, "asked for alone", alone, sum.Offer)
		return sum.Offer
	}
	is(t, "the owner sees", offer(w.owner), domain.OwnershipOffer{To: bo.Email, Name: bo.Name, Until: end})
	is(t, "who was offered it sees", offer(bo), domain.OwnershipOffer{To: bo.Email, Name: bo.Name, ToYou: true, Until: end})
	is(t, "an employee sees", offer(eva), domain.OwnershipOffer{})
	seq := w.last()
	must(t, got(w.as(bo).CancelTransfer(bg)))
	is(t, "the audit trail says", w.events(seq)[0].Detail, "declined")
	is(t, "the owner sees", offer(w.owner), domain.OwnershipOffer{})
	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
	seq = w.last()
	must(t, got(w.boss().CancelTransfer(bg)))
	is(t, "the audit trail says", w.events(seq)[0].Detail, "cancelled")
	must(t, got(w.boss().Transfer(bg, domain.Transfer{To: ref(bo)})))
	w.clock.pass(domain.OfferLasts)
	is(t, "after 72 hours the owner sees", offer(w.owner), domain.OwnershipOffer{})
}
