package rights_test

import (
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// differences are what may differ between two members of the same role.
var differences = []struct {
	title  string
	change func(m house, q *rights.Question)
}{
	{"suspended", func(_ house, q *rights.Question) { q.Subject.Status = rights.Suspended }},
	{"removed", func(_ house, q *rights.Question) { q.Subject.Status = rights.Removed }},
	{"past the end date of the account", func(_ house, q *rights.Question) { q.Subject.Status = rights.Ended }},
	{"mobile only, on the web", comesIn(rights.OnlyMobile, rights.Web)},
	{"mobile only, in the console", comesIn(rights.OnlyMobile, rights.Console)},
	{"mobile only, by mobile", comesIn(rights.OnlyMobile, rights.Mobile)},
	{"web only, by mobile", comesIn(rights.OnlyWeb, rights.Mobile)},
	{"web only, in the console", comesIn(rights.OnlyWeb, rights.Console)},
	{"over the API", comesIn(rights.WebAndMobile, rights.API)},
	{"over the API, mobile only", comesIn(rights.OnlyMobile, rights.API)},
	{"over the API, API access off", func(_ house, q *rights.Question) {
		q.Channel = rights.API
		q.Subject.Options &^= rights.APIOn
	}},
	{"API access off", off(rights.APIOn)},
	{"the Members List off", off(rights.MembersListOn)},
	{"messaging off", off(rights.MessagesOn)},
	{"not linked to an employee record", func(_ house, q *rights.Question) { q.Subject.Linked = false }},
	{"managing no unit", func(_ house, q *rights.Question) { q.Subject.Holds = 0 }},
	{"for a day, the ordinary role coming back", func(m house, q *rights.Question) { q.Subject.Below = m.role(m.Ordinary) }},
	{asService + ", over the API", func(_ house, q *rights.Question) { becomeService(q, rights.API) }},
	{asService + ", on the web", func(_ house, q *rights.Question) { becomeService(q, rights.Web) }},
	{"front desk", func(m house, q *rights.Question) { q.Subject.Role = m.frontDesk() }},
}

const asService = "a service user"

func comesIn(ways rights.Channels, by rights.Channel) func(house, *rights.Question) {
	return func(_ house, q *rights.Question) { q.Subject.Ways, q.Channel = ways, by }
}

func off(o rights.Option) func(house, *rights.Question) {
	return func(_ house, q *rights.Question) { q.Subject.Options &^= o }
}

func becomeService(q *rights.Question, by rights.Channel) {
	q.Channel, q.Subject.Kind, q.Subject.Options, q.Subject.Linked = by, rights.ServiceUser, 0, false
}

// frontDesk is a role as a workspace might make it.
func (m house) frontDesk() *rights.Role {
	r := m.role(m.Ordinary).Copy("front desk")
	r.Grant(rights.DataExport, rights.Whole)
	r.Grant(rights.EmployeesView, rights.Scoped)
	r.Grant(rights.SettingsPersonal, rights.None)
	return &r
}

// whatChanges says for every role and plan what each difference does.
func whatChanges(m house) string {
	lines := []string{"WHAT A SITUATION CHANGES",
		"Against the table above, right by right: - it goes, + it comes, ~ it changes to the cell in brackets.",
		"Front desk is made from " + m.role(m.Ordinary).Title + ": with data.export, employees.view where one manages, without settings.personal.", ""}
	for _, d := range differences {
		var texts, plans []string // what it does, and the plans on which it does so
		for _, p := range m.Plans {
			text := m.byRoles(d.title, p, d.change)
			if i := slices.Index(texts, text); i >= 0 {
				plans[i] += ", " + p.Title
				continue
			}
			texts, plans = append(texts, text), append(plans, p.Title)
		}
		for i, text := range texts {
			if title := d.title; len(texts) > 1 {
				lines = append(lines, title+", on "+plans[i], text)
			} else {
				lines = append(lines, title, text)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// byRoles is a line for each thing that a difference does, with the roles.
func (m house) byRoles(title string, p *rights.Plan, change func(house, *rights.Question)) string {
	var done []string
	to := map[string][]string{}
	for _, r := range m.Roles {
		owner := r.Name == "owner" && (strings.HasPrefix(title, asService) || strings.HasPrefix(title, "for a day"))
		if r.ServiceOnly || owner || title == "front desk" && r.Name != m.Ordinary {
			continue
		}
		before := m.usual(r, p)
		after := before
		change(m, &after)
		does := m.difference(before, after)
		if to[does] == nil {
			done = append(done, does)
		}
		to[does] = append(to[does], r.Name)
	}
	for i, does := range done {
		done[i] = "  " + strings.Join(to[does], ", ") + ": " + does
	}
	return strings.Join(done, "\n")
}

func (m house) difference(before, after rights.Question) string {
	var goes, comes, changes []string
	left := false
	for _, e := range rights.Catalogue() {
		was, is := m.cell(before, e.Right), m.cell(after, e.Right)
		left = left || is != ""
		switch {
		case was == is:
		case is == "":
			goes = append(goes, e.Name)
		case was == "":
			comes = append(comes, e.Name)
		default:
			changes = append(changes, e.Name+" ("+is+")")
		}
	}
	if len(goes)+len(comes)+len(changes) == 0 {
		return "nothing"
	}
	if !left {
		return "- everything"
	}
	var words []string
	for _, list := range [][]string{append([]string{"-"}, goes...), append([]string{"+"}, comes...), append([]string{"~"}, changes...)} {
		if len(list) > 1 {
			words = append(words, list...)
		}
	}
	return strings.Join(words, " ")
}
