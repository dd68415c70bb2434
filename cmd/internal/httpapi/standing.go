package httpapi

import (
	"time"

	"gatehouse/domain"
)

// Suspension is why someone is suspended.
type Suspension struct {
	Reason string `json:"reason,omitempty" doc:"why, in a few words; kept with the suspension"`
}

type suspendMember struct {
	MemberRef
	IfMatch
	DryRun
	Body *Suspension
}

type reactivateMember struct {
	MemberRef
	IfMatch
	DryRun
}

type removeMember reactivateMember

type restoreMember reactivateMember

// standing changes whether an account may be used.
func (a *API) standing() {
	memberChange(a, operation{route: "POST /v1/members/{member}/suspend", id: "suspend-member", summary: "Revoke access without deleting anything"}, asSaid[suspendMember])
	memberChange(a, operation{route: "POST /v1/members/{member}/reactivate", id: "reactivate-member", summary: "Give access back, with the same role and settings"}, asSaid[reactivateMember])
	memberChange(a, operation{route: "DELETE /v1/members/{member}", id: "remove-member", summary: "Take out; for 30 days it can be restored"}, asSaid[removeMember])
	memberChange(a, operation{route: "POST /v1/members/{member}/restore", id: "restore-member", summary: "Take a removal back"}, asSaid[restoreMember])
}

func (in suspendMember) change(time.Time) (domain.Change, error) {
	return domain.Suspend{Member: in.Member, Version: in.Version, Reason: in.Body.reason()}, nil
}

func (s *Suspension) reason() string {
	if s == nil {
		return ""
	}
	return s.Reason
}

func (in reactivateMember) change(time.Time) (domain.Change, error) {
	return domain.Reactivate{Member: in.Member, Version: in.Version}, nil
}

func (in removeMember) change(time.Time) (domain.Change, error) {
	return domain.Remove{Member: in.Member, Version: in.Version}, nil
}

func (in restoreMember) change(time.Time) (domain.Change, error) {
	return domain.Restore{Member: in.Member, Version: in.Version}, nil
}
