package domain

import (
	"context"
	"strings"

	"gatehouse/domain/rights"
)

// SetOptions switches a person's options and channel. Nil leaves one alone.
type SetOptions struct {
	Member                     Ref
	Version                    uint64
	MembersList, Messages, API *bool
	Ways                       *rights.Channels
}

// SetOptions: the owner's are always on; the api option goes on only for a
// role that has api.use on a plan that includes it (TimeTonic, API Access).
func (s *Session) SetOptions(ctx context.Context, c SetOptions) (Member, error) {
	return s.Make(ctx, c)
}

func (t *txn) setOptions(c SetOptions) (Member, error) {
	m, on, err := t.member(rights.MembersOptions, c.Member)
	if err != nil {
		return Member{}, err
	}
	if err := current(m.Version, c.Version, on.mention); err != nil {
		return Member{}, err
	}
	if m.Kind == rights.ServiceUser {
		return Member{}, Errorf(Invalid, "no_options", "%s is a service user and has no options", Clean(m.Name))
	}
	if !m.RemovedAt.IsZero() {
		return Member{}, isRemoved(m)
	}
	if c.Ways != nil && *c.Ways > rights.OnlyWeb {
		return Member{}, Errorf(Invalid, "unknown_channel", "there is no such channel option; there are mobile, web+mobile and web")
	}
	if c.API != nil && *c.API && m.Options&rights.APIOn == 0 {
		if err := t.mayHaveAPI(m); err != nil {
			return Member{}, err
		}
	}
	m, words := c.switched(m)
	after, err := t.Members().Put(m)
	if err != nil {
		return Member{}, err
	}
	return after, t.record(c.action(), on.mention, "%s", strings.Join(words, ", "))
}

// switched is a member after the switches, and what was switched in words.
func (c SetOptions) switched(m Member) (Member, []string) {
	var words []string
	set := func(o rights.Option, on *bool, name string) {
		if on == nil {
			return
		}
		if m.Options &^= o; *on {
			m.Options |= o
		}
		words = append(words, name+" "+map[bool]string{true: "on", false: "off"}[*on])
	}
	set(rights.MembersListOn, c.MembersList, "members list")
	set(rights.MessagesOn, c.Messages, "messages")
	set(rights.APIOn, c.API, "api")
	if c.Ways != nil {
		m.Ways = *c.Ways
		words = append(words, "channel "+m.Ways.String())
	}
	return m, words
}

// mayHaveAPI refuses the api option where role or plan has no use for it.
func (t *txn) mayHaveAPI(m Member) error {
	s, err := t.subject(m)
	if err != nil {
		return err
	}
	if use := t.optionGate(m, s, rights.APIOn, rights.GateRole, rights.GatePlan); !use.OK {
		return Errorf(Invalid, "no_api", "the api option can't be turned on: %s", use.Message)
	}
	return nil
}
