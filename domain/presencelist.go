package domain

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// LiveSession is someone who is there, as the list of sessions shows it.
type LiveSession struct {
	ID        ID
	Member    Member
	Via       string // local, ssh
	From      string // a network address, as far as there is one
	Key       string // the fingerprint that they signed in by, or empty
	StartedAt time.Time
	Idle      time.Duration // since somebody typed, in whole seconds
	Yours     bool          // the asker's own
	This      bool          // the one that asks
}

// Where says where the session comes from: "ssh from 10.0.3.7", "local".
func (l LiveSession) Where() string {
	if l.From == "" {
		return Clean(l.Via)
	}
	return Clean(l.Via) + " from " + Clean(l.From)
}

// EndSessions ends one session, by its id, or those of a member; of one's own,
// by the member, all but the one that asks.
type EndSessions struct{ Of string }

// Sessions lists who is there in the workspace, newest first: one's own, and
// those of members whom one may suspend.
func (s *Session) Sessions(ctx context.Context) ([]LiveSession, error) {
	return look(ctx, s, func(v *view) ([]LiveSession, error) {
		if err := v.present(); err != nil {
			return nil, err
		}
		return v.sessions(func(*Presence) bool { return true })
	})
}

// sessions lists those that the actor may end.
func (t *txn) sessions(wanted func(*Presence) bool) (out []LiveSession, err error) {
	may := map[ID]bool{}
	for _, p := range t.s.ws.db.rooms.in(t.s.ws.ID) {
		id := p.session.who.Member
		if !wanted(p) {
			continue
		}
		m, err := t.Members().Get(id)
		if isNotFound(err) {
			continue // erased a moment before
		}
		if err != nil {
			return nil, err
		}
		if _, known := may[id]; !known {
			on, err := t.onMember(m)
			if err != nil {
				return nil, err
			}
			may[id] = id == t.actor.ID || t.may(endingOf(m, on)) == nil
		}
		if may[id] {
			out = append(out, t.liveSession(p, m))
		}
	}
	slices.SortFunc(out, func(a, b LiveSession) int {
		return cmp.Or(b.StartedAt.Compare(a.StartedAt), cmp.Compare(b.ID, a.ID))
	})
	return out, nil
}

// endingOf is the ask to end sessions of a member.
func endingOf(m Member, on target) ask {
	return ask{right: rightOver(m.Kind, rights.MembersSuspend), target: on, takesAway: true}
}

func (t *txn) liveSession(p *Presence, m Member) LiveSession {
	who := p.session.who
	touched, _ := p.live()
	return LiveSession{
		ID: p.id, Member: t.veiled(m), Via: who.Via, From: who.From, Key: string(who.Key),
		StartedAt: p.started.UTC().Truncate(time.Second),
		Idle:      max(0, t.s.ws.db.world.Now().Sub(touched)).Truncate(time.Second),
		Yours:     m.ID == t.actor.ID, This: p.session.origin() == t.s.origin(),
	}
}

// ResolveSession finds what EndSessions means: a session whose id a text is or
// alone begins with, else a member as [Session.Resolve] finds one. It tells
// nothing that the asker may not see.
func (s *Session) ResolveSession(ctx context.Context, text string) (string, error) {
	prefix := strings.ToLower(strings.TrimSpace(text))
	all, err := s.Sessions(ctx)
	if err != nil {
		return "", err
	}
	var meant []string
	for _, l := range all {
		if prefix != "" && strings.HasPrefix(string(l.ID), prefix) {
			meant = append(meant, string(l.ID))
		}
	}
	switch len(meant) {
	case 0:
		m, err := s.Resolve(ctx, text)
		return string(m), err
	case 1:
		return meant[0], nil
	}
	if len(meant) > maxMeant {
		meant = append(meant[:maxMeant], "others")
	}
	return "", Errorf(Invalid, "ambiguous", "%s could be %s", said(text), OrList(meant))
}

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

// whence says where sessions come from: "ssh from 10.0.3.7 (2), local".
func whence(all []LiveSession) string {
	many := map[string]int{}
	for _, l := range all {
		many[l.Where()]++
	}
	var words []string
	for _, where := range slices.Sorted(maps.Keys(many)) {
		if n := many[where]; n > 1 {
			where += fmt.Sprintf(" (%d)", n)
		}
		words = append(words, where)
	}
	slices.Reverse(words) // ssh before local
	if more := len(words) - maxMeant; more > 0 {
		words = append(words[:maxMeant], fmt.Sprintf("%d other places", more))
	}
	return strings.Join(words, ", ")
}

// describeSessions says which sessions of a member end.
func (v *view) describeSessions(m Member, out *Consequences) {
	var all []LiveSession
	for _, p := range v.s.ws.db.rooms.in(v.s.ws.ID) {
		if p.session.who.Member == m.ID {
			all = append(all, v.liveSession(p, m))
		}
	}
	if len(all) > 0 {
		out.Counts["sessions"] += len(all)
		out.say("%s of %s %s (%s)", count(len(all), "session", "sessions"), Clean(m.Label()), map[bool]string{true: "ends", false: "end"}[len(all) == 1], whence(all))
	}
}
