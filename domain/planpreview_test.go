package domain_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// chaos fills the workspace with members of every role, status, kind, option,
// link and temporary role, the same each time.
func (w *world) chaos(n int, seed uint64) []domain.Member {
	w.t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	var all []domain.Member
	for range n {
		role := w.model.Roles[1+r.IntN(len(w.model.Roles)-1)]
		all = append(all, w.person(role.Name, func(m *domain.Member) {
			if role.ServiceOnly || r.IntN(5) == 0 {
				service(m)
			} else if m.Options, m.Ways = rights.Option(r.IntN(8)), rights.Channels(r.IntN(3)); r.IntN(4) == 0 {
				m.TempRole, m.RoleUntil = w.model.Roles[1+r.IntN(2)].Name, w.clock.Add(time.Duration(r.IntN(3)-1)*time.Hour)
			}
			switch r.IntN(8) {
			case 0:
				m.SuspendedAt = w.clock.Time
			case 1:
				m.RemovedAt = w.clock.Time
			case 2:
				m.ExpiresAt = w.clock.Add(time.Duration(r.IntN(3)-1) * time.Hour)
			}
		}))
	}
	linked := slices.DeleteFunc(slices.Clone(all), func(m domain.Member) bool { return m.Kind != rights.Person || r.IntN(2) == 0 })
	w.employed("", linked...)
	return all
}

// effective is what everyone may do, asked one by one.
func (w *world) effective(all []domain.Member) map[domain.ID][]rights.Granted {
	w.t.Helper()
	out := map[domain.ID][]rights.Granted{}
	for _, m := range append(all, w.owner) {
		card, err := w.boss().Member(bg, ref(m))
		must(w.t, err)
		out[m.ID] = card.May
	}
	return out
}

// What the preview of a plan says is what happens: to as many members, right
// by right, and the first of them are named.
func TestPlanPreviewIsWhatHappens(t *testing.T) {
	w := open(t, "timetonic", "")
	all := w.chaos(60, 3)
	for _, plan := range []string{"pro", "business", "pro"} {
		from := w.info().Plan
		impact, err := w.boss().PreviewPlan(bg, domain.ChangePlan{Plan: plan})
		must(t, err)
		is(t, "still on", w.info().Plan, from)
		before := w.effective(all)
		must(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: plan})))
		happened := w.moved(before, w.effective(all))
		for _, side := range []struct {
			name string
			said []domain.RightImpact
			done map[rights.Granted][]string
		}{{"gained", impact.Gained, happened.gained}, {"lost", impact.Lost, happened.lost}} {
			is(t, plan+": rights "+side.name, len(side.said), len(side.done))
			for _, i := range side.said {
				who := side.done[rights.Granted{Right: i.Right, Scope: i.Scope}]
				is(t, plan+": "+side.name+" "+i.Right.String(), i.Members, len(who))
				is(t, "named", len(i.Names), min(5, len(who)))
				for _, name := range i.Names {
					if !slices.Contains(who, name) {
						t.Errorf("%s: %s %s: named %s, and it was %v", plan, side.name, i.Right, name, who)
					}
				}
			}
		}
		if from != plan && len(impact.Gained)+len(impact.Lost) == 0 {
			t.Errorf("%s → %s changes nothing", from, plan)
		}
	}
}

type movement struct{ gained, lost map[rights.Granted][]string }

// moved is who gained and lost what.
func (w *world) moved(before, after map[domain.ID][]rights.Granted) movement {
	m := movement{map[rights.Granted][]string{}, map[rights.Granted][]string{}}
	for id := range before {
		gained, lost := rights.Diff(before[id], after[id])
		handle := w.member(id)
		for _, g := range gained {
			m.gained[g] = append(m.gained[g], handle.Handle())
		}
		for _, g := range lost {
			m.lost[g] = append(m.lost[g], handle.Handle())
		}
	}
	return m
}

// A lower plan says what it takes and how many seats to free, and who may
// change it; looking changes nothing.
func TestPlanPreviewSays(t *testing.T) {
	w := open(t, "timetonic", "pro")
	admin := w.person("admin")
	w.people(6, "user")
	impact, err := w.as(admin).PreviewPlan(bg, domain.ChangePlan{Plan: "free"})
	must(t, err)
	is(t, "down", impact.Down, true)
	is(t, "seats used", impact.SeatsUsed, 8)
	is(t, "seats to free", impact.SeatsToFree, 5)
	is(t, "an admin may", impact.Allowed, false)
	if !strings.Contains(impact.Why, "Admin can't") {
		t.Errorf("an admin may not because %q", impact.Why)
	}
	impact, err = w.boss().PreviewPlan(bg, domain.ChangePlan{Plan: "free"})
	must(t, err)
	is(t, "the owner may, with too few seats", impact.Allowed, false)
	is(t, "why", impact.Why, "the Free plan has 3 seats and 8 are in use; free 5 first")
	said := strings.Join(impact.Consequences().Changes, "\n")
	for _, want := range []string{
		"Pro → Free", "no more API access", "8 members lose api.use: ada@acme.test, p0001@acme.test",
		"2 members lose roles.manage, api.settings, service_users.manage, api_keys.manage and automations.use: ada@acme.test and p0001@acme.test",
		"3 seats, of which 8 are in use", "5 seats have to be freed first",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the consequences don't say %q:\n%s", want, said)
		}
	}
	wants(t, got(w.as(w.person("user")).PreviewPlan(bg, domain.ChangePlan{Plan: "free"})), domain.Denied, "")
	wants(t, got(w.boss().PreviewPlan(bg, domain.ChangePlan{Plan: "fre"})), domain.Invalid, "unknown_plan")
}
