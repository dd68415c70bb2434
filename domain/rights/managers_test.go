package rights_test

import (
	"strings"

	"gatehouse/domain/rights"
)

// charge is what someone has to do with two projects, one of them archived,
// and with the group that both are in.
type charge struct {
	title, role             string
	active, archived, group rights.Reach
	works                   bool
}

var charges = []charge{
	{title: "member", role: "member"},
	{title: "staffed", role: "member", active: rights.Staffed, archived: rights.Staffed, works: true},
	{title: "PM", role: "member", active: rights.ByProject, archived: rights.ByArchivedProject},
	{title: "PM, all archived", role: "member", archived: rights.ByArchivedProject},
	{title: "GM", role: "member", active: rights.ByGroup, archived: rights.ByGroup, group: rights.ByGroup},
	{title: "PM and GM", role: "member", active: rights.ByProject | rights.ByGroup, archived: rights.ByArchivedProject | rights.ByGroup, group: rights.ByGroup},
	{title: "admin", role: "admin"},
	{title: "admin, PM", role: "admin", active: rights.ByProject, archived: rights.ByArchivedProject},
	{title: "owner", role: "owner"},
}

// theManagers is what Project and Group Managers may do, place by place.
func theManagers(m house) string {
	widths := []int{18, 12, 12, 12, 18, 12}
	head := []string{""}
	for _, c := range charges {
		head = append(head, c.title)
	}
	lines := []string{"PROJECT AND GROUP MANAGERS",
		"They add to what one is in the workspace, in every model. A cell has a letter for each target on which the answer is yes:",
		"  a  an active project in one's charge    z  an archived one    x  a project outside",
		"  p  someone on the active project    q  someone on the archived one    y  someone elsewhere",
		"  g  one's group    h  another group    w  the whole workspace    *  any at all",
		"staffed works on both projects; a PM has charge of them, a GM has their group. What isn't listed is as in the table; personal rights are about oneself.",
		"", line(head, widths...)}
	for _, e := range rights.Catalogue() {
		row, differs := []string{e.Name}, false
		for _, c := range charges {
			row = append(row, m.places(c, e.Right))
			differs = differs || c.role == "member" && row[len(row)-1] != row[1]
		}
		if differs && !e.Personal {
			lines = append(lines, line(row, widths...))
		}
	}
	return strings.Join(lines, "\n")
}

// places is a cell of that table.
func (m house) places(c charge, r rights.Right) string {
	s := m.a(c.role, holds(c.active|c.archived|c.group))
	here := func(t *rights.Target) { t.Self = c.works }
	member := ranked(m.role("member"))
	cell := ""
	for _, p := range []struct {
		letter string
		on     rights.Target
	}{
		{"a", on(rights.OnProject, reached(c.active), here)},
		{"z", on(rights.OnProject, reached(c.archived), here)},
		{"x", on(rights.OnProject)},
		{"p", on(rights.OnMember, member, reached(c.active))},
		{"q", on(rights.OnMember, member, reached(c.archived))},
		{"y", on(rights.OnMember, member)},
		{"g", on(rights.OnGroup, reached(c.group))},
		{"h", on(rights.OnGroup)},
		{"w", rights.Target{}},
		{"*", on(rights.AnyTarget)},
	} {
		cell += letter(p.letter, m.may(ask(s, r), r, p.on))
	}
	return cell
}
