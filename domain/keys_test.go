package domain_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// forged is a secret with the identifier of another and a checksum that fits.
func forged(t *testing.T, kind domain.SecretKind, like domain.Secret) string {
	const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var drawn []byte
	for _, c := range string(like.ID()) {
		drawn = append(drawn, byte(strings.IndexRune(base62, c)))
	}
	s, err := domain.NewSecret(kind, bytes.NewReader(append(drawn, make([]byte, 32)...)))
	must(t, err)
	is(t, "the identifier of a forged secret", s.ID(), like.ID())
	return s.Reveal()
}

// Rule 8: to those who may ask, a key that isn't good says why; a forged one
// is unknown.
func TestKeys(t *testing.T) {
	w := open(t, "mtime", "")
	robot := w.person("employee", service)
	never, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci", Never: true})
	must(t, err)
	brief, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "brief", Expires: w.clock.Add(time.Minute + time.Millisecond)})
	must(t, err)
	verify := func(secret string, valid, known bool) {
		t.Helper()
		v, err := w.boss().VerifyKey(bg, secret)
		must(t, err)
		if v.Valid != valid || v.Known != known || v.Reason == "" != valid || v.Key.MAC != nil {
			t.Errorf("verified as %+v", v)
		}
	}
	verify(never.Secret.Reveal(), true, true)
	verify(forged(t, domain.APIKey, never.Secret), false, false)
	w.clock.pass(time.Minute - time.Second)
	verify(brief.Secret.Reveal(), true, true)
	w.clock.pass(time.Second)
	verify(brief.Secret.Reveal(), false, true)
	wants(t, got(w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(brief.ID)})), domain.Expired, "expired")
	next, err := w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(never.ID)})
	must(t, err)
	w.clock.pass(domain.KeyOverlap - time.Second)
	verify(never.Secret.Reveal(), true, true)
	w.clock.pass(time.Second)
	verify(never.Secret.Reveal(), false, true)
	verify(next.Secret.Reveal(), true, true)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "x", Expires: w.clock.Add(time.Millisecond)})), domain.Invalid, "in_the_past")

	// A removed service user gets no key, and its keys can still be stopped.
	must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(robot)})))
	verify(next.Secret.Reveal(), false, true)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "x"})), domain.Conflict, "removed")
	wants(t, got(w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(next.ID)})), domain.Conflict, "removed")
	must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(next.ID)})))
	seq := w.last()
	must(t, got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(next.ID)})))
	is(t, "revoking twice records", w.last(), seq)
	wants(t, got(w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(w.person("employee")), Name: "x"})), domain.NotFound, "no_service_user")
}

// Rule 7: no secret is anywhere in the file, nor in what use cases return.
func TestNoSecretIsKept(t *testing.T) {
	w := open(t, "mtime", "")
	invited, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})
	must(t, err)
	robot, err := w.boss().CreateServiceUser(bg, domain.CreateServiceUser{Name: "robot", Role: "employee"})
	must(t, err)
	key, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci"})
	must(t, err)
	rotated, err := w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(key.ID)})
	must(t, err)
	if key.MAC != nil || rotated.MAC != nil || invited.MAC != nil {
		t.Error("what is kept of a secret leaves the domain")
	}
	low := w.as(w.person("employee"))
	for _, secret := range []domain.Secret{invited.Secret, key.Secret, rotated.Secret} {
		text := secret.Reveal()
		for _, err := range []error{ // pasted in the wrong place, by someone whose refusal is recorded
			got(low.Suspend(bg, domain.Suspend{Member: domain.Ref(text)})), got(low.RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(text)})),
			got(low.Revoke(bg, domain.Revoke{Invitation: domain.Ref(text)})), got(low.AddUnit(bg, domain.AddUnit{Name: text})),
			got(low.CreateServiceUser(bg, domain.CreateServiceUser{Name: text, Role: "employee"})), got(low.Invite(bg, domain.Invite{Email: text, Role: "employee"})),
			got(low.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(text)})), got(low.EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(text)})),
			got(w.boss().Member(bg, domain.Ref(text))), got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(text)})),
		} {
			if err == nil || bytes.Contains([]byte(err.Error()), []byte(text[20:40])) {
				t.Errorf("a secret where a name was meant: %v", err)
			}
		}
		file, err := os.ReadFile(w.path)
		must(t, err)
		if bytes.Contains(file, []byte(text[20:40])) {
			t.Errorf("a part of a %s is in the database", text[:8])
		}
	}
}

// A key that is rotated lives as long as the one before was made for, however often
// and whichever of them is rotated.
func TestRotatedKeysLiveAsLong(t *testing.T) {
	w := open(t, "mtime", "")
	robot := w.person("employee", service)
	rotate := func(k domain.ID, overlap time.Duration) domain.FreshKey {
		t.Helper()
		w.clock.pass(time.Hour)
		next, err := w.boss().RotateKey(bg, domain.RotateKey{Key: domain.Ref(k), Overlap: &overlap})
		must(t, err)
		return next
	}
	key, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "ci", Expires: w.clock.AddDate(0, 0, 20)})
	must(t, err)
	second := rotate(key.ID, 24*time.Hour)
	again := rotate(key.ID, 2*time.Hour) // the old one, in its overlap
	third := rotate(second.ID, 0)
	for _, k := range []domain.FreshKey{second, again, third} {
		is(t, "life", k.ExpiresAt.Sub(k.CreatedAt), 20*24*time.Hour)
	}
	short, err := w.boss().CreateKey(bg, domain.CreateKey{ServiceUser: ref(robot), Name: "short", Expires: w.clock.Add(2 * time.Hour)})
	must(t, err)
	brief := rotate(short.ID, time.Minute)
	is(t, "life", brief.ExpiresAt.Sub(brief.CreatedAt), 2*time.Hour)
}
