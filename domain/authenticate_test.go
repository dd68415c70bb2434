package domain_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/domain"
)

// robot is a service user with a fresh key.
func (w *world) robot(role string) (domain.Member, domain.FreshKey) {
	w.t.Helper()
	m := w.person(role, service, func(m *domain.Member) { m.MadeBy = w.owner.ID })
	k, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(m), Name: "ci"})
	must(w.t, err)
	return m, k
}

// Whatever makes a key unusable takes effect at the very next request, also of a
// session that has begun, and is answered in the same words.
func TestAnUnusableKeyLetsNobodyIn(t *testing.T) {
	unknown := "gh8_sk_000000000000_00000000000000000000000000000000"
	for name, c := range map[string]struct {
		stop  func(*world, domain.Member, domain.FreshKey) error
		later domain.Kind // what a session that has begun is told
	}{
		"revoked": {func(w *world, _ domain.Member, k domain.FreshKey) error {
			return got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(k.ID)}))
		}, domain.Denied},
		"expired": {func(w *world, _ domain.Member, _ domain.FreshKey) error { w.clock.pass(domain.KeyLasts); return nil }, domain.Denied},
		"suspended": {func(w *world, m domain.Member, _ domain.FreshKey) error {
			return got(w.boss().Suspend(bg, domain.Suspend{Member: ref(m)}))
		}, domain.Denied},
		"removed": {func(w *world, m domain.Member, _ domain.FreshKey) error {
			return got(w.boss().Remove(bg, domain.Remove{Member: ref(m)}))
		}, domain.Denied},
		"the plan": {func(w *world, _ domain.Member, _ domain.FreshKey) error {
			return got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: "start"}))
		}, domain.Denied},
		"the workspace deleted": {func(w *world, _ domain.Member, _ domain.FreshKey) error {
			return got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"}))
		}, domain.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, "timetonic", "")
			m, k := w.robot("admin")
			s, err := w.db.Authenticate(bg, " "+k.Secret.Reveal()+"\n", "192.0.2.1")
			must(t, err)
			must(t, got(s.AddUnit(bg, domain.AddUnit{Name: "Before"})))
			event := w.events(w.last() - 1)[0]
			if event.Via != domain.ViaHTTP || event.Key != string(k.ID) || event.From != "192.0.2.1" || event.Actor != m.ID {
				t.Errorf("the event says %+v", event)
			}
			must(t, c.stop(w, m, k))
			seq := w.last()
			wants(t, got(s.AddUnit(bg, domain.AddUnit{Name: "After"})), c.later, "")
			for _, e := range w.events(seq) {
				if e.Result != domain.ResultDenied {
					t.Errorf("after it: %+v", e)
				}
			}
			like := wants(t, got(w.db.Authenticate(bg, unknown, "")), domain.Denied, "unusable_key")
			e := wants(t, got(w.db.Authenticate(bg, k.Secret.Reveal(), "")), domain.Denied, "unusable_key")
			is(t, "the words", e.Message, like.Message)
			wants(t, got(w.db.Authenticate(bg, forged(t, domain.APIKey, k.Secret), "")), domain.Denied, "unusable_key")
		})
	}
}

// A key speaks in its own workspace alone.
func TestAKeyIsOfOneWorkspace(t *testing.T) {
	w := open(t, "mtime", "")
	_, k := w.robot("admin")
	w.workspace("other", "mtime", "")
	s, err := w.db.Authenticate(bg, k.Secret.Reveal(), "")
	must(t, err)
	me, err := s.Me(bg)
	must(t, err)
	is(t, "the workspace", me.Workspace.Slug, "acme")
	is(t, "the key", me.Key.ID, k.ID)
	is(t, "may", len(me.Rights) > 5, true)
	wants(t, got(s.Member(bg, ref(w.owner))), domain.NotFound, "")
	v, err := w.boss().VerifyKey(bg, k.Secret.Reveal())
	must(t, err)
	is(t, "known to the other workspace", v.Known, false)
}

// No use of a key after the commit that stops it: 64 clients authenticate and act
// while keys are revoked.
func TestARevokedKeyActsNoMore(t *testing.T) {
	w := open(t, "mtime", "")
	for range 8 {
		_, k := w.robot("admin")
		var stopped atomic.Bool
		var clients sync.WaitGroup
		begun := make(chan struct{}, 64)
		for range 64 {
			clients.Go(func() {
				for {
					after := stopped.Load()
					_, err := w.db.Authenticate(bg, k.Secret.Reveal(), "")
					begun <- struct{}{}
					if err == nil && after {
						t.Error("let in after the revocation")
					}
					if err != nil {
						return
					}
				}
			})
		}
		go func() {
			for range begun {
				continue // taken until the clients have ended
			}
		}()
		must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(k.ID)})))
		stopped.Store(true)
		clients.Wait()
		close(begun)
	}
}

