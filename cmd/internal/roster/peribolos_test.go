package roster

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestPeribolos(t *testing.T) {
	r := mustRead(t, file(t, "peribolos.yaml"), Options{EmailDomain: "@Example.com"})
	same(t, people(r), `
		7 ada-o@example.com|Ada-O|admin||
		8 bo@example.com|bo|admin||
		10 cy42@example.com|Cy42|||
		12 di@example.com|di|||`)
	const at = "@example.com"
	groups := []domain.RosterGroup{
		{Line: 20, Name: "Design", Managers: []string{"bo" + at}, Members: []string{"cy42" + at, "stranger" + at},
			Lines: map[string]int{"bo" + at: 24, "cy42" + at: 26, "stranger" + at: 28}},
		{Line: 32, Name: "Icons", Parent: "Design", Members: []string{"di" + at}, Lines: map[string]int{"di" + at: 33}},
		{Line: 35, Name: "Sales", Lines: map[string]int{}},
	}
	if !reflect.DeepEqual(r.Groups, groups) {
		t.Errorf("got %+v", r.Groups)
	}
	projects := []domain.RosterProject{{Line: 14, Name: "nest"}, {Line: 16, Name: "old-nest", Archived: true}, {Line: 18, Name: "empty"}}
	if !reflect.DeepEqual(r.Projects, projects) {
		t.Errorf("got %+v", r.Projects)
	}
}

func TestPeribolosNeedsADomain(t *testing.T) {
	for _, d := range []string{"", " ", "@"} {
		_, err := Read(strings.NewReader(file(t, "peribolos.yaml")), Options{EmailDomain: d})
		refused(t, err, domain.Invalid, "email_domain", "--email-domain example.com")
	}
	for _, d := range []string{"not a domain", "a@b.example", "b.example\x1b[2J"} {
		_, err := Read(strings.NewReader(file(t, "peribolos.yaml")), Options{EmailDomain: d})
		refused(t, err, domain.Invalid, "email_domain", "isn't a domain")
	}
}

