package domain_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// handles are whose sessions a list has, in its order.
func handles(all []domain.LiveSession) string {
	var out []string
	for _, l := range all {
		out = append(out, l.Member.Handle())
	}
	return strings.Join(out, " ")
}

func TestSessionsAreListedForThoseWhoMayEndThem(t *testing.T) {
	w, c := inhabited(t, "mtime")
	admin, bo := w.person("admin"), w.person("employee")
	who := bySSH(bo)
	who.Key = "SHA256:abc"
	mine := w.ws.As(who)
	w.enter(bySSH(w.owner), 0)
	c.pass(time.Minute)
	w.enter(bySSH(admin), 0)
	c.pass(time.Minute)
	here := w.comeBy(mine, 0)
	c.pass(90 * time.Second)
	for _, row := range []struct {
		s    *domain.Session
		want string
	}{
		{w.boss(), bo.Email + " " + admin.Email + " ada@acme.test"},
		{w.as(admin), bo.Email + " " + admin.Email},
		{mine, bo.Email},
		{w.as(w.person("employee")), ""},
	} {
		all, err := row.s.Sessions(bg)
		must(t, err)
		is(t, "list", handles(all), row.want)
	}
	all, err := mine.Recording(&domain.Made{}).Sessions(bg)
	must(t, err)
	l := all[0]
	l.Member = domain.Member{}
	if want := (domain.LiveSession{
		ID: here.ID(), Via: "ssh", From: "10.0.3.7", Key: "SHA256:abc", StartedAt: c.now().Add(-90 * time.Second),
		Idle: 90 * time.Second, Yours: true, This: true,
	}); l.ID != want.ID || l.Via != want.Via || l.From != want.From || l.Key != want.Key || !l.StartedAt.Equal(want.StartedAt) || l.Idle != want.Idle || !l.Yours || !l.This {
		t.Errorf("listed as %+v", l)
	}
	if all, _ := w.as(bo).Sessions(bg); !all[0].Yours || all[0].This {
		t.Errorf("from elsewhere: %+v", all[0])
	}
	must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(bo)})))
	wants(t, got(mine.Sessions(bg)), domain.Denied, "")

	acme := w.ws
	w.workspace("other", "mtime", "")
	all, err = w.boss().Sessions(bg)
	must(t, err)
	is(t, "of another workspace", len(all), 0)
	wants(t, got(w.boss().EndSessions(bg, domain.EndSessions{Of: string(here.ID())})), domain.NotFound, "no_session")
	w.ws = acme
}

func TestSessionsAreMeantByTheirBeginning(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	bo := w.person("employee")
	a, b := w.enter(bySSH(bo), 0), w.enter(bySSH(bo), 0)
	id := string(a.ID())
	for text, want := range map[string]string{id: id, strings.ToUpper(id[:12]): id, bo.Email: string(bo.ID), "ada@": string(w.owner.ID)} {
		have, err := w.boss().ResolveSession(bg, text)
		must(t, err)
		is(t, text, have, want)
	}
	common := 0
	for id[common] == string(b.ID())[common] {
		common++
	}
	if common > 0 {
		wants(t, got(w.boss().ResolveSession(bg, id[:common])), domain.Invalid, "ambiguous")
	}
	other := w.as(w.person("employee"))
	if have, err := other.ResolveSession(bg, id[:12]); have == id {
		t.Errorf("who may not see it resolves it: %v %v", have, err)
	}
}

// Every role of every model may end the sessions of just those whom the engine
// lets it suspend.
func TestEndingSessionsAsksForSuspending(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	for _, m := range rights.Models() {
		if m.Name != "mtime" {
			w.workspace(m.Name, m.Name, "")
		}
		target := w.person(m.Ordinary)
		for _, role := range m.Roles {
			if role.ServiceOnly || role.Name == "owner" {
				continue
			}
			actor := w.as(w.person(role.Name))
			answer, err := w.boss().Check(bg, domain.Question{Subject: domain.Ref(actor.Principal().Member), Right: "members.suspend", On: "member/" + target.Email, TakesAway: true})
			must(t, err)
			here := w.enter(bySSH(target), 0)
			ended, err := actor.EndSessions(bg, domain.EndSessions{Of: string(here.ID())})
			listed, _ := w.boss().Sessions(bg)
			if answer.Allowed {
				must(t, err)
				is(t, "ended", handles(ended), target.Email)
				is(t, "left", len(listed), 0)
				here.wants(bySignal, domain.Denied, "ended_by")
			} else {
				wants(t, err, domain.Denied, "")
				is(t, "left", len(listed), 1)
			}
			here.Leave()
		}
	}
}

