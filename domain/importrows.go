package domain

import (
	"cmp"
	"time"

	"gatehouse/domain/rights"
)

// imported is what a row comes to once everything about it is checked.
type imported struct {
	before, after Member
	record        Employee // of a row that makes or changes one
	recorded      bool
}

// importPerson makes or updates one member, with employee record and groups.
// Nothing of the member is written before all of the row is known to be good.
func (t *txn) importPerson(im *importer, p RosterPerson, at places, j *job, r *ImportReport) error {
	if p.Suspended {
		return Errorf(Invalid, "suspended", "%s is suspended in the file", said(p.Email))
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
	made, err := t.importMember(im, email, p, role, j)
	if err != nil {
		return err
	}
	if err := t.importPlacesInto(&made.after, at); err != nil {
		return err
	}
	if made.record, made.recorded, err = t.importEmployee(&made.after, made.before, p, j); err != nil {
		return err
	}
	return t.writeImported(made, r)
}

// importMember is the member of a row, before its groups and employee record.
func (t *txn) importMember(im *importer, email string, p RosterPerson, role *rights.Role, j *job) (made imported, err error) {
	id, err := t.Find(UniqueAddress, email)
	if err != nil {
		return made, err
	}
	if id != "" {
		if made.before, err = t.Members().Get(id); err != nil {
			return made, err
		}
	}
	if id == "" || t.gone(made.before) { // too late to restore: the address is free
		made.before = Member{}
		made.after, err = t.importNew(im, email, p, role, j)
	} else {
		made.after, err = t.importKnown(made.before, p, role, im.UpdateRoles)
	}
	return made, err
}

// writeImported puts what was checked, and reports it.
func (t *txn) writeImported(made imported, r *ImportReport) error {
	if made.before.ID == "" {
		if err := t.release(made.after.Email); err != nil {
			return err
		}
	}
	if made.recorded {
		r.Employees++
		if err := t.writeRecord(made.record); err != nil {
			return err
		}
	}
	after, err := t.Members().Put(made.after)
	if err != nil {
		return err
	}
	word := "updated"
	switch {
	case made.before.ID == "":
		word = "created"
		r.Created = append(r.Created, after.Email)
	case after.Version != made.before.Version || made.recorded:
		r.Updated = append(r.Updated, after.Email)
	default:
		r.Unchanged = append(r.Unchanged, after.Email)
	}
	return t.record(Import{}.action(), mentionMember(after), "%s as %s", word, t.roleName(after))
}

// importNew is a person who wasn't here.
func (t *txn) importNew(im *importer, email string, p RosterPerson, role *rights.Role, j *job) (Member, error) {
	m := newPerson(j.ids[0], email, t.now)
	m.Role = role.Name
	var err error
	if m.Name, err = ParsePersonName(cmp.Or(p.Name, NameFromAddress(email))); err != nil {
		return m, err
	}
	if err := t.may(ask{right: rights.MembersInvite, giving: role, target: target{mention: mentionMember(m)}}); err != nil {
		return m, err
	}
	if err := t.unclaimed(email); err != nil || im.seats == nil {
		return m, err
	}
	return m, t.needSeat(*im.seats)
}

// stillHere refuses rows that name someone who was removed or suspended.
func (t *txn) stillHere(m Member) error {
	switch {
	case !m.RemovedAt.IsZero():
		return Errorf(Conflict, "removed", "%s was removed; restore the account first", Clean(m.Email))
	case !m.ActiveAt(t.now):
		return Errorf(Conflict, "suspended", "%s is suspended", Clean(m.Email))
	}
	return nil
}

// importKnown is a person who is a member already. What changes asks what the
// command for it asks.
func (t *txn) importKnown(m Member, p RosterPerson, role *rights.Role, updateRoles bool) (Member, error) {
	if m.ID == t.info.Owner {
		return m, t.importOwner(m, p, updateRoles)
	}
	if err := t.stillHere(m); err != nil {
		return m, err
	}
	on, err := t.onMember(m)
	if err != nil {
		return m, err
	}
	if p.Name != "" && !p.Handle {
		name, err := ParsePersonName(p.Name)
		if err != nil {
			return m, err
		}
		if name != m.Name && !on.rights.Self {
			if err := t.may(ask{right: rights.MembersRole, target: on}); err != nil {
				return m, err
			}
		}
		m.Name = name
	}
	if !updateRoles || p.Role == "" || t.roleName(m) == role.Name {
		return m, nil
	}
	if err := t.may(ask{right: rights.MembersRole, giving: role, target: on}); err != nil {
		return m, err
	}
	m.Role, m.TempRole, m.RoleUntil = role.Name, "", time.Time{}
	return m, nil
}

// importOwner refuses rows that would touch the owner. That a roster of another
// product calls the owner an admin asks for nothing that the owner doesn't have; a
// role that is to be updated is meant.
func (t *txn) importOwner(m Member, p RosterPerson, updateRoles bool) error {
	name, _ := ParsePersonName(p.Name)
	role := p.Role == "" || p.Role == "owner" || p.Role == "admin" && (p.Handle || !updateRoles)
	if !role || p.Name != "" && !p.Handle && name != m.Name {
		return Errorf(Denied, "owner", "%s is the owner, whom an import doesn't touch", Clean(m.Email))
	}
	return nil
}
