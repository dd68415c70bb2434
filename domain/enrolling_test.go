package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func (w *world) invitedLogin(by, m domain.Member) domain.LoginInvitation {
	w.t.Helper()
	i, err := w.as(by).InviteLogin(bg, domain.InviteLogin{Member: ref(m)})
	must(w.t, err)
	return i
}

// joins comes over SSH with a new key.
func (w *world) joins(secret domain.Secret) error {
	w.t.Helper()
	return got(w.joined(secret, w.sshKey()))
}

func (w *world) joined(secret domain.Secret, key string) (domain.Member, error) {
	_, m, err := w.db.Join(bg, domain.Join{Token: secret.Reveal(), Key: key, From: "10.0.3.7"})
	return m, err
}

// welcomed is what the token is refused with before anything is accepted.
func (w *world) welcomed(secret domain.Secret) error {
	return got(w.db.Welcome(bg, secret.Reveal()))
}

// Both kinds of token are found in whichever workspace has them, and say what
// they offer; joining says by which way and with which key.
func TestJoiningByEitherToken(t *testing.T) {
	w := open(t, "mtime", "")
	admin, bo := w.person("admin"), w.person("employee")
	invited, err := w.as(admin).Invite(bg, domain.Invite{Email: "new@acme.test", Role: "manager"})
	must(t, err)
	login := w.invitedLogin(admin, bo)
	home := w.ws
	w.workspace("other", "timetonic", "")
	mine := w.invitedLogin(w.owner, w.owner)

	welcome, err := w.db.Welcome(bg, invited.Secret.Reveal())
	must(t, err)
	want := domain.Welcome{Email: "new@acme.test", Role: "manager", RoleName: "Manager", InvitedBy: admin.Name, ExpiresAt: w.clock.Add(domain.InvitationLasts)}
	want.Workspace.Slug, want.Workspace.Name = "acme", "acme"
	is(t, "welcome of an invitation", welcome, want)
	want.Email, want.Role, want.RoleName, want.Existing = bo.Email, "employee", "Employee", true
	welcome, err = w.db.Welcome(bg, login.Secret.Reveal())
	must(t, err)
	is(t, "welcome of a login", welcome, want)
	welcome, err = w.db.Welcome(bg, mine.Secret.Reveal())
	must(t, err)
	is(t, "the owner's role", welcome.RoleName+" of "+welcome.Workspace.Slug, "Owner of other")

	for secret, wantSlug := range map[*domain.Secret]string{&invited.Secret: "acme", &login.Secret: "acme", &mine.Secret: "other"} {
		key := w.sshKey()
		print, err := domain.ParseLogin(key)
		must(t, err)
		slug, m, err := w.db.Join(bg, domain.Join{Token: " " + secret.Reveal() + "\n", Name: "New", Key: key, From: "10.0.3.7"})
		must(t, err)
		is(t, "workspace", slug, wantSlug)
		p, err := w.db.Recognise(bg, slug, string(print.ID))
		must(t, err)
		is(t, "who comes in by the key", p.Member, m.ID)
	}
	w.ws = home
	for _, e := range w.events(0) {
		if e.Action != "invitations.accept" && e.Action != "logins.enrol" {
			continue
		}
		if e.Via != domain.ViaSSH || e.From != "10.0.3.7" || len(e.Key) != 50 || e.By == admin.Email {
			t.Errorf("recorded %+v", e)
		}
	}
	is(t, "Bo's own name", w.member(bo.ID).Name, bo.Name)
	wants(t, got(w.joined(login.Secret, "")), domain.Invalid, "bad_login")
}

// Wrong guesses use nothing up and learn nothing; a token is used once, is
// superseded by the next, and lasts 7 days to the second.
func TestATokenToEnrolIsUsedOnce(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee")
	first := w.invitedLogin(w.owner, bo)
	guess := domain.Join{Token: forged(t, domain.InvitationToken, first.Secret), Key: w.sshKey()}
	seq, versions := w.last(), w.versions()
	for range 3 {
		_, _, err := w.db.Join(bg, guess)
		wants(t, err, domain.NotFound, "no_invitation")
		wants(t, got(w.db.Welcome(bg, guess.Token)), domain.NotFound, "no_invitation")
		wants(t, got(w.ws.Accept(bg, domain.Accept{Token: first.Secret.Reveal()})), domain.NotFound, "no_invitation")
	}
	must(t, w.welcomed(first.Secret))
	is(t, "events of guesses and looks", w.last(), seq)
	is(t, "versions after guesses and looks", w.versions(), versions)

	second := w.invitedLogin(w.owner, bo)
	wants(t, w.joins(first.Secret), domain.NotFound, "no_invitation")
	must(t, w.joins(second.Secret))
	wants(t, w.joins(second.Secret), domain.Expired, "already_used")
	wants(t, w.welcomed(second.Secret), domain.Expired, "already_used")
	is(t, "logins", len(w.logins(bo)), 50)

	third := w.invitedLogin(w.owner, bo)
	is(t, "lasts until", third.ExpiresAt, w.clock.Add(7*24*time.Hour))
	w.clock.pass(domain.InvitationLasts - time.Second)
	must(t, w.welcomed(third.Secret))
	w.clock.pass(time.Second)
	wants(t, w.joins(third.Secret), domain.Expired, "expired")
	wants(t, w.welcomed(third.Secret), domain.Expired, "expired")
	is(t, "logins at last", len(w.logins(bo)), 50)

	taken := w.sshKey()
	must(t, got(w.boss().AddLogin(bg, domain.AddLogin{Member: ref(w.person("employee")), Key: taken})))
	fourth := w.invitedLogin(w.owner, bo)
	wants(t, got(w.joined(fourth.Secret, taken)), domain.Conflict, "key_taken")
	must(t, w.joins(fourth.Secret)) // with another key: nothing was used up
}

