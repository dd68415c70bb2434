package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// CreateServiceUser makes an account for API access and automations rather
// than for signing in (mTime, Service users and API keys).
type CreateServiceUser struct {
	Name string
	Role string
}

// CreateServiceUser gives the role, so it asks what giving asks.
func (s *Session) CreateServiceUser(ctx context.Context, c CreateServiceUser) (Member, error) {
	id := s.ws.db.newID()
	return commit(ctx, s, c.action(), func(t *txn) (Member, error) { return t.createServiceUser(c, id) })
}

func (t *txn) createServiceUser(c CreateServiceUser, id ID) (Member, error) {
	role, err := t.role(c.Role)
	if err != nil {
		return Member{}, err
	}
	on := target{mention: Mention{Kind: "member", Name: said(c.Name)}}
	if err := t.may(ask{right: rights.ServiceUsersManage, giving: role, target: on}); err != nil {
		return Member{}, err
	}
	name, err := ParseName(c.Name)
	if err != nil {
		return Member{}, err
	}
	if err := t.freeServiceName(name, ""); err != nil {
		return Member{}, err
	}
	m, err := t.Members().Put(Member{ID: id, Kind: rights.ServiceUser, Name: name, Role: role.Name, JoinedAt: t.now, MadeBy: t.actor.behind()})
	if err != nil {
		return Member{}, err
	}
	return m, t.record(c.action(), mentionMember(m), "%s", role.Name)
}

// behind is the person to whom what a member makes goes back: a service user acts
// for who made it.
func (m Member) behind() ID {
	if m.Kind == rights.ServiceUser && m.MadeBy != "" {
		return m.MadeBy
	}
	return m.ID
}

// freeServiceName refuses a name that another service user has. One whose
// removal is past undoing gives it up.
func (t *txn) freeServiceName(name string, own ID) error {
	if strings.Contains(name, "@") {
		return Errorf(Invalid, "bad_name", "a service user's name holds no @: it could be taken for someone's address")
	}
	id, err := t.Find(UniqueServiceUser, FoldName(name))
	if err != nil || id == "" || id == own {
		return err
	}
	holder, err := t.Members().Get(id)
	switch {
	case err != nil:
		return err
	case t.gone(holder):
		holder.Name = string(holder.ID)
		_, err = t.Members().Put(holder)
		return err
	case !holder.RemovedAt.IsZero():
		return isRemoved(holder)
	}
	return Errorf(Conflict, "name_taken", "there is already a service user %s", Clean(name))
}

// NotPerson refuses an address, and anyone who is seen to be a person, where a
// service user is meant. Who isn't seen is left to what is done next, which says
// no more of them than their absence would.
func (s *Session) NotPerson(ctx context.Context, ref Ref) error {
	if strings.Contains(string(ref), "@") {
		return Errorf(NotFound, "no_service_user", "%s is an address, which persons have; service users go by name", said(string(ref)))
	}
	if m, err := s.Member(ctx, ref); err == nil && m.Kind == rights.Person {
		return Errorf(NotFound, "no_service_user", "%s is a person, not a service user", said(string(ref)))
	}
	return nil
}