func TestPeribolosRecordsLeftOut(t *testing.T) {
	for _, c := range []struct{ name, org, want string }{
		{"twice in a list", "admins: [ada, Ada]\nmembers:\n- bo\n- BO\n- ADA\n", `
			3 ada@example.com|ada|admin||
			5 bo@example.com|bo|||
			3! ada@example.com is on line 3 already
			6! bo@example.com is on line 5 already`},
		{"what is no handle", "members:\n- ada@evil.example\n- \"a\\x1bb\"\n- null\n-\n- {a: b}\n- [a]\n- ''\n- 007\n", `
			11 007@example.com|007|||
			4! expected a GitHub handle, found "ada@evil.example"
			5! expected a GitHub handle, found "a\x1bb"
			6! expected a GitHub handle, found nothing
			7! expected a GitHub handle, found nothing
			8! expected a GitHub handle, found a mapping
			9! expected a GitHub handle, found a list
			10! expected a GitHub handle, found nothing`},
		{"what is no list", "members: {ada: bo}\nadmins: ada\n", `
			4! expected a list under admins, found "ada"
			3! expected a list under members, found a mapping`},
		{"a key twice", "admins: [ada]\nadmins: [bo]\n", `
			3 ada@example.com|ada|admin||
			4! admins is there twice; what stands here is left out`},
		{"aliases", "admins: &all [ada]\nmembers: *all\nteams:\n  Design: &d {members: [ada]}\n  Sales: *d\n  Ops: {<<: *d}\n", `
			3 ada@example.com|ada|admin||
			4! expected a list under members, found the alias *all, and aliases aren't followed; write it out
			7! expected the settings of Sales, found the alias *d, and aliases aren't followed; write it out
			8! Ops merges in an alias, and aliases aren't followed; write it out`},
		{"teams and repositories twice", "teams:\n  Design: {teams: {DESIGN: {}}}\n  design:\nrepos:\n  nest:\n  Nest: {}\n", `
			4! team DESIGN is on line 4 already
			5! team design is on line 4 already
			8! repository Nest is on line 7 already`},
		{"archived or what", "repos:\n  nest: {archived: perhaps}\n  hut: 5\n", `
			4! archived of nest is neither true nor false
			5! expected the settings of hut, found "5"`},
		{"what is no name", "teams:\n  [a]: {}\n  ~: {}\n  <<: {Design: {}}\n  Sales: {}\n", `
			4! expected a name under teams, found a list
			5! expected a name under teams, found nothing
			6! expected a name under teams, found "<<"`},
		{"handles of a team", "teams:\n  Design:\n    members:\n    - a b\n    - ada\n", `
			6! expected a GitHub handle, found "a b"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "orgs:\n  heron:\n"
			for line := range strings.Lines(c.org) {
				text += "    " + line
			}
			same(t, people(mustRead(t, text, Options{EmailDomain: "example.com"})), c.want)
		})
	}
}

func TestFilesThatAreNoPeribolos(t *testing.T) {
	for _, c := range []struct{ name, text, words string }{
		{"other YAML", "people:\n- ada\n", "expected orgs"},
		{"orgs of nothing", "orgs:\n", "expected orgs"},
		{"an organisation of nothing", "orgs: {heron: 5}\n", "expected orgs"},
		{"an organisation from elsewhere", "x: &x {admins: [ada]}\norgs: {heron: {<<: *x}}\n", "without aliases"},
		{"two organisations", "orgs: {heron: {}, \"e\\x07gret\": {}}\n", `2 organisations (heron, e\x07gret)`},
		{"no organisation", "orgs: {}\n", "0 organisations"},
		{"orgs twice", "orgs: {heron: {}}\norgs: {egret: {}}\n", "lines 1 and 2"},
		{"two documents", "orgs: {heron: {}}\n---\norgs: {egret: {}}\n", "more than one"},
		{"broken", "orgs:\n  heron: [\n", "line"},
		{"not UTF-8", "orgs:\n  heron: {name: Zo\xeb}\n", "YAML"},
		{"comments only", "--- # orgs\n", "expected orgs"},
		{"a binding to nothing", "orgs: *heron\n", "heron"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text), Options{EmailDomain: "example.com"})
			refused(t, err, domain.Invalid, "bad_file", c.words)
		})
	}
}

// Aliases of aliases would be ten thousand million handles; they stay aliases.
func TestPeribolosThatLaughs(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [ada]\n")
	for i := range 10 {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	b.WriteString("orgs: {heron: {members: *a10, admins: [*a10, bo]}}\n")
	r := mustRead(t, b.String(), Options{EmailDomain: "example.com"})
	if len(r.People) != 1 || len(r.Bad) != 2 || !strings.Contains(r.Bad[0].Reason, "alias *a10") {
		t.Errorf("got %+v", r)
	}
}

func TestPeribolosThatIsDeep(t *testing.T) {
	teams := func(deep int) string {
		return "orgs: {heron: {teams: " + strings.Repeat("{T%: {teams: ", deep) + "{}" + strings.Repeat("}}", deep) + "}}"
	}
	number := func(s string) string {
		for i := 1; strings.Contains(s, "%"); i++ {
			s = strings.Replace(s, "%", fmt.Sprint(i), 1)
		}
		return s
	}
	r := mustRead(t, number(teams(50)), Options{EmailDomain: "example.com"})
	if len(r.Groups) != 50 || len(r.Bad) != 0 || r.Groups[49].Parent != "T49" {
		t.Errorf("fifty deep: %d groups, %v", len(r.Groups), r.Bad)
	}
	r = mustRead(t, number(teams(60)), Options{EmailDomain: "example.com"})
	if len(r.Groups) != 50 || len(r.Bad) != 1 || !strings.Contains(r.Bad[0].Reason, "T51") {
		t.Errorf("sixty deep: %d groups, %v", len(r.Groups), r.Bad)
	}
	for _, text := range []string{strings.Repeat("[", 1<<19), strings.Repeat("- ", 1<<19), "orgs: " + strings.Repeat("{a: ", 1<<17)} {
		_, err := Read(strings.NewReader(text), Options{Format: "peribolos", EmailDomain: "example.com"})
		refused(t, err, domain.Invalid, "bad_file")
	}
}
