package domain

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"gatehouse/domain/rights"
)

// places are the groups that a roster puts one person into.
type places struct {
	line    int
	manages []string
	member  []string
}

// places collects the groups by person.
func (im *importer) places() map[string]places {
	all := map[string]places{}
	for _, g := range im.Roster.Groups {
		for _, email := range g.Managers {
			at := all[email]
			at.line, at.manages = cmp.Or(at.line, g.Lines[email], g.Line), append(at.manages, g.Name)
			all[email] = at
		}
		for _, email := range g.Members {
			at := all[email]
			at.line, at.member = cmp.Or(at.line, g.Lines[email], g.Line), append(at.member, g.Name)
			all[email] = at
		}
	}
	return all
}

// parentsFirst orders groups so that each comes after the one it is in.
func parentsFirst(groups []RosterGroup) []RosterGroup {
	var out []RosterGroup
	done := map[string]bool{}
	names := map[string]bool{}
	for _, g := range groups {
		names[FoldName(g.Name)] = true
	}
	for len(out) < len(groups) {
		before := len(out)
		for _, g := range groups {
			if parent := FoldName(g.Parent); !done[FoldName(g.Name)] && (g.Parent == "" || done[parent] || !names[parent]) {
				done[FoldName(g.Name)] = true
				out = append(out, g)
			}
		}
		if len(out) == before {
			break // a circle, or a name twice: the rest is left out
		}
	}
	return out
}

func (t *txn) importGroup(g RosterGroup, j *job, r *ImportReport) error {
	_, err := findGroup(t, Ref(g.Name))
	if isNotFound(err) {
		if _, err = t.addGroup(AddGroup{Name: g.Name, Parent: Ref(g.Parent)}, j.ids[0]); err == nil {
			r.Groups++
		}
	}
	return err
}

func (t *txn) importProject(p RosterProject, j *job, r *ImportReport) error {
	found, err := findProject(t, Ref(p.Name))
	if isNotFound(err) {
		if _, err = t.addProject(Project{ID: j.ids[0], Archived: p.Archived}, p.Name); err == nil {
			r.Projects++
		}
		return err
	}
	if err != nil || found.Archived == p.Archived {
		return err
	}
	if _, err = t.archiveProject(ArchiveProject{Project: Ref(found.ID), Not: !p.Archived}); err == nil {
		r.Projects++
	}
	return err
}

// importPerson makes or updates one member, with employee record and groups.
func (t *txn) importPerson(im *importer, p RosterPerson, at places, j *job, r *ImportReport) error {
	if p.Suspended {
		return Errorf(Invalid, "suspended", "%s is suspended in the file", Clean(p.Email))
	}
	role, err := t.role(cmp.Or(p.Role, im.Role, t.model.Ordinary))
	if err != nil {
		return err
	}
	if err := fits(role, rights.Person); err != nil {
		return err
	}
	email, err := ParseEmail(p.Email)
	if err != nil {
		return err
	}
	id, err := t.Find(UniqueAddress, email)
	if err != nil {
		return err
	}
	var m Member
	if id != "" {
		if m, err = t.Members().Get(id); err != nil {
			return err
		}
		if !m.RemovedAt.IsZero() && t.now.After(m.RemovedAt.Add(RemovalHolds)) {
			id = "" // too late to restore: the address is free, and unclaimed takes it
		}
	}
	before := m
	if id == "" {
		m, err = t.importNew(email, p, role, j)
	} else {
		m, err = t.importKnown(m, p, role, im.UpdateRoles)
	}
	if err != nil {
		return err
	}
	if err := t.importPlacesInto(&m, at); err != nil {
		return err
	}
	record, changed, err := t.importEmployee(&m, p, j)
	if err != nil {
		return err
	}
	return t.writeImported(before, m, record, changed, r)
}

// writeImported puts what was checked, and reports it.
func (t *txn) writeImported(before, m Member, record Employee, changed bool, r *ImportReport) error {
	if changed {
		r.Employees++
		if _, err := t.Employees().Put(record); err != nil {
			return err
		}
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return err
	}
	word := "updated"
	switch {
	case before.ID == "":
		word = "created"
		r.Created = append(r.Created, m.Email)
	case after.Version != before.Version || changed:
		r.Updated = append(r.Updated, m.Email)
	default:
		r.Unchanged = append(r.Unchanged, m.Email)
	}
	return t.record("import", mentionMember(m), "%s as %s", word, t.roleName(m))
}

// importNew is a person who wasn't here.
func (t *txn) importNew(email string, p RosterPerson, role *rights.Role, j *job) (Member, error) {
	m := newPerson(j.ids[0], email, t.now)
	m.Role = role.Name
	var err error
	if m.Name, err = ParsePersonName(cmp.Or(p.Name, nameFromAddress(email))); err != nil {
		return m, err
	}
	if err := t.may(ask{right: rights.MembersInvite, giving: role, target: target{mention: mentionMember(m)}}); err != nil {
		return m, err
	}
	return m, t.unclaimed(email)
}

