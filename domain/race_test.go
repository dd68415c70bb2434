package domain_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"gatehouse/domain"
)

// atOnce runs n of something together and counts what went well.
func atOnce(n int, do func(i int) error) (well int) {
	var all sync.WaitGroup
	var count atomic.Int32
	for i := range n {
		all.Go(func() {
			if do(i) == nil {
				count.Add(1)
			}
		})
	}
	all.Wait()
	return int(count.Load())
}

// Two of everything at once: one invitation is one account, a seat is given
// once, and there is one owner.
func TestAtOnce(t *testing.T) {
	w := open(t, "timetonic", "free")
	i, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "user"})
	must(t, err)
	is(t, "accepted", atOnce(12, func(int) error { return got(w.ws.Accept(bg, domain.Accept{Token: i.Secret.Reveal()})) }), 1)
	is(t, "the last seat, given", atOnce(12, func(n int) error {
		return got(w.boss().Invite(bg, domain.Invite{Email: fmt.Sprintf("n%d@acme.test", n), Role: "user"}))
	}), 1)
	version := w.find("new@acme.test").Version
	is(t, "changes of one version", atOnce(12, func(n int) error {
		return got(w.boss().Rename(bg, domain.Rename{Member: "new@acme.test", Version: version, Name: to(fmt.Sprint("N", n))}))
	}), 1)

	w.workspace("many", "mtime", "")
	admins := w.people(6, "admin")
	for range 4 {
		owner := w.member(w.info().Owner)
		atOnce(18, func(n int) error {
			s, other := w.as(admins[n%6]), admins[(n+1)%6]
			switch n / 6 {
			case 0:
				return got(w.as(owner).Transfer(bg, domain.Transfer{To: ref(other)}))
			case 1:
				return got(s.AcceptTransfer(bg))
			}
			_, err := s.Members(bg, domain.MemberQuery{Text: "person"})
			return err
		})
		now := w.member(w.info().Owner)
		if !now.ActiveAt(w.clock.Time) || !now.ExpiresAt.IsZero() {
			t.Fatalf("the owner is %+v", now)
		}
	}
	// Of two who suspend each other at once, only the first does.
	two := w.people(2, "admin")
	is(t, "suspensions, of each other", atOnce(2, func(n int) error {
		return got(w.as(two[n]).Suspend(bg, domain.Suspend{Member: ref(two[1-n])}))
	}), 1)
}
