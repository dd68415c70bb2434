package rights_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

// The tables as the manual has them, written out a second time by hand.
type tables map[string][]row // by heading

type row struct {
	rights []string
	cells  []string
}

func readTables(t *testing.T) tables {
	t.Helper()
	text, err := os.ReadFile("testdata/tables.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	all, heading := tables{}, ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "# "):
			heading = line[2:]
		case strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "|--"):
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			r := row{expand(cells[0], names), cells[1:]}
			all[heading] = append(all[heading], r)
			if heading == "catalogue" && cells[0] != "right" {
				names = append(names, r.rights...)
			}
		}
	}
	return all
}

// expand reads "members.invite, .role" and "data.*".
func expand(cell string, names []string) []string {
	cell = regexp.MustCompile(` \([^)]*\)`).ReplaceAllString(cell, "")
	var list []string
	noun := ""
	for _, word := range strings.Split(cell, ", ") {
		before, verb, dotted := strings.Cut(word, ".")
		if before != "" {
			noun = before
		}
		if !dotted {
			list = append(list, word)
			continue
		}
		if verb != "*" {
			list = append(list, noun+"."+verb)
			continue
		}
		for _, n := range names {
			if strings.HasPrefix(n, noun+".") {
				list = append(list, n)
			}
		}
	}
	return list
}

func TestCatalogueIsTheManuals(t *testing.T) {
	var names []string
	link := map[string]string{}
	all := readTables(t)
	for _, r := range all["catalogue"][1:] {
		features := strings.Split(r.cells[1], ", ")
		for i, name := range r.rights {
			names = append(names, name)
			link[name] = r.cells[2]
			right, ok := rights.ParseRight(name)
			if !ok {
				t.Fatalf("%s isn't in the catalogue", name)
			}
			e := right.Entry()
			feature := features[min(i, len(features)-1)]
			if feature == "-" {
				feature = ""
			}
			got := ""
			if e.Feature != 0 {
				got = e.Feature.String()
			}
			if got != feature {
				t.Errorf("%s needs the feature %q, the manual says %q", name, got, feature)
			}
			got = ""
			if e.Option != 0 {
				got = e.Option.String()
			}
			if got != r.cells[3] {
				t.Errorf("%s needs the option %q, the manual says %q", name, got, r.cells[3])
			}
			flags := strings.Fields(r.cells[4])
			if e.Personal != slices.Contains(flags, "p") || e.AnsweredOnly != slices.Contains(flags, "a") {
				t.Errorf("%s: personal %v, answered only %v; the manual says %q", name, e.Personal, e.AnsweredOnly, r.cells[4])
			}
			if e.Does == "" || e.Right != right || right.String() != name {
				t.Errorf("%s: %+v", name, e)
			}
		}
	}
	if len(names) != len(rights.Catalogue()) {
		t.Errorf("%d rights, the manual has %d", len(rights.Catalogue()), len(names))
	}
	for _, m := range rights.Models() {
		for _, e := range rights.Catalogue() {
			want := link[e.Name] == "yes" || link[e.Name] == m.Title
			if m.NeedsLink.Has(e.Right) != want {
				t.Errorf("%s: %s needs a link: %v, the manual says %q", m.Name, e.Name, !want, link[e.Name])
			}
		}
	}
}

// Every right × every role × every model, against the tables.
func TestModelsAreTheManuals(t *testing.T) {
	all := readTables(t)
	for _, m := range rights.Models() {
		head := all[m.Name][0].cells
		want := map[string]map[string]rights.Scope{"Verifier": {
			"api.use": rights.Whole, "access.ask": rights.Whole, "workspace.view": rights.Whole,
		}}
		for _, r := range all[m.Name][1:] {
			for i, cell := range r.cells {
				if want[head[i]] == nil {
					want[head[i]] = map[string]rights.Scope{}
				}
				letter, _, _ := strings.Cut(cell, " ")
				for _, name := range r.rights {
					if _, twice := want[head[i]][name]; twice {
						t.Fatalf("the table of %s has %s twice", m.Name, name)
					}
					want[head[i]][name], _ = rights.ParseScope(letter)
				}
			}
		}
		if got, listed := len(want["Owner"]), len(rights.Catalogue()); got != listed {
			t.Errorf("the table of %s has %d rights of %d", m.Name, got, listed)
		}
		for _, role := range m.Roles {
			for _, e := range rights.Catalogue() {
				checkScope(t, m, role, e, want[role.Title][e.Name])
			}
			delete(want, role.Title)
		}
		for title, scopes := range want { // PM and GM, in Timeneye's table
			role, ok := rights.ScopedRole(map[string]string{"PM": "project-manager", "GM": "group-manager"}[title])
			if !ok {
				t.Fatalf("%s: there is no role %s", m.Name, title)
			}
			for _, e := range rights.Catalogue() {
				if got := role.Scope(e.Right); got != scopes[e.Name] {
					t.Errorf("%s has %s:%s, the manual says %q", role.Name, e.Name, got, scopes[e.Name])
				}
			}
		}
	}
}

