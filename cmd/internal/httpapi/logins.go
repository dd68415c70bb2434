package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type listLogins struct {
	MemberRef
	Paging
}

type removeLogin struct {
	MemberRef
	Fingerprint string `path:"fingerprint" doc:"SHA256: and base64, percent-encoded; or its first 8 characters where only one key has them"`
}

func (a *API) logins() {
	list(a, operation{route: "GET /v1/members/{member}/logins", id: "list-logins", summary: "List the keys by which someone signs in, and when each last did"},
		func(ctx context.Context, s *domain.Session, in *listLogins) ([]domain.Login, error) {
			return s.Logins(ctx, in.Member)
		}, object.OfLogin)
	change(a, operation{route: "DELETE /v1/members/{member}/logins/{fingerprint}", id: "remove-login", summary: "Remove a key; sessions that it signed in end at once"},
		func(ctx context.Context, s *domain.Session, in *removeLogin) (domain.Login, error) {
			return s.RemoveLogin(ctx, domain.RemoveLogin{Member: in.Member, Fingerprint: in.Fingerprint})
		}, object.OfLogin)
	change(a, operation{
		route: "POST /v1/members/{member}/logins/invite", id: "invite-login", summary: "Make a token with which a member enrols a key, once", status: http.StatusCreated,
		doc: "Whoever has the token becomes that member: give it to nobody else. A new one takes the place of the one before.",
	}, func(ctx context.Context, s *domain.Session, in *MemberRef) (domain.LoginInvitation, error) {
		return s.InviteLogin(ctx, domain.InviteLogin{Member: in.Member})
	}, object.OfEnrolment)
}
