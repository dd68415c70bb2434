package domain_test

import (
	"gatehouse/domain"
	"gatehouse/domain/rights"

	"pgregory.net/rapid"
)

// stepOfLogins makes a command about logins. It returns who really acts, and
// the role that whoever enrols a key comes to have; nil where it is one's own.
func (g *game) stepOfLogins(c int, s *domain.Session, actor, target domain.Member) (domain.Member, *rights.Role, error) {
	if rapid.Bool().Draw(g.T, "one's own") {
		target = actor
	}
	switch c {
	case 34:
		return actor, g.becomes(actor, target), got(s.AddLogin(bg, domain.AddLogin{Member: ref(target), Key: g.sshKey()}))
	case 35:
		return actor, nil, g.removeLogin(s, target)
	case 36:
		i, err := s.InviteLogin(bg, domain.InviteLogin{Member: ref(target)})
		if err == nil {
			g.tokens, g.secrets = append(g.tokens, i), append(g.secrets, i.Secret)
		}
		return actor, g.becomes(actor, target), err
	}
	return g.enrolByToken(actor)
}

// becomes is the role that someone with the target's key has.
func (g *game) becomes(actor, target domain.Member) *rights.Role {
	if actor.ID == target.ID {
		return nil
	}
	name := target.RoleAt(g.clock.Time)
	if target.ID == g.info().Owner {
		name = "owner"
	}
	role, _ := g.model.Role(name)
	return role
}

// removeLogin takes one that the target has, if there is any.
func (g *game) removeLogin(s *domain.Session, target domain.Member) error {
	print := "SHA256:nothing-like-it"
	for id, member := range g.allLogins() {
		if member == target.ID {
			print = string(id)
		}
	}
	return got(s.RemoveLogin(bg, domain.RemoveLogin{Member: ref(target), Fingerprint: print, Last: rapid.Bool().Draw(g.T, "last")}))
}

func (g *game) enrolByToken(actor domain.Member) (domain.Member, *rights.Role, error) {
	if len(g.tokens) == 0 {
		return actor, nil, nil
	}
	i := rapid.SampledFrom(g.tokens[max(0, len(g.tokens)-3):]).Draw(g.T, "token")
	var e domain.Enrolment
	g.read(func(v domain.View) (err error) {
		if e, err = v.Enrolments().Get(i.Member.ID); domain.KindOf(err) == domain.NotFound {
			err = nil
		}
		return err
	})
	m, err := g.joined(i.Secret, g.sshKey())
	if err != nil {
		return actor, nil, err
	}
	if m.ID != i.Member.ID || !g.member(m.ID).ActiveAt(g.clock.Time) || e.Token != i.Secret.ID() || !e.UsedAt.IsZero() {
		g.Fatalf("a token of %s made a login of %s, by %+v", i.Member.Handle(), m.Handle(), e)
	}
	sender := g.member(e.InvitedBy)
	if !sender.ActiveAt(g.clock.Time) {
		g.Fatalf("%s isn't active, and their token made a login", sender.Handle())
	}
	return sender, g.becomes(sender, g.member(m.ID)), nil
}

// allLogins are those in the database, and whose they are.
func (g *game) allLogins() map[domain.ID]domain.ID {
	logins := map[domain.ID]domain.ID{}
	g.read(func(v domain.View) error {
		for _, id := range g.everyone {
			rows, _, err := v.LoginPages().Page(domain.Query{Index: domain.ByMember, Value: string(id), Limit: 100})
			if err != nil {
				return err
			}
			for _, r := range rows {
				logins[r.Item.ID] = r.Item.Member
			}
			n, err := v.Count(domain.CountLogins, string(id))
			if err != nil || n != len(rows) {
				g.Fatalf("%s has %d logins, and %d are counted (%v)", g.member(id).Handle(), len(rows), n, err)
			}
		}
		return nil
	})
	return logins
}

// signsIn: every login signs in whom it is of, and nobody who was removed or is
// suspended or a service user.
func (g *game) signsIn() {
	for print, id := range g.allLogins() {
		m := g.member(id)
		p, err := g.db.Recognise(bg, g.ws.Slug, string(print))
		if m.Kind == rights.ServiceUser || (err == nil) != m.RemovedAt.IsZero() || err == nil && p.Member != id {
			g.Fatalf("the login %s of %+v is recognised as %+v (%v)", print, m, p, err)
		}
		if err != nil {
			continue
		}
		if _, err := g.ws.SignIn(bg, p); err == nil && !m.ActiveAt(g.clock.Time) {
			g.Fatalf("%s signed in, and is %s", m.Handle(), m.StatusAt(g.clock.Time))
		}
	}
}
