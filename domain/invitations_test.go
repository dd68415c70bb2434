package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

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