func TestEndingSessionsIsRecorded(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	admin, bo := w.person("admin"), w.person("employee")
	local := bySSH(bo)
	local.Via, local.From = domain.ViaLocal, ""
	first, second, third := w.enter(bySSH(bo), 0), w.enter(bySSH(bo), 0), w.enter(local, 0)
	seq := w.last()
	ended, err := w.as(admin).EndSessions(bg, domain.EndSessions{Of: string(first.ID())})
	must(t, err)
	is(t, "by id", len(ended), 1)
	first.wants(bySignal, domain.Denied, "ended_by")
	second.stays("another was meant")
	must(t, got(w.as(admin).EndSessions(bg, domain.EndSessions{Of: bo.Email})))
	second.wants(bySignal, domain.Denied, "ended_by")
	third.wants(bySignal, domain.Denied, "ended_by")
	events := w.events(seq)
	is(t, "events", len(events), 2)
	for i, detail := range []string{"ssh from 10.0.3.7", "ssh from 10.0.3.7, local"} {
		e := events[i]
		if e.Action != "sessions.end" || e.Result != domain.ResultDone || e.Target.ID != bo.ID || e.Detail != detail || e.Actor != admin.ID {
			t.Errorf("recorded %+v", e)
		}
	}

	seq = w.last()
	wants(t, got(w.as(admin).EndSessions(bg, domain.EndSessions{Of: bo.Email})), domain.NotFound, "no_session")
	wants(t, got(w.as(admin).EndSessions(bg, domain.EndSessions{Of: "nobody@acme.test"})), domain.NotFound, "no_session")
	is(t, "events of what wasn't there", len(w.events(seq)), 0)

	theirs := w.enter(bySSH(admin), 0)
	for _, of := range []string{string(theirs.ID()), admin.Email, "nobody@acme.test", "0000000000000"} {
		e := wants(t, got(w.as(bo).EndSessions(bg, domain.EndSessions{Of: of})), domain.Denied, "")
		if strings.Contains(e.Message, admin.Name) {
			t.Errorf("refused with %q", e)
		}
	}
	wants(t, got(w.as(admin).EndSessions(bg, domain.EndSessions{Of: "ada@acme.test"})), domain.Denied, "")
	theirs.stays("refused")
	refused := w.events(seq)
	if len(refused) == 0 || slices.ContainsFunc(refused, func(e domain.Event) bool { return e.Result != domain.ResultDenied || e.Action != "sessions.end" }) {
		t.Errorf("refusals recorded as %+v", refused)
	}
}

// One's own need no right; by the member, the one that asks goes on.
func TestEndingOnesOwnSessions(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	bo := w.person("employee")
	mine := w.ws.As(bySSH(bo))
	this, that := w.comeBy(mine, 0), w.enter(bySSH(bo), 0)
	must(t, got(mine.EndSessions(bg, domain.EndSessions{Of: bo.Email})))
	is(t, "sentence", that.wants(bySignal, domain.Denied, "ended_by").Message, "you ended this session from elsewhere")
	this.stays("the one that asks")
	wants(t, got(mine.EndSessions(bg, domain.EndSessions{Of: bo.Email})), domain.NotFound, "no_session")
	must(t, got(mine.EndSessions(bg, domain.EndSessions{Of: string(this.ID())})))
	this.wants(bySignal, domain.Denied, "ended_by")
}

func TestPreviewsNameTheSessionsThatEnd(t *testing.T) {
	w, _ := inhabited(t, "mtime")
	bo, eva := w.person("employee"), w.person("employee")
	local := bySSH(bo)
	local.Via, local.From = domain.ViaLocal, ""
	w.enter(bySSH(bo), 0)
	w.enter(bySSH(bo), 0)
	w.enter(local, 0)
	w.enter(bySSH(eva), 0)
	for _, c := range [][]domain.Change{
		{domain.Suspend{Member: ref(bo)}, domain.Suspend{Member: ref(eva)}},
		{domain.Remove{Member: ref(bo)}, domain.Remove{Member: ref(eva)}},
	} {
		out, err := w.boss().Preview(bg, c...)
		must(t, err)
		is(t, "count", out.Counts["sessions"], 4)
		for _, sentence := range []string{
			"3 sessions of " + bo.Name + " end (ssh from 10.0.3.7 (2), local)", "1 session of " + eva.Name + " ends (ssh from 10.0.3.7)",
		} {
			if !slices.Contains(out.Changes, sentence) {
				t.Errorf("%q isn't among %q", sentence, out.Changes)
			}
		}
	}
	out, err := w.as(w.person("employee")).Preview(bg, domain.Suspend{Member: ref(bo)})
	if err == nil && (len(out.Changes) > 0 || out.Counts["sessions"] > 0) {
		t.Errorf("who may not suspend sees %+v", out)
	}
}
