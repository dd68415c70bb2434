package domain_test

import (
	"testing"
	"time"

	"gatehouse/domain"
)

// Two edits of one version: one is made. An edit against a giving: whoever has
// the role in the end has what it holds in the end.
func TestRolesAtOnce(t *testing.T) {
	w := open(t, "mtime", "")
	made := w.custom("Helper", "employee")
	words := []string{"audit.view", "data.export", "data.import", "data.write", "data.delete", "members.view"}
	is(t, "edits of one version", atOnce(6, func(n int) error {
		return got(w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Version: made.Version, Add: words[n : n+1]}))
	}), 1)
	people := w.people(6, "employee")
	is(t, "edited and given", atOnce(12, func(n int) error {
		if n%2 == 0 {
			return got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(people[n/2]), Role: "Helper"}))
		}
		return got(w.boss().EditRole(bg, domain.EditRole{Role: "Helper", Add: words[n/2 : n/2+1]}))
	}), 12)
	for _, m := range people {
		x, err := w.as(m).Check(bg, domain.Question{Right: "members.view"})
		must(t, err)
		is(t, "allowed", x.Allowed, true)
	}
	atOnce(8, func(n int) error {
		if n == 0 {
			return remove("Helper", "employee")(w.boss())
		}
		m := people[n%6]
		return got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(m), Role: "Helper"}))
	})
	for _, m := range people { // nobody holds what isn't there
		must(t, got(w.as(m).Roles(bg)))
	}
	wants(t, got(w.boss().Role(bg, "Helper")), domain.Invalid, "unknown_role")
}

// An edit beside a giving to someone above: it is made before that, or not.
func TestAnEditComesBeforeAGivingAbove(t *testing.T) {
	w := open(t, "mtime", "")
	w.custom("Maker", "employee", "roles.manage")
	w.custom("Helper", "employee")
	maker, managers := w.as(w.person("Maker")), w.people(30, "manager")
	for n, mia := range managers {
		seq := w.last()
		atOnce(2, func(i int) error {
			if i == 0 {
				return got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(mia), Role: "Helper", Until: w.clock.Add(time.Hour)}))
			}
			e := domain.EditRole{Role: "Helper", Add: []string{"settings.personal"}, RankBelow: []string{"Maker", "employee"}[n%2]}
			if n%4 > 1 {
				e.Add, e.Remove = nil, e.Add
			}
			return got(maker.EditRole(bg, e))
		})
		given := false
		for _, e := range w.events(seq) {
			if given = given || e.Action == "members.role"; given && e.Action == "roles.edit" && e.Result == domain.ResultDone {
				t.Fatalf("edited after %s came to have it", mia.Handle())
			}
		}
		must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(mia), Role: "manager"})))
	}
}
