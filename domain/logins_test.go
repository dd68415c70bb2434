package domain_test

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// sshKey makes the line of a new Ed25519 key (RFC 8709, 4).
func (w *world) sshKey() string {
	w.t.Helper()
	public := make([]byte, 32)
	_, err := w.rand.Read(public)
	must(w.t, err)
	var blob []byte
	for _, part := range [][]byte{[]byte("ssh-ed25519"), public} {
		blob = append(binary.BigEndian.AppendUint32(blob, uint32(len(part))), part...)
	}
	w.made++
	return "ssh-ed25519 " + base64.StdEncoding.EncodeToString(blob) + " laptop"
}

// login adds a new key of one's own.
func (w *world) login(m domain.Member) domain.Login {
	w.t.Helper()
	l, err := w.as(m).AddLogin(bg, domain.AddLogin{Member: ref(m), Key: w.sshKey()})
	must(w.t, err)
	return l
}

// over is a session of someone who came over SSH by a login.
func (w *world) over(l domain.Login) *domain.Session {
	return w.ws.As(domain.Principal{Member: l.Member, Channel: rights.Console, Via: domain.ViaSSH, From: "10.0.3.7", Key: l.ID, Login: true})
}

func (w *world) logins(m domain.Member) string {
	w.t.Helper()
	all, err := w.boss().Logins(bg, ref(m))
	if m.ID == w.owner.ID {
		all, err = w.as(m).Logins(bg, ref(m))
	}
	must(w.t, err)
	ids := make([]string, len(all))
	for i, l := range all {
		ids[i] = string(l.ID)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// One's own logins need no right; another's need members.logins, and nobody
// adds one for another but whoever has the file.
func TestLoginsOfOneselfAndOfOthers(t *testing.T) {
	w := open(t, "mtime", "")
	bo, eva, admin := w.person("employee"), w.person("employee"), w.person("admin")
	first := w.login(bo)
	is(t, "of Bo", w.logins(bo), string(first.ID))
	is(t, "comment", first.Comment, "laptop")
	is(t, "added", first.AddedAt, w.clock.Time)
	at := w.login(admin)

	key := w.sshKey()
	e := wants(t, got(w.over(at).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key})), domain.Denied, "")
	if !strings.Contains(e.Message, "nobody adds a key for someone else") || len(e.Fix) != 1 || e.Fix[0].Command != "gatehouse logins invite "+bo.Email {
		t.Errorf("adding another's key over SSH: %v %+v", e, e.Fix)
	}
	must(t, got(w.as(admin).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key}))) // locally
	wants(t, got(w.as(admin).AddLogin(bg, domain.AddLogin{Member: ref(w.owner), Key: w.sshKey()})), domain.Denied, "")
	wants(t, got(w.as(admin).InviteLogin(bg, domain.InviteLogin{Member: ref(w.owner)})), domain.Denied, "")
	wants(t, got(w.as(admin).Logins(bg, ref(w.owner))), domain.Denied, "")

	low := w.as(eva)
	for what, err := range map[string]error{
		"list":    got(low.Logins(bg, ref(bo))),
		"add":     got(low.AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: w.sshKey()})),
		"remove":  got(low.RemoveLogin(bg, domain.RemoveLogin{Member: ref(bo), Fingerprint: string(first.ID)})),
		"invite":  got(low.InviteLogin(bg, domain.InviteLogin{Member: ref(bo)})),
		"nobody":  got(low.Logins(bg, "nobody@acme.test")),
		"nobody'": got(low.RemoveLogin(bg, domain.RemoveLogin{Member: "nobody@acme.test", Fingerprint: "SHA256:12345678"})),
	} {
		if domain.KindOf(err) != domain.Denied {
			t.Errorf("%s: Eva got %v", what, err)
		}
	}
	wants(t, got(w.boss().Logins(bg, "nobody@acme.test")), domain.NotFound, "no_member")
	robot := w.person("developer", service)
	wants(t, got(w.boss().AddLogin(bg, domain.AddLogin{Member: ref(robot), Key: w.sshKey()})), domain.Invalid, "service_user")
	wants(t, got(w.boss().InviteLogin(bg, domain.InviteLogin{Member: ref(robot)})), domain.Invalid, "service_user")
	gone := w.person("employee", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	wants(t, got(w.boss().InviteLogin(bg, domain.InviteLogin{Member: ref(gone)})), domain.Conflict, "removed")
}

// A key signs in one member; adding it again changes nothing; there is an end
// to how many.
func TestALoginIsOnePersons(t *testing.T) {
	w := open(t, "mtime", "")
	bo, eva := w.person("employee"), w.person("employee")
	key := w.sshKey()
	l, err := w.as(bo).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key})
	must(t, err)
	seq := w.last()
	must(t, got(w.as(bo).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key})))
	is(t, "events of adding it again", w.last(), seq)
	wants(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: key})), domain.Conflict, "key_taken")
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(bo)})))
	wants(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: key})), domain.Conflict, "key_taken")
	w.clock.pass(domain.RemovalHolds + time.Second)
	must(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: key})))
	is(t, "of Eva", w.logins(eva), string(l.ID))
	is(t, "of Bo", w.logins(bo), "")
	wants(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: "ssh-ed25519 AAAA"})), domain.Invalid, "bad_login")
	for range 49 {
		w.login(eva)
	}
	wants(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: w.sshKey()})), domain.Limit, "too_many_logins")
}

