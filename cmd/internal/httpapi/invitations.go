package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// InvitationRef names an invitation.
type InvitationRef struct {
	Invitation domain.Ref `path:"invitation" doc:"an id or the invited address" example:"eva@example.com"`
}

type listInvitations struct {
	Paging
	Status string `query:"status" doc:"only those that are pending, accepted, revoked or expired"`
}

type sendInvitation struct {
	Body struct {
		Email string     `json:"email"`
		Role  string     `json:"role" doc:"the role that is offered" example:"employee"`
		Unit  domain.Ref `json:"unit,omitempty" doc:"for a Manager: the unit to manage, its id or its name"`
		Until string     `json:"until,omitempty" doc:"the account ends then: a TIME, such as 90d or 2027-01-31"`
	}
}

type renewInvitation struct {
	InvitationRef
	IfMatch
}

// sentInvitation is an invitation with the token that only now is known.
type sentInvitation struct {
	domain.ListedInvitation
	token domain.Secret
}

func ofSent(i sentInvitation) object.Invitation {
	out := object.OfInvitation(i.ListedInvitation)
	out.Token = i.token.Reveal()
	return out
}

func (a *API) invitations() {
	list(a, operation{route: "GET /v1/invitations", id: "list-invitations", summary: "List invitations, pending ones first"},
		func(ctx context.Context, s *domain.Session, in *listInvitations) ([]domain.ListedInvitation, error) {
			return s.Invitations(ctx, in.Status)
		}, object.OfInvitation)
	read(a, operation{route: "GET /v1/invitations/{invitation}", id: "show-invitation", summary: "Show an invitation, without its token"},
		func(ctx context.Context, s *domain.Session, in *InvitationRef) (domain.ListedInvitation, error) {
			return s.Invitation(ctx, in.Invitation)
		}, object.OfInvitation)
	change(a, operation{route: "POST /v1/invitations", id: "send-invitation", summary: "Invite someone; the answer has the token, this once", status: http.StatusCreated},
		func(ctx context.Context, s *domain.Session, in *sendInvitation) (sentInvitation, error) {
			b := in.Body
			until, err := future(b.Until, s.Now())
			if err != nil {
				return sentInvitation{}, err
			}
			return withToken(ctx, s)(s.Invite(ctx, domain.Invite{Email: b.Email, Role: b.Role, Unit: b.Unit, Until: until}))
		}, ofSent)
	change(a, operation{route: "POST /v1/invitations/{invitation}/resend", id: "resend-invitation", summary: "Make a new token and a fresh 7 days; the old token stops working"},
		func(ctx context.Context, s *domain.Session, in *renewInvitation) (sentInvitation, error) {
			return withToken(ctx, s)(s.Resend(ctx, domain.Resend{Invitation: in.Invitation, Version: in.Version}))
		}, ofSent)
	change(a, operation{route: "DELETE /v1/invitations/{invitation}", id: "revoke-invitation", summary: "Withdraw an invitation; its token stops working"},
		func(ctx context.Context, s *domain.Session, in *renewInvitation) (domain.ListedInvitation, error) {
			return shown(ctx, s.ShownInvitation)(s.Revoke(ctx, domain.Revoke{Invitation: in.Invitation, Version: in.Version}))
		}, object.OfInvitation)
}

// withToken completes an invitation that was just sent.
func withToken(ctx context.Context, s *domain.Session) func(domain.Invited, error) (sentInvitation, error) {
	return shown(ctx, func(ctx context.Context, i domain.Invited) (sentInvitation, error) {
		l, err := s.ShownInvitation(ctx, i.Invitation)
		return sentInvitation{l, i.Secret}, err
	})
}
