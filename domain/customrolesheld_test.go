package domain_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// before is a session of who, with something that others do between its first
// look and its first commit.
func (w *world) before(who domain.Member, do func()) *domain.Session {
	w.t.Helper()
	pepper, err := domain.NewPepper(w.rand)
	must(w.t, err)
	db := domain.NewDatabase(&between{w.store, do}, domain.World{Now: func() time.Time { return w.clock.Time }, Random: w.rand, Pepper: pepper})
	ws, err := db.Workspace(bg, w.ws.Slug)
	must(w.t, err)
	return ws.As(w.as(who).Principal())
}

// between does something before the first commit.
type between struct {
	domain.Store
	do func()
}

func (b *between) Commit(ctx context.Context, ws domain.ID, decide func(domain.Tx) error) error {
	if do := b.do; do != nil {
		b.do = nil
		do()
	}
	return b.Store.Commit(ctx, ws, decide)
}

// A service user never acts on the person who made it: not through the role
// that this person holds, for good, for a time or below a temporary one.
func TestAServiceUserLeavesItsMakersRoleAlone(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Adm", "admin")
	w.custom("Other", "admin")
	adm := w.person("Adm")
	made, err := w.as(adm).CreateServiceUser(bg, domain.CreateServiceUser{Name: "bot", Role: "admin"})
	must(t, err)
	bot := w.as(made)
	tries := map[string]func(string) error{
		"lowered": func(role string) error {
			return got(bot.EditRole(bg, domain.EditRole{Role: role, RankBelow: "employee"}))
		},
		"disarmed": func(role string) error {
			return got(bot.EditRole(bg, domain.EditRole{Role: role, Remove: []string{"members.suspend"}}))
		},
		"deleted": func(role string) error { return remove(role, "employee")(bot) },
	}
	refused := func(when, role string) {
		t.Helper()
		for what, try := range tries {
			e := wants(t, try(role), domain.Denied, "")
			if !strings.Contains(e.Message, "never acts on who made it") {
				t.Errorf("%s, %s: %v", when, what, e)
			}
		}
		x, err := bot.Check(bg, domain.Question{Right: "roles.manage", On: "role/" + role})
		must(t, err)
		is(t, when+": says so", x.Allowed, false)
		who, err := w.boss().Who(bg, domain.WhoQuestion{Right: "roles.manage", On: "role/" + role}, "", 100)
		must(t, err)
		for _, row := range who.Rows {
			is(t, when+": the bot is among who may", row.Item.ID == made.ID, false)
		}
	}
	refused("held", "Adm")
	must(t, edit("Other", "members.view")(bot))
	later := w.clock.Add(time.Hour)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(adm), Role: "Other", Until: later})))
	refused("for a time", "Other")
	refused("below", "Adm")
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(adm), Role: "employee"})))
	seq := w.last()
	must(t, edit("Adm", "members.view:s")(bot))
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(adm), Role: "Adm"})))
	wants(t, got(bot.Undo(bg, w.events(seq)[0].Seq)), domain.Denied, "")
	must(t, remove("Other", "")(bot))
}

// Between the look at who holds a role and the edit one leaves and a superior
// comes, or one who holds it rises: as many hold it as before.
func TestAnEditSeesWhoCameMeanwhile(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Maker", "employee", "roles.manage")
	w.custom("Helper", "employee")
	maker := w.person("Maker")
	later := w.clock.Add(time.Hour)
	e := domain.EditRole{Role: "Helper", Remove: []string{"messages.use"}}
	give := func(m domain.Member, role string, until time.Time) {
		must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(m), Role: role, Until: until})))
	}
	x, mia := w.person("Helper"), w.person("manager")
	swap := w.before(maker, func() {
		give(x, "employee", time.Time{})
		give(mia, "Helper", later)
	})
	wants(t, got(swap.EditRole(bg, e)), domain.Denied, "")
	give(mia, "manager", time.Time{})

	give(x, "Helper", time.Time{})
	rises := w.before(maker, func() { give(x, "manager", later) })
	wants(t, got(rises.EditRole(bg, e)), domain.Denied, "")
	give(x, "Helper", time.Time{})

	must(t, got(w.before(maker, func() { give(mia, "admin", time.Time{}) }).EditRole(bg, e)))
}
