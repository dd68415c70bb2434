package domain

import (
	"context"
	"fmt"
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
	return commit(ctx, s, "members.rename", func(t *txn) (Member, error) { return t.rename(c) })
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
		if m.Email, err = t.freeAddress(m, *c.Email); err != nil {
			return Member{}, err
		}
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record("members.rename", on.mention, "%s", after.Label())
}

// mayRename authorises a renaming.
func (t *txn) mayRename(c Rename) (Member, target, error) {
	m, err := findMember(t, c.Member)
	own := err == nil && m.ID == t.actor.ID
	if own && (c.Email == nil || t.asks.Owner) {
		return m, t.oneself(), t.present()
	}
	return t.someone(rights.MembersRole, c.Member)
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
	return name, t.free(UniqueServiceUser, FoldName(name), m.ID, "service user", name)
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
	return email, t.unclaimed(email)
}

// free refuses a unique value that another record holds.
func (t *txn) free(u Unique, value string, own ID, what, name string) error {
	id, err := t.Find(u, value)
	if err != nil {
		return err
	}
	if id != "" && id != own {
		return Errorf(Conflict, "name_taken", "there is already a %s %s", what, Clean(name))
	}
	return nil
}

// SetOptions switches a person's options and channel. Nil leaves one alone.
type SetOptions struct {
	Member                     Ref
	Version                    uint64
	MembersList, Messages, API *bool
	Ways                       *rights.Channels
}

// SetOptions: the owner's are always on; the api option goes on only for a
// role that has api.use on a plan that includes it (TimeTonic, API Access).
func (s *Session) SetOptions(ctx context.Context, c SetOptions) (Member, error) {
	return commit(ctx, s, "members.options", func(t *txn) (Member, error) { return t.setOptions(c) })
}

func (t *txn) setOptions(c SetOptions) (Member, error) {
	m, on, err := t.member(rights.MembersOptions, c.Member)
	if err != nil {
		return Member{}, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if m.Kind == rights.ServiceUser {
		return Member{}, Errorf(Invalid, "no_options", "%s is a service user and has no options", Clean(m.Name))
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	if c.API != nil && *c.API {
		if err := t.mayHaveAPI(m); err != nil {
			return Member{}, err
		}
	}
	var words []string
	set := func(o rights.Option, on *bool, name string) {
		if on == nil {
			return
		}
		if m.Options &^= o; *on {
			m.Options |= o
		}
		words = append(words, name+" "+map[bool]string{true: "on", false: "off"}[*on])
	}
	set(rights.MembersListOn, c.MembersList, "members list")
	set(rights.MessagesOn, c.Messages, "messages")
	set(rights.APIOn, c.API, "api")
	if c.Ways != nil {
		m.Ways = *c.Ways
		words = append(words, "channel "+m.Ways.String())
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record("members.options", on.mention, "%s", strings.Join(words, ", "))
}

// mayHaveAPI refuses the api option where role or plan has no use for it.
func (t *txn) mayHaveAPI(m Member) error {
	s, err := t.subject(m)
	if err != nil {
		return err
	}
	s.Options |= rights.APIOn
	s.Status = rights.Active
	q := rights.Question{Right: rights.APIUse, Subject: s, Channel: rights.API}
	for _, gate := range t.model.Explain(&q, t.model.Decide(&q), t.names(m, target{})) {
		if !gate.OK && (gate.Gate == rights.GateRole.String() || gate.Gate == rights.GatePlan.String()) {
			return Errorf(Invalid, "no_api", "the api option can't be turned on: %s", gate.Message)
		}
	}
	return nil
}

// Link connects an account with an employee record, one to one (mTime,
// Linking users to employee records).
type Link struct {
	Member   Ref
	Version  uint64
	Employee Ref // number or id
}

// Unlink takes the connection away.
type Unlink struct {
	Member  Ref
	Version uint64
}

// Link connects an account with an employee record.
func (s *Session) Link(ctx context.Context, c Link) (Member, error) {
	return commit(ctx, s, "members.link", func(t *txn) (Member, error) { return t.link(c) })
}

func (t *txn) link(c Link) (Member, error) {
	m, on, err := t.member(rights.MembersLink, c.Member)
	if err != nil {
		return Member{}, err
	}
	e, err := findEmployee(t, c.Employee)
	if err != nil || m.Employee == e.ID {
		return m, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if err := t.mayJoin(m, e); err != nil {
		return Member{}, err
	}
	if e.Member != "" {
		if err := t.detach(e.Member); err != nil {
			return Member{}, err
		}
	}
	e.Member, m.Employee = m.ID, e.ID
	if _, err := t.Employees().Put(e); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record("members.link", on.mention, "employee %s", e.Number)
}

// mayJoin refuses a link that wouldn't be one to one. The record of someone
// who was removed is free for another account.
func (t *txn) mayJoin(m Member, e Employee) error {
	switch {
	case m.Kind == rights.ServiceUser:
		return Errorf(Invalid, "no_employee", "%s is a service user and can't be linked", Clean(m.Name))
	case !m.RemovedAt.IsZero():
		return isRemoved(m)
	case m.Employee != "":
		err := Errorf(Conflict, "already_linked", "%s is linked to another employee record", Clean(m.Label()))
		err.Fix = []Step{{Command: command("members", "unlink", m.Handle()), Message: "unlink it first"}}
		return err
	case e.Member == "":
		return nil
	}
	holder, err := t.Members().Get(e.Member)
	if err != nil {
		return err
	}
	if !holder.RemovedAt.IsZero() {
		return nil
	}
	taken := Errorf(Conflict, "already_linked", "employee %s is linked to %s", Clean(e.Number), Clean(holder.Label()))
	taken.Fix = []Step{{Command: command("members", "unlink", holder.Handle()), Message: fmt.Sprintf("unlink %s first", Clean(holder.Label()))}}
	return taken
}

// detach takes the link away on the account's side.
func (t *txn) detach(member ID) error {
	m, err := t.Members().Get(member)
	if err != nil {
		return err
	}
	m.Employee = ""
	_, err = t.Members().Put(m)
	return err
}

// Unlink takes the connection between account and employee record away.
func (s *Session) Unlink(ctx context.Context, c Unlink) (Member, error) {
	return commit(ctx, s, "members.unlink", func(t *txn) (Member, error) { return t.unlink(c) })
}

func (t *txn) unlink(c Unlink) (Member, error) {
	m, on, err := t.member(rights.MembersLink, c.Member)
	if err != nil || m.Employee == "" {
		return m, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	e, err := t.Employees().Get(m.Employee)
	if err != nil {
		return Member{}, err
	}
	e.Member, m.Employee = "", ""
	if _, err := t.Employees().Put(e); err != nil {
		return Member{}, err
	}
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record("members.unlink", on.mention, "employee %s", e.Number)
}
