package domain_test

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The card says of each option whether it is on, whether it is of use, and why
// not, in the words of a refusal.
func TestSwitchesOfACard(t *testing.T) {
	w := open(t, "timetonic", "")
	set := func(o rights.Option) func(*domain.Member) {
		return func(m *domain.Member) { m.Name, m.Options = "Bo", o }
	}
	people := map[string]domain.Member{
		"admin": w.person("admin", set(rights.DefaultOptions)), "user": w.person("user", set(rights.AllOptions)),
		"limited": w.person("limited", set(rights.APIOn)), "owner": w.owner,
	}
	for _, c := range []struct{ plan, as, of, want string }{
		{"business", "owner", "user", "members-list on, messages on, api on"},
		{"business", "owner", "admin", "members-list on, messages on, api off (API access is off for Bo)"},
		{"business", "owner", "limited", "members-list off (the Members List is off for Bo), messages off (messaging is off for Bo), api on but no use (Limited can't call the API)"},
		{"start", "owner", "user", "members-list on, messages on, api on but no use (API access starts with the Pro plan; this workspace is on Start)"},
		{"start", "owner", "admin", "members-list on, messages on, api off (API access starts with the Pro plan; this workspace is on Start) fixed: API access starts with the Pro plan; this workspace is on Start"},
		{"business", "admin", "owner", "members-list on fixed: the owner's options are always on, messages on fixed: the owner's options are always on, api on fixed: the owner's options are always on"},
		{"business", "user", "user", "members-list on fixed: User can't set members' options, messages on fixed: User can't set members' options, api on fixed: User can't set members' options"},
	} {
		must(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: c.plan})))
		card, err := w.as(people[c.as]).Member(bg, ref(people[c.of]))
		must(t, err)
		var words []string
		for _, s := range card.Switches {
			text := fmt.Sprintf("%s %s", s.Option, map[bool]string{true: "on", false: "off"}[s.On])
			if s.On && !s.Works {
				text += " but no use"
			}
			if s.Why != "" {
				text += " (" + s.Why + ")"
			}
			if !s.May {
				text += " fixed: " + s.MayWhy
			}
			words = append(words, text)
		}
		is(t, c.plan+": "+c.of+" seen by "+c.as, strings.Join(words, ", "), c.want)
	}
	card, err := w.boss().Member(bg, ref(w.person("user", service)))
	must(t, err)
	is(t, "switches of a service user", len(card.Switches), 0)
}

// What the card says can be changed can be, and what it says can't be can't.
func TestSwitchesAreWhatHappens(t *testing.T) {
	for _, model := range rights.Models() {
		for _, plan := range model.Plans {
			w := open(t, model.Name, "")
			all := append(w.oneOfEach(plan), w.owner)
			must(t, got(w.boss().ChangePlan(bg, domain.ChangePlan{Plan: plan.Name})))
			for _, as := range []domain.Member{w.owner, all[0], all[len(all)-2]} {
				for _, m := range all {
					w.trySwitches(as, m)
				}
			}
		}
	}
}

// oneOfEach is one active person of each role, first the highest, as many as
// the plan has seats for.
func (w *world) oneOfEach(plan *rights.Plan) (all []domain.Member) {
	for _, r := range w.model.Roles[1:] {
		if !r.ServiceOnly && plan.Room(len(all)+2) {
			all = append(all, w.person(r.Name, func(m *domain.Member) { m.Options = rights.MessagesOn }))
		}
	}
	return all
}

func (w *world) trySwitches(as, m domain.Member) {
	w.t.Helper()
	card, err := w.as(as).Member(bg, ref(m))
	if domain.KindOf(err) == domain.Denied {
		return // not theirs to see
	}
	must(w.t, err)
	for _, s := range card.Switches {
		c := domain.SetOptions{Member: ref(m)}
		*map[rights.Option]**bool{rights.MembersListOn: &c.MembersList, rights.MessagesOn: &c.Messages, rights.APIOn: &c.API}[s.Option] = to(!s.On)
		err := got(w.as(as).SetOptions(bg, c))
		if may := err == nil; may != s.May {
			w.t.Fatalf("%s: %s's %s: the card says %v (%s), and setting it %v", as.Role, m.Role, s.Option, s.May, s.MayWhy, err)
		}
		if err != nil && !s.May && !strings.Contains(err.Error(), s.MayWhy) && m.ID != w.owner.ID {
			w.t.Errorf("%s: the card says %q, and the refusal %q", s.Option, s.MayWhy, err)
		}
		if err == nil {
			*map[rights.Option]**bool{rights.MembersListOn: &c.MembersList, rights.MessagesOn: &c.Messages, rights.APIOn: &c.API}[s.Option] = to(s.On)
			err = got(w.as(as).SetOptions(bg, c))
			if s.On && !s.Works {
				continue // back it doesn't go
			}
			must(w.t, err)
		}
	}
}
