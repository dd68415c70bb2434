package domain_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/domain"
)

// noted are the events that the clock made, as action, target and detail.
func (w *world) noted() (out []string) {
	for _, e := range w.events(0) {
		if e.Via == domain.ViaTime {
			if e.By != domain.ByItself || e.Actor != "" || e.Result != domain.ResultDone {
				w.t.Errorf("noted by %+v", e)
			}
			out = append(out, e.Action+" "+e.Target.Name+": "+e.Detail)
		}
	}
	return out
}

func (w *world) notes() string { return sorted(w.noted()) }

func sorted(lines []string) string { return strings.Join(slices.Sorted(slices.Values(lines)), "\n") }

// A role and an account end by the clock, though nothing runs. Whoever comes
// next finds them ended, and then the audit trail says so, once.
func TestLapsesAreNotedLate(t *testing.T) {
	w := open(t, "mtime", "")
	bo, eva, robot := w.person("developer"), w.person("employee"), w.person("employee", service)
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "manager", Until: w.clock.Add(time.Hour)})))
	must(t, got(w.boss().Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.Add(2 * time.Hour)})))
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(eva), Role: "admin", Until: w.clock.Add(time.Hour)})))
	must(t, got(w.boss().Expire(bg, domain.Expire{Member: ref(robot), At: w.clock.Add(3 * time.Hour)})))

	w.clock.pass(time.Hour - time.Second)
	must(t, w.ws.NoteLapses(bg))
	is(t, "noted too early", len(w.noted()), 0)
	is(t, "still admin", got(w.as(eva).Summary(bg)) == nil && got(w.as(eva).Events(bg, domain.EventQuery{})) == nil, true)

	w.clock.pass(time.Second)
	wants(t, got(w.as(eva).Events(bg, domain.EventQuery{})), domain.Denied, "") // at once, and without a note
	is(t, "noted by nobody", len(w.noted()), 0)
	must(t, w.ws.NoteLapses(bg))
	must(t, w.ws.NoteLapses(bg))
	want := []string{
		"members.role.end " + bo.Email + ": manager ended at 2026-03-02T10:00:00Z, developer is back",
		"members.role.end " + eva.Email + ": admin ended at 2026-03-02T10:00:00Z, employee is back",
	}
	is(t, "noted", w.notes(), sorted(want))
	if m := w.member(bo.ID); m.TempRole != "" || !m.RoleUntil.IsZero() || m.Role != "developer" || m.ExpiresAt.IsZero() {
		t.Errorf("the record is %+v", m)
	}

	w.clock.pass(3 * time.Hour)
	must(t, w.ws.NoteLapses(bg))
	must(t, w.ws.NoteLapses(bg))
	want = append(want, "members.end "+bo.Email+": the account ended at 2026-03-02T11:00:00Z",
		"members.end "+robot.Name+": the account ended at 2026-03-02T12:00:00Z")
	is(t, "noted", w.notes(), sorted(want))

	// Another end is another lapse; a role and an account that end together are two.
	must(t, got(w.boss().Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.Add(time.Hour)})))
	must(t, got(w.boss().ChangeRole(bg, domain.ChangeRole{Member: ref(bo), Role: "admin", Until: w.clock.Add(time.Hour)})))
	w.clock.pass(time.Hour)
	must(t, w.ws.NoteLapses(bg))
	want = append(want, "members.role.end "+bo.Email+": admin ended at 2026-03-02T14:00:00Z, developer is back",
		"members.end "+bo.Email+": the account ended at 2026-03-02T14:00:00Z")
	is(t, "noted", w.notes(), sorted(want))
}

