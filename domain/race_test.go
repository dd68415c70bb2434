package domain_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
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

// However many transfers, demotions and removals race, there is exactly one
// owner, who is active, at each look; GATEHOUSE_RACES sets how many.
func TestOneOwnerWhateverRaces(t *testing.T) {
	races, err := strconv.Atoi(cmp.Or(os.Getenv("GATEHOUSE_RACES"), "600"))
	must(t, err)
	w := open(t, "mtime", "")
	cast := append(w.people(5, "admin"), w.owner)
	draw := rand.New(rand.NewPCG(1, 2))
	owners, moved := map[domain.ID]bool{}, 0
	for done := 0; done < races; {
		var acts []func() error
		for range 40 {
			acts = append(acts, w.contest(cast, draw.IntN(10), draw.IntN(len(cast)), draw.IntN(len(cast))))
		}
		before := w.info().Owner
		atOnce(len(acts), func(i int) error {
			err := acts[i]()
			w.lookForOwner()
			return err
		})
		done += len(acts)
		now := w.info().Owner
		owners[now] = true
		if now != before {
			moved++
		}
		for _, m := range cast { // what befell an Admin is mended, or soon nobody could race
			_, _ = w.as(w.member(now)).Restore(bg, domain.Restore{Member: ref(m)})
			_, _ = w.as(w.member(now)).Reactivate(bg, domain.Reactivate{Member: ref(m)})
			_, _ = w.as(w.member(now)).ChangeRole(bg, domain.ChangeRole{Member: ref(m), Role: "admin"})
			_, _ = w.as(w.member(now)).Expire(bg, domain.Expire{Member: ref(m)})
		}
	}
	if moved < 3 || len(owners) < 3 {
		t.Errorf("the ownership moved %d times, among %d: nothing raced", moved, len(owners))
	}
}

// contest is an act that could cost the owner the account or the ownership.
func (w *world) contest(cast []domain.Member, what, by, to int) func() error {
	s, other := w.as(cast[by]), ref(cast[to])
	switch what {
	case 0:
		return func() error { return got(s.ChangeRole(bg, domain.ChangeRole{Member: other, Role: "employee"})) }
	case 1:
		return func() error { return got(s.Remove(bg, domain.Remove{Member: other})) }
	case 2:
		return func() error { return got(s.Suspend(bg, domain.Suspend{Member: other})) }
	case 3:
		return func() error { return got(s.Leave(bg)) }
	case 4:
		return func() error { return got(s.Expire(bg, domain.Expire{Member: other, At: w.clock.AddDate(0, 0, 1)})) }
	case 5:
		return func() error { return got(s.Undo(bg, 0)) }
	case 6, 7:
		return func() error {
			if offered := w.info().OfferedTo; offered != "" {
				return got(w.ws.As(domain.Principal{Member: offered, Channel: rights.Console, Via: domain.ViaLocal}).AcceptTransfer(bg))
			}
			return got(s.AcceptTransfer(bg))
		}
	}
	return func() error {
		return got(w.as(w.member(w.info().Owner)).Transfer(bg, domain.Transfer{To: other}))
	}
}

// lookForOwner looks in one snapshot whether the owner is someone who can be.
func (w *world) lookForOwner() {
	err := w.store.View(bg, w.ws.ID, func(v domain.View) error {
		info, err := v.Workspaces().Get(w.ws.ID)
		if err != nil {
			return err
		}
		m, err := v.Members().Get(info.Owner)
		if err == nil && (m.Kind != rights.Person || !m.ActiveAt(w.clock.Time) || !m.ExpiresAt.IsZero() || m.TempRole != "") {
			err = fmt.Errorf("the owner is %+v", m)
		}
		return err
	})
	if err != nil {
		w.t.Error(err)
	}
}
