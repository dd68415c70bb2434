package domain

import (
	"cmp"
	"time"

	"gatehouse/domain/rights"
)

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
