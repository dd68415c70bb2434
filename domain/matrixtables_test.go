package domain_test

import (
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The tables of TimeTonic and Timeneye, on every plan. mTime's has a test of
// its own, with every target in each cell.
func TestTablesThroughSessions(t *testing.T) {
	for _, model := range []string{"timetonic", "timeneye"} {
		h := houseOf(t, model)
		table := h.table("THE TABLE", "owner ")
		is(t, "rows of "+model, len(table)-1, len(rights.Catalogue()))
		for _, p := range h.model.Plans {
			h.on(p.Name)
			for _, line := range table[1:] {
				right := strings.Fields(line)[0]
				for role, cell := range columns(table[0], line, h.roleNames()) {
					want, plans, limited := strings.Cut(cell, " ")
					if limited && !strings.Contains(plans, p.Title[:1]) || want == "." {
						want = ""
					}
					if have := h.cell(h.usual[role], right, ""); have != want {
						t.Errorf("%s on %s: %s of %s is %q, the text says %q", model, p.Title, right, role, have, want)
					}
				}
			}
		}
	}
}

// charge is what someone has to do with two projects, one of them archived, and
// with the group that both are in.
type charge struct {
	title, role             string
	active, archived, group tie
}

type tie int

const (
	none tie = iota
	works
	manages
)

var charges = []charge{
	{"member", "member", none, none, none},
	{"staffed", "member", works, works, none},
	{"PM", "member", manages, manages, none},
	{"PM, all archived", "member", none, manages, none},
	{"GM", "member", none, none, manages},
	{"PM and GM", "member", manages, manages, manages},
	{"admin", "admin", none, none, none},
	{"admin, PM", "admin", manages, manages, none},
	{"owner", "owner", none, none, none},
}

// Project and Group Managers, of real groups and projects. They add the same in
// every model to whom the role gives nothing.
func TestManagersThroughSessions(t *testing.T) {
	var titles []string
	for _, c := range charges {
		titles = append(titles, c.title)
	}
	for _, model := range []string{"timeneye", "mtime", "timetonic"} {
		h := houseOf(t, model)
		text := houseOf(t, "timeneye").table("PROJECT AND GROUP MANAGERS", "member ")
		listed := map[string]map[string]string{}
		for _, line := range text[1:] {
			listed[strings.Fields(line)[0]] = columns(text[0], line, titles)
		}
		is(t, "rows of the text", len(listed), 5)
		bare := map[string]string{}
		for _, c := range charges {
			cell := h.charged(c)
			for _, e := range rights.Catalogue() {
				have, want := cell(e.Name), bare[c.role+e.Name]
				if first := c.title == c.role; first {
					bare[c.role+e.Name], want = have, have
				}
				if row := listed[e.Name]; row != nil && (model == "timeneye" || c.title != "staffed" && bare[c.role+e.Name] == "..........") {
					want = row[c.title]
				}
				if model != "timeneye" && c.title == "staffed" || e.Personal {
					continue // what one works on is one's own in Timeneye alone
				}
				if have != want {
					t.Errorf("%s: %s of %s is %q, the text says %q", model, e.Name, c.title, have, want)
				}
			}
		}
	}
}

// charged makes someone's places, and somebody on each project, and tells what
// a right of theirs reaches there.
func (h *house) charged(c charge) func(right string) string {
	h.t.Helper()
	who, s := h.owner, h.boss()
	if c.role != "owner" {
		who = h.person(map[string]string{"member": h.model.Ordinary, "admin": "admin"}[c.role])
	}
	var targets []string
	var people []string
	for i, p := range []struct {
		name, group string
		tie         tie
	}{{"active", "ours", c.active}, {"archived", "ours", c.archived}, {"outside", "theirs", none}} {
		group, project := domain.Ref(c.title+" "+p.group), c.title+" "+p.name
		if i != 1 {
			must(h.t, got(s.AddGroup(bg, domain.AddGroup{Name: string(group)})))
		}
		must(h.t, got(s.AddProject(bg, domain.AddProject{Name: project, Group: group})))
		on := h.person(h.model.Ordinary)
		must(h.t, got(s.StaffProject(bg, domain.StaffProject{Project: domain.Ref(project), Member: ref(on)})))
		if p.tie != none {
			must(h.t, got(s.StaffProject(bg, domain.StaffProject{Project: domain.Ref(project), Member: ref(who), Manager: p.tie == manages})))
		}
		targets, people = append(targets, "project/"+project), append(people, "member/"+on.Email)
	}
	if c.group == manages {
		must(h.t, got(s.StaffGroup(bg, domain.StaffGroup{Group: domain.Ref(c.title + " ours"), Member: ref(who), Manager: true})))
	}
	must(h.t, got(s.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(c.title + " archived")})))
	targets = append(append(targets, people...), "group/"+c.title+" ours", "group/"+c.title+" theirs", "", "any")
	return func(right string) string {
		cell := ""
		for i, on := range targets {
			if h.ask(domain.Question{Subject: ref(who), Right: right, On: on}) {
				cell += "azxpqyghw*"[i : i+1]
			} else {
				cell += "."
			}
		}
		return cell
	}
}
