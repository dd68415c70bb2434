package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// memberFilter leaves members out of the list.
type memberFilter struct{ role, status, kind string }

const everyone = "any"

func (f memberFilter) on() bool { return f != memberFilter{} }

func (f memberFilter) query() domain.MemberQuery {
	return domain.MemberQuery{Role: f.role, Status: f.status, Kind: f.kind}
}

// command is the command line that lists the same.
func (f memberFilter) command() string {
	return filtered("members", [2]string{"--role", f.role}, [2]string{"--status", f.status}, [2]string{"--kind", f.kind})
}

// filtered is the command that lists a kind of thing with the flags that have
// a value.
func filtered(noun string, flags ...[2]string) string {
	words := []string{noun, "list"}
	for _, f := range flags {
		if f[1] != "" {
			words = append(words, f[0], f[1])
		}
	}
	return domain.Command(words...)
}

// counted is one number of the line over the members.
type counted struct {
	name string
	n    int
	on   bool // the list shows just these
	set  memberFilter
}

func (f memberFilter) counts(s domain.Summary) []counted {
	all := []counted{
		{name: "all", n: s.All},
		{name: domain.StatusActive, n: s.Active, set: memberFilter{status: domain.StatusActive}},
		{name: domain.StatusSuspended, n: s.Suspended, set: memberFilter{status: domain.StatusSuspended}},
		{name: "service", n: s.Services, set: memberFilter{kind: "service"}},
	}
	if s.Removed > 0 || f.status == domain.StatusRemoved {
		all = append(all, counted{name: domain.StatusRemoved, n: s.Removed, set: memberFilter{status: domain.StatusRemoved}})
	}
	for i := range all {
		all[i].on = f == all[i].set
	}
	return all
}

// total is how many pass the filter, where the counts say it.
func (f memberFilter) total(s domain.Summary) int {
	for _, c := range f.counts(s) {
		if c.on && c.name != "service" {
			return c.n
		}
	}
	return -1
}

// words say what the counts don't.
func (f memberFilter) words() string {
	var words []string
	for _, c := range f.counts(domain.Summary{}) {
		if c.on {
			return ""
		}
	}
	for _, w := range []string{f.role, f.status, f.kind} {
		if w != "" {
			words = append(words, w)
		}
	}
	return "only " + strings.Join(words, ", ")
}

// openFilter asks for a role, a status and a kind.
func (m *members) openFilter() tea.Cmd {
	return m.deeds.withRoles(func(roles []domain.ListedRole) tea.Cmd {
		names := []string{everyone}
		for _, r := range roles {
			names = append(names, r.Name)
		}
		or := func(word string) string {
			if word == "" {
				return everyone
			}
			return word
		}
		f := m.filter
		return m.app.fill(form{
			title: "Show only", yes: "show",
			inputs: []input{
				{label: "Role", value: or(f.role), choices: names},
				{label: "Status", value: or(f.status), choices: []string{everyone, domain.StatusActive, domain.StatusSuspended, domain.StatusRemoved}, hint: "any leaves the removed out"},
				{label: "Kind", value: or(f.kind), choices: []string{everyone, "person", "service"}},
			},
			do: func(values []string) tea.Cmd {
				for i := range values {
					if values[i] == everyone {
						values[i] = ""
					}
				}
				return m.setFilter(memberFilter{values[0], values[1], values[2]})
			},
		})
	})
}

func (m *members) setFilter(f memberFilter) tea.Cmd {
	m.filter = f
	m.marked.none()
	return m.reload()
}
