package demo

import (
	"math/rand/v2"
	"slices"

	"gatehouse/domain"
	"gatehouse/storage"
)

// none is no place, where an index is asked for.
const none = -1

// groups and projects of the demo; parents and groups are indexes, parents
// before their children.
var groups = []struct {
	name   string
	parent int
}{
	0: {"Clients", none},
	1: {"Harbour Authority", 0},
	2: {"Nordlys Energy", 0},
	3: {"Internal", none},
}

var projects = []struct {
	name        string
	group, unit int
	archived    bool
}{
	{"Atlas", 3, 2, false},
	{"Berth scheduling", 1, 0, false},
	{"Tide gauges", 1, 2, false},
	{"Grid forecast", 2, 10, false},
	{"Turbine logbook", 2, 6, false},
	{"Website relaunch", 3, 9, false},
	{"Payroll move", 3, 13, false},
	{"Hiring", 3, 11, false},
	{"Compiler back end", none, 1, false},
	{"Office move", 3, 12, true},
}

// organisation is the units, groups, projects and roles of its own.
func (s *seed) organisation() (all []storage.Record) {
	at := func(ids []domain.ID, i int) domain.ID {
		if i < 0 {
			return ""
		}
		return ids[i]
	}
	for i, u := range Units() {
		all = append(all, domain.Unit{ID: s.units[i], Name: u.Name, Parent: at(s.units, u.Parent)})
	}
	for i, g := range groups {
		all = append(all, domain.Group{ID: s.groups[i], Name: g.name, Parent: at(s.groups, g.parent)})
	}
	for i, p := range projects {
		all = append(all, domain.Project{
			ID: s.projs[i], Name: p.name, Group: at(s.groups, p.group), Unit: at(s.units, p.unit), Archived: p.archived,
		})
	}
	for _, r := range s.customRoles() {
		all = append(all, r)
	}
	return all
}

// staff gives people their places. Only the first few hundred have any, so
// that projects keep a plausible size in a workspace of a million.
type staff struct {
	*seed
	draw    *rand.Rand
	led     int          // how many projects, and then groups, have someone in charge
	managed map[int]bool // units that have a manager
}

func newStaff(s *seed) *staff {
	return &staff{s, rand.New(rand.NewPCG(7, 2026)), 0, map[int]bool{}}
}

// unit is where someone works: a manager comes to a unit that has none yet,
// the large ones first.
func (s *staff) unit(p Person) int {
	if p.RoleHint != "manager" || p.Unit == NoUnit {
		return p.Unit
	}
	unit := p.Unit
	for _, top := range []bool{true, false} {
		for i, u := range Units() {
			if s.managed[unit] && !s.managed[i] && (u.Parent == NoUnit) == top {
				unit = i
			}
		}
	}
	s.managed[unit] = true
	return unit
}

func (s *staff) place(m *domain.Member, p Person, i int) {
	if p.RoleHint == "manager" && p.Unit != NoUnit && s.info.Model == "mtime" {
		m.ManagesUnits = []domain.ID{s.units[p.Unit]}
	}
	if i == 0 || i >= castSize || p.Suspended {
		return
	}
	if p.RoleHint == "manager" || i%9 == 4 {
		s.lead(m)
	}
	if s.draw.IntN(100) < 45 {
		k := s.draw.IntN(len(projects))
		m.Projects = set(m.Projects, s.projs[k])
		if g := projects[k].group; g != none && s.draw.IntN(3) == 0 {
			m.Groups = set(m.Groups, s.groups[g])
		}
	}
}

// lead puts someone in charge of the next project or group that has nobody.
func (s *staff) lead(m *domain.Member) {
	switch group := s.led - len(projects); {
	case group < 0:
		m.ManagesProjects = []domain.ID{s.projs[s.led]}
	case group < len(groups):
		m.ManagesGroups = []domain.ID{s.groups[group]}
	default:
		return
	}
	s.led++
}

// set adds an id to a list as records keep them: in order.
func set(ids []domain.ID, id domain.ID) []domain.ID {
	ids = append(slices.Clone(ids), id)
	slices.Sort(ids)
	return slices.Compact(ids)
}
