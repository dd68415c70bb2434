package domain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// A preview says who is affected and what each really comes to, and is what
// happens then.
func TestPreviewRole(t *testing.T) {
	w := open(t, "timetonic", "pro")
	w.custom("Helper", "limited", "audit.view")
	people := w.people(6, "Helper")
	w.person("Helper", func(m *domain.Member) { m.Options = 0 })
	w.person("user", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Helper", w.clock.Add(time.Hour) })
	w.person("Helper", func(m *domain.Member) { m.TempRole, m.RoleUntil = "user", w.clock.Add(time.Hour) })
	w.person("Helper", func(m *domain.Member) { m.RemovedAt = w.clock.Time })
	w.person("user", func(m *domain.Member) { m.TempRole, m.RoleUntil = "Helper", w.clock.Add(-time.Hour) })
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "Helper"})))
	change := domain.EditRole{Role: "Helper", Add: []string{"api.use", "automations.advanced"}, Remove: []string{"audit.view"}}
	seq := w.last()
	i, err := w.boss().PreviewRole(bg, change)
	must(t, err)
	is(t, "nothing was written", w.last(), seq)
	is(t, "who", fmt.Sprintln(i.Holders, len(i.Names), i.More, i.Invitations, i.Allowed), "9 5 4 1 true\n")
	is(t, "first", i.Names[0], people[0].Email)
	is(t, "gained", fmt.Sprintln(i.Gained[0].Right, len(i.Gained)), "api.use 1\n") // Pro has no advanced automations
	is(t, "lost", fmt.Sprintln(i.Lost[0].Right, len(i.Lost)), "audit.view 1\n")
	is(t, "really", fmt.Sprintln(i.Gains[0].Members, i.Losses[0].Members), "7 8\n") // one's API is off, one has another role now
	said := strings.Join(i.Consequences().Changes, "\n")
	for _, want := range []string{"gained: api.use:w, now by 7 of 9", "lost: audit.view:w, now by 8 of 9", "9 accounts: ", "1 pending invitation to it"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q isn't in\n%s", want, said)
		}
	}
	api := func() bool {
		x, err := w.as(people[0]).Check(bg, domain.Question{Right: "api.use"})
		must(t, err)
		return x.Allowed
	}
	is(t, "before", api(), false)
	must(t, got(w.boss().EditRole(bg, change)))
	is(t, "after", api(), true)

	i, err = w.boss().PreviewRole(bg, domain.DeleteRole{Role: "Helper", ReplaceWith: "limited"})
	must(t, err)
	is(t, "deleting takes", fmt.Sprintln(i.Lost[0].Right, i.Holders, i.Allowed), "api.use 9 true\n")
	i, err = w.boss().PreviewRole(bg, domain.DeleteRole{Role: "Helper"})
	must(t, err)
	is(t, "without a replacement", fmt.Sprintln(i.Allowed, i.Kind), "false invalid\n")
	i, err = w.boss().PreviewRole(bg, domain.RoleDraft{Name: "helper", From: "limited", Add: []string{"data.export"}})
	must(t, err)
	is(t, "a name that is taken", fmt.Sprintln(i.Allowed, i.Kind, len(i.Gained), i.Holders), "false conflict 1 0\n")
	wants(t, got(w.boss().PreviewRole(bg, domain.RoleDraft{Name: "x", From: "limited", Add: []string{"data.exprt"}})), domain.Invalid, "unknown_right")

	// Who may change no role is told why, and not who has it.
	i, err = w.as(people[0]).PreviewRole(bg, change)
	must(t, err)
	if i.Allowed || i.Why == "" || i.Holders != 0 || slices.Contains(i.Names, people[0].Email) {
		t.Errorf("a holder is told %+v", i)
	}
}
