package domain_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// situation is a title of "what a situation changes", staged with records.
type situation struct {
	set     func(*domain.Member)
	channel string
	service bool
}

func (h *house) situations() map[string]situation {
	ways := func(w rights.Channels) func(*domain.Member) { return func(m *domain.Member) { m.Ways = w } }
	off := func(o rights.Option) func(*domain.Member) { return func(m *domain.Member) { m.Options &^= o } }
	return map[string]situation{
		"suspended":                        {set: func(m *domain.Member) { m.SuspendedAt = h.clock.Time }},
		"removed":                          {set: func(m *domain.Member) { m.RemovedAt = h.clock.Time }},
		"past the end date of the account": {set: func(m *domain.Member) { m.ExpiresAt = h.clock.Time }},
		"mobile only, on the web":          {ways(rights.OnlyMobile), "web", false},
		"mobile only, in the console":      {ways(rights.OnlyMobile), "console", false},
		"mobile only, by mobile":           {ways(rights.OnlyMobile), "mobile", false},
		"web only, by mobile":              {ways(rights.OnlyWeb), "mobile", false},
		"web only, in the console":         {ways(rights.OnlyWeb), "console", false},
		"over the API":                     {channel: "api"},
		"over the API, mobile only":        {ways(rights.OnlyMobile), "api", false},
		"over the API, API access off":     {off(rights.APIOn), "api", false},
		"API access off":                   {set: off(rights.APIOn)},
		"the Members List off":             {set: off(rights.MembersListOn)},
		"messaging off":                    {set: off(rights.MessagesOn)},
		"not linked to an employee record": {},
		"managing no unit":                 {set: func(m *domain.Member) { m.ManagesUnits = nil }},
		"for a day, the ordinary role coming back": {set: func(m *domain.Member) {
			m.TempRole, m.Role, m.RoleUntil = m.Role, h.model.Ordinary, h.clock.AddDate(0, 0, 1)
		}},
		"a service user, over the API": {channel: "api", service: true},
		"a service user, on the web":   {channel: "web", service: true},
		"front desk":                   {set: func(m *domain.Member) { m.Role = "front desk" }},
	}
}

// What a situation changes, for every role that the texts list, staged with
// records of members, plans and a role of the workspace's own. Of the roles of
// a line two are asked, in turn; all with GATEHOUSE_THOROUGH=1.
func TestSituationsThroughSessions(t *testing.T) {
	for _, model := range []string{"mtime", "timetonic", "timeneye"} {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			houseOf(t, model).compareSituations(t)
		})
	}
}

func (h *house) compareSituations(t *testing.T) {
	h.ownRole("front desk", "data.export", "employees.view:s")
	usual := map[string]string{} // plan, role, right
	seen, staged := map[string]bool{}, h.situations()
	title, plans := "", []*rights.Plan(nil)
	for n, line := range h.golden["WHAT A SITUATION CHANGES"][2:] {
		if !strings.HasPrefix(line, " ") {
			words, on, _ := strings.Cut(line, ", on "+h.model.Plans[0].Title)
			if title, plans = words, h.model.Plans[n%len(h.model.Plans):][:1]; words != line {
				plans = h.plansIn(h.model.Plans[0].Title + on)
			} else if words, on, found := strings.Cut(line, ", on Pro"); found {
				title, plans = words, h.plansIn("Pro"+on)
			}
			seen[title] = true
			continue
		}
		roles, does, _ := strings.Cut(strings.TrimSpace(line), ": ")
		s, known := staged[title]
		if !known {
			t.Fatalf("%s: %q isn't staged", h.model.Name, title)
		}
		for _, p := range plans {
			h.on(p.Name)
			all := strings.Split(roles, ", ")
			for i, role := range all {
				if (i+n)%len(all) > 1 && os.Getenv("GATEHOUSE_THOROUGH") == "" {
					continue
				}
				h.changes(p.Name+" "+role+" ", title, role, s, does, usual)
			}
		}
	}
	is(t, "situations of "+h.model.Name, len(seen), len(staged))
}

func (h *house) plansIn(titles string) (plans []*rights.Plan) {
	for _, p := range h.model.Plans {
		if slices.Contains(strings.Split(titles, ", "), p.Title) {
			plans = append(plans, p)
		}
	}
	return plans
}

// ownRole makes a role from the ordinary one, with some rights more; a front
// desk has no personal settings.
func (h *house) ownRole(name string, add ...string) {
	h.t.Helper()
	d := domain.RoleDraft{Name: name, From: h.model.Ordinary, Add: add}
	if name == "front desk" {
		d.Remove = []string{"settings.personal"}
	}
	must(h.t, got(h.boss().CreateRole(bg, d)))
}

// changes compares what a situation does to a role with the text.
func (h *house) changes(key, title, role string, s situation, does string, usual map[string]string) {
	h.t.Helper()
	base := h.usual[role]
	for _, e := range rights.Catalogue() {
		if _, known := usual[key+e.Name]; !known {
			usual[key+e.Name] = h.cell(base, e.Name, "")
		}
	}
	m := base
	switch {
	case s.service:
		m = h.settle(role, service)
	case title == "not linked to an employee record":
		must(h.t, got(h.boss().Unlink(bg, domain.Unlink{Member: ref(m)})))
	case s.set != nil:
		m = h.change(m, s.set)
	}
	var goes, comes, other []string
	left := 0
	for _, e := range rights.Catalogue() {
		was, is := usual[key+e.Name], h.cell(m, e.Name, s.channel)
		if is != "" {
			left++
		}
		switch {
		case was == is:
		case is == "":
			goes = append(goes, e.Name)
		case was == "":
			comes = append(comes, e.Name)
		default:
			other = append(other, e.Name+" ("+is+")")
		}
	}
	have := "nothing"
	if words := slices.Concat(marked("-", goes), marked("+", comes), marked("~", other)); left == 0 {
		have = "- everything"
	} else if len(words) > 0 {
		have = strings.Join(words, " ")
	}
	if have != does {
		h.t.Errorf("%s, %s%s:\nhas  %s\nwant %s", h.model.Name, key, title, have, does)
	}
	switch {
	case title == "not linked to an employee record":
		must(h.t, got(h.boss().Link(bg, domain.Link{Member: ref(m), Employee: domain.Ref(h.record[m.ID])})))
	case s.set != nil && !s.service:
		h.change(base)
	}
}

func marked(sign string, list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return append([]string{sign}, list...)
}