// The last use costs no write, is told at once, and is written when it is noted.
func TestTheLastUseOfAKey(t *testing.T) {
	w := open(t, "mtime", "")
	m, k := w.robot("admin")
	w.clock.pass(90 * time.Second)
	before := w.versions()
	must(t, got(w.db.Authenticate(bg, k.Secret.Reveal(), "")))
	minute := w.clock.Truncate(time.Minute)
	stored := func() (at time.Time) {
		w.read(func(v domain.View) error {
			k, err := v.Keys().Get(k.ID)
			at = k.LastUsedAt
			return err
		})
		return at
	}
	l, err := w.boss().Key(bg, domain.Ref(k.ID))
	must(t, err)
	is(t, "told", l.LastUsedAt, minute)
	is(t, "written", stored(), time.Time{})
	must(t, w.db.NoteUses(bg))
	is(t, "written when noted", stored(), minute)
	is(t, "seen", w.member(m.ID).SeenAt, minute)
	is(t, "versions", w.versions(), before)
	must(t, w.db.NoteUses(bg))
}

// A key is warned of 30, 7 and 1 days before it expires, once each, in the audit
// trail and by mail to who made it.
func TestKeysAreWarnedOf(t *testing.T) {
	w := open(t, "mtime", "")
	_, k := w.robot("admin")
	maker := w.owner.Email
	_, short := w.robot("admin")
	must(t, got(w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(short.ID)})))
	seq := w.last()
	var said []string
	for day := range 91 {
		must(t, w.ws.NoteLapses(bg))
		must(t, w.ws.NoteLapses(bg))
		for _, e := range w.events(seq) {
			seq = e.Seq
			if e.Action != "keys.expiring" || e.Target.ID != k.ID {
				continue
			}
			said = append(said, time.Duration(day*24).String())
			due, _, err := w.ws.Outgoing(bg, domain.ByMail, 10, nil)
			must(t, err)
			found := false
			for _, m := range due {
				found = found || m.About == domain.AboutKeyExpiring && m.Of == k.ID && m.To == maker && m.Words["key"] == "ci" && m.Words["id"] == string(k.ID)
				must(t, w.ws.Sent(bg, m.ID, "250 ok"))
			}
			is(t, "a mail", found, true)
		}
		w.clock.pass(24 * time.Hour)
	}
	is(t, "warnings", len(said), 3)
	for i, day := range []int{60, 83, 89} {
		is(t, "the day", said[i], time.Duration(day*24).String())
	}
}

// Only those who may come in have keys for sshd.
func TestAuthorizedKeys(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	must(t, got(w.as(bo).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: w.sshKey()})))
	_, k := w.robot("verifier")
	s, err := w.db.Authenticate(bg, k.Secret.Reveal(), "")
	must(t, err)
	count := func(user domain.Ref) int {
		t.Helper()
		all, err := s.AuthorizedKeys(bg, user)
		must(t, err)
		return len(all)
	}
	is(t, "of an active person", count(domain.Ref(bo.Email)), 1)
	is(t, "of nobody", count("nobody@acme.test"), 0)
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})))
	is(t, "of a suspended one", count(domain.Ref(bo.Email)), 0)
	_, weak := w.robot("employee")
	s, err = w.db.Authenticate(bg, weak.Secret.Reveal(), "")
	must(t, err)
	wants(t, got(s.AuthorizedKeys(bg, ref(bo))), domain.Denied, "")
}

// A request that names itself is done once; another one under its name is refused.
func TestARequestThatNamesItself(t *testing.T) {
	w := open(t, "mtime", "")
	one, other := domain.Repeat{Key: "a", Request: [32]byte{1}}, domain.Repeat{Key: "a", Request: [32]byte{2}}
	add := func(r domain.Repeat, name string) error {
		return got(w.boss().Once(r).AddUnit(bg, domain.AddUnit{Name: name}))
	}
	_, found, err := w.boss().Repeated(bg, one)
	must(t, err)
	is(t, "found before", found, false)
	wants(t, add(one, ""), domain.Invalid, "") // what isn't done can be tried again
	must(t, add(one, "Design"))
	wants(t, add(one, "Sales"), domain.Conflict, "repeated")
	wants(t, got2(w.boss().Repeated(bg, one)), domain.Conflict, "repeated")
	must(t, w.boss().Keep(bg, one, 201, []byte("{}")))
	answer, found, err := w.boss().Repeated(bg, one)
	must(t, err)
	is(t, "found", found, true)
	is(t, "status", answer.Status, 201)
	wants(t, got2(w.boss().Repeated(bg, other)), domain.Conflict, "key_reused")
	bo := w.person("admin")
	_, found, err = w.as(bo).Repeated(bg, one)
	must(t, err)
	is(t, "found by another", found, false)
	w.clock.pass(domain.RepeatsFor)
	must(t, add(other, "Later"))
	w.clock.pass(domain.RepeatsFor)
	must(t, w.ws.NoteLapses(bg))
	w.read(func(v domain.View) error {
		rows, _, err := v.ReplayPages().Page(domain.Query{Index: domain.ByTime, Limit: 10})
		is(t, "kept after a day", len(rows), 0)
		return err
	})
}

func got2[A, B any](_ A, _ B, err error) error { return err }
