package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// Rename changes a member's name, address, or both. Nil leaves one as it is.
type Rename struct {
	Member  Ref
	Version uint64
	Name    *string
	Email   *string
}

// Rename: one's own name is free, an address isn't; the owner's address only
// the owner changes.
func (s *Session) Rename(ctx context.Context, c Rename) (Member, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Member, error) { return t.rename(c) })
}

func (t *txn) rename(c Rename) (Member, error) {
	m, on, err := t.mayRename(c)
	if err != nil {
		return Member{}, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	if c.Name != nil {
		if m.Name, err = t.freeName(m, *c.Name); err != nil {
			return Member{}, err
		}
	}
	if c.Email != nil {
		if err := t.readdress(&m, *c.Email); err != nil {
			return Member{}, err
		}
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "%s", after.Label())
}

// readdress gives a member another address. A token to enrol a login that waits in
// the old mailbox is taken back: it would open the account to whoever reads it.
func (t *txn) readdress(m *Member, address string) error {
	email, err := t.freeAddress(*m, address)
	if err != nil || email == m.Email {
		return err
	}
	m.Email = email
	return t.dropToken(*m, func(Enrolment) bool { return true })
}

// mayRename authorises a renaming.
func (t *txn) mayRename(c Rename) (Member, target, error) {
	m, err := findMember(t, c.Member)
	own := err == nil && m.ID == t.actor.ID && m.Kind == rights.Person
	if own && (c.Email == nil || t.asks.Owner) {
		return m, t.oneself(), t.present()
	}
	if c.Email == nil {
		return t.someone(rights.MembersRole, c.Member)
	}
	return t.someoneBack(rights.MembersRole, c.Member) // whoever reads that mailbox may become the member
}

// freeName checks a new name; a service user's is unique.
func (t *txn) freeName(m Member, name string) (string, error) {
	if m.Kind == rights.Person {
		return ParsePersonName(name)
	}
	name, err := ParseName(name)
	if err != nil {
		return "", err
	}
	return name, t.freeServiceName(name, m.ID)
}

// freeAddress checks a new address: nobody else's, and not invited.
func (t *txn) freeAddress(m Member, address string) (string, error) {
	if m.Kind == rights.ServiceUser {
		return "", Errorf(Invalid, "no_address", "a service user has no e-mail address")
	}
	email, err := ParseEmail(address)
	if err != nil || email == m.Email {
		return email, err
	}
	if err := t.unclaimed(email); err != nil {
		return email, err
	}
	return email, t.release(email)
}

// free refuses a unique value that another record holds.
func (t *txn) free(u Unique, value string, own ID, what, name string) error {
	id, err := t.Find(u, value)
	if err != nil {
		return err
	}
	if id != "" && id != own {
		return Errorf(Conflict, "name_taken", "there is already %s %s", article(what), Clean(name))
	}
	return nil
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.ContainsRune("aeio", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
