package domain_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// What doesn't sign in is one answer, whatever the reason: nobody learns who is
// there, or that there is such a workspace, before they prove a key.
func TestRecogniseSaysOneThing(t *testing.T) {
	w := open(t, "mtime", "")
	bo, suspended, removed := w.person("employee"), w.person("employee"), w.person("employee")
	l, out, gone := w.login(bo), w.login(suspended), w.login(removed)
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(suspended)})))
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(removed)})))
	w.workspace("closed", "mtime", "")
	closed := w.login(w.owner)
	must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "closed"})))
	w.workspace("other", "mtime", "")

	p, err := w.db.Recognise(bg, "acme", string(l.ID))
	must(t, err)
	is(t, "Bo", p, domain.Principal{Member: bo.ID, Channel: rights.Console, Via: domain.ViaSSH, Key: l.ID, Login: true})
	p, err = w.db.Recognise(bg, "acme", string(out.ID))
	must(t, err)
	is(t, "a suspended member's login", p.Member, suspended.ID)
	want := wants(t, got(w.db.Recognise(bg, "nowhere", string(l.ID))), domain.NotFound, "no_login")
	for what, ask := range map[string][2]string{
		"another key":       {"acme", "SHA256:unknown"},
		"another workspace": {"other", string(l.ID)},
		"removed member":    {"acme", string(gone.ID)},
		"deleted workspace": {"closed", string(closed.ID)},
		"no slug":           {"", string(l.ID)},
		"no key":            {"acme", ""},
	} {
		e := wants(t, got(w.db.Recognise(bg, ask[0], ask[1])), domain.NotFound, "no_login")
		is(t, what, e.Error(), want.Error())
	}

	w.ws, err = w.db.Workspace(bg, "acme")
	must(t, err)
	made := w.person("developer", service)
	robot := made.Name
	w.write(func(tx domain.Tx) error {
		return got(tx.Logins().Put(domain.Login{ID: "SHA256:a-robot's", Member: made.ID}))
	})
	wants(t, got(w.db.Recognise(bg, "acme", "SHA256:a-robot's")), domain.NotFound, "no_login")
	for _, principals := range [][]string{nil, {"nobody@acme.test", "root"}, {robot}, {removed.Email}, make([]string, 1000)} {
		wants(t, got(w.db.RecogniseAddress(bg, "acme", principals)), domain.NotFound, "no_login")
	}
	wants(t, got(w.db.RecogniseAddress(bg, "nowhere", []string{bo.Email})), domain.NotFound, "no_login")
	p, err = w.db.RecogniseAddress(bg, "acme", []string{"root", " P0001@ACME.test "})
	must(t, err)
	is(t, "by a certificate", p, domain.Principal{Member: bo.ID, Channel: rights.Console, Via: domain.ViaSSH})
}

// meter is an engine that counts what is read of it.
type meter struct {
	storage.Engine
	reads *int
}

type metered struct {
	storage.Reader
	reads *int
}

func (c meter) View(ctx context.Context, read func(storage.Reader) error) error {
	return c.Engine.View(ctx, func(r storage.Reader) error { return read(metered{r, c.reads}) })
}

func (r metered) Get(key []byte) ([]byte, error) {
	*r.reads++
	return r.Reader.Get(key)
}

// To ask for a workspace that isn't there costs as many reads as for one that
// is, so that the time tells nothing.
func TestRecogniseReadsAsMuch(t *testing.T) {
	w := open(t, "mtime", "")
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "gate.db"), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, engine.Close()) })
	reads := 0
	pepper, err := domain.NewPepper(w.rand)
	must(t, err)
	w.store = storage.New(meter{engine, &reads})
	w.db = domain.NewDatabase(w.store, domain.World{Now: func() time.Time { return w.clock.Time }, Random: w.rand, Pepper: pepper})
	w.workspace("acme", "mtime", "")
	l := w.login(w.owner)
	count := func(slug, print string) int {
		reads = 0
		_, _ = w.db.Recognise(bg, slug, print)
		return reads
	}
	known := count("acme", string(l.ID))
	if known < 4 {
		t.Fatalf("a known login takes %d reads, and should take four", known)
	}
	is(t, "reads for an unknown key", count("acme", "SHA256:unknown"), known)
	is(t, "reads for an unknown workspace", count("nowhere", string(l.ID)), known)
	is(t, "reads for neither", count("nowhere", "SHA256:unknown"), known)
}

