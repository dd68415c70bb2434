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
