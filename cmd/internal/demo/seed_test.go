package demo_test

import (
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/cmd/internal/demo"
	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// TestDemoOfEverySize: the smallest too, and in every model.
func TestDemoOfEverySize(t *testing.T) {
	for _, model := range rights.Models() {
		for _, n := range []int{1, 2, 8, 17, 40, demo.Default} {
			m := build(t, n, model.Name)
			sum, err := m.Summary(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			people := len(slices.DeleteFunc(append(m.members(t, ""), m.members(t, domain.StatusRemoved)...),
				func(l domain.Listed) bool { return l.Kind != rights.Person }))
			if people != n {
				t.Errorf("%s, %d members: there are %d people", model.Name, n, people)
			}
			if sum.Model != model.Name || sum.OwnerName != demo.Owner {
				t.Errorf("%s, %d members: the workspace is %+v", model.Name, n, sum)
			}
		}
	}
}

// TestDemoIsTheSameEachTime: people, ids, times and events.
func TestDemoIsTheSameEachTime(t *testing.T) {
	first, second := build(t, 120, ""), build(t, 120, "")
	if a, b := first.members(t, ""), second.members(t, ""); !reflect.DeepEqual(a, b) {
		t.Error("the members differ")
	}
	if a, b := first.events(t), second.events(t); !reflect.DeepEqual(a, b) {
		t.Error("the events differ")
	}
}

// TestDemoCounts: the counters say what a walk over all members says.
func TestDemoCounts(t *testing.T) {
	m := build(t, 700, "")
	sum, err := m.Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	owners := 0
	all := append(m.members(t, ""), m.members(t, domain.StatusRemoved)...)
	for _, l := range all {
		count[l.Standing]++
		if l.Owner {
			owners++
		}
		if l.Kind == rights.ServiceUser && l.RemovedAt.IsZero() {
			count["service"]++
		}
		if l.Kind == rights.Person && l.Standing == domain.StatusActive {
			count["seats"]++
		}
	}
	pending, err := m.Invitations(t.Context(), domain.InvitationPending)
	if err != nil {
		t.Fatal(err)
	}
	got := []int{sum.Active, sum.Suspended, sum.Removed, sum.Services, sum.SeatsUsed, owners}
	want := []int{count["active"], count["suspended"], count["removed"], count["service"], count["seats"] + len(pending), 1}
	if !slices.Equal(got, want) {
		t.Errorf("active, suspended, removed, service users, seats, owners: counted %v, walked %v", got, want)
	}
}

// TestDemoMembers: every member shows, links go both ways, and times are in
// order.
func TestDemoMembers(t *testing.T) {
	m := build(t, 300, "")
	for _, l := range append(m.members(t, ""), m.members(t, domain.StatusRemoved)...) {
		card, err := m.Member(t.Context(), domain.Ref(l.ID))
		if err != nil {
			t.Errorf("%s doesn't show: %v", l.Handle(), err)
		}
		if e := card.Listed.Employee; e != nil && e.Member != l.ID {
			t.Errorf("%s is linked to the record %s, which is linked to %s", l.Handle(), e.Number, e.Member)
		}
		for _, at := range []time.Time{l.JoinedAt, l.SeenAt, l.SuspendedAt, l.RemovedAt} {
			if at.After(noon) || !at.IsZero() && at.Before(l.JoinedAt) {
				t.Errorf("%s joined %s, seen %s, suspended %s, removed %s", l.Handle(), l.JoinedAt, l.SeenAt, l.SuspendedAt, l.RemovedAt)
			}
		}
	}
	for _, l := range append(m.members(t, domain.StatusSuspended), m.members(t, domain.StatusRemoved)...) {
		if out := l.SuspendedAt; l.SeenAt.After(out) && l.SeenAt.After(l.RemovedAt) {
			t.Errorf("%s was out on %s and seen on %s", l.Handle(), out, l.SeenAt)
		}
	}
	records, err := m.Employees(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	unlinked := 0
	for _, e := range records {
		if e.Member == "" {
			unlinked++
		}
	}
	if unlinked < 5 || unlinked > len(records)/4 {
		t.Errorf("%d of %d employee records wait for a link", unlinked, len(records))
	}
}

// TestDemoHistory: the trail is in order of time, and holds what an
// administrator would look for.
func TestDemoHistory(t *testing.T) {
	m := build(t, demo.Default, "")
	last := time.Time{}
	actions, denied := map[string]int{}, 0
	for _, e := range m.events(t) {
		if e.At.Before(last) || e.At.After(noon) {
			t.Errorf("%s at %s stands after %s", e.Action, e.At, last)
		}
		last = e.At
		if actions[e.Action]++; e.Result == domain.ResultDenied {
			denied++
		}
	}
	for _, action := range []string{
		"members.role", "members.suspend", "members.reactivate", "members.remove", "members.restore", "members.leave", "members.link",
		"members.options", "members.expire", "invitations.send", "invitations.resend", "invitations.revoke", "invitations.accept",
		"employees.add", "units.manager", "projects.add", "projects.member", "projects.manager", "projects.archive",
		"service-users.create", "keys.create", "keys.revoke", "members.rate", "members.rate.cost",
	} {
		if actions[action] == 0 {
			t.Errorf("nothing did %s", action)
		}
	}
	if denied < 4 {
		t.Errorf("%d refusals", denied)
	}
}

// TestDemoLists: invitations and keys of every status, places with people.
func TestDemoLists(t *testing.T) {
	m := build(t, demo.Default, "")
	for _, status := range []string{domain.InvitationPending, domain.InvitationAccepted, domain.InvitationRevoked, domain.InvitationExpired} {
		if list, err := m.Invitations(t.Context(), status); err != nil || len(list) == 0 {
			t.Errorf("%d invitations are %s, %v", len(list), status, err)
		}
	}
	keys, err := m.Keys(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	status, soon := map[string]int{}, 0
	for _, k := range keys {
		if status[k.Status]++; k.Status == domain.KeyActive && !k.ExpiresAt.IsZero() && k.ExpiresAt.Sub(noon) < 7*24*time.Hour {
			soon++
		}
	}
	if status[domain.KeyActive] == 0 || status[domain.KeyExpired] == 0 || status[domain.KeyRevoked] == 0 || soon == 0 {
		t.Errorf("keys %v, %d of them end soon", status, soon)
	}
	groups, err := m.Groups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	projects, err := m.Projects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(groups, projects...) {
		if len(p.Managers) == 0 || len(p.Members) == 0 && !strings.HasPrefix(p.Name, "Clients") {
			t.Errorf("%s has %d managers and %d members", p.Name, len(p.Managers), len(p.Members))
		}
	}
}

// TestDemoEarns: what projects earn is worth looking at in every model. Some
// project loses, one has several currencies, and for someone a rate or a cost is
// missing; no project is unlike what anyone would believe.
func TestDemoEarns(t *testing.T) {
	for _, model := range rights.Models() {
		m := build(t, demo.Default, model.Name)
		projects, err := m.Projects(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		losing, several, lacking, entries := 0, 0, 0, 0
		for _, at := range projects {
			p, err := m.Profit(t.Context(), domain.ProfitQuery{Project: domain.Ref(at.ID)})
			if err != nil {
				t.Fatal(err)
			}
			lacking += len(p.Uncounted)
			if len(p.Totals) > 1 {
				several++
			}
			for _, l := range p.Totals {
				entries += l.Minutes
				if l.Margin < 0 {
					losing++
				}
				if l.Percent == nil || *l.Percent < -2000 || *l.Percent > 700 {
					t.Errorf("%s: %s earns %s %% in %s", model.Name, at.Name, l.PercentText(), l.Currency)
				}
			}
		}
		if losing == 0 || several == 0 || lacking == 0 || entries < 100*60 {
			t.Errorf("%s: %d lose, %d have several currencies, %d members lack something, %d minutes", model.Name, losing, several, lacking, entries)
		}
	}
}

// TestDemoOwnRoles: each has holders, and lets them do what it is for.
func TestDemoOwnRoles(t *testing.T) {
	for _, model := range rights.Models() {
		m := build(t, demo.Default, model.Name)
		roles, err := m.Roles(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held := map[string]int{}
		for _, r := range roles {
			held[r.Name] = r.Holders
		}
		if held["Auditor"] == 0 || held["Front desk"] == 0 {
			t.Errorf("%s: the roles of its own are held by %v", model.Name, held)
		}
		for _, l := range m.members(t, "") {
			s := m.As(domain.Principal{Member: l.ID, Channel: rights.Console, Via: domain.ViaLocal})
			if _, err := s.Profit(t.Context(), domain.ProfitQuery{Project: "Atlas"}); l.Role == "Auditor" && err != nil {
				t.Errorf("%s: an auditor: %v", model.Name, err)
			}
		}
	}
}

// TestDemoSearch finds the owner by four letters.
func TestDemoSearch(t *testing.T) {
	m := build(t, 2000, "")
	page, err := m.Members(t.Context(), domain.MemberQuery{Text: "love"})
	if err != nil || len(page.Rows) == 0 || page.Rows[0].Email != demo.Owner {
		t.Errorf("“love” finds %d, %v", len(page.Rows), err)
	}
}

// TestDemoSecrets: the same demo with other secrets has the same identifiers
// and other MACs, so nobody can work a key out.
func TestDemoSecrets(t *testing.T) {
	macs := func(secret byte) map[domain.ID]string {
		engine, err := bolt.Create(filepath.Join(t.TempDir(), "demo.db"), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer engine.Close()
		store, out := storage.New(engine), map[domain.ID]string{}
		pepper, _ := domain.NewPepper(rand.NewChaCha8([32]byte{1}))
		_, err = demo.Make(t.Context(), store, demo.Options{Members: 20, Now: noon, Pepper: pepper, Secrets: rand.NewChaCha8([32]byte{secret})})
		if err != nil {
			t.Fatal(err)
		}
		info, err := domain.NewDatabase(store, domain.World{Now: time.Now}).Workspace(t.Context(), demo.Slug)
		if err != nil {
			t.Fatal(err)
		}
		err = store.View(t.Context(), info.ID, func(v domain.View) error {
			rows, _, err := v.KeyPages().Page(domain.Query{Index: domain.ByTime, Limit: 100})
			for _, r := range rows {
				out[r.Item.ID] = string(r.Item.MAC)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first, second := macs(1), macs(2)
	for id, mac := range first {
		if other, ok := second[id]; !ok || other == mac {
			t.Errorf("the key %s: there %t, the same secret %t", id, ok, other == mac)
		}
	}
	if len(first) < 8 {
		t.Errorf("%d keys", len(first))
	}
}

// TestDemoRefuses what can't be made, and a workspace that is there.
func TestDemoRefuses(t *testing.T) {
	m := build(t, 3, "")
	for _, o := range []demo.Options{{Members: 0}, {Members: demo.Most + 1}, {Members: 3, Model: "mtim"}} {
		if _, err := demo.Make(t.Context(), m.store, o); domain.KindOf(err) != domain.Invalid {
			t.Errorf("%d members, model %q: %v", o.Members, o.Model, err)
		}
	}
	o := demo.Options{Members: 3, Now: noon, Secrets: rand.NewChaCha8([32]byte{})}
	if _, err := demo.Make(t.Context(), m.store, o); domain.KindOf(err) != domain.Conflict {
		t.Errorf("a second demo in one database: %v", err)
	}
}
