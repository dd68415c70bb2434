package domain_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// What the preview of a switch says is what happens, between all models, with
// members of every kind: so many per role, and nobody gains or loses what the
// row of their role doesn't say.
func TestSwitchPreviewIsWhatHappens(t *testing.T) {
	for _, from := range rights.Models() {
		for _, into := range rights.Models() {
			if from == into {
				continue
			}
			t.Run(from.Name+" to "+into.Name, func(t *testing.T) {
				w := open(t, from.Name, "")
				all := w.chaos(60, 7)
				for _, r := range w.model.Roles[1:3] {
					must(t, got(w.boss().Invite(bg, domain.Invite{Email: r.Name + "@new.test", Role: r.Name})))
				}
				for i, m := range all {
					all[i] = w.member(m.ID)
				}
				before := w.effective(all)
				impact, err := w.boss().PreviewModel(bg, domain.SwitchModel{Model: into.Name})
				must(t, err)
				is(t, "still", w.info().Model, from.Name)
				is(t, "allowed", impact.Allowed, true)
				info, err := w.boss().SwitchModel(bg, domain.SwitchModel{Model: into.Name}, nil)
				must(t, err)
				is(t, "model", info.Model, into.Name)
				is(t, "plan", info.Plan, impact.Plan.Name)
				is(t, "owner", info.Owner, w.owner.ID)
				w.model = into
				after := w.effective(all)
				for _, row := range impact.Rows {
					w.rowHappened(t, row, all, before, after)
				}
				w.countedRight(t, impact)
			})
		}
	}
}

// rowHappened holds one row against the members who had its role.
func (w *world) rowHappened(t *testing.T, row domain.RoleMapping, all []domain.Member, before, after map[domain.ID][]rights.Granted) {
	t.Helper()
	holders, temporary, everyoneSpeaks := 0, 0, true
	gained, lost := map[rights.Granted]bool{}, map[rights.Granted]bool{}
	for _, m := range all {
		now := w.member(m.ID)
		if m.Role == row.From.Name {
			holders++
			is(t, m.Name+"'s role", now.Role, row.To.Name)
		}
		if m.TempRole == row.From.Name && m.TemporaryAt(w.clock.Time) {
			temporary++
			if now.TempRole == "" { // both are one now
				is(t, m.Name+"'s role", now.Role, row.To.Name)
			} else {
				is(t, m.Name+"'s role for a while", now.TempRole, row.To.Name)
				is(t, "its end", now.RoleUntil, m.RoleUntil)
			}
		}
		speaks := m.RoleAt(w.clock.Time) == row.From.Name && m.ActiveAt(w.clock.Time)
		if has := m.Role == row.From.Name || m.TempRole == row.From.Name; has && !speaks {
			everyoneSpeaks = false
		}
		if !speaks {
			continue
		}
		more, less := rights.Diff(before[m.ID], after[m.ID])
		for _, g := range more {
			gained[g] = true
		}
		for _, g := range less {
			lost[g] = true
		}
	}
	is(t, row.From.Name+": holders", row.Holders, holders)
	is(t, row.From.Name+": for a while", row.Temporary, temporary)
	is(t, row.From.Name+": wider", row.Wider, len(row.Gained) > 0)
	for _, side := range []struct {
		said []rights.Granted
		done map[rights.Granted]bool
	}{{row.Gained, gained}, {row.Lost, lost}} {
		for g := range side.done {
			if !slices.Contains(side.said, g) {
				t.Errorf("%s → %s: someone's %s changed, which the preview doesn't say", row.From.Name, row.To.Name, g.Right)
			}
		}
		if everyoneSpeaks && holders > 0 && row.Invitations == 0 {
			is(t, row.From.Name+": rights that change", len(side.said), len(side.done))
		}
	}
}

// countedRight holds the counts of the new roles against the sums of the rows.
func (w *world) countedRight(t *testing.T, impact domain.SwitchImpact) {
	t.Helper()
	members, offered := map[string]int{"admin": 1}, map[string]int{} // the owner's record has admin
	for _, row := range impact.Rows {
		members[row.To.Name] += row.Holders
		offered[row.To.Name] += row.Invitations
	}
	w.read(func(v domain.View) error {
		for _, r := range w.model.Roles {
			n, err := v.Count(domain.CountOffered, r.Name)
			must(t, err)
			is(t, "invitations as "+r.Name, n, offered[r.Name])
			rows, _, err := v.MemberPages().Page(domain.Query{Index: domain.ByRole, Value: r.Name, Limit: 500})
			must(t, err)
			rows = slices.DeleteFunc(rows, func(m domain.Row[domain.Member]) bool { return m.Item.Role != r.Name })
			is(t, "members as "+r.Name, len(rows), members[r.Name])
		}
		return nil
	})
}