// Whoever proved a key is told why it doesn't let them in, at each session anew.
func TestSignInSaysWhyNot(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	l := w.login(bo)
	p, err := w.db.Recognise(bg, "acme", string(l.ID))
	must(t, err)
	must(t, got(w.ws.SignIn(bg, p)))
	sign := func() error { return got(w.ws.SignIn(bg, p)) }

	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})))
	e := wants(t, sign(), domain.Denied, "")
	is(t, "the reason", e.Error(), bo.Name+" is suspended since 2 Mar")
	must(t, got(w.boss().Reactivate(bg, domain.Reactivate{Member: ref(bo)})))
	must(t, sign())
	must(t, got(w.boss().SetOptions(bg, domain.SetOptions{Member: ref(bo), Ways: to(rights.OnlyMobile)})))
	wants(t, sign(), domain.Denied, "")
	must(t, got(w.boss().SetOptions(bg, domain.SetOptions{Member: ref(bo), Ways: to(rights.WebAndMobile)})))
	must(t, sign())

	cert := p
	cert.Key, cert.Login, cert.Until = "SHA256:of-the-certificate", false, w.clock.Add(time.Hour)
	must(t, got(w.ws.SignIn(bg, cert)))
	w.clock.pass(time.Hour)
	wants(t, got(w.ws.SignIn(bg, cert)), domain.Denied, "certificate_over")

	must(t, got(w.boss().RemoveLogin(bg, domain.RemoveLogin{Member: ref(bo), Fingerprint: string(l.ID)})))
	wants(t, sign(), domain.Denied, "login_removed")
}

// The last use is noted to ten minutes. It is no event and no new version: who
// looked before may still change what they saw, and take it back.
func TestSignInNotesTheLastUse(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	l := w.login(bo)
	p, err := w.db.Recognise(bg, "acme", string(l.ID))
	must(t, err)
	p.From = "10.0.3.7"
	used := func() time.Time {
		all, err := w.boss().Logins(bg, ref(bo))
		must(t, err)
		return all[0].LastUsedAt
	}
	seen, seq, first := w.member(bo.ID), w.last(), w.clock.Time
	must(t, got(w.ws.SignIn(bg, p)))
	is(t, "last use", used(), first)
	is(t, "last seen", w.member(bo.ID).SeenAt, first)
	w.clock.pass(10*time.Minute - time.Second)
	must(t, got(w.ws.SignIn(bg, p)))
	is(t, "last use within ten minutes", used(), first)
	w.clock.pass(time.Second)
	s, err := w.ws.SignIn(bg, p)
	must(t, err)
	is(t, "last use after ten minutes", used(), w.clock.Time)
	is(t, "from", s.Principal().From, "10.0.3.7")
	is(t, "events of signing in", w.last(), seq)

	changed, err := w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "developer", Version: seen.Version})
	must(t, err)
	p.From = "10.0.3.8"
	w.clock.pass(9 * time.Minute)
	must(t, got(w.ws.SignIn(bg, domain.Principal{Member: bo.ID, Channel: rights.Console, Via: domain.ViaSSH})))
	is(t, "seen by a certificate within ten minutes", w.member(bo.ID).SeenAt, w.clock.Add(-9*time.Minute))
	w.clock.pass(time.Minute)
	must(t, got(w.ws.SignIn(bg, p)))
	is(t, "seen after the change", w.member(bo.ID).SeenAt, w.clock.Time)
	is(t, "version after being seen", w.member(bo.ID).Version, changed.Version)
	must(t, got(w.boss().Undo(bg, 0)))
	is(t, "the role that is back", w.member(bo.ID).Role, "employee")
	is(t, "seen after the undo", w.member(bo.ID).SeenAt, w.clock.Time)

	s, err = w.ws.SignIn(bg, p)
	must(t, err)
	must(t, got(s.Rename(bg, domain.Rename{Member: ref(bo), Name: to("Bo")})))
	if e := w.events(w.last() - 1)[0]; e.Via != domain.ViaSSH || e.From != "10.0.3.8" || e.Key != string(l.ID) {
		t.Errorf("recorded %+v", e)
	}
}
