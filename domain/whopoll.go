package domain

import (
	"errors"

	"gatehouse/domain/rights"
)

// poll puts one question to a whole census: once for those who are made up
// alike, and once more for each way in which they have to do with the target.
// How anyone stands to the target is asked of the same function as for a single
// question, for someone who has that one tie and no other.
type poll struct {
	v       *view
	census  *census
	right   rights.Right
	channel string
	on      string

	target target     // as it is to someone who has nothing to do with it
	near   []relation // by the number of a tie
	self   ID         // whom the target is, or whose record
	itself answer     // for them

	plain  []answer // by the number of a makeup
	tied   map[related]bool
	failed error
}

// relation is what a member has to do with the target.
type relation struct {
	reach       rights.Reach
	self, maker bool
}

type related struct {
	makeup uint32
	relation
}

// answer is one that may not be known yet.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

// poll authorises asking, and makes the question out. Whoever may ask about
// others may know of every target there is.
func (v *view) poll(q WhoQuestion) (*poll, error) {
	for _, r := range []rights.Right{rights.AccessAsk, rights.MembersView} {
		if err := v.may(ask{right: r, takesAway: true}); err != nil {
			return nil, err
		}
	}
	right, err := parseRight(q.Right)
	if err != nil {
		return nil, err
	}
	if _, ok := rights.ParseChannel(q.Channel); !ok && q.Channel != "" {
		return nil, unknown("channel", q.Channel, rights.ChannelNames())
	}
	p := &poll{v: v, right: right, channel: q.Channel, on: q.On, census: v.s.ws.db.census(v.s.ws.ID), tied: map[related]bool{}}
	if p.target, err = v.targetFor(Member{}, nobody(), q.On); err != nil {
		return nil, err
	}
	if id := p.target.mention.ID; id != "" { // once found, it is asked for by its id
		p.on = p.target.mention.Kind + "/" + string(id)
	}
	return p, nil
}

// nobody is a subject without any role.
func nobody() rights.Subject { return rights.Subject{Role: &rights.Role{}} }

// prepare brings the census up to date, and finds which of its ties lead to
// the target.
func (p *poll) prepare() error {
	c := p.census
	if err := c.catchUp(p.v, c); err != nil {
		return err
	}
	p.plain, p.near = make([]answer, len(c.makeups.all)), make([]relation, len(c.ties.all))
	around, err := p.v.around(p.target.mention)
	p.self = around.self
	if err != nil {
		return err
	}
	if p.target.rights.Kind == rights.OnRole {
		around.places = c.makers()
	}
	for _, place := range around.places {
		for kind := range tieKinds {
			t := tie{kind, place}
			number, known := c.ties.number[t]
			if !known {
				continue
			}
			on, err := p.v.targetFor(t.tied(), nobody(), p.on)
			if err != nil {
				return err
			}
			p.near[number] = relation{on.rights.Reach, on.rights.Self, on.rights.Maker}
		}
	}
	return nil
}

// allows tells whether one may.
func (p *poll) allows(r *resident) bool {
	if r.id == p.self {
		return p.allowsSelf(r)
	}
	at := related{makeup: r.makeup}
	for _, t := range r.ties {
		n := p.near[t]
		at.reach, at.self, at.maker = at.reach|n.reach, at.self || n.self, at.maker || n.maker
	}
	if at.relation != (relation{}) {
		allowed, asked := p.tied[at]
		if !asked {
			allowed = p.decide(at)
			p.tied[at] = allowed
		}
		return allowed
	}
	if p.plain[at.makeup] == unasked {
		p.plain[at.makeup] = no
		if p.decide(at) {
			p.plain[at.makeup] = yes
		}
	}
	return p.plain[at.makeup] == yes
}

// decide asks the engine for those who are made up alike.
func (p *poll) decide(r related) bool {
	q, err := p.question(p.census.makeups.all[r.makeup])
	if err != nil {
		p.failed = err
		return false
	}
	q.On.Reach, q.On.Maker = q.On.Reach|r.reach, q.On.Maker || r.maker
	q.On.Self = q.On.Self || r.self
	return p.v.model.Decide(&q).Allowed
}

// question is the one that is put to those of a makeup who have nothing to do
// with the target.
func (p *poll) question(m makeup) (rights.Question, error) {
	role, err := p.v.role(m.role)
	if err != nil {
		return rights.Question{}, err
	}
	s := m.subject(role, p.v.plan)
	s.Ways = m.ways
	if m.below != "" {
		if s.Below, err = p.v.role(m.below); err != nil {
			return rights.Question{}, err
		}
	}
	on := p.target.rights
	if on.Kind == rights.OnRole {
		on = heldBy(s, on.Role).rights
	}
	return rights.Question{Right: p.right, Channel: p.by(m.kind), Subject: s, On: on}, nil
}

// by is the channel that is asked about.
func (p *poll) by(k rights.Kind) rights.Channel {
	if by, ok := rights.ParseChannel(p.channel); ok {
		return by
	}
	return rights.DefaultChannel(k)
}

// allowsSelf asks about the one whom the target is, as a single question would.
func (p *poll) allowsSelf(r *resident) bool {
	if p.itself != unasked {
		return p.itself == yes
	}
	p.itself = no
	m, err := p.v.Members().Get(r.id)
	if isNotFound(err) {
		return false // of a moment after this snapshot
	}
	q, bad := p.single(m)
	if err = errors.Join(err, bad); err != nil {
		p.failed = err
		return false
	}
	if p.v.model.Decide(&q).Allowed {
		p.itself = yes
	}
	return p.itself == yes
}

// single is the question about one member.
func (p *poll) single(m Member) (rights.Question, error) {
	s, err := p.v.subject(m)
	if err != nil {
		return rights.Question{}, err
	}
	on, err := p.v.targetFor(m, s, p.on)
	return rights.Question{Right: p.right, Channel: p.by(m.Kind), Subject: s, On: on.rights}, err
}
