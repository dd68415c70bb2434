package rights_test

import (
	"slices"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

func TestNearest(t *testing.T) {
	roles := []string{"owner", "admin", "manager", "employee", "developer", "verifier"}
	for word, want := range map[string]string{
		"adnim": "admin", "Manger": "manager", "employe": "employee", "dev": "developer", "xyz": "", "": "",
	} {
		if got := strings.Join(rights.Nearest(word, roles), " "); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	var names []string
	for _, e := range rights.Catalogue() {
		names = append(names, e.Name)
	}
	if got := rights.Nearest("members.invit", names); len(got) == 0 || got[0] != "members.invite" {
		t.Error(got)
	}
	if got := rights.Nearest("member.view", names); len(got) == 0 || got[0] != "members.view" {
		t.Error(got)
	}
}

// What is written is read again.
func TestWordsRoundTrip(t *testing.T) {
	for _, e := range rights.Catalogue() {
		if r, ok := rights.ParseRight(e.Name); !ok || r != e.Right {
			t.Error(e.Name)
		}
	}
	for _, s := range []rights.Scope{rights.Own, rights.Scoped, rights.Whole} {
		if got, ok := rights.ParseScope(s.String()); !ok || got != s {
			t.Error(s)
		}
	}
	for _, c := range []rights.Channel{rights.Web, rights.Mobile, rights.Console, rights.API} {
		if got, ok := rights.ParseChannel(c.String()); !ok || got != c {
			t.Error(c)
		}
	}
	for _, c := range []rights.Channels{rights.WebAndMobile, rights.OnlyMobile, rights.OnlyWeb} {
		if got, ok := rights.ParseChannels(c.String()); !ok || got != c {
			t.Error(c)
		}
	}
	var options rights.Option
	for _, o := range rights.Options() {
		if o.String() == "" || o.Noun() == "" || o.Does() == "" {
			t.Errorf("the option %b isn't described", o)
		}
		options |= o
	}
	if options != rights.AllOptions || options&rights.DefaultOptions == 0 || options&rights.APIOn == 0 {
		t.Errorf("the options listed are %b", options)
	}
	for _, f := range rights.Features() {
		if f.String() == "" || f.Noun() == "" || f.Does() == "" {
			t.Errorf("the feature %b isn't described", f)
		}
	}
	if list := rights.Features(); list[len(list)-1] != rights.FeatureMessages {
		t.Errorf("the features listed are %v", list)
	}
	for _, m := range rights.Models() {
		if got, ok := rights.FindModel(m.Name); !ok || got != m {
			t.Error(m.Name)
		}
		if r, ok := m.Role(m.Ordinary); !ok || r.Rank > 300 {
			t.Errorf("%s has no ordinary role %s", m.Name, m.Ordinary)
		}
		for _, r := range m.Roles {
			if r.Line == "" || r.Title == "" || strings.ToLower(strings.ReplaceAll(r.Title, " ", "-")) != r.Name {
				t.Errorf("%s: %+v", m.Name, r)
			}
		}
	}
	for _, unknown := range []string{"", "nothing"} {
		_, a := rights.ParseRight(unknown)
		_, b := rights.ParseScope(unknown)
		_, c := rights.ParseChannel(unknown)
		_, d := rights.ParseChannels(unknown)
		if a || b || c || d {
			t.Errorf("%q was read as something", unknown)
		}
	}
}

func TestSet(t *testing.T) {
	s := rights.SetOf(rights.AuditView, rights.WorkspaceView).With(rights.DataRead).Without(rights.AuditView)
	if got := slices.Collect(s.All()); !slices.Equal(got, []rights.Right{rights.WorkspaceView, rights.DataRead}) || s.Len() != 2 {
		t.Error(got)
	}
	if rights.Everything.Len() != len(rights.Catalogue()) || rights.Everything.Has(0) {
		t.Error("Everything isn't every right")
	}
	if s.Union(rights.Everything) != rights.Everything || rights.Everything.Minus(s).Has(rights.DataRead) {
		t.Error("union or minus")
	}
}

// Employee to Manager: what the role picker shows.
func TestDiff(t *testing.T) {
	m := in(t, "mtime")
	before, after := m.a("employee"), m.a("manager")
	gained, lost := rights.Diff(m.Effective(&before), m.Effective(&after))
	if got := words(gained); got != "members.view:s employees.view:s employees.manage:s timeoff.approve:s data.read:s projects.view:s reports.run:s" || lost != nil {
		t.Errorf("gained %s, lost %s", got, words(lost))
	}
	gained, lost = rights.Diff(m.Effective(&after), m.Effective(&before))
	if got := words(gained); got != "" || words(lost) != "members.view:s employees.view:s employees.manage:s timeoff.approve:s data.read:s projects.view:s reports.run:s" {
		t.Errorf("gained %s, lost %s", got, words(lost))
	}
	boss := m.a("owner")
	if got := words(m.Effective(&boss)); strings.Count(got, ":") != 50 || !strings.Contains(got, "timesheet.view:o ") || !strings.Contains(got, "workspace.delete:w ") {
		t.Errorf("the owner may %s", got)
	}
	before.Status = rights.Suspended
	if got := m.Effective(&before); got != nil {
		t.Errorf("suspended, and may %s", words(got))
	}
	te := in(t, "timeneye")
	member, manager := te.a("member"), te.a("member", holds(rights.ByProject))
	gained, _ = rights.Diff(te.Effective(&member), te.Effective(&manager))
	if got := words(gained); got != "members.view:s projects.view:s projects.manage:s reports.run:s" {
		t.Errorf("a Project Manager gains %s", got)
	}
}

func words(list []rights.Granted) string {
	var w []string
	for _, g := range list {
		w = append(w, g.Right.String()+":"+g.Scope.String())
	}
	return strings.Join(w, " ")
}

// The whole of an explanation, as the screens print it.
func TestExplainAll(t *testing.T) {
	m := in(t, "mtime")
	q := ask(m.a("admin", unlinked), rights.TimesheetView)
	var text strings.Builder
	for _, s := range m.Explain(&q, m.Decide(&q), rights.Names{Subject: "Bo", Since: "3 Mar 2024"}) {
		sign := "✓"
		if !s.OK {
			sign = "✗"
		} else if !s.Asked {
			sign = "–"
		}
		text.WriteString(s.Gate + " " + sign + " " + s.Message + "\n")
	}
	const want = `status ✓ active since 3 Mar 2024
channel ✓ web+mobile includes web
role ✓ admin has timesheet.view
plan ✓ needs no feature
option ✓ none concerns it
link ✗ Bo's account isn't linked to an employee record
scope – about oneself
rank – not an act on anyone
`
	if text.String() != want {
		t.Errorf("got\n%s", text.String())
	}
}

func TestMarkdown(t *testing.T) {
	page := string(rights.Markdown())
	if page != string(rights.Markdown()) {
		t.Error("the page differs from one time to the next")
	}
	for _, want := range []string{
		"| members.view | see the list of members | | members-list | |\n",
		"| employees.view | w | w | s | o | o | | `000_b539aadcf2bf66c0.txt`: Roles overview |\n",
		"| data.delete | w | w | w | | | | `002_994ea25e7be395d1.txt`: Understanding the Difference Between User and Limited Roles |\n",
		"| members.cost | w | w | | | `003_1313bcbc8d9eaf2b.txt`: How to set a user's hourly rate and cost |\n",
		"| ours: a role allows the API or not (API Access); Limited has none, it would get around its line |\n",
		"| Free | 3 | | | | | yes |\n",
		"| projects.create | | s |\n",
		"| 8 | rank | it is an act on someone above",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for line := range strings.Lines(page) {
		if strings.HasSuffix(line, "`: |\n") || strings.Contains(line, "| ours: |") || strings.Contains(line, "``") {
			t.Errorf("a rule without a source: %s", line)
		}
	}
}

// A custom role as a record keeps it is completed when it joins the model.
func TestCustomRolesJoinTheModel(t *testing.T) {
	base := in(t, "mtime")
	h := house{t, base.With([]rights.Role{
		{Name: "Lead", Rank: 250, From: "manager", Scoped: rights.SetOf(rights.EmployeesView), Whole: rights.SetOf(rights.WorkspaceBilling)},
		{Name: "Probe", Rank: 90, From: "verifier", Whole: rights.SetOf(rights.AccessAsk)},
		{Name: "Probe 2", Rank: 90, From: "Probe"},
	})}
	lead := h.role("Lead")
	if lead.Title != "Lead" || lead.Line != "made from Manager" || !lead.Custom || lead.Via != rights.ByUnit || lead.Whole != 0 || lead.ServiceOnly {
		t.Errorf("%+v", lead)
	}
	if !h.role("Probe").ServiceOnly || !h.role("Probe 2").ServiceOnly {
		t.Error("what was made from Verifier is for service users alone")
	}
	c := base.role("owner").Copy("Almost")
	if c.All().Has(rights.WorkspaceDelete) || !c.All().Has(rights.MembersRole) {
		t.Error("a copy of Owner has all but what never enters a custom role")
	}
	if c.Rank != 499 || base.role("admin").Copy("Second").Rank != 400 || base.role("verifier").Below() != 99 {
		t.Error("a copy ranks as what it was copied from, Owner's just below")
	}
	if lowest := (rights.Role{Rank: 1}); lowest.Below() != 1 {
		t.Error("no rank is below 1")
	}
	if again := base.role("verifier").Copy("One"); again.Copy("Two").From != "verifier" {
		t.Error("a copy of a copy is from the model's own role")
	}
	for rank, want := range map[int]int{-5: 1, 0: 1, 1: 1, 499: 499, 500: 499, 9000: 499} {
		if got := base.With([]rights.Role{{Name: "r", Rank: rank}}).Roles; got[len(got)-1].Rank != want {
			t.Errorf("rank %d becomes %d, want %d", rank, got[len(got)-1].Rank, want)
		}
	}
	if _, ok := base.Role("Lead"); ok {
		t.Error("the model itself was changed")
	}
}