// Whoever enrols a key becomes that member: at the end it is asked again whether
// the sender may give that, and whether the member is active.
func TestEnrollingIsAskedAgain(t *testing.T) {
	w := open(t, "mtime", "")
	admin := w.person("admin")
	for name, c := range map[string]struct {
		code string
		do   func(m domain.Member)
	}{
		"sender suspended": {"sender_lost", func(domain.Member) { must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(admin)}))) }},
		"sender lowered": {"sender_lost", func(domain.Member) {
			must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(admin), Role: "employee"})))
		}},
		"member suspended": {"suspended", func(m domain.Member) { must(t, got(w.boss().Suspend(bg, domain.Suspend{Member: ref(m)}))) }},
		"member removed":   {"removed", func(m domain.Member) { must(t, got(w.boss().Remove(bg, domain.Remove{Member: ref(m)}))) }},
		"member ended": {"ended", func(m domain.Member) {
			must(t, got(w.boss().Expire(bg, domain.Expire{Member: ref(m), At: w.clock.Add(time.Second)})))
			w.clock.pass(time.Second)
		}},
	} {
		w.write(func(tx domain.Tx) error {
			m, err := tx.Members().Get(admin.ID)
			must(t, err)
			m.SuspendedAt, m.Role = time.Time{}, "admin"
			return got(tx.Members().Put(m))
		})
		m := w.person("employee")
		i := w.invitedLogin(admin, m)
		must(t, w.welcomed(i.Secret))
		c.do(m)
		if err := w.welcomed(i.Secret); domain.KindOf(err) != domain.Denied {
			t.Errorf("%s: welcome says %v", name, err)
		}
		wants(t, w.joins(i.Secret), domain.Denied, c.code)
		is(t, "logins after "+name, w.logins(m), "")
	}

	// A member who rose above the sender, or has charge of a project, is more than the sender may give.
	helper, err := w.boss().CreateRole(bg, domain.RoleDraft{Name: "helper", From: "employee", Add: []string{"members.logins"}})
	must(t, err)
	low, bo := w.person(helper.Name), w.person("employee")
	i := w.invitedLogin(low, bo)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "manager"})))
	wants(t, w.joins(i.Secret), domain.Denied, "sender_lost")
	wants(t, got(w.as(low).InviteLogin(bg, domain.InviteLogin{Member: ref(bo)})), domain.Denied, "")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "employee"})))
	project, err := w.boss().AddProject(bg, domain.AddProject{Name: "Site"})
	must(t, err)
	charge := domain.StaffProject{Project: domain.Ref(project.ID), Member: ref(bo), Manager: true}
	must(t, got(w.boss().StaffProject(bg, charge)))
	wants(t, w.joins(i.Secret), domain.Denied, "sender_lost")
	charge.Not = true
	must(t, got(w.boss().StaffProject(bg, charge)))
	must(t, w.joins(i.Secret))
}

// A token made for oneself needs no right, and falls with a login that is taken
// away: it may be of whoever had it. One that an admin sent stands.
func TestATokenForOneself(t *testing.T) {
	w := open(t, "mtime", "")
	bo, admin := w.person("employee"), w.person("admin")
	must(t, w.joins(w.invitedLogin(bo, bo).Secret))
	drop := func(m domain.Member) {
		l := w.login(m)
		must(t, got(w.as(admin).RemoveLogin(bg, domain.RemoveLogin{Member: ref(m), Fingerprint: string(l.ID)})))
	}
	own := w.invitedLogin(bo, bo)
	drop(bo)
	wants(t, w.joins(own.Secret), domain.NotFound, "no_invitation")
	sent := w.invitedLogin(admin, bo)
	drop(bo)
	must(t, w.joins(sent.Secret))

	mobile := w.person("employee", func(m *domain.Member) { m.Ways = rights.OnlyMobile })
	wants(t, got(w.as(mobile).InviteLogin(bg, domain.InviteLogin{Member: ref(mobile)})), domain.Denied, "")
	must(t, got(w.boss().DeleteWorkspace(bg, domain.DeleteWorkspace{Slug: "acme"})))
	last := w.welcomed(sent.Secret)
	wants(t, last, domain.NotFound, "")
}

// For people whose address was invited twice, or has an account already, there
// is the answer that fits.
func TestJoiningWhoIsThereAlready(t *testing.T) {
	w := open(t, "mtime", "")
	i, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "employee"})
	must(t, err)
	next, err := w.boss().Resend(bg, domain.Resend{Invitation: domain.Ref(i.ID)})
	must(t, err)
	wants(t, w.welcomed(i.Secret), domain.NotFound, "no_invitation")
	must(t, w.joins(next.Secret))
	wants(t, w.joins(next.Secret), domain.Expired, "already_accepted")
	for standing, want := range map[string]string{"active": "already_member", "suspended": "suspended", "removed": "removed"} {
		email := standing + "@acme.test"
		i, err := w.boss().Invite(bg, domain.Invite{Email: email, Role: "employee"})
		must(t, err)
		w.person("employee", func(m *domain.Member) {
			m.Email = email
			switch standing {
			case "suspended":
				m.SuspendedAt = w.clock.Time
			case "removed":
				m.RemovedAt = w.clock.Time
			}
		})
		wants(t, w.welcomed(i.Secret), domain.Conflict, want)
		wants(t, w.joins(i.Secret), domain.Conflict, want)
	}
}
