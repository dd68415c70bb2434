package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// Question asks whether someone may do something, as a person puts it.
type Question struct {
	Subject Ref    // empty: oneself
	Right   string // members.invite
	On      string // KIND/NAME, any, or empty
	Giving  string // a role
	Channel string // web, mobile, console, api; empty: the usual one of the subject

	TakesAway bool // about taking away, which a plan never stops
}

// asked is a question made out: records loaded, words looked up.
type asked struct {
	subject  Member
	target   target
	question rights.Question
}

// Check answers a question with all its gates and, for a no, the fix. About
// oneself it is free; about others it needs access.ask.
func (s *Session) Check(ctx context.Context, q Question) (Explanation, error) {
	return look(ctx, s, func(v *view) (Explanation, error) {
		a, err := v.makeOut(q)
		if err != nil {
			return Explanation{}, err
		}
		return v.answer(a)
	})
}

// makeOut authorises asking and makes the question out.
func (t *txn) makeOut(q Question) (asked, error) {
	var a asked
	m, err := t.askAbout(q.Subject)
	if err != nil {
		return a, err
	}
	a.subject = m
	right, err := parseRight(q.Right)
	if err != nil {
		return a, err
	}
	subject, err := t.subject(m)
	if err != nil {
		return a, err
	}
	a.question = rights.Question{Right: right, Subject: subject, Channel: rights.DefaultChannel(m.Kind), TakesAway: q.TakesAway}
	if q.Channel != "" {
		channel, ok := rights.ParseChannel(q.Channel)
		if !ok {
			return a, unknown("channel", q.Channel, rights.ChannelNames())
		}
		a.question.Channel = channel
	}
	if q.Giving != "" {
		if a.question.Giving, err = t.given(q.Giving); err != nil {
			return a, err
		}
	}
	if a.target, err = t.targetFor(m, subject, q.On); err != nil {
		return a, err
	}
	if !t.sees(a.target) {
		return asked{}, noTarget(q.On)
	}
	a.question.On = a.target.rights
	return a, nil
}

// given finds a role that an act would hand out: one of the workspace, or one
// for a project or a group.
func (t *txn) given(name string) (*rights.Role, error) {
	if r, ok := rights.ScopedRole(strings.TrimSpace(name)); ok {
		return r, nil
	}
	return t.role(name)
}

// askAbout finds whom a question is about. Others may be asked about by those
// who hold access.ask.
func (t *txn) askAbout(ref Ref) (Member, error) {
	if ref == "" {
		return t.actor, t.present()
	}
	m, err := findMember(t, ref)
	if err == nil && m.ID == t.actor.ID {
		return m, t.present()
	}
	if no := t.may(ask{right: rights.AccessAsk}); no != nil {
		return m, no
	}
	return m, err
}

func rightNames() []string {
	var names []string
	for _, e := range rights.Catalogue() {
		names = append(names, e.Name)
	}
	return names
}

// answer decides and puts the decision into words.
func (v *view) answer(a asked) (Explanation, error) {
	d := v.model.Decide(&a.question)
	out := Explanation{
		Allowed: d.Allowed, Right: a.question.Right.String(), Subject: a.subject.Handle(), On: a.on(),
		Channel: a.question.Channel.String(), Gates: v.model.Explain(&a.question, d, v.names(a.subject, a.target)), Fix: []Step{},
	}
	if d.Allowed {
		return out, nil
	}
	f, err := v.fix(a)
	if err != nil {
		return out, err
	}
	out.Fix, out.AlsoGets = f.steps, f.alsoGets
	return out, nil
}

func (a asked) on() string {
	if a.question.On.Kind == rights.AnyTarget {
		return "any"
	}
	return a.target.mention.String()
}

// explainRefusal gives a refused act its gates and its fix.
func (s *Session) explainRefusal(ctx context.Context, e *Error) error {
	var out Explanation
	err := s.ws.db.store.View(ctx, s.ws.ID, func(raw View) error {
		t, err := s.begin(raw)
		if err != nil {
			return err
		}
		v := &view{txn: t, View: raw}
		a := asked{subject: t.actor, target: e.asked.target, question: t.question(*e.asked)}
		out, err = v.answer(a)
		return err
	})
	if err != nil {
		return e // the refusal stands without its explanation
	}
	e.Answer = &out
	if e.Fix == nil {
		e.Fix = out.Fix
	}
	return e
}