// importKnown is a person who is a member already.
func (t *txn) importKnown(m Member, p RosterPerson, role *rights.Role, updateRoles bool) (Member, error) {
	if m.ID == t.info.Owner {
		return m, t.importOwner(m, p)
	}
	switch {
	case !m.RemovedAt.IsZero():
		return m, Errorf(Conflict, "removed", "%s was removed; restore the account first", Clean(m.Email))
	case !m.ActiveAt(t.now):
		return m, Errorf(Conflict, "suspended", "%s is suspended", Clean(m.Email))
	}
	if p.Name != "" && !p.Handle && p.Name != m.Name {
		name, err := ParsePersonName(p.Name)
		if err != nil {
			return m, err
		}
		m.Name = name
	}
	if !updateRoles || p.Role == "" || t.roleName(m) == role.Name {
		return m, nil
	}
	on, err := t.onMember(m)
	if err != nil {
		return m, err
	}
	if err := t.may(ask{right: rights.MembersRole, giving: role, target: on}); err != nil {
		return m, err
	}
	m.Role, m.TempRole, m.RoleUntil = role.Name, "", time.Time{}
	return m, nil
}

// importOwner refuses rows that would touch the owner. Being listed as an
// admin asks for nothing that the owner doesn't have.
func (t *txn) importOwner(m Member, p RosterPerson) error {
	touches := p.Role != "" && p.Role != "owner" && p.Role != "admin" || p.Name != "" && !p.Handle && p.Name != m.Name
	if touches {
		return Errorf(Denied, "owner", "%s is the owner, whom an import doesn't touch", Clean(m.Email))
	}
	return nil
}

// importEmployee is the employee record of a row: the one with the number, or
// the linked one; made if there is none.
func (t *txn) importEmployee(m *Member, p RosterPerson, j *job) (Employee, bool, error) {
	if p.EmployeeNumber == "" && (p.Unit == "" || m.Employee == "") {
		return Employee{}, false, nil
	}
	e, err := t.recordOf(*m, p, j)
	if err != nil {
		return e, false, err
	}
	before := e
	if e.Member != m.ID {
		if err := t.mayJoin(*m, e); err != nil {
			return e, false, err
		}
		if e.Member != "" {
			if err := t.detach(e.Member); err != nil {
				return e, false, err
			}
		}
		e.Member, m.Employee = m.ID, e.ID
	}
	if p.Unit != "" {
		if e.Unit, err = t.importUnit(p.Unit, j); err != nil {
			return e, false, err
		}
	}
	return e, e != before, nil
}

// recordOf finds the employee record that a row means.
func (t *txn) recordOf(m Member, p RosterPerson, j *job) (Employee, error) {
	if p.EmployeeNumber == "" {
		return t.Employees().Get(m.Employee)
	}
	number, err := parseNumber(p.EmployeeNumber)
	if err != nil {
		return Employee{}, err
	}
	id, err := t.Find(UniqueNumber, FoldName(number))
	if err != nil {
		return Employee{}, err
	}
	if id == "" {
		return Employee{ID: j.ids[1], Number: number, Name: m.Name, Email: m.Email}, nil
	}
	return t.Employees().Get(id)
}

// importUnit finds the unit, or makes it.
func (t *txn) importUnit(name string, j *job) (ID, error) {
	u, err := findUnit(t, Ref(name))
	if !isNotFound(err) {
		return u.ID, err
	}
	u, err = t.addUnit(AddUnit{Name: name}, j.ids[2])
	return u.ID, err
}

// importPlacesInto adds the groups of a roster to a member.
func (t *txn) importPlacesInto(m *Member, at places) error {
	for _, list := range []struct {
		names []string
		into  *[]ID
	}{{at.manages, &m.ManagesGroups}, {at.member, &m.Groups}} {
		for _, name := range list.names {
			g, err := findGroup(t, Ref(name))
			if err != nil {
				return err
			}
			*list.into = with(*list.into, g.ID)
		}
	}
	return nil
}

// importPlaces is for someone whom only groups name.
func (t *txn) importPlaces(email string, at places, r *ImportReport) error {
	id, err := t.Find(UniqueAddress, email)
	if err != nil {
		return err
	}
	if id == "" {
		name := slices.Concat(at.manages, at.member)[0]
		return Errorf(NotFound, "no_member", "%s is in the group %s but is no member", Clean(email), CleanMax(name, 80))
	}
	m, err := t.Members().Get(id)
	if err != nil {
		return err
	}
	before := m
	if err := t.importPlacesInto(&m, at); err != nil {
		return err
	}
	if fmt.Sprint(before.ManagesGroups, before.Groups) == fmt.Sprint(m.ManagesGroups, m.Groups) {
		return nil
	}
	return t.writeImported(before, m, Employee{}, false, r)
}
