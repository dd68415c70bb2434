package domain_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// Who may do what to whom, and who may give which role.
func TestActsAndGivingThroughSessions(t *testing.T) {
	for _, model := range []string{"mtime", "timetonic", "timeneye"} {
		h := houseOf(t, model)
		h.ownRole("helper", "members.role", "members.suspend", "members.link")
		h.usual["helper"] = h.person("helper")
		h.acts()
		must(t, got(h.boss().EditRole(bg, domain.EditRole{Role: "helper",
			Add: []string{"members.invite", "service_users.manage", "roles.assign"}, Remove: []string{"members.suspend", "members.link"}})))
		h.ownRole("front desk", "data.export", "employees.view:s")
		h.gives()
	}
}

func (h *house) acts() {
	h.t.Helper()
	must(h.t, got(h.boss().EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(h.record[h.owner.ID]), Unit: to(domain.Ref(h.design.ID))})))
	table := h.table("ACTS ON OTHERS", "owner ")
	var roles []string
	targets := map[string]domain.Member{}
	for _, r := range h.model.Roles {
		if !r.ServiceOnly {
			roles, targets[r.Name] = append(roles, r.Name), h.owner
			if r.Name != "owner" {
				targets[r.Name] = h.person(r.Name)
				h.employed(h.design.ID, targets[r.Name])
			}
		}
	}
	for _, line := range table[1:] {
		actor := strings.Fields(line)[0]
		for role, want := range columns(table[0], line, append(slices.Clone(roles), "oneself")) {
			target, other := targets[role]
			if !other {
				target = h.usual[actor]
			}
			have := ""
			for i, right := range []string{"members.role", "members.suspend", "members.remove", "members.options", "members.logins", "members.link", "members.cost", "timeoff.approve"} {
				if h.ask(domain.Question{Subject: ref(h.usual[actor]), Right: right, On: "member/" + target.Email}) {
					have += "rsxolect"[i : i+1]
				}
			}
			if want != "-" && have != strings.Trim(want, ".") {
				h.t.Errorf("%s: %s may do to %s %q, the text says %q", h.model.Name, actor, role, have, want)
			}
		}
	}
}

func (h *house) gives() {
	h.t.Helper()
	table := h.table("GIVING", "owner ")
	given := append(h.roleNames(), "front desk", "project-manager", "group-manager")
	for _, line := range table[1:] {
		giver := strings.TrimSpace(line[:strings.Index(table[0], "owner")])
		role, plan, onPlan := strings.Cut(giver, " on ")
		m := h.usual[role]
		if below, temporary := strings.CutPrefix(giver, "admin for a day, then "); temporary {
			m = h.person(below, func(m *domain.Member) { m.TempRole, m.RoleUntil = "admin", h.clock.Add(24*time.Hour) })
		} else if onPlan {
			h.on(strings.ToLower(plan))
		}
		for role, want := range columns(table[0], line, given) {
			have := ""
			for letter, right := range map[string]string{"i": "members.invite", "r": "members.role", "v": "service_users.manage", "a": "roles.assign"} {
				scoped := strings.HasSuffix(role, "-manager")
				if scoped == (letter == "a") && h.ask(domain.Question{Subject: ref(m), Right: right, Giving: role}) {
					have += letter
				}
			}
			if len(have) != len(strings.Trim(want, ".")) || strings.Trim(have, want) != "" {
				h.t.Errorf("%s: %s may give %s by %q, the text says %q", h.model.Name, giver, role, have, want)
			}
		}
	}
}
