package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// AddLogin adds an SSH key to sign in with.
type AddLogin struct {
	Member Ref
	Key    string // an authorized_keys line
}

// maxLogins is how many logins a person can have.
const maxLogins = 50

// Logins lists someone's logins, by comment. One's own need no right.
func (s *Session) Logins(ctx context.Context, ref Ref) ([]Login, error) {
	return look(ctx, s, func(v *view) ([]Login, error) {
		m, _, err := v.signsIn(ref, taking)
		if err != nil {
			return nil, err
		}
		return everything(v.LoginPages(), Query{Index: ByMember, Value: string(m.ID)})
	})
}

// signsIn finds the person whose logins an act is about: oneself, or someone
// for whom the actor holds members.logins.
func (t *txn) signsIn(ref Ref, more ...func(*ask)) (Member, target, error) {
	m, err := findMember(t, ref)
	on := t.oneself()
	if err == nil && m.ID == t.actor.ID {
		err = t.present()
	} else {
		m, on, err = t.member(rights.MembersLogins, ref, more...)
	}
	if err == nil {
		err = actFits(m, rights.MembersLogins)
	}
	return m, on, err
}

// enrolling is signsIn for what lets someone come in as the member: it gives all
// that the member has, unless that is the actor.
func (t *txn) enrolling(ref Ref) (Member, target, error) {
	var more []func(*ask)
	if m, err := findMember(t, ref); err == nil && m.ID != t.actor.ID {
		gives, err := t.becoming(m)
		if err != nil {
			return m, target{}, err
		}
		more = append(more, gives)
	}
	m, on, err := t.signsIn(ref, more...)
	if err == nil && !m.RemovedAt.IsZero() {
		err = isRemoved(m)
	}
	return m, on, err
}

// AddLogin adds a key of one's own. Nobody adds one for another, except
// whoever has the file.
func (s *Session) AddLogin(ctx context.Context, c AddLogin) (Login, error) {
	return commit(ctx, s, c.action(), func(t *txn) (Login, error) { return t.addLogin(c) })
}

func (t *txn) addLogin(c AddLogin) (Login, error) {
	m, on, err := t.enrolling(c.Member)
	if err != nil {
		return Login{}, err
	}
	if m.ID != t.actor.ID && t.s.who.Via != ViaLocal {
		e := denied(ask{right: rights.MembersLogins, target: on}, "nobody adds a key for someone else: "+Clean(m.Label())+" enrols it with a token")
		e.Fix = []Step{{Command: command("logins", "invite", m.Handle()), Message: "send a token"}}
		return Login{}, e
	}
	login, err := ParseLogin(c.Key)
	if err != nil {
		return Login{}, err
	}
	if login, err = t.enrol(login, m); err != nil {
		return Login{}, err
	}
	return login, t.record(c.action(), on.mention, "%s", login.ID)
}

// enrol adds a login to a member. A key signs in one member only; one whose
// removal is past undoing signs in no more.
func (t *txn) enrol(l Login, m Member) (Login, error) {
	if l.ID == "" {
		return l, nil
	}
	known, err := t.Logins().Get(l.ID)
	switch {
	case isNotFound(err):
	case err != nil:
		return l, err
	case known.Member == m.ID:
		return known, nil
	default:
		holder, err := t.Members().Get(known.Member)
		if err != nil {
			return l, err
		}
		if !t.gone(holder) {
			return l, Errorf(Conflict, "key_taken", "the key %s signs someone in already", l.ID)
		}
		l.Version = known.Version
	}
	n, err := t.Count(CountLogins, string(m.ID))
	if err != nil {
		return l, err
	}
	if n >= maxLogins {
		return l, Errorf(Limit, "too_many_logins", "%s has %d logins, and can have no more; remove one that isn't used", Clean(m.Label()), n)
	}
	l.Member, l.AddedAt = m.ID, t.now
	return t.Logins().Put(l)
}