// A removed login acts no more, whoever removed it; it is named by what begins
// it, and the owner's last one isn't removed by accident.
func TestRemovingALogin(t *testing.T) {
	w := open(t, "mtime", "")
	bo, admin := w.person("employee"), w.person("admin")
	one, two := w.login(bo), w.login(bo)
	must(t, got(w.over(one).Member(bg, ref(bo))))
	remove := func(s *domain.Session, m domain.Member, print string) error {
		return got(s.RemoveLogin(bg, domain.RemoveLogin{Member: ref(m), Fingerprint: print}))
	}
	short := strings.TrimPrefix(string(one.ID), "SHA256:")[:8]
	wants(t, remove(w.as(admin), bo, short[:7]), domain.NotFound, "no_login")
	wants(t, remove(w.as(admin), bo, ""), domain.NotFound, "no_login")
	wants(t, remove(w.as(admin), bo, string(w.login(admin).ID)), domain.NotFound, "no_login")
	must(t, remove(w.as(admin), bo, short))
	is(t, "left", w.logins(bo), string(two.ID))
	wants(t, got(w.over(one).Member(bg, ref(bo))), domain.Denied, "login_removed")
	wants(t, got(w.over(one).Rename(bg, domain.Rename{Member: ref(bo), Name: to("Still")})), domain.Denied, "login_removed")
	wants(t, got(w.over(one).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: w.sshKey()})), domain.Denied, "login_removed")
	events := w.events(w.last() - 1)
	if e := events[0]; e.Action != "logins.remove" || e.Target.ID != bo.ID || e.Detail != string(one.ID) {
		t.Errorf("recorded %+v", e)
	}
	must(t, remove(w.over(two), bo, string(two.ID))) // one's own last one, not being the owner

	last := w.login(w.owner)
	wants(t, remove(w.over(last), w.owner, string(last.ID)), domain.Conflict, "last_login")
	spare := w.login(w.owner)
	must(t, remove(w.over(last), w.owner, string(spare.ID)))
	wants(t, remove(w.over(last), w.owner, string(last.ID)), domain.Conflict, "last_login")
	wants(t, remove(w.as(admin), w.owner, string(last.ID)), domain.Denied, "")
	must(t, got(w.boss().RemoveLogin(bg, domain.RemoveLogin{Member: ref(w.owner), Fingerprint: string(last.ID), Last: true})))

	// Of two that begin alike neither goes.
	w.write(func(tx domain.Tx) error {
		for _, id := range []domain.ID{"SHA256:abcdefgh1", "SHA256:abcdefgh2"} {
			if err := got(tx.Logins().Put(domain.Login{ID: id, Member: bo.ID})); err != nil {
				return err
			}
		}
		return nil
	})
	wants(t, remove(w.as(bo), bo, "abcdefgh"), domain.Conflict, "ambiguous")
	must(t, remove(w.as(bo), bo, "SHA256:abcdefgh2"))
	is(t, "left of two alike", w.logins(bo), "SHA256:abcdefgh1")
}

// Adding is undone by removing; a removal is undone by whose key it was alone.
func TestUndoingLogins(t *testing.T) {
	w := open(t, "mtime", "")
	bo, admin := w.person("employee"), w.person("admin")
	key := w.sshKey()
	l, err := w.as(bo).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key})
	must(t, err)
	must(t, got(w.as(bo).Undo(bg, 0)))
	is(t, "after undoing the adding", w.logins(bo), "")
	must(t, got(w.as(bo).AddLogin(bg, domain.AddLogin{Member: ref(bo), Key: key})))
	must(t, got(w.as(bo).RemoveLogin(bg, domain.RemoveLogin{Member: ref(bo), Fingerprint: string(l.ID)})))
	must(t, got(w.as(bo).Undo(bg, 0)))
	is(t, "after undoing the removal", w.logins(bo), string(l.ID))

	// A key that is someone else's meanwhile isn't taken from them.
	must(t, got(w.as(bo).RemoveLogin(bg, domain.RemoveLogin{Member: ref(bo), Fingerprint: string(l.ID)})))
	added := w.last() - 3 // the second adding: removed, back by the undo, removed
	eva := w.person("employee")
	must(t, got(w.as(eva).AddLogin(bg, domain.AddLogin{Member: ref(eva), Key: key})))
	is(t, "the change to undo", w.events(added - 1)[0].Action, "logins.add")
	wants(t, got(w.as(bo).Undo(bg, added)), domain.NotFound, "no_login")
	is(t, "of Eva", w.logins(eva), string(l.ID))
	must(t, got(w.as(eva).RemoveLogin(bg, domain.RemoveLogin{Member: ref(eva), Fingerprint: string(l.ID)})))
	l = w.login(bo)

	at := w.login(admin)
	must(t, got(w.over(at).RemoveLogin(bg, domain.RemoveLogin{Member: ref(bo), Fingerprint: string(l.ID)})))
	wants(t, got(w.over(at).Undo(bg, 0)), domain.Denied, "")
	is(t, "after another's undo", w.logins(bo), "")
}
