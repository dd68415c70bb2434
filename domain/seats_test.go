package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// Seats: active persons and pending invitations hold one; what lapsed, was
// suspended, removed or revoked, and service users hold none.
func TestSeats(t *testing.T) {
	w := open(t, "timetonic", "free") // three seats
	boss := w.boss()
	full := func(err error) {
		t.Helper()
		wants(t, err, domain.Limit, "seat_limit")
	}
	bo := w.person("user")
	invited, err := boss.Invite(bg, domain.Invite{Email: "a@acme.test", Role: "user"})
	must(t, err)
	invite := func() error { return got(boss.Invite(bg, domain.Invite{Email: "z@acme.test", Role: "user"})) }
	full(invite())
	must(t, got(w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()}))) // takes the seat that it held
	full(invite())
	w.person("user", service)
	full(invite())

	// One who ended gives the seat up to the second, and needs one to come back.
	must(t, got(boss.Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.Add(time.Hour)})))
	w.clock.pass(time.Hour - time.Second)
	full(invite())
	w.clock.pass(time.Second)
	must(t, got(boss.Expire(bg, domain.Expire{Member: ref(bo)}))) // its own seat is free
	must(t, got(boss.Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.Add(time.Hour)})))
	w.clock.pass(time.Hour)
	must(t, invite())
	full(got(boss.Expire(bg, domain.Expire{Member: ref(bo)})))
	sum, err := boss.Summary(bg)
	must(t, err)
	is(t, "seats used", sum.SeatsUsed, 3)
	is(t, "active persons and service users", sum.Active, 3)
	is(t, "suspended, the ended one", sum.Suspended, 1)

	// The invitation expires; resending takes the seat again.
	w.clock.pass(domain.InvitationLasts)
	sum, err = boss.Summary(bg)
	must(t, err)
	is(t, "open invitations", sum.Open, 0)
	must(t, got(boss.Expire(bg, domain.Expire{Member: ref(bo)})))
	full(got(boss.Resend(bg, domain.Resend{Invitation: "z@acme.test"})))
	must(t, got(boss.Suspend(bg, domain.Suspend{Member: ref(bo)})))
	must(t, got(boss.Resend(bg, domain.Resend{Invitation: "z@acme.test"})))
	full(got(boss.Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
	c, err := boss.Preview(bg, domain.Reactivate{Member: ref(bo)})
	must(t, err)
	is(t, "previewed refusals", len(c.Refused), 1)
	must(t, got(boss.Revoke(bg, domain.Revoke{Invitation: "z@acme.test"})))
	must(t, got(boss.Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
	must(t, got(boss.Remove(bg, domain.Remove{Member: ref(bo)})))
	must(t, invite())
	full(got(boss.Restore(bg, domain.Restore{Member: ref(bo)})))

	must(t, got(boss.ChangePlan(bg, domain.ChangePlan{Plan: "start"})))
	must(t, got(boss.Restore(bg, domain.Restore{Member: ref(bo)})))
	full(got(boss.ChangePlan(bg, domain.ChangePlan{Plan: "free"})))
}

// However many accounts have ended, their seats are free.
func TestManyLapsedSeats(t *testing.T) {
	w := open(t, "timetonic", "free")
	w.people(120, "user", func(m *domain.Member) { m.ExpiresAt = w.clock.Add(-time.Hour) })
	w.people(60, "user", service, func(m *domain.Member) { m.TempRole, m.RoleUntil = "limited", w.clock.Add(-2*time.Hour) })
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "a@acme.test", Role: "user"})))
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "b@acme.test", Role: "user"})))
	wants(t, got(w.boss().Invite(bg, domain.Invite{Email: "c@acme.test", Role: "user"})), domain.Limit, "")
}
