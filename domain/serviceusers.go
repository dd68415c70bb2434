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
	m, err := t.Members().Put(Member{ID: id, Kind: rights.ServiceUser, Name: name, Role: role.Name, JoinedAt: t.now, MadeBy: t.actor.ID})
	if err != nil {
		return Member{}, err
	}
	return m, t.record(c.action(), mentionMember(m), "%s", role.Name)
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
