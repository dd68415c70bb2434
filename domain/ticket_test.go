package domain_test

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"gatehouse/domain"
)

// fresh makes a key of a new service user, and a ticket for it.
func (w *world) fresh(by *domain.Session) (domain.FreshKey, string) {
	w.t.Helper()
	w.made++
	robot, err := w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: fmt.Sprint("robot ", w.made), Role: "employee"})
	must(w.t, err)
	k, err := by.CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci"})
	must(w.t, err)
	ticket, err := by.Ticket(k)
	must(w.t, err)
	return k, ticket
}

func TestAFreshKeyIsClaimedOnce(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	admin := w.person("admin")
	k, ticket := w.fresh(w.as(admin))
	if !regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$`).MatchString(ticket) {
		t.Errorf("the ticket is %s", ticket)
	}
	seq := w.last()
	wants(t, got(w.boss().Claim(bg, ticket)), domain.NotFound, "no_ticket")
	elsewhere := w.ws.As(bySSH(admin))
	wants(t, got(elsewhere.Claim(bg, "ZZZZ-ZZ")), domain.NotFound, "no_ticket")
	claimed, err := elsewhere.Claim(bg, " "+strings.NewReplacer("-", "", "0", "o", "1", "l").Replace(strings.ToLower(ticket))+"\n")
	must(t, err)
	is(t, "secret", claimed.Secret.Reveal(), k.Secret.Reveal())
	is(t, "key", claimed.ID, k.ID)
	is(t, "of", claimed.Service.ID, k.Service.ID)
	wants(t, got(elsewhere.Claim(bg, ticket)), domain.Expired, "claimed")
	events := w.events(seq)
	is(t, "events", len(events), 1)
	if e := events[0]; e.Action != "keys.claim" || e.Target.ID != k.ID || e.From != "10.0.3.7" || strings.Contains(fmt.Sprint(e), k.Secret.Reveal()) {
		t.Errorf("recorded %+v", e)
	}
	wants(t, got(w.boss().Ticket(k)), domain.Invalid, "not_fresh")
	k.Secret = domain.Secret{}
	wants(t, got(w.as(admin).Ticket(k)), domain.Invalid, "not_fresh")
}

func TestATicketIsOfItsWorkspace(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	_, ticket := w.fresh(w.boss())
	acme, owner := w.ws, w.owner
	w.workspace("other", "mtime", "")
	wants(t, got(w.boss().Claim(bg, ticket)), domain.NotFound, "no_ticket")
	w.ws, w.owner = acme, owner
	must(t, got(w.boss().Claim(bg, ticket)))
}

func TestATicketIsOver(t *testing.T) {
	w, c := inhabited(t, "mtime")
	admin := w.person("admin")
	s := w.as(admin)
	_, late := w.fresh(s)
	c.pass(domain.TicketLasts - time.Second)
	revoked, withdrawn := w.fresh(s)
	_, intime := w.fresh(s)
	c.pass(time.Second)
	wants(t, got(s.Claim(bg, late)), domain.Expired, "ticket_over")
	must(t, got(s.RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(revoked.ID)})))
	wants(t, got(s.Claim(bg, withdrawn)), domain.Expired, "revoked")

	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(admin)})))
	wants(t, got(s.Claim(bg, intime)), domain.Denied, "")
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(admin)})))
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "employee"})))
	wants(t, got(s.Claim(bg, intime)), domain.Denied, "")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "admin"})))
	must(t, got(s.Claim(bg, intime))) // a refusal uses nothing up
}

func TestTicketsAreFewAndClaimedByOne(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	s := w.boss()
	_, first := w.fresh(s)
	_, theirs := w.fresh(w.as(w.person("admin")))
	var last string
	for range 8 {
		_, last = w.fresh(s)
	}
	wants(t, got(s.Claim(bg, first)), domain.NotFound, "no_ticket")
	wants(t, got(s.Claim(bg, theirs)), domain.NotFound, "no_ticket")
	var claiming sync.WaitGroup
	results := make(chan error, 8)
	for range cap(results) {
		claiming.Go(func() { results <- got(s.Claim(bg, last)) })
	}
	claiming.Wait()
	close(results)
	given := 0
	for err := range results {
		if err == nil {
			given++
		} else {
			wants(t, err, domain.Expired, "claimed")
		}
	}
	is(t, "given out", given, 1)

	k, waiting := w.fresh(s)
	w.db.Close()
	wants(t, got(s.Claim(bg, waiting)), domain.NotFound, "no_ticket")
	wants(t, got(s.Ticket(k)), domain.Unavailable, "stopping")
}

// The secret leaves the memory when it is claimed, when its time is over, when
// others push it out, and when the database closes.
func TestASecretLeavesWithItsTicket(t *testing.T) {
	waiting := func(w *world) (weak.Pointer[domain.ID], string) {
		k, _ := w.fresh(w.boss())
		k.Service.ManagesUnits = []domain.ID{domain.ID(strings.Clone("held with the key"))}
		held := weak.Make(&k.Service.ManagesUnits[0])
		ticket, err := w.boss().Ticket(k)
		must(t, err)
		runtime.GC()
		if held.Value() == nil {
			t.Fatal("not held at all")
		}
		return held, ticket
	}
	gone := func(how string, held weak.Pointer[domain.ID]) {
		t.Helper()
		runtime.GC()
		if held.Value() != nil {
			t.Errorf("%s: still in memory", how)
		}
	}
	w, _ := inhabited(t, "mtime")
	held, ticket := waiting(w)
	must(t, got(w.boss().Claim(bg, ticket)))
	gone("claimed", held)

	held, _ = waiting(w)
	for range 8 {
		w.fresh(w.boss())
	}
	gone("pushed out", held)

	held, _ = waiting(w)
	w.db.Close()
	gone("closed", held)

	w, _ = inhabited(t, "mtime")
	k, _ := w.fresh(w.boss())
	w.runBy(func() time.Time { return w.clock.Time })
	synctest.Test(t, func(t *testing.T) {
		k.Service.ManagesUnits = []domain.ID{domain.ID(strings.Clone("held with the key"))}
		held := weak.Make(&k.Service.ManagesUnits[0])
		must(t, got(w.boss().Ticket(k)))
		k = domain.FreshKey{}
		<-time.After(domain.TicketLasts - time.Second)
		runtime.GC()
		if held.Value() == nil {
			t.Error("over too early")
		}
		<-time.After(2 * time.Second)
		synctest.Wait()
		gone("over", held)
		w.db.Close()
	})
}