// More than one commit takes, and more than one call does.
func TestLapsesAreBounded(t *testing.T) {
	w := open(t, "mtime", "")
	for range 5 {
		w.people(250, "employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "manager", w.clock.Time })
	}
	must(t, w.ws.NoteLapses(bg))
	is(t, "in one call", len(w.noted()), 1000)
	must(t, w.ws.NoteLapses(bg))
	must(t, w.ws.NoteLapses(bg))
	is(t, "in all", len(w.noted()), 1250)
}

// Where nothing may be changed nothing is noted, and nothing fails.
func TestLapsesOfAClosedWorkspace(t *testing.T) {
	w := open(t, "mtime", "")
	w.person("employee", func(m *domain.Member) { m.ExpiresAt = w.clock.Time })
	mark := func(set func(*domain.WorkspaceInfo)) {
		w.write(func(tx domain.Tx) error {
			info, err := tx.Workspaces().Get(w.ws.ID)
			must(t, err)
			set(&info)
			return got(tx.Workspaces().Put(info))
		})
	}
	mark(func(i *domain.WorkspaceInfo) { i.DeletedAt = w.clock.Time })
	must(t, w.ws.NoteLapses(bg))
	mark(func(i *domain.WorkspaceInfo) { i.DeletedAt, i.Switch.Model = time.Time{}, "timetonic" })
	must(t, w.ws.NoteLapses(bg))
	is(t, "noted", len(w.noted()), 0)
	mark(func(i *domain.WorkspaceInfo) { i.Switch = domain.ModelSwitch{} })
	must(t, w.ws.NoteLapses(bg))
	is(t, "noted", len(w.noted()), 1)
}

// Several note at once while others change the same members: each end is noted
// once, and no change is lost.
func TestLapsesRace(t *testing.T) {
	w := open(t, "mtime", "")
	people := w.people(40, "employee", func(m *domain.Member) {
		m.TempRole, m.RoleUntil, m.ExpiresAt = "manager", w.clock.Add(-time.Minute), w.clock.Add(-time.Second)
	})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := w.ws.NoteLapses(bg); err != nil {
				t.Error(err)
			}
		})
	}
	until := w.clock.Add(time.Hour)
	for i, m := range people {
		all.Go(func() {
			change := domain.Change(domain.Expire{Member: ref(m), At: until})
			if i%2 == 0 {
				change = domain.ChangeRole{Member: ref(m), Role: "admin", Until: until}
			}
			if _, err := w.boss().Make(bg, change); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	must(t, w.ws.NoteLapses(bg))
	times := map[string]int{}
	for _, e := range w.events(0) {
		if e.Via == domain.ViaTime {
			times[e.Action+e.Target.Name]++
			is(t, "times "+e.Action+" "+e.Target.Name, times[e.Action+e.Target.Name], 1)
		}
	}
	for i, m := range people {
		now := w.member(m.ID)
		if i%2 == 0 && (now.TempRole != "admin" || !now.RoleUntil.Equal(until)) || i%2 == 1 && !now.ExpiresAt.Equal(until) {
			t.Errorf("the change of %s was lost: %+v", m.Email, now)
		}
		if i%2 == 1 && now.TempRole != "" || i%2 == 0 && times["members.end"+m.Email] != 1 {
			t.Errorf("what ended of %s isn't noted: %+v", m.Email, now)
		}
	}
}

// The clock is nobody: what it notes is in nobody's way, and nobody undoes it.
func TestLapsesStopNoUndo(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("employee", func(m *domain.Member) { m.TempRole, m.RoleUntil = "manager", w.clock.Add(time.Minute) })
	switched := func() { must(t, got(w.boss().SetOptions(bg, domain.SetOptions{Member: ref(bo), Messages: to(false)}))) }
	switched()
	w.clock.pass(time.Minute)
	must(t, w.ws.NoteLapses(bg))
	wants(t, got(w.boss().Undo(bg, w.last())), domain.NotFound, "no_event")
	must(t, got(w.boss().Undo(bg, 0)))
	is(t, "options", w.member(bo.ID).Options, bo.Options)

	// What someone else changed before the clock did still counts.
	must(t, got(w.boss().Expire(bg, domain.Expire{Member: ref(bo), At: w.clock.Add(time.Minute)})))
	switched()
	must(t, got(w.as(w.person("admin")).Rename(bg, domain.Rename{Member: ref(bo), Name: to("Bobby")})))
	w.clock.pass(time.Minute)
	must(t, w.ws.NoteLapses(bg))
	wants(t, got(w.boss().Undo(bg, 0)), domain.Conflict, "changed_meanwhile")
}