// checkScope asks about nothing, a stranger's, a managed unit's and one's own
// project: what reaches which tells the scope.
func checkScope(t *testing.T, m *rights.Model, role *rights.Role, e rights.Entry, want rights.Scope) {
	t.Helper()
	q := rights.Question{Right: e.Right, Subject: able(m, role)}
	if role.ServiceOnly {
		q.Subject.Kind, q.Channel = rights.ServiceUser, rights.API
	}
	for _, c := range []struct {
		on   rights.Target
		from rights.Scope // the narrowest scope that reaches it
	}{
		{rights.Target{Kind: rights.OnProject}, rights.Whole},
		{rights.Target{Kind: rights.OnProject, Reach: rights.ByUnit}, rights.Scoped},
		{rights.Target{Kind: rights.OnProject, Self: true}, rights.Own},
		{rights.Target{}, rights.Whole},
	} {
		q.On = c.on
		yes := want >= c.from
		if e.Personal {
			yes = want == rights.Own && (c.on.Self || c.on.Kind == rights.NoTarget)
		}
		if c.on.Self && want == rights.Scoped {
			yes = slices.Contains([]string{"employees.view", "data.read", "projects.view"}, e.Name)
		}
		if got := m.Decide(&q).Allowed; got != yes {
			t.Errorf("%s: %s, %s on %+v: %v; the manual says %q", m.Name, role.Name, e.Name, c.on, got, want)
		}
	}
}

// able is someone with a role whom no other gate stops, changed as told.
func able(m *rights.Model, role *rights.Role, changes ...func(*rights.Subject)) rights.Subject {
	s := rights.Subject{
		Role: role, Owner: role.Name == "owner", Linked: true,
		Options: rights.DefaultOptions | rights.APIOn, Plan: m.Plans[len(m.Plans)-1],
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}

func TestPlansAreTheManuals(t *testing.T) {
	m, _ := rights.FindModel("timetonic")
	table := readTables(t)["timetonic plans"]
	if len(table)-1 != len(m.Plans) {
		t.Fatalf("%d plans, the manual has %d", len(m.Plans), len(table)-1)
	}
	for i, r := range table[1:] {
		p := m.Plans[i]
		seats, _ := strconv.Atoi(r.cells[0])
		if p.Title != r.rights[0] || p.Seats != seats {
			t.Errorf("%s with %d seats, the manual says %s with %s", p.Title, p.Seats, r.rights[0], r.cells[0])
		}
		for j, f := range rights.Features() {
			if f.String() != table[0].cells[j+1] {
				t.Errorf("feature %s, the manual says %s", f, table[0].cells[j+1])
			}
			if p.Has(f) != (r.cells[j+1] == "yes") {
				t.Errorf("%s has %s: %v, the manual says %q", p.Title, f, p.Has(f), r.cells[j+1])
			}
		}
	}
	for _, name := range []string{"mtime", "timeneye"} {
		m, _ := rights.FindModel(name)
		if p, ok := m.Plan("full"); !ok || len(m.Plans) != 1 || p.Seats != 0 || !p.Has(rights.FeatureAPI|rights.FeatureAutomations|rights.FeatureAdvancedAutomations|rights.FeatureCustomRoles|rights.FeatureMessages) {
			t.Errorf("%s has one plan, full, with everything and no seat limit", name)
		}
	}
}
