package domain

import (
	"context"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// EndSessions ends one session, by its id, or those of a member; of one's own,
// by the member, all but the one that asks.
type EndSessions struct{ Of string }

// EndSessions ends sessions and says which. One's own need no right, others'
// need members.suspend on the member.
func (s *Session) EndSessions(ctx context.Context, c EndSessions) ([]LiveSession, error) {
	var ending []*Presence
	var by Member
	out, err := commit(ctx, s, c.action(), func(t *txn) ([]LiveSession, error) {
		by = t.actor
		var all []LiveSession
		var err error
		ending, all, err = t.endSessions(c)
		return all, err
	})
	if err != nil {
		return nil, err
	}
	for _, p := range ending {
		reason := Errorf(Denied, "ended_by", "%s ended this session", Clean(by.Label()))
		if p.session.who.Member == by.ID {
			reason.Message = "you ended this session from elsewhere"
		}
		p.over(reason)
	}
	return out, nil
}

func (t *txn) endSessions(c EndSessions) ([]*Presence, []LiveSession, error) {
	m, wanted, err := t.whoseSessions(c)
	if err != nil {
		return nil, nil, err
	}
	var ending []*Presence
	all, err := t.sessions(func(p *Presence) bool {
		if wanted(p) {
			ending = append(ending, p)
			return true
		}
		return false
	})
	if err != nil {
		return nil, nil, err
	}
	if len(all) == 0 {
		return nil, nil, Errorf(NotFound, "no_session", "%s has no session here that could be ended", Clean(m.Label()))
	}
	_, err = t.Append(t.newEvent(c.action(), mentionMember(m), whence(all), ResultDone))
	return ending, all, err
}

// whoseSessions finds whose sessions are meant and which of them, and authorises
// ending them.
func (t *txn) whoseSessions(c EndSessions) (Member, func(*Presence) bool, error) {
	text := strings.TrimSpace(c.Of)
	one := func(p *Presence) bool { return string(p.id) == text }
	wanted := one
	all := t.s.ws.db.rooms.in(t.s.ws.ID)
	var m Member
	var err error
	if i := slices.IndexFunc(all, one); i >= 0 {
		m, err = t.Members().Get(all[i].session.who.Member)
	} else {
		m, err = findMember(t, Ref(text))
		if isNotFound(err) {
			err = Errorf(NotFound, "no_session", "no session and no member is called %s", said(text))
		}
		wanted = func(p *Presence) bool {
			return p.session.who.Member == m.ID && p.session.origin() != t.s.origin()
		}
	}
	if err == nil && m.ID == t.actor.ID {
		return m, wanted, t.present()
	}
	if err != nil {
		return m, nil, t.orRefuse(ask{right: rights.MembersSuspend, takesAway: true}, "member", Ref(text), err)
	}
	on, err := t.onMember(m)
	if err != nil {
		return m, nil, err
	}
	return m, wanted, t.allow(endingOf(m, on), Ref(text))
}