// The roles that have no counterpart are mapped by hand, and what widens is
// marked; a mapping that makes no sense is refused.
func TestSwitchMapping(t *testing.T) {
	w := open(t, "mtime", "")
	w.write(func(tx domain.Tx) error {
		for _, name := range []string{"Team lead", "Nobody's"} {
			if _, err := tx.Roles().Put(domain.CustomRole{ID: domain.NewID(w.rand), Name: name, From: "employee", Rank: 250, Rights: []string{"data.read:w"}}); err != nil {
				return err
			}
		}
		return nil
	})
	lead, manager := w.person("Team lead"), w.person("manager")
	robot := w.person("verifier", service)
	w.person("developer", func(m *domain.Member) { m.SuspendedAt = w.clock.Time })
	invited, err := w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "manager"})
	must(t, err)
	into := func(model, plan string, pairs ...string) domain.SwitchModel {
		c := domain.SwitchModel{Model: model, Plan: plan, Roles: map[string]string{}}
		for _, p := range pairs {
			from, to, _ := strings.Cut(p, "=")
			c.Roles[from] = to
		}
		return c
	}
	try := func(s *domain.Session, c domain.SwitchModel) error { return got(s.SwitchModel(bg, c, nil)) }
	refused := func(c domain.SwitchModel, kind domain.Kind, code string) {
		t.Helper()
		wants(t, try(w.boss(), c), kind, code)
	}
	e := wants(t, try(w.boss(), into("timetonic", "")), domain.Invalid, "unmapped_role")
	if !strings.Contains(e.Error(), "Team lead") || strings.Contains(e.Error(), "Nobody's") || len(e.Fix) != 1 {
		t.Errorf("unmapped: %v %v", e, e.Fix)
	}
	refused(into("mtime", ""), domain.Conflict, "same_model")
	refused(into("mtim", ""), domain.Invalid, "unknown_model")
	refused(into("timetonic", "full"), domain.Invalid, "unknown_plan")
	refused(into("timetonic", "", "team lead=usr"), domain.Invalid, "unknown_role")
	refused(into("timetonic", "", "boss=user"), domain.Invalid, "unknown_role")
	refused(into("timetonic", "", "team lead=owner"), domain.Invalid, "cannot_map")
	refused(into("timetonic", "", "owner=admin"), domain.Invalid, "cannot_map")
	refused(into("timetonic", "", "manager=verifier"), domain.Invalid, "cannot_map")
	refused(into("timetonic", "free", "team lead=user"), domain.Limit, "seat_limit") // four: Ada, two members, one invited
	old := into("timetonic", "", "team lead=user")
	old.Version = w.info().Version + 1
	refused(old, domain.Conflict, "changed_meanwhile")
	wants(t, try(w.as(w.person("admin")), into("timetonic", "", "team lead=user")), domain.Denied, "")

	c := into("timetonic", "start", "team lead=limited", "employee=user")
	impact, err := w.boss().PreviewModel(bg, c)
	must(t, err)
	for _, row := range impact.Rows {
		switch row.From.Name {
		case "Team lead":
			is(t, "a lead becomes", row.To.Name, "limited")
			is(t, "wider", row.Wider, true)
		case "Nobody's":
			if row.To != nil || row.Choices[0].Name != "admin" {
				t.Errorf("nobody's role: %+v", row)
			}
		case "manager":
			is(t, "invitations as manager", row.Invitations, 1)
		case "developer": // suspended, and counted as coming back
			is(t, "developers", row.Holders, 1)
			is(t, "a developer loses something", len(row.Lost) > 0, true)
		}
	}
	seq := w.last()
	must(t, try(w.boss(), c))
	is(t, "lead", w.member(lead.ID).Role, "limited")
	is(t, "manager", w.member(manager.ID).Role, "user")
	is(t, "robot", w.member(robot.ID).Role, "verifier")
	is(t, "plan", w.info().Plan, "start")
	is(t, "under way", w.info().Switch.Model, "")
	w.read(func(v domain.View) error {
		n, err := v.Count(domain.CountRoles, "")
		is(t, "custom roles left", n, 0)
		return err
	})
	m, err := w.ws.Accept(bg, domain.Accept{Token: invited.Secret.Reveal()})
	must(t, err)
	is(t, "the invited comes as", m.Role, "user")
	first := w.events(seq)[0]
	if first.Action != "workspace.model" || !strings.Contains(first.Detail, "mtime → timetonic, start: Team lead=limited") {
		t.Errorf("the audit trail says %s %q", first.Action, first.Detail)
	}
	is(t, "who did it", first.By, "ada@acme.test")
}

// After a switch people are found under their new roles.
func TestSwitchAndSearch(t *testing.T) {
	w := open(t, "mtime", "")
	bo := w.person("manager")
	finds := func(text string) int {
		page, err := w.boss().Members(bg, domain.MemberQuery{Text: text})
		must(t, err)
		return len(page.Rows)
	}
	is(t, "managers", finds("manager"), 1)
	must(t, got(w.boss().SwitchModel(bg, domain.SwitchModel{Model: "timetonic", Roles: map[string]string{"manager": "limited"}}, nil)))
	is(t, "managers", finds("manager"), 0)
	is(t, "limited", finds("limited"), 1)
	is(t, "bo", w.member(bo.ID).Role, "limited")
}
