package httpapi

import (
	"context"
	"time"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

type changeRoleOf struct {
	MemberRef
	IfMatch
	DryRun
	Body struct {
		Role  string `json:"role"`
		Until string `json:"until,omitempty" doc:"for a while: a TIME, such as 8h or 2027-01-31; then the role before comes back" example:"8h"`
	}
}

type setOptions struct {
	MemberRef
	IfMatch
	DryRun
	Body struct {
		MembersList *bool  `json:"members_list,omitempty"`
		Messages    *bool  `json:"messages,omitempty"`
		API         *bool  `json:"api,omitempty"`
		Channel     string `json:"channel,omitempty" enum:"mobile,web+mobile,web"`
	}
}

type setExpiry struct {
	MemberRef
	IfMatch
	DryRun
	Body struct {
		ExpiresAt string `json:"expires_at" doc:"a TIME, such as 90d or 2027-01-31, or never" example:"2027-01-31"`
	}
}

type linkMember struct {
	MemberRef
	IfMatch
	Body struct {
		Employee domain.Ref `json:"employee" doc:"an employee number or an id"`
	}
}

type unlinkMember struct {
	MemberRef
	IfMatch
}

// changeable is an input that becomes a change of one member.
type changeable interface {
	trial
	change(now time.Time) (domain.Change, error)
}

// memberChange registers a change of one member whose consequences can be seen
// before. read makes the change of the input.
func memberChange[I changeable](a *API, op operation, read func(context.Context, *domain.Session, *I) (domain.Change, error)) {
	tried(a, op, func(ctx context.Context, s *domain.Session, in *I) (domain.Listed, error) {
		c, err := read(ctx, s, in)
		if err != nil {
			return domain.Listed{}, err
		}
		return shown(ctx, s.Shown)(s.Make(ctx, c))
	}, func(ctx context.Context, s *domain.Session, in *I) (domain.Consequences, error) {
		c, err := read(ctx, s, in)
		if err != nil {
			return domain.Consequences{}, err
		}
		return s.Preview(ctx, c)
	}, object.OfMember)
}

// asSaid is the change that an input says.
func asSaid[I changeable](_ context.Context, s *domain.Session, in *I) (domain.Change, error) {
	return (*in).change(s.Now())
}

func (a *API) memberChanges() {
	memberChange(a, operation{route: "POST /v1/members/{member}/role", id: "change-role", summary: "Change the role, for good or until a time"}, asSaid[changeRoleOf])
	memberChange(a, operation{route: "PATCH /v1/members/{member}/options", id: "set-options", summary: "Switch the options of a member"}, asSaid[setOptions])
	memberChange(a, operation{route: "POST /v1/members/{member}/expiry", id: "set-expiry", summary: "Set the end of a temporary account"}, asSaid[setExpiry])
	change(a, operation{route: "POST /v1/members/{member}/link", id: "link-member", summary: "Link an account to an employee record"},
		func(ctx context.Context, s *domain.Session, in *linkMember) (domain.Listed, error) {
			return shown(ctx, s.Shown)(s.Link(ctx, domain.Link{Member: in.Member, Version: in.Version, Employee: in.Body.Employee}))
		}, object.OfMember)
	change(a, operation{route: "POST /v1/members/{member}/unlink", id: "unlink-member", summary: "Take the link to the employee record away"},
		func(ctx context.Context, s *domain.Session, in *unlinkMember) (domain.Listed, error) {
			return shown(ctx, s.Shown)(s.Unlink(ctx, domain.Unlink{Member: in.Member, Version: in.Version}))
		}, object.OfMember)
}

func (in changeRoleOf) change(now time.Time) (domain.Change, error) {
	until, err := future(in.Body.Until, now)
	return domain.ChangeRole{Member: in.Member, Version: in.Version, Role: in.Body.Role, Until: until}, err
}

func (in setOptions) change(time.Time) (domain.Change, error) {
	b := in.Body
	set := domain.SetOptions{Member: in.Member, Version: in.Version, MembersList: b.MembersList, Messages: b.Messages, API: b.API}
	if ways, ok := rights.ParseChannels(b.Channel); ok {
		set.Ways = &ways
	}
	if set == (domain.SetOptions{Member: in.Member, Version: in.Version}) {
		return nil, nothingSaid("members_list, messages, api or channel")
	}
	return set, nil
}

func (in setExpiry) change(now time.Time) (domain.Change, error) {
	at, err := endOrNever(in.Body.ExpiresAt, now)
	return domain.Expire{Member: in.Member, Version: in.Version, At: at}, err
}

// future reads a TIME that may be left out.
func future(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return domain.ParseFuture(text, now)
}

// endOrNever reads a TIME or the word never, which is no time.
func endOrNever(text string, now time.Time) (time.Time, error) {
	if text == "never" {
		return time.Time{}, nil
	}
	return domain.ParseFuture(text, now)
}
